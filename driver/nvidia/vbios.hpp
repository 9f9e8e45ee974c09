// The card's VBIOS: its images, and in them FWSEC, the signed microcode that sets up the first part of WPR2.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/bus/link.hpp"
#include "driver/regs/nvidia/vbios.hpp"

namespace egpulab::driver::nvidia {

// The ROM's bytes, read where they are looked at: over a link each word is a round trip.
class Rom {
 public:
  using Fetch = std::function<void(u32 offset, MutableBytes into)>;
  // `fetch` is asked for whole blocks.
  Rom(u32 size, Fetch fetch);
  // A ROM that is in memory.
  explicit Rom(Bytes content);

  u32 size() const { return static_cast<u32>(bytes_.size()); }
  bool contains(u64 offset, u64 bytes) const { return offset <= bytes_.size() && bytes <= bytes_.size() - offset; }
  // The caller has checked the range.
  Bytes at(u64 offset, u64 bytes);
  template <class T>
  T load(u64 offset) {
    return egpulab::load<T>(at(offset, sizeof(T)));
  }

 private:
  static constexpr u32 block = 4096;
  std::vector<std::byte> bytes_;
  std::vector<bool> have_;
  Fetch fetch_;
};

// The ROM behind BAR0's window.
Rom card_rom(bus::Link& link);

struct RomImage {
  u32 offset = 0;  // in the ROM
  u32 size = 0;
  u8 code_type = 0;
};

struct Fwsec {
  u32 offset = 0;  // of the descriptor, in the ROM
  regs::nvidia::vbios::FalconUcodeDescV3 descriptor{};
  std::vector<std::byte> signatures;  // of 384 bytes each
  std::vector<std::byte> microcode;   // IMEM, then DMEM
};

struct Vbios {
  u32 rom_offset = 0;  // of the first image: what lies before it is the ROM chip's own header
  std::vector<RomImage> images;
  Fwsec fwsec;
};

// Refusals name what, where in the ROM, expected and found.
Parsed<Vbios> parse_vbios(Rom& rom);

}  // namespace egpulab::driver::nvidia
