// Storing fault packets, and the pointers between hardware and software.
#include "simulator/nvidia/mmu/fault_buffer.hpp"

#include "simulator/nvidia/mmu/mmu.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

FaultBuffers::FaultBuffers(Registers registers) : registers_(registers) {
  registers_.storage<MmuFaultBufferLo, MmuFaultBufferHi, MmuFaultBufferGet, MmuFaultBufferPut, MmuFaultBufferSize>();
  registers_.storage(MmuPageFaultCtrl{"PRF_FILTER"_f = 3u});
  registers_.storage<MmuFaultAddrLo, MmuFaultAddrHi, MmuFaultInstLo, MmuFaultInstHi, MmuFaultInfo, MmuFaultStatus>();
  registers_.on_write<MmuFaultBufferGet, &FaultBuffers::get_written>(this);
  registers_.on_write<MmuFaultBufferSize, &FaultBuffers::size_written>(this);
  registers_.on_write<MmuFaultStatus, &FaultBuffers::status_written>(this);
  registers_.on_read<MmuFaultStatus, &FaultBuffers::read_status>(this);
}

// OVERFLOW and GETPTR_CORRUPTED show in PUT too, and are cleared through GET.
void FaultBuffers::get_written(MmuFaultBufferGet written, u32 buffer) {
  auto put = registers_.get<MmuFaultBufferPut>(buffer);
  const u32 entries = registers_.get<MmuFaultBufferSize>(buffer)["VAL"_f];
  if (written["OVERFLOW"_f]) put.set("OVERFLOW"_f = false);
  if (written["GETPTR_CORRUPTED"_f]) put.set("GETPTR_CORRUPTED"_f = false);
  if (entries != 0 && written["PTR"_f] >= entries) {
    put.set("GETPTR_CORRUPTED"_f = true);
    registers_.put(registers_.get<MmuFaultBufferGet>(buffer).with("GETPTR_CORRUPTED"_f = true), buffer);
  }
  registers_.put(put, buffer);
}

// Turning a buffer on starts it over. SET_DEFAULT asks for a default size, which this chip does not offer.
void FaultBuffers::size_written(MmuFaultBufferSize written, u32 buffer) {
  registers_.put(registers_.get<MmuFaultBufferSize>(buffer).with("SET_DEFAULT"_f = false), buffer);
  if (!written["ENABLE"_f]) registers_.put(MmuFaultBufferPut{}, buffer);
}

void FaultBuffers::status_written(MmuFaultStatus written) {
  if (written["VALID"_f]) registers_.put(MmuFaultInfo{});
}

MmuFaultStatus FaultBuffers::read_status(MmuFaultStatus stored) {
  const auto pending = [&](u32 buffer) {
    return registers_.get<MmuFaultBufferGet>(buffer)["PTR"_f] != registers_.get<MmuFaultBufferPut>(buffer)["PTR"_f];
  };
  const auto put0 = registers_.get<MmuFaultBufferPut>(0u), put1 = registers_.get<MmuFaultBufferPut>(1u);
  return stored.with("NON_REPLAYABLE"_f = pending(0), "REPLAYABLE"_f = pending(1),
                     "NON_REPLAYABLE_OVERFLOW"_f = bool{put0["OVERFLOW"_f]},
                     "REPLAYABLE_OVERFLOW"_f = bool{put1["OVERFLOW"_f]},
                     "NON_REPLAYABLE_GETPTR_CORRUPTED"_f = bool{put0["GETPTR_CORRUPTED"_f]},
                     "REPLAYABLE_GETPTR_CORRUPTED"_f = bool{put1["GETPTR_CORRUPTED"_f]});
}

