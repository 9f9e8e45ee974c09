// What the card has of all that AMD defines for it: registers, packets, messages and commands.
#include <algorithm>

#include "driver/regs/amd/psp_gfx.hpp"
#include "simulator/amd/cp/packet.hpp"
#include "simulator/amd/gpu.hpp"
#include "simulator/amd/psp/secure_os.hpp"
#include "simulator/amd/sdma/packet.hpp"
#include "simulator/amd/smu/messages.hpp"

namespace egpulab::simulator::amd {

namespace {

using State = CoverageRow::State;
using Rows = std::vector<CoverageRow>;

// All registers that the vendor's tables name in the card's IP blocks.
void add_registers(Rows& rows, const RegisterFile& file, const regs::amd::RegisterNames& names) {
  const std::vector<RegisterFile::Declared> declared = file.declared();  // by address
  for (const auto& entry : names.entries()) {
    const auto d = std::ranges::lower_bound(declared, entry.address, {}, &RegisterFile::Declared::address);
    const bool there = d != declared.end() && d->address == entry.address;
    rows.push_back({.kind = "register",
                    .block = regs::amd::to_string(entry.ip),
                    .name = std::string(entry.name),
                    .number = entry.address,
                    .state = !there    ? State::missing
                             : d->acts ? State::acts
                                       : State::holds,
                    .used = there ? std::optional(d->touched) : std::nullopt});
  }
}

void add_smu_messages(Rows& rows, regs::amd::IpVersion mp1) {
  for (u32 number = 1; number <= 0xff; ++number) {
    const auto message = regs::amd::smu::message_of(number, mp1);
    if (!message) continue;
    const SmuMessages::Row* row = SmuMessages::find(number, mp1);
    rows.push_back({.kind = "message",
                    .block = "MP1",
                    .name = std::string(to_string(*message)),
                    .number = number,
                    .state = !row                      ? State::missing
                             : SmuMessages::acts(*row) ? State::acts
                                                       : State::holds,
                    .used = {}});
  }
}

void add_psp_commands(Rows& rows) {
  for (u32 number = 1; number <= 0xff; ++number) {
    const auto command = static_cast<psp::Command>(number);
    const std::string_view name = to_string(command);
    if (!name.empty())
      rows.push_back({.kind = "command",
                      .block = "MP0",
                      .name = std::string(name),
                      .number = number,
                      .state = psp::SecureOs::modelled(command) ? State::acts : State::missing,
                      .used = {}});
  }
}

// Packets of the graphics ring have no row: there is no graphics engine.
void add_pm4_packets(Rows& rows) {
  const auto unmodelled = cp::unmodelled_packets();
  for (u32 number = 0; number <= 0xff; ++number) {
    const auto opcode = static_cast<regs::amd::pm4::Opcode>(number);
    const std::string_view name = to_string(opcode);
    if (name.empty()) continue;
    const cp::PacketRow* row = cp::packet_row(opcode);
    const bool acts = row && std::ranges::find(unmodelled, opcode, &cp::PacketRow::opcode) == unmodelled.end();
    rows.push_back({.kind = "packet",
                    .block = row ? "CPC" : "CPG",
                    .name = std::string(name),
                    .number = number,
                    .state = acts ? State::acts : State::missing,
                    .used = {}});
  }
}

void add_sdma_packets(Rows& rows) {
  const auto add = [&](std::span<const sdma::PacketRow> family, State state) {
    for (const sdma::PacketRow& row : family)
      rows.push_back({.kind = "packet",
                      .block = "SDMA0",
                      .name = std::string(row.name),
                      .number = static_cast<u32>(row.op) | row.sub_op << 8,
                      .state = state,
                      .used = {}});
  };
  add(sdma::copy_packets(), State::acts);
  add(sdma::fill_packets(), State::acts);
  add(sdma::sync_packets(), State::acts);
  add(sdma::unmodelled_packets(), State::missing);
}

}  // namespace

std::vector<CoverageRow> Gpu::coverage() const {
  Rows rows;
  add_registers(rows, file_, names_);
  add_smu_messages(rows, bases_.at(regs::amd::Ip::mp1).version);
  add_psp_commands(rows);
  add_pm4_packets(rows);
  add_sdma_packets(rows);
  return rows;
}

}  // namespace egpulab::simulator::amd
