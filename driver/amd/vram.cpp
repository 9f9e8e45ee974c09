// Device memory through the BAR and through MM_INDEX.
#include "driver/amd/vram.hpp"

#include <fmt/format.h>

#include "driver/amd/registers.hpp"
#include "driver/amd/well_known.hpp"
#include "driver/regs/amd/nbio.hpp"

namespace egpulab::driver::amd {

void Vram::check(u64 offset, u64 bytes) const {
  if (is_visible(offset, bytes)) return;
  throw LimitExceeded(fmt::format("{} bytes of VRAM at {:#x} are outside the {} bytes that BAR{} shows", bytes, offset,
                                  visible_, vram_bar));
}

void Vram::write(u64 offset, Bytes from) {
  check(offset, from.size());
  link_.write_block(vram_bar, offset, from);
}

void Vram::read(u64 offset, MutableBytes into) {
  check(offset, into.size());
  link_.read_block(vram_bar, offset, into);
}

void read_vram_indirectly(bus::Link& link, u64 offset, MutableBytes into) {
  using namespace regs::amd;
  const u64 index = byte_address<BifBxPf0MmIndex>(well_known_bases());
  const u64 index_high = byte_address<BifBxPf0MmIndexHi>(well_known_bases());
  const u64 data = byte_address<BifBxPf0MmData>(well_known_bases());
  u64 high = ~u64{0};
  for (u64 done = 0; done < into.size(); done += 4) {
    const u64 address = offset + done;
    if (address >> 31 != high) {
      high = address >> 31;
      link.write32(mmio_bar, index_high, static_cast<u32>(high));
    }
    const BifBxPf0MmIndex window{"MM_OFFSET"_f = static_cast<u32>(address & 0x7fff'ffff), "MM_APER"_f = true};
    link.write32(mmio_bar, index, window.raw());
    store<u32>(into, done, link.read32(mmio_bar, data, BifBxPf0MmData::name, true));
  }
}

}  // namespace egpulab::driver::amd