void FaultBuffers::latch(const MmuFault& f, bool replayable) {
  if (registers_.get<MmuFaultInfo>()["VALID"_f]) return;  // the first one stays
  registers_.put(MmuFaultAddrLo{"ADDR"_f = low32(f.address) >> 12});
  registers_.put(MmuFaultAddrHi{"ADDR"_f = high32(f.address)});
  registers_.put(MmuFaultInstLo{"ENGINE_ID"_f = u32{f.engine} & 0x1ff,
                                "APERTURE"_f = static_cast<u32>(f.instance.aperture),
                                "ADDR"_f = low32(f.instance.address) >> 12});
  registers_.put(MmuFaultInstHi{"ADDR"_f = high32(f.instance.address)});
  registers_.put(MmuFaultInfo{"FAULT_TYPE"_f = u32{f.type}, "REPLAYABLE_FAULT"_f = replayable,
                              "CLIENT"_f = u32{f.client} & 0x7f, "ACCESS_TYPE"_f = u32{f.access},
                              "CLIENT_TYPE"_f = !f.gpc, "VALID"_f = true});
  registers_.put(registers_.get<MmuFaultStatus>().with("VALID"_f = true));
}

FaultBuffers::Outcome FaultBuffers::store(const MmuFault& f, bool replayable, u64 nanoseconds, PhysicalMemory& memory,
                                          Mmu& mmu) {
  const u32 buffer = replayable ? 1 : 0;
  const auto size = registers_.get<MmuFaultBufferSize>(buffer);
  const u32 entries = size["VAL"_f];
  if (!size["ENABLE"_f] || entries == 0) {
    latch(f, replayable);
    return {};
  }
  const auto get = registers_.get<MmuFaultBufferGet>(buffer);
  const auto put = registers_.get<MmuFaultBufferPut>(buffer);
  const u32 at = put["PTR"_f] % entries, next = (at + 1) % entries;
  if (next == get["PTR"_f]) {
    registers_.put(put.with("OVERFLOW"_f = true), buffer);
    registers_.put(get.with("OVERFLOW"_f = true), buffer);
    return {.stored = false, .overflow = true};
  }
  const FaultPacket packet{"INST_APERTURE"_f = static_cast<u32>(f.instance.aperture),
                           "INST_LO"_f = low32(f.instance.address) >> 12,
                           "INST_HI"_f = high32(f.instance.address),
                           "ADDR_LO"_f = low32(f.address) >> 12,
                           "ADDR_HI"_f = high32(f.address),
                           "TIMESTAMP_LO"_f = low32(nanoseconds),
                           "TIMESTAMP_HI"_f = high32(nanoseconds),
                           "ENGINE_ID"_f = u32{f.engine} & 0x1ff,
                           "FAULT_TYPE"_f = static_cast<FaultType>(f.type),
                           "REPLAYABLE_FAULT"_f = replayable,
                           "CLIENT"_f = u32{f.client} & 0x7f,
                           "ACCESS_TYPE"_f = u32{f.access},
                           "MMU_CLIENT_TYPE"_f = !f.gpc,
                           "REPLAYABLE_FAULT_EN"_f = replayable,
                           "VALID"_f = true};
  const auto low = registers_.get<MmuFaultBufferLo>(buffer);
  const u64 address =
      join64(low["ADDR"_f] << 12, registers_.get<MmuFaultBufferHi>(buffer)["ADDR"_f]) + u64{at} * fault_packet_bytes;
  PhysicalAddress to{static_cast<Aperture>(low["PHYS_APERTURE"_f]), address};
  if (!low["ADDR_MODE_PHYSICAL"_f]) {
    const auto target = mmu.resolve(mmu.bar2().directory, address, FaultAccess::write, true);
    if (!target) {
      latch(f, replayable);
      return {};
    }
    to = target->physical;
  }
  if (!memory.write(to, as_bytes(packet.raw()))) {
    latch(f, replayable);
    return {};
  }
  registers_.put(put.with("PTR"_f = next), buffer);
  return {.stored = true, .overflow = false};
}

}  // namespace egpulab::simulator::nvidia
