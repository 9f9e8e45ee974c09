// A card under this driver: boots GSP-RM in the constructor, keeps the card's parts, ends the session.
#pragma once

#include <memory>

#include "driver/firmware/source.hpp"
#include "driver/nvidia/gsp_client.hpp"
#include "driver/nvidia/identify.hpp"
#include "driver/nvidia/layout.hpp"
#include "driver/nvidia/registers.hpp"
#include "driver/nvidia/state.hpp"
#include "driver/regs/nvidia/gsp/r570_144/static_info.hpp"

namespace egpulab::driver::nvidia {

struct DeviceOptions {
  const firmware::Source* firmware = nullptr;
  bool always_reset = false;  // reset the bus first, whatever state the card is in
};

// What the boot found and did; for reports.
struct BootReport {
  Identity identity;
  FoundState found;
  std::string reset;               // what was done about it; empty: nothing was needed
  std::vector<std::string> notes;  // what else a person may want to know
  FrameBufferLayout layout;
  std::string firmware_version;       // "570.144"
  std::vector<std::string> firmware;  // files
};

// What could not be done on the way out; empty when the session ended cleanly.
struct ShutdownReport {
  std::vector<std::string> problems;
  bool clean() const { return problems.empty(); }
};

// Device memory as GSP-RM hands it out.
struct VramFacts {
  struct Range {
    u64 begin = 0, end = 0;
  };
  u64 size = 0;               // bytes
  u64 visible = 0;            // bytes from 0 on that BAR1 shows and the bus maps
  std::vector<Range> usable;  // by address; neither firmware's nor reserved
};

class Device {
 public:
  // Throws what the boot meets; then the card is left as the next boot's inspection finds it.
  Device(bus::PciDevice& device, const DeviceOptions& options);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  const BootReport& boot() const { return boot_; }
  const regs::nvidia::Chip& chip() const { return boot_.identity.chip; }
  bus::Link& link() { return link_; }
  Registers& registers() { return *registers_; }
  Gsp& gsp() { return *gsp_; }
  const VramFacts& vram() const { return vram_; }
  // GET_GSP_STATIC_INFO: RM's own client with its device and subdevice among much else.
  const regs::nvidia::gsp::r570_144::GspStaticConfigInfo& static_info() const { return *static_info_; }

  // Unloads GSP-RM so that the card can boot again. Never throws.
  ShutdownReport shutdown() noexcept;

 private:
  struct Parts;  // of the boot and unload
  void find(const DeviceOptions& options);
  void reset();
  void start(const DeviceOptions& options);
  void meet_rm();

  bus::Link link_;
  BootReport boot_;
  VramFacts vram_;
  bool running_ = false;
  std::unique_ptr<Registers> registers_;
  std::unique_ptr<Parts> parts_;
  std::unique_ptr<Gsp> gsp_;
  std::unique_ptr<regs::nvidia::gsp::r570_144::GspStaticConfigInfo> static_info_;
};

}  // namespace egpulab::driver::nvidia
