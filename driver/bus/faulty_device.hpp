// A device whose link fails on purpose: for tests of how a driver takes it.
#pragma once

#include <compare>
#include <map>

#include "driver/bus/forwarding_device.hpp"

namespace egpulab::bus {

// Accesses (config, BAR and block; a split 64-bit access is one) are counted from 1. A dropped link reads all-ones
// everywhere and swallows writes, as a root port does for a device that is gone.
struct Faults {
  u64 drop_at = 0;                     // the link is down from this access on; 0: never
  u64 back_at = 0;                     // and up again from this one on; 0: never
  std::map<u64, u64> corrupt{};        // the read with this number answers with these bits flipped
  std::map<u64, Nanoseconds> delay{};  // the access with this number takes so much longer
  struct Register {
    u8 bar = 0;
    u64 offset = 0;
    friend auto operator<=>(const Register&, const Register&) = default;
  };
  std::map<Register, u32> stuck{};  // registers that read as this whatever is written, by single 32-bit accesses
};

class FaultyDevice final : public ForwardingDevice {
 public:
  FaultyDevice(PciDevice& inner, Faults faults) : ForwardingDevice(inner), faults_(std::move(faults)) {}
  FaultyDevice(std::unique_ptr<PciDevice> inner, Faults faults)
      : ForwardingDevice(std::move(inner)), faults_(std::move(faults)) {}

  u64 accesses() const { return accesses_; }
  bool link_up() const { return faults_.drop_at == 0 || accesses_ < faults_.drop_at || back(); }

  u32 config_read(u16 offset, u8 bytes) override;
  void config_write(u16 offset, u8 bytes, u32 value) override;
  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  u64 read64(u8 bar, u64 offset) override;
  void write64(u8 bar, u64 offset, u64 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;

 private:
  bool back() const { return faults_.back_at != 0 && accesses_ >= faults_.back_at; }
  bool next();  // counts and delays; false when the link is down
  u64 flipped() const;

  Faults faults_;
  u64 accesses_ = 0;
};

}  // namespace egpulab::bus
