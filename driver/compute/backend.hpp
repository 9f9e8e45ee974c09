// What a vendor's driver implements to serve the compute runtime. Users include device.hpp instead.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "driver/compute/types.hpp"

namespace egpulab::compute {

// Device memory; freed when the object ends and the device no longer uses it.
class BufferBackend {
 public:
  virtual ~BufferBackend() = default;
  virtual u64 size() const = 0;     // bytes, as asked for
  virtual u64 address() const = 0;  // for the device
};

// Loaded code.
class ProgramBackend {
 public:
  virtual ~ProgramBackend() = default;
  virtual const std::vector<KernelInfo>& kernels() const = 0;
};

// One argument, checked against the kernel's parameter: a buffer's address or a value's bytes.
struct LaunchArgument {
  const BufferBackend* buffer = nullptr;
  u64 offset = 0;  // in the buffer
  Bytes value;
};

struct LaunchRequest {
  const ProgramBackend* program = nullptr;
  std::size_t kernel = 0;  // index in kernels()
  Dim3 grid;               // workgroups
  Dim3 block;              // work-items of a workgroup
  u32 dynamic_workgroup_memory = 0;
  std::span<const LaunchArgument> arguments;
};

// A point in a queue's work.
class EventBackend {
 public:
  virtual ~EventBackend() = default;
  virtual bool done() = 0;
  // Throws Timeout, DeviceFault, LinkLost.
  virtual void wait(std::optional<Nanoseconds> limit) = 0;
  // The device's clock at that point; nothing for events recorded without.
  virtual std::optional<Nanoseconds> time() = 0;
};

// Work in order. Nothing runs before flush() or a wait.
class QueueBackend {
 public:
  virtual ~QueueBackend() = default;
  virtual void launch(const LaunchRequest& request) = 0;
  virtual void copy(const BufferBackend& to, u64 to_offset, const BufferBackend& from, u64 from_offset, u64 bytes) = 0;
  virtual void fill(const BufferBackend& to, u64 offset, u64 bytes, u8 value) = 0;
  // The data is taken before upload() returns, and there when download() returns.
  virtual void upload(const BufferBackend& to, u64 offset, Bytes data) = 0;
  virtual void download(const BufferBackend& from, u64 offset, MutableBytes data) = 0;
  virtual std::unique_ptr<EventBackend> record(bool with_time) = 0;
  // Later work waits on the device for an event of a queue of the same device.
  virtual void wait_for(EventBackend& event) = 0;
  virtual void flush() = 0;
  virtual void finish(std::optional<Nanoseconds> limit) = 0;
};

class DeviceBackend {
 public:
  virtual ~DeviceBackend() = default;
  virtual const DeviceFacts& facts() const = 0;
  virtual u64 free_memory() = 0;
  virtual std::shared_ptr<BufferBackend> allocate(u64 bytes, MemoryKind kind, std::string_view label) = 0;
  // `name` is for messages. Throws InvalidRequest for code that is malformed or for another target.
  virtual std::shared_ptr<ProgramBackend> load(std::string_view name, Bytes code) = 0;
  virtual std::shared_ptr<QueueBackend> make_queue() = 0;
  virtual ShutdownReport shutdown() noexcept = 0;
};

}  // namespace egpulab::compute
