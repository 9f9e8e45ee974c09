// A card under this driver: boots it in the constructor, keeps its parts, ends its session.
#pragma once

#include <memory>
#include <optional>

#include "driver/amd/compute_queue.hpp"
#include "driver/amd/discovery.hpp"
#include "driver/amd/fault_report.hpp"
#include "driver/amd/sdma_queue.hpp"
#include "driver/amd/state.hpp"

namespace egpulab::driver::amd {

struct DeviceOptions {
  const firmware::Source* firmware = nullptr;  // needed unless the card can be taken over warm
  bool always_reset = false;                   // never take over warm
  bool message_signalled_interrupts = false;
  bool clock_gating = true;
  ClockPolicy clocks = ClockPolicy::automatic;
  std::optional<u32> power_limit{};                   // W
  Nanoseconds work_limit = timeouts::gpu_work.limit;  // for waits without their own
};

// What the boot found and did; for reports.
struct BootReport {
  Identity identity;
  FoundState found;
  std::string reset;  // empty: none was needed
  bool warm = false;  // firmware of an earlier session goes on
  FrameBuffer frame_buffer;
  u32 tmr_size = 0;                   // bytes that the driver reserved; cold boots only
  std::vector<std::string> firmware;  // files, cold boots only
};

// What could not be done on the way out; empty when the session ended cleanly.
struct ShutdownReport {
  std::vector<std::string> problems;
  bool clean() const { return problems.empty(); }
};

class Device {
 public:
  // Throws what the boot meets; then the card is left for the next boot to reset.
  Device(bus::PciDevice& device, const DeviceOptions& options);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  const BootReport& boot() const { return boot_; }
  const Discovery& discovery() const { return discovery_; }
  bus::Link& link() { return link_; }
  Registers& registers() { return *registers_; }
  Smu& smu() { return *smu_; }
  GpuMemory& memory() { return *memory_; }
  AddressSpace& space() { return *space_; }

  // Compute queues are made as they are asked for: 0..3.
  ComputeQueue& compute_queue(u32 index = 0);
  // Null where it was never asked for.
  ComputeQueue* existing_compute_queue(u32 index) { return compute_[index].get(); }
  static constexpr u32 compute_queues = GraphicsCore::queues_of_pipe;
  SdmaQueue& copy_queue() { return *copy_; }

  // Waits until the work is done and looks for faults that it caused. Throws Timeout, DeviceFault (naming the kernels
  // that may have caused it), LinkLost. After Timeout and fatal faults all queues are reset: their work is lost, and
  // the session can go on.
  void wait(Timeline& timeline, u64 value, std::string_view what, std::optional<Nanoseconds> limit = {});
  // Throws DeviceFault if the GPU has reported a fault since the last look.
  void check_faults(std::string_view what);
  // Kills what runs and puts all queues back into service.
  void recover();

  // Ends the session: work must be done. Never throws.
  ShutdownReport shutdown() noexcept;

 private:
  void find();
  void settle_state(const DeviceOptions& options);
  void start_memory_hub();
  void load_all_firmware(const DeviceOptions& options);
  void start_graphics(const DeviceOptions& options);
  void make_queues();
  [[noreturn]] void give_up(Timeline& timeline, u64 value, std::string_view what, Nanoseconds waited);
  [[noreturn]] void fail(const FaultReport& report, std::string_view what);
  std::string suspects();
  Allocation& signals() { return *signals_; }
  QueueContext context();

  bus::Link link_;
  BootReport boot_;
  Discovery discovery_;
  Nanoseconds work_limit_;
  bool running_ = false;  // the session marker is set
  bool restore_clocks_ = false;
  StartAddresses starts_;
  std::unique_ptr<Registers> registers_;
  std::unique_ptr<Hdp> hdp_;
  std::unique_ptr<Vram> vram_;
  std::unique_ptr<memory::VramAllocator> allocator_;
  std::unique_ptr<MemoryHub> gc_, mm_;
  std::unique_ptr<Psp> psp_;
  std::unique_ptr<Smu> smu_;
  std::unique_ptr<InterruptRing> interrupts_;
  std::unique_ptr<GraphicsCore> graphics_;
  std::unique_ptr<GcTranslations> translations_;
  std::unique_ptr<AddressSpace> space_;
  std::unique_ptr<GpuMemory> memory_;
  std::unique_ptr<Allocation> signals_;
  std::unique_ptr<SdmaQueue> copy_;
  std::array<std::unique_ptr<ComputeQueue>, compute_queues> compute_;
};

}  // namespace egpulab::driver::amd
