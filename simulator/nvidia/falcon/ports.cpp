// Ports through which the CPU reads and writes a Falcon's memories word by word.
#include "simulator/nvidia/falcon/falcon.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

constexpr u32 protected_code = 0xdead5ec1;  // what a read of a secure block gives

template <class Control>
void select(FalconPort& port, Control written) {
  port.offset = written["OFFS"_f] * 4 + written["BLK"_f] * falcon_block;
  port.increment_write = written["AINCW"_f];
  port.increment_read = written["AINCR"_f];
}

// Software reads the port's place back from the control register.
template <class Control>
Control control_of(const FalconPort& port, Control stored) {
  return stored.with("OFFS"_f = port.offset % falcon_block / 4, "BLK"_f = port.offset / falcon_block);
}

}  // namespace

void Falcon::declare_ports() {
  registers_.on_write<FalconImemc, &Falcon::imemc_written>(this);
  registers_.on_write<FalconImemd, &Falcon::imemd_written>(this);
  registers_.on_read<FalconImemd, &Falcon::read_imemd>(this);
  registers_.on_write<FalconImemt, &Falcon::imemt_written>(this);
  registers_.on_write<FalconDmemc, &Falcon::dmemc_written>(this);
  registers_.on_write<FalconDmemd, &Falcon::dmemd_written>(this);
  registers_.on_read<FalconDmemd, &Falcon::read_dmemd>(this);
  registers_.on_write<FalconEmemc, &Falcon::ememc_written>(this);
  registers_.on_write<FalconEmemd, &Falcon::ememd_written>(this);
  registers_.on_read<FalconEmemd, &Falcon::read_ememd>(this);
}

// One word in (read null) or out; beyond the memory's end nothing happens and reads give 0.
template <class Control>
void Falcon::port_word(FalconPort& port, std::vector<std::byte>& memory, u32 index, u32* read, u32 written) {
  const bool inside = port.offset + 4 <= memory.size();
  if (!inside) complain(Finding::fault, "a memory port is beyond the end of its memory");
  if (read)
    *read = inside ? load<u32>(memory, port.offset) : 0;
  else if (inside)
    store(MutableBytes(memory), port.offset, written);
  if (read ? port.increment_read : port.increment_write) {
    port.offset += 4;
    registers_.put(control_of(port, registers_.get<Control>(index)), index);
  }
}

void Falcon::imemc_written(FalconImemc written, u32 port) {
  select(imem_ports_[port], written);
  imem_ports_[port].secure = written["SECURE"_f];
}
void Falcon::imemt_written(FalconImemt written, u32 port) {
  imem_ports_[port].tag = static_cast<u16>(written["TAG"_f]);
}
// The first word of a block tags it.
void Falcon::imemd_written(FalconImemd written, u32 port) {
  FalconPort& p = imem_ports_[port];
  const u32 block = p.offset / falcon_block;
  if (p.offset % falcon_block == 0 && block < memories_.tags.size())
    memories_.tags[block] = {p.tag, 1, static_cast<u8>(p.secure)};
  port_word<FalconImemc>(p, memories_.imem, port, nullptr, written.raw());
}
FalconImemd Falcon::read_imemd(FalconImemd, u32 port) {
  FalconPort& p = imem_ports_[port];
  const u32 block = p.offset / falcon_block;
  const bool secure = block < memories_.tags.size() && memories_.tags[block].secure;
  u32 value = 0;
  port_word<FalconImemc>(p, memories_.imem, port, &value, 0);
  return FalconImemd(secure ? protected_code : value);
}

void Falcon::dmemc_written(FalconDmemc written, u32 port) { select(dmem_ports_[port], written); }
void Falcon::dmemd_written(FalconDmemd written, u32 port) {
  port_word<FalconDmemc>(dmem_ports_[port], memories_.dmem, port, nullptr, written.raw());
}
FalconDmemd Falcon::read_dmemd(FalconDmemd, u32 port) {
  u32 value = 0;
  port_word<FalconDmemc>(dmem_ports_[port], memories_.dmem, port, &value, 0);
  return FalconDmemd(value);
}

void Falcon::ememc_written(FalconEmemc written, u32 port) { select(emem_ports_[port], written); }
void Falcon::ememd_written(FalconEmemd written, u32 port) {
  port_word<FalconEmemc>(emem_ports_[port], memories_.emem, port, nullptr, written.raw());
}
FalconEmemd Falcon::read_ememd(FalconEmemd, u32 port) {
  u32 value = 0;
  port_word<FalconEmemc>(emem_ports_[port], memories_.emem, port, &value, 0);
  return FalconEmemd(value);
}

}  // namespace egpulab::simulator::nvidia
