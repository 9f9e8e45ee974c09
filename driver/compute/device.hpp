// The compute runtime: a device, its buffers, programs, queues and events, the same for every vendor.
//
//   compute::Device device = compute::Device::open(pci_device, drivers, {.firmware = source});
//   compute::Buffer x = device.allocate(4096, "x"), y = device.allocate(4096, "y");
//   compute::Program program = device.load("saxpy", code);
//   compute::Queue queue = device.make_queue();
//   queue.upload(x, data);
//   queue.launch(program.kernel("saxpy"), {.grid = {4}, .block = {256}}, {2.0f, x, y, 1024});
//   std::vector<float> result = queue.download<float>(y);
//
// `pci_device` is what bus::Backends::open("sim:rx7900xtx") gives, or any other bus::PciDevice; it brings the clock
// that waits run on. `drivers` are those that the executable was composed with:
// drivers.add(driver::amd::compute_driver()). `source` is where the firmware files are: firmware::system_source(), a
// DirectorySource or a MemorySource. Progress of open(), waits and shutdown: the driver marks its phases on the
// PciDevice (bus::Mark); a bus::ForwardingDevice around it sees them as they begin and end, and counts accesses.
//
// Objects are handles: copies mean the same thing. They may outlive the Device, but not the PciDevice. Errors are the
// exceptions of driver/base/error.hpp. One thread uses a device at a time.
#pragma once

#include <initializer_list>
#include <type_traits>
#include <vector>

#include "driver/compute/drivers.hpp"

namespace egpulab::compute {

class Buffer {
 public:
  Buffer() = default;
  explicit operator bool() const { return backend_ != nullptr; }
  u64 size() const { return backend_->size(); }        // bytes
  u64 address() const { return backend_->address(); }  // for the device
  const std::shared_ptr<BufferBackend>& backend() const { return backend_; }

 private:
  friend class Device;
  explicit Buffer(std::shared_ptr<BufferBackend> b) : backend_(std::move(b)) {}
  std::shared_ptr<BufferBackend> backend_;
};

// One kernel of a loaded program.
class Kernel {
 public:
  const KernelInfo& info() const { return program_->kernels()[index_]; }
  const std::shared_ptr<ProgramBackend>& program() const { return program_; }
  std::size_t index() const { return index_; }

 private:
  friend class Program;
  Kernel(std::shared_ptr<ProgramBackend> p, std::size_t i) : program_(std::move(p)), index_(i) {}
  std::shared_ptr<ProgramBackend> program_;
  std::size_t index_;
};

class Program {
 public:
  const std::vector<KernelInfo>& kernels() const { return backend_->kernels(); }
  // Throws InvalidRequest listing the kernels that there are.
  Kernel kernel(std::string_view name) const;

 private:
  friend class Device;
  Program(std::string name, std::shared_ptr<ProgramBackend> b) : name_(std::move(name)), backend_(std::move(b)) {}
  std::string name_;
  std::shared_ptr<ProgramBackend> backend_;
};

// A kernel argument: a buffer, from some offset on, or a value of the parameter's size.
class Argument {
 public:
  Argument(const Buffer& buffer, u64 offset = 0) : buffer_(buffer), offset_(offset) {}  // NOLINT: implicit by intent
  template <class T>
  requires(std::is_arithmetic_v<T>) Argument(T value) {  // NOLINT: implicit by intent
    assign(as_bytes(value));
  }
  static Argument bytes(Bytes value) {
    Argument a;
    a.assign(value);
    return a;
  }

  const Buffer& buffer() const { return buffer_; }
  u64 offset() const { return offset_; }
  Bytes value() const { return value_; }

 private:
  Argument() = default;
  void assign(Bytes v) { value_.assign(v.begin(), v.end()); }

  Buffer buffer_;
  u64 offset_ = 0;
  std::vector<std::byte> value_;
};

struct Shape {
  Dim3 grid;                         // workgroups
  Dim3 block;                        // work-items of a workgroup
  u32 dynamic_workgroup_memory = 0;  // bytes of LDS or shared memory beyond what the kernel declares
};

class Event {
 public:
  Event() = default;
  bool done() const { return backend_->done(); }
  // Throws Timeout, DeviceFault naming the kernels that may have caused it, LinkLost.
  void wait(std::optional<Nanoseconds> limit = {}) const { backend_->wait(limit); }
  const std::shared_ptr<EventBackend>& backend() const { return backend_; }

 private:
  friend class Queue;
  explicit Event(std::shared_ptr<EventBackend> b) : backend_(std::move(b)) {}
  std::shared_ptr<EventBackend> backend_;
};

// Time on the device between two events recorded with `with_time`; waits for them.
Nanoseconds elapsed(const Event& from, const Event& to);

// Work in order: each operation sees the results of those before it.
class Queue {
 public:
  // Throws InvalidRequest for arguments that do not fit the kernel's parameters and shapes that no device runs.
  void launch(const Kernel& kernel, const Shape& shape, std::span<const Argument> arguments);
  void launch(const Kernel& kernel, const Shape& shape, std::initializer_list<Argument> arguments) {
    launch(kernel, shape, std::span<const Argument>(arguments.begin(), arguments.size()));
  }

  // Offsets and sizes are bytes; throw InvalidRequest outside a buffer.
  void copy(const Buffer& to, u64 to_offset, const Buffer& from, u64 from_offset, u64 bytes);
  void fill(const Buffer& to, u64 offset, u64 bytes, u8 value);
  void upload(const Buffer& to, Bytes data, u64 offset = 0);
  // Waits for everything before it.
  void download(const Buffer& from, MutableBytes data, u64 offset = 0);
  template <class T>
  std::vector<T> download(const Buffer& from) {
    std::vector<T> data(from.size() / sizeof(T));
    download(from, std::as_writable_bytes(std::span(data)));
    return data;
  }

  Event record(bool with_time = false) { return Event(backend_->record(with_time)); }
  void wait_for(const Event& event) { backend_->wait_for(*event.backend()); }
  // Starts what has been asked for; any wait does so too.
  void flush() { backend_->flush(); }
  void finish(std::optional<Nanoseconds> limit = {}) { backend_->finish(limit); }

 private:
  friend class Device;
  explicit Queue(std::shared_ptr<QueueBackend> b) : backend_(std::move(b)) {}
  std::shared_ptr<QueueBackend> backend_;
};

class Device {
 public:
  // Boots the device with the driver that knows it.
  static Device open(bus::PciDevice& device, const Drivers& drivers, const Options& options);

  const DeviceFacts& facts() const { return backend_->facts(); }
  u64 free_memory() { return backend_->free_memory(); }  // bytes
  Buffer allocate(u64 bytes, std::string_view label = "buffer", MemoryKind kind = MemoryKind::device);
  Program load(std::string_view name, Bytes code) { return {std::string(name), backend_->load(name, code)}; }
  Queue make_queue() { return Queue(backend_->make_queue()); }

  // Ends the session: waits for nothing, never throws. Happens by itself when the last handle goes.
  ShutdownReport close() noexcept { return backend_->shutdown(); }
  // For the vendor's own extras.
  DeviceBackend& backend() { return *backend_; }

 private:
  explicit Device(std::shared_ptr<DeviceBackend> b) : backend_(std::move(b)) {}
  std::shared_ptr<DeviceBackend> backend_;
};

}  // namespace egpulab::compute
