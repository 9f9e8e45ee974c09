// Device of the compute runtime.
#include "driver/amd/compute_device.hpp"

#include "driver/amd/compute_stream.hpp"

namespace egpulab::driver::amd {
namespace {

class AmdDevice final : public compute::DeviceBackend {
 public:
  AmdDevice(bus::PciDevice& pci, const compute::Options& options)
      : firmware_(options.firmware), core_(std::make_shared<ComputeCore>(pci, device_options(options))) {}
  ~AmdDevice() override { shutdown(); }

  const compute::DeviceFacts& facts() const override { return core_->facts(); }
  u64 free_memory() override { return core_->free_memory(); }
  std::shared_ptr<compute::BufferBackend> allocate(u64 bytes, compute::MemoryKind kind,
                                                   std::string_view label) override {
    const Placement placement = kind == compute::MemoryKind::host ? Placement::host : Placement::device;
    return std::make_shared<AmdBuffer>(
        core_, core_->allocate({.size = bytes, .placement = placement, .label = std::string(label)}), bytes);
  }
  std::shared_ptr<compute::ProgramBackend> load(std::string_view name, Bytes code) override {
    return std::make_shared<AmdProgram>(core_, name, code, core_->facts().target);
  }
  std::shared_ptr<compute::QueueBackend> make_queue() override { return std::make_shared<ComputeStream>(core_); }
  compute::ShutdownReport shutdown() noexcept override { return core_->close(); }

 private:
  static DeviceOptions device_options(const compute::Options& o) {
    DeviceOptions d;
    d.firmware = o.firmware.get();
    d.always_reset = o.always_reset;
    d.message_signalled_interrupts = o.interrupts;
    d.clocks = o.clocks == compute::Clocks::highest  ? ClockPolicy::highest
               : o.clocks == compute::Clocks::lowest ? ClockPolicy::lowest
                                                     : ClockPolicy::automatic;
    d.power_limit = o.power_limit;
    if (o.work_limit) d.work_limit = *o.work_limit;
    return d;
  }

  std::shared_ptr<const firmware::Source> firmware_;
  std::shared_ptr<ComputeCore> core_;
};

}  // namespace

compute::Driver compute_driver() {
  return {"AMD (RDNA3, RDNA4)", [](u16 vendor, u16 device) { return is_supported(vendor, device); },
          [](bus::PciDevice& pci, const compute::Options& options) -> std::unique_ptr<compute::DeviceBackend> {
            return std::make_unique<AmdDevice>(pci, options);
          }};
}

}  // namespace egpulab::driver::amd
