// Device of the compute runtime on an NVIDIA card.
#include "driver/nvidia/compute_device.hpp"

#include "driver/nvidia/compute_stream.hpp"

namespace egpulab::driver::nvidia {
namespace {

class NvidiaDevice final : public compute::DeviceBackend {
 public:
  NvidiaDevice(bus::PciDevice& pci, const compute::Options& options)
      : firmware_(options.firmware), core_(std::make_shared<ComputeCore>(pci, session_options(options))) {}
  ~NvidiaDevice() override { shutdown(); }

  const compute::DeviceFacts& facts() const override { return core_->facts(); }
  u64 free_memory() override { return core_->free_memory(); }
  std::shared_ptr<compute::BufferBackend> allocate(u64 bytes, compute::MemoryKind kind,
                                                   std::string_view label) override {
    const Placement placement = kind == compute::MemoryKind::host ? Placement::host : Placement::device;
    return std::make_shared<NvidiaBuffer>(
        core_, core_->allocate({.size = bytes, .placement = placement, .label = std::string(label)}), bytes);
  }
  std::shared_ptr<compute::ProgramBackend> load(std::string_view name, Bytes code) override {
    return std::make_shared<NvidiaProgram>(core_, name, code);
  }
  std::shared_ptr<compute::QueueBackend> make_queue() override { return std::make_shared<ComputeStream>(core_); }
  compute::ShutdownReport shutdown() noexcept override { return core_->close(); }

 private:
  static SessionOptions session_options(const compute::Options& o) {
    if (o.clocks != compute::Clocks::automatic || o.power_limit)
      throw InvalidRequest("this driver sets neither clocks nor power limits of NVIDIA cards");
    SessionOptions s;
    s.device.firmware = o.firmware.get();
    s.device.always_reset = o.always_reset;
    if (o.work_limit) s.work_limit = *o.work_limit;
    return s;
  }

  std::shared_ptr<const firmware::Source> firmware_;
  std::shared_ptr<ComputeCore> core_;
};

}  // namespace

compute::Driver compute_driver() {
  constexpr u32 display = 0x030000;
  return {"NVIDIA (Ampere, Ada, Blackwell)",
          [](u16 vendor, u16 device) { return is_supported(vendor, device, display); },
          [](bus::PciDevice& pci, const compute::Options& options) -> std::unique_ptr<compute::DeviceBackend> {
            return std::make_unique<NvidiaDevice>(pci, options);
          }};
}

}  // namespace egpulab::driver::nvidia
