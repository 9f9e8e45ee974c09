// A recorded session as a driver: does the host's side again on a device, and compares what the device answers.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "traces/context.hpp"

namespace egpulab::traces {

// How polling loops are done again.
enum class Polls : u8 {
  exactly,  // every recorded read answers as recorded: for deterministic devices
  until,    // inside marked waits, read until the recorded end of the wait is seen: for hardware
};

struct ReissueOptions {
  u8 device = 0;  // ordinal of the recorded device
  Polls polls = Polls::exactly;
  u64 most_mismatches = 20;           // stop after this many; 0: never
  bool compare_device_writes = true;  // where both recording and device show them
  // Called about every 65536 events with how many are done, of how many.
  std::function<void(u64, u64)> progress{};
};

struct Mismatch {
  u64 event = 0;       // index in the session
  std::string access;  // "R CP_HQD_ACTIVE"
  std::string phase;
  std::string difference;  // "expected 0x1, found 0x0; ACTIVE: expected 1, found 0"
  std::string text() const;
};

struct ReissueResult {
  bool ok() const { return mismatches.empty() && stopped.empty(); }

  u64 events = 0;    // of the session that were passed
  u64 accesses = 0;  // issued
  u64 compared = 0;  // reads and device writes
  u64 skipped = 0;   // recorded failures that cannot be attempted again, their data not being recorded
  std::vector<Mismatch> mismatches;
  std::string stopped;  // why it ended early, as one sentence; empty when the session was played to its end
  // The first event after which the device's clock differed from the recorded time; for information, not a failure.
  std::optional<u64> first_time_difference;
  std::optional<u64> state_hash;  // as recorded
  u64 end_time = 0;               // of the device's clock, ns
};

// Addresses that the recording holds stay as they are, so the device must hand out the same DMA addresses (the
// simulator does); if it does not, the replay stops there and says so. Values of volatile registers are not compared.
// Errors of the device end up in `stopped`.
ReissueResult reissue(const Reader& reader, bus::PciDevice& device, const ReissueOptions& options = {},
                      Names names = Names::all());

}  // namespace egpulab::traces
