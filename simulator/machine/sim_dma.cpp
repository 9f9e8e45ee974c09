// DMA buffers and interrupts of the `sim:` backend.
#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"
#include "driver/bus/limits.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::simulator {

using namespace std::chrono_literals;
using namespace pcie::config;

// Memory of the host as the driver's process has it. The handle stays good after the SimDevice or a snapshot has taken
// the memory away; accesses are then refused.
class SimDevice::Buffer final : public bus::DmaBuffer {
 public:
  Buffer(SimDevice& device, u64 handle, bool shared)
      : device_(device.self_), handle_(handle), buffer_(*device.machine_->host_memory().find(handle)) {
    if (shared) {
      shared_ = std::make_unique<pcie::SharedFile>(buffer_.size);
      memory().share(handle, *shared_);
    }
    epoch_ = memory().epoch();
    starts_.reserve(buffer_.segments.size());
    u64 at = 0;
    for (const bus::DmaSegment& segment : buffer_.segments) {
      starts_.push_back(at);
      at += segment.size;
    }
  }
  ~Buffer() override {
    if (SimDevice* const device = *device_; device && device->buffers_.erase(handle_) != 0) memory().free(handle_);
  }

  u64 size() const override { return buffer_.size; }
  const std::vector<bus::DmaSegment>& segments() const override { return buffer_.segments; }
  MutableBytes shared_memory() override { return shared_ ? shared_->bytes() : MutableBytes{}; }
  int shared_descriptor() const override { return shared_ ? shared_->descriptor() : -1; }

  void read(u64 offset, MutableBytes into) override {
    enter(offset, into.size());
    each(offset, into.size(),
         [&](u64 at, u64 done, u64 bytes) { memory().memory().read(at, into.subspan(done, bytes)); });
  }
  void write(u64 offset, Bytes from) override {
    enter(offset, from.size());
    each(offset, from.size(),
         [&](u64 at, u64 done, u64 bytes) { memory().memory().write(at, from.subspan(done, bytes)); });
  }
  void fill(u64 offset, u64 bytes, u8 value) override {
    enter(offset, bytes);
    each(offset, bytes, [&](u64 at, u64, u64 part) { memory().memory().fill(at, part, value); });
  }

 private:
  pcie::HostMemory& memory() const { return (*device_)->machine_->host_memory(); }

  void enter(u64 offset, u64 bytes) {
    bus::check_dma_access(buffer_.label, buffer_.size, offset, bytes);
    SimDevice* const device = *device_;
    if (!device) throw InvalidRequest(fmt::format("DMA buffer \"{}\": its device was closed", buffer_.label));
    const pcie::DmaWindow& window = device->dock_.dma;
    device->timeline_.advance(
        window.access +
        Nanoseconds{static_cast<i64>(static_cast<double>(bytes) * 1e9 / static_cast<double>(window.bytes_per_second))});
    if (epoch_ != memory().epoch()) {
      if (!memory().find(handle_))
        throw InvalidRequest(
            fmt::format("DMA buffer \"{}\" is gone: a restored snapshot does not have it", buffer_.label));
      epoch_ = memory().epoch();
    }
    device->done();
  }

  template <class Part>
  void each(u64 offset, u64 bytes, Part&& part) {
    std::size_t i = static_cast<std::size_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin()) - 1;
    for (u64 done = 0; done < bytes; ++i) {
      const bus::DmaSegment& segment = buffer_.segments[i];
      const u64 inside = offset + done - starts_[i];
      const u64 step = std::min(bytes - done, segment.size - inside);
      const u64 at = memory().offset_of(segment.bus_address + inside);
      if (shared_) memory().shared().look(at, step, (*device_)->function_.observer());
      part(at, done, step);
      done += step;
    }
    if (shared_) (*device_)->done();
  }

  std::shared_ptr<SimDevice*> device_;
  u64 handle_;
  pcie::HostMemory::Buffer buffer_;
  std::vector<u64> starts_;  // of the segments, in the buffer
  std::unique_ptr<pcie::SharedFile> shared_;
  u64 epoch_ = 0;
};

std::unique_ptr<bus::DmaBuffer> SimDevice::allocate_dma(const bus::DmaRequest& request) {
  bus::Limits limits = info_.limits;
  // Without a way to host memory there is still the bridge's own, within its size.
  limits.host_dma = true;
  pcie::HostMemory& memory = machine_->host_memory();
  bus::check_dma_request(limits, request, memory.live_bytes());
  const u64 handle = memory.allocate(request.size, request.contiguous, request.label);
  buffers_.insert(handle);
  try {
    return std::make_unique<Buffer>(*this, handle, request.shared);
  } catch (...) {
    buffers_.erase(handle);
    memory.free(handle);
    throw;
  }
}

bool SimDevice::observe_dma(bus::DmaObserver* observer) {
  function_.observe_dma(observer);
  return true;
}

u32 SimDevice::enable_interrupts(u32 vectors) {
  if (!dock_.interrupts) return 0;
  const auto& at = function_.offsets();
  const u64 address = pcie::InterruptController::address_for(ordinal_);
  if (at.msix && function_.msix()) {
    const pcie::MsixTable& table = *function_.msix();
    const u32 granted = std::min({vectors, table.vectors(), pcie::InterruptController::most_vectors});
    for (u32 v = 0; v < granted; ++v) {
      const u64 entry = table.offset() + 16 * v;
      write32(table.bar(), entry, low32(address));
      write32(table.bar(), entry + 4, high32(address));
      write32(table.bar(), entry + 8, pcie::InterruptController::data_for(v));
      write32(table.bar(), entry + 12, 0);
    }
    config_write(static_cast<u16>(at.msix + msix_control), 2, granted ? u32{msix_enable} : 0);
    return granted;
  }
  if (!at.msi) return 0;
  const u16 control_at = static_cast<u16>(at.msi + msi_control);
  const u32 control = config_read(control_at, 2);
  if (control == 0xffff) return 0;  // the device is not there
  const u32 offered = control >> 1 & 7;
  if (vectors == 0) {
    config_write(control_at, 2, control & ~u32{msi_enable});
    return 0;
  }
  u32 log2_granted = 0;
  while (log2_granted < offered && (2u << log2_granted) <= vectors) ++log2_granted;
  config_write(static_cast<u16>(at.msi + msi_address), 4, low32(address));
  config_write(static_cast<u16>(at.msi + msi_address_upper), 4, high32(address));
  config_write(static_cast<u16>(at.msi + msi_data), 2, pcie::InterruptController::data_for(0));
  config_write(control_at, 2, (control & ~(7u << 4)) | log2_granted << 4 | msi_enable);
  return 1u << log2_granted;
}

std::optional<u32> SimDevice::wait_interrupt(Nanoseconds limit) {
  look_where_awaited();
  const Nanoseconds deadline = timeline_.now() + std::clamp(limit, 0ns, Nanoseconds::max() / 4);
  std::optional<u32> vector;
  while (!(vector = machine_->interrupts().take(ordinal_)) && timeline_.run_next(deadline)) {
  }
  timeline_.advance(vector ? dock_.interrupt_latency : std::max(deadline - timeline_.now(), 0ns));
  done();
  return vector;
}

}  // namespace egpulab::simulator
