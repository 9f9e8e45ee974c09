// A session of work on a card: boots it, gives work an address space, memory and channels, says what went wrong, ends.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "driver/nvidia/channel.hpp"
#include "driver/nvidia/code_map.hpp"
#include "driver/nvidia/device.hpp"
#include "driver/nvidia/mmu.hpp"
#include "driver/nvidia/vram.hpp"

namespace egpulab::driver::nvidia {

struct SessionOptions {
  DeviceOptions device;
  Nanoseconds work_limit = timeouts::gpu_work.limit;  // for waits without their own
};

// The graphics and compute engine, as RM reports it.
struct ComputeFacts {
  u32 multiprocessors = 0;
  u32 warps_per_multiprocessor = 0;
  u32 tpcs = 0, multiprocessors_per_tpc = 0;  // texture processing clusters
  u32 sm_version = 0;                         // 0x806
};

class Session {
 public:
  // Throws what the boot meets.
  Session(bus::PciDevice& device, const SessionOptions& options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Device& device() { return device_; }
  GpuMemory& memory() { return *memory_; }
  AddressSpace& space() { return *space_; }
  const ComputeFacts& compute_facts() const { return facts_; }
  const std::vector<Engine>& engines() const { return engines_; }

  // Copy channels are made as they are asked for: 0..3. The compute channel is there from the start.
  static constexpr u32 copy_channels = 4;
  CopyChannel& copy_channel(u32 index = 0);
  ComputeChannel& compute_channel() { return *compute_; }
  // Those that exist, in a fixed order.
  std::vector<Channel*> channels() const;
  // What is loaded where; error reports name kernels by it.
  CodeMap& code() { return code_; }

  // Waits until the work is done and looks for faults that it caused. Throws Timeout, DeviceFault, LinkLost. After
  // Timeout and fatal faults all channels are made anew: their work is lost, and the session can go on.
  void wait(Timeline& timeline, u64 value, std::string_view what, std::optional<Nanoseconds> limit = {});
  // Throws DeviceFault if GSP-RM has reported a fault since the last look.
  void check_faults(std::string_view what);
  void recover();

  // Ends the session and unloads GSP-RM: work must be done. Never throws.
  ShutdownReport shutdown() noexcept;

 private:
  void open_address_space();
  void read_compute_facts();
  ChannelContext context();
  // What GSP-RM has reported since the last look, as clauses; empty when there is no fault.
  std::vector<std::string> collect_faults();
  // What the multiprocessors hold of warps that made errors, as clauses; for a compute channel that died.
  std::vector<std::string> read_warp_errors();
  [[noreturn]] void fail(const std::vector<std::string>& findings, std::string_view what);
  [[noreturn]] void give_up(Timeline& timeline, u64 value, std::string_view what, Nanoseconds waited);
  std::string recover_and_tell();

  Device device_;
  Nanoseconds work_limit_;
  bool running_ = true;
  std::unique_ptr<Vram> vram_;
  std::unique_ptr<memory::VramAllocator> allocator_;
  std::unique_ptr<Mmu> mmu_;
  std::unique_ptr<AddressSpace> space_;
  std::unique_ptr<GpuMemory> memory_;
  std::unique_ptr<GraphicsContext> graphics_;
  std::unique_ptr<RmClient> client_;
  std::vector<Engine> engines_;
  ComputeFacts facts_;
  CodeMap code_;
  u32 vaspace_ = 0, method_buffer_bytes_ = 0;
  std::unique_ptr<Allocation> signals_;
  std::unique_ptr<ComputeChannel> compute_;
  std::array<std::unique_ptr<CopyChannel>, copy_channels> copies_;
};

}  // namespace egpulab::driver::nvidia
