// Contents of the runtime database.
#include "simulator/amd/psp/runtime_database.hpp"

#include <array>

#include "driver/regs/amd/psp_runtime.hpp"

namespace egpulab::simulator::amd::psp {

std::vector<std::byte> build_runtime_database() {
  using namespace regs::amd::psp_runtime;
  struct Row {
    EntryType type;
    std::array<u32, 2> data;
    u16 bytes;
  };
  constexpr Row rows[] = {{EntryType::boot_config, {0, 0}, 8},
                          {EntryType::scpm, {static_cast<u32>(Scpm::enabled), 0}, 4}};
  constexpr std::size_t data_start = sizeof(Header) + max_entries * sizeof(Entry);

  std::vector<std::byte> out(data_start + std::size(rows) * sizeof(Row::data));
  store(out, 0, Header{cookie, version_1, static_cast<u16>(std::size(rows)), 0});
  std::size_t entry = sizeof(Header), data = data_start;
  for (const Row& row : rows) {
    store(out, entry, Entry{static_cast<u32>(row.type), static_cast<u16>(data), row.bytes});
    store(out, data, row.data);
    entry += sizeof(Entry), data += sizeof(Row::data);
  }
  return out;
}

}  // namespace egpulab::simulator::amd::psp
