// The cards that unmodified tinygrad drives.
#pragma once

#include <array>
#include <ostream>

#include "tests/interop/tinygrad.hpp"

namespace egpulab::interop {

struct Card {
  const char* target;        // as compilers name the ISA, or NVIDIA's chip
  const char* profile;       // as in sim:PROFILE
  const char* firmware_set;  // as in fixtures/firmware.hpp, or NVIDIA's folder
  const char* device;        // as tinygrad names it
  const char* small_bar;     // options of a card whose memory is reached through 256 MiB for good
};

inline constexpr const char* small_bar0 = "?bar0=256M&fault=rebar-fail";
inline constexpr const char* small_bar1 = "?bar1=256M&fault=rebar-fail";

inline constexpr std::array amd_cards = {
    Card{"gfx1100", "rx7900xtx", "gc_11_0_0", amd_device, small_bar0},
    Card{"gfx1200", "rx9060xt", "gc_12_0_0", amd_device, small_bar0},
    Card{"gfx1201", "rx9070xt", "gc_12_0_1", amd_device, small_bar0},
};
inline constexpr std::array nvidia_cards = {
    Card{"GA102", "rtx3090", "ga102", nvidia_device, small_bar1},
    Card{"AD102", "rtx4090", "ad102", nvidia_device, small_bar1},
    Card{"GB202", "rtx5090", "gb202", nvidia_device, small_bar1},
};

inline void PrintTo(const Card& card, std::ostream* out) { *out << card.target; }

}  // namespace egpulab::interop
