// Register names and fields for the accesses of a trace.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"
#include "traces/event.hpp"

namespace egpulab::traces {

// What one vendor's register map knows. Empty strings where it knows nothing.
class RegisterNames {
 public:
  virtual ~RegisterNames() = default;
  // A fact of the session (bus::DeviceInfo::facts, PciDevice::describe); unknown keys are for others.
  virtual void learn(std::string_view key, std::string_view value) = 0;
  virtual std::string name(u8 bar, u64 offset) const = 0;                 // "GC.CP_HQD_ACTIVE"
  virtual std::string describe(u8 bar, u64 offset, u32 value) const = 0;  // "GC.CP_HQD_ACTIVE {ACTIVE=1}"
  virtual std::string differing_fields(u8 bar, u64 offset, u32 expected,
                                       u32 found) const = 0;  // "ACTIVE: expected 1, found 0"
  // What an event means beyond the register or the bytes that it shows: "RPC GSP_RM_CONTROL
  // NV2080_CTRL_CMD_PERF_BOOST". Asked once for every event of the session, in order, since messages may be spread over
  // several.
  virtual std::string note(const Event& /*event*/, Bytes /*payload*/) { return {}; }
};

// All vendors' maps that this build has, asked in turn.
class Names {
 public:
  Names() = default;  // knows none
  static Names all();
  void add(std::unique_ptr<RegisterNames> names) { maps_.push_back(std::move(names)); }

  void learn(std::string_view key, std::string_view value);
  std::string note(const Event& event, Bytes payload);
  // "GC.CP_HQD_ACTIVE", or "BAR5+0x1234".
  std::string name(u8 bar, u64 offset) const;
  // "GC.CP_HQD_ACTIVE {ACTIVE=1}", or "BAR5+0x1234 = 0x1"; `bytes` is 4 or 8.
  std::string describe(u8 bar, u64 offset, u64 value, u64 bytes) const;
  // "expected 0x1, found 0x0; ACTIVE: expected 1, found 0"
  std::string difference(u8 bar, u64 offset, u64 expected, u64 found, u64 bytes) const;

 private:
  template <class F>
  std::string first(F&& ask) const;
  std::vector<std::unique_ptr<RegisterNames>> maps_;
};

}  // namespace egpulab::traces
