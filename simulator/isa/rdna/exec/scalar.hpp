// (in the making)
#pragma once
#include "simulator/isa/rdna/exec/level.hpp"
