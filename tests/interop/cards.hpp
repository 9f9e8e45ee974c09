// The cards that unmodified tinygrad drives.
#pragma once

#include <array>
#include <ostream>

namespace egpulab::interop {

struct Card {
  const char* target;        // as compilers name the ISA
  const char* profile;       // as in sim:PROFILE
  const char* firmware_set;  // as in fixtures/firmware.hpp
};

inline constexpr std::array cards = {
    Card{"gfx1100", "rx7900xtx", "gc_11_0_0"},
    Card{"gfx1200", "rx9060xt", "gc_12_0_0"},
    Card{"gfx1201", "rx9070xt", "gc_12_0_1"},
};

inline void PrintTo(const Card& card, std::ostream* out) { *out << card.target; }

}  // namespace egpulab::interop
