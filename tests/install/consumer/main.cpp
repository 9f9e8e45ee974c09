// The smallest use of the installed libraries: opens the simulated card and says what it is.
#include <fmt/core.h>

#include "driver/bus/pci_config.hpp"
#include "simulator/machine/sim_device.hpp"

int main() {
  egpulab::bus::Backends backends;
  egpulab::simulator::register_sim_backend(backends);
  const auto card = backends.open("sim:rx7900xtx");
  fmt::print("{}\n", to_string(egpulab::bus::pci::read_identity(*card)));
}
