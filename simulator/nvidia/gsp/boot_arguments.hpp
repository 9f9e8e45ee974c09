// What the driver hands to GSP-RM through the boot chain: WPR metadata, libos regions, queue arguments.
#pragma once

#include <string>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct BootArguments {
  struct Region {
    std::string name;  // "LOGRM"
    PhysicalAddress at;
    u64 bytes = 0;
  };
  regs::nvidia::gsp::r570_144::GspFwWprMeta meta;
  std::vector<Region> regions;  // of the logs
  regs::nvidia::gsp::r570_144::GspArgumentsCached arguments;

  const Region* log(std::string_view name) const;
};

// Why GSP-RM cannot start: one sentence, and numbers for its log.
struct BootRefusal {
  std::string why;
  u64 argument = 0, value = 0;  // which (0 WPR metadata, 1 + n libos region n, 100 RM arguments), and what it was
};

// Reads and checks the whole chain. The log regions that were found stand in `logs` even where it refuses.
Expected<BootArguments, BootRefusal> read_boot_arguments(PhysicalMemory& memory, const GspBoot& boot, Region wpr2,
                                                         std::vector<BootArguments::Region>& logs);

}  // namespace egpulab::simulator::nvidia::gsp
