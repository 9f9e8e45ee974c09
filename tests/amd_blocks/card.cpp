// The bench.
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {

bool BenchHost::dma_read(u64 bus_address, MutableBytes into) {
  if (bus_address < base || !memory.contains(bus_address - base, into.size())) return false;
  memory.read(bus_address - base, into);
  return true;
}

bool BenchHost::dma_write(u64 bus_address, Bytes from) {
  if (bus_address < base || !memory.contains(bus_address - base, from.size())) return false;
  memory.write(bus_address - base, from);
  return true;
}

simulator::HostPort::Page BenchHost::dma_page(u64 bus_address, bool) {
  if (bus_address < base || !memory.contains(bus_address - base, 4096)) return {};
  return {&memory, align_down(bus_address - base, 4096)};
}

CardParts::CardParts(bool strict, std::string_view profile_id)
    : profile(simulator::load_device_profile(profile_id).value()),
      report(strict),
      gpu(profile, timeline, host, report, 1) {}

std::vector<std::string> Card::findings(Finding kind) const {
  std::vector<std::string> texts;
  for (const auto& entry : report.entries())
    if (entry.finding == kind) texts.push_back(entry.block + ": " + entry.what);
  return texts;
}

}  // namespace egpulab::test
