// A fabric with one reference card behind a USB4 dock, enumerated, with nothing inside the card.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "simulator/pcie/enumerator.hpp"

namespace egpulab::simulator::pcie::tests {

struct FabricFixture : testing::Test {
  explicit FabricFixture(std::string_view dock_name = "usb4-40g", u32 cards = 1, std::string_view fault_list = "")
      : dock(*find_dock(dock_name)),
        faults(*Faults::parse(fault_list)),
        memory(dock.dma, 1),
        fabric(dock, HostSide{timeline, report, memory, interrupts, faults}) {
    for (u32 i = 0; i < cards; ++i) gpu = &fabric.add_card(profile);
    enumerator.enumerate();
  }
  Bdf gpu_at() const { return fabric.where(*gpu); }

  const DeviceProfile profile = *load_device_profile("rx7900xtx");
  const DockProfile& dock;
  Faults faults;
  Timeline timeline;
  Report report;
  HostMemory memory;
  InterruptController interrupts;
  Fabric fabric;
  Enumerator enumerator{fabric};
  EndpointFunction* gpu = nullptr;  // the last card's
};

}  // namespace egpulab::simulator::pcie::tests
