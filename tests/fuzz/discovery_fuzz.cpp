// IP discovery binaries, as a card with damaged firmware would show them.
#include "driver/amd/discovery.hpp"
#include "simulator/amd/discovery_table.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

void run(Bytes input) {
  if (const auto found = driver::amd::parse_discovery(input)) (void)found->bases();
}

std::vector<Input> seeds() {
  return {simulator::amd::build_discovery_table(*simulator::load_device_profile("rx7900xtx"))};
}

const Registration registration({"Discovery", run, seeds});

}  // namespace
}  // namespace egpulab::fuzz
