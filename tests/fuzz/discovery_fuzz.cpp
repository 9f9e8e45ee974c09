// IP discovery binaries, as a card with damaged firmware would show them.
#include "driver/amd/discovery.hpp"
#include "simulator/amd/discovery_table.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

void run_discovery(Bytes input) {
  if (const auto found = driver::amd::parse_discovery(input)) (void)found->bases();
}

std::vector<Input> discovery_seeds() {
  return {simulator::amd::build_discovery_table(*simulator::load_device_profile("rx7900xtx"))};
}

const Registration discovery_registration({"Discovery", run_discovery, discovery_seeds});

}  // namespace
}  // namespace egpulab::fuzz
