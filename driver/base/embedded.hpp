// Files that the build made part of the binary (see egpulab_embed in tools/cmake).
#pragma once

#include <span>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::embedded {

struct File {
  std::string_view name;  // file name without folder
  Bytes content;
};

}  // namespace egpulab::embedded
