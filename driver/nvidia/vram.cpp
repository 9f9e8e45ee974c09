// Device memory through BAR1 and PRAMIN.
#include "driver/nvidia/vram.hpp"

#include <algorithm>

#include "driver/regs/nvidia/pbus.hpp"

namespace egpulab::driver::nvidia {
namespace {

using namespace regs::nvidia;

// PRAMIN, which NV_PBUS_BAR0_WINDOW or NV_XAL_EP_BAR0_WINDOW moves in steps of 64 KiB (open-gpu-doc dev_bus).
constexpr u64 pramin = 0x70'0000, pramin_bytes = MiB;
constexpr u32 window_shift = 16;

}  // namespace

void Vram::check(u64 offset, u64 bytes) const {
  if (offset <= size_ && bytes <= size_ - offset) return;
  throw LimitExceeded(fmt::format("{} bytes at {:#x} lie outside the {} bytes of device memory", bytes, offset, size_));
}

u64 Vram::through_window(u64 offset) {
  if (offset < window_ || offset - window_ >= pramin_bytes) {
    window_ = align_down(offset, u64{1} << window_shift);
    const auto base = static_cast<u32>(window_ >> window_shift);
    if (registers_.has<XalEpBar0Window>())
      registers_.write(XalEpBar0Window{"BASE"_f = base});
    else
      registers_.write(PbusBar0Window{"BASE"_f = base});
  }
  return pramin + (offset - window_);
}

void Vram::write(u64 offset, Bytes from) {
  check(offset, from.size());
  if (is_visible(offset, from.size())) {
    registers_.link().write_block(vram_bar, offset, from);
    return;
  }
  for (u64 done = 0; done < from.size();) {
    const u64 at = offset + done, dword = align_down(at, 4), skip = at - dword;
    const u64 n = std::min<u64>(4 - skip, from.size() - done);
    const u64 place = through_window(dword);
    std::array<std::byte, 4> word{};
    if (n < 4) word = std::bit_cast<std::array<std::byte, 4>>(registers_.link().read32(register_bar, place, {}, true));
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(done), n, word.begin() + static_cast<std::ptrdiff_t>(skip));
    registers_.link().write32(register_bar, place, std::bit_cast<u32>(word));
    done += n;
  }
}

void Vram::read(u64 offset, MutableBytes into) {
  check(offset, into.size());
  if (is_visible(offset, into.size())) {
    registers_.link().read_block(vram_bar, offset, into);
    return;
  }
  for (u64 done = 0; done < into.size();) {
    const u64 at = offset + done, dword = align_down(at, 4), skip = at - dword;
    const u64 n = std::min<u64>(4 - skip, into.size() - done);
    const auto word = std::bit_cast<std::array<std::byte, 4>>(
        registers_.link().read32(register_bar, through_window(dword), {}, true));
    std::copy_n(word.begin() + static_cast<std::ptrdiff_t>(skip), n, into.begin() + static_cast<std::ptrdiff_t>(done));
    done += n;
  }
}

}  // namespace egpulab::driver::nvidia
