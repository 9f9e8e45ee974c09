// The device's way out: DMA through the IOMMU and interrupt messages.
#include <fmt/format.h>

#include <algorithm>

#include "simulator/pcie/bridge.hpp"
#include "simulator/pcie/endpoint_function.hpp"

namespace egpulab::simulator::pcie {

using namespace config;

namespace {

// A window that leads to a bus address inside a window would go round for ever: while a function serves a peer, nothing
// that this causes comes to it again.
class Serving {
 public:
  explicit Serving(bool& flag) : flag_(flag) { flag_ = true; }
  ~Serving() { flag_ = false; }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

 private:
  bool& flag_;
};

}  // namespace

std::optional<u64> EndpointFunction::refuse(u64 bus_address, bool write, std::string_view why, bool reached_root) {
  host_.report.add(Finding::fault, "IOMMU",
                   fmt::format("device {}: DMA {} page {:#x} refused: {}", ordinal_, write ? "to" : "from",
                               align_down(bus_address, Memory::page_size), why),
                   host_.timeline.now());
  if (reached_root && !path_.empty()) path_.front()->log_unsupported(bus_address, write);
  // The requester of a read is told; a posted write is simply gone.
  if (!write) set_status(status_received_master_abort);
  return {};
}

bool EndpointFunction::device_fault() {
  // Counted only where it matters: how often engines ask for a page depends on what they have cached, which is no
  // state.
  if (host_.faults.empty()) return false;
  ++dma_count_;
  return host_.faults.next_device_access(dma_count_ - 1) == dma_count_;
}

std::string_view EndpointFunction::blocked() const {
  if (!bus_master()) return "bus mastering is off";
  for (const Bridge* bridge : path_) {
    if (!bridge->link_up()) return "the link is down";
    if (!bridge->bus_master()) return "a bridge above does not forward";
  }
  return {};
}

std::optional<u64> EndpointFunction::reach(u64 bus_address, u64 bytes, bool write) {
  if (const std::string_view why = blocked(); !why.empty()) return refuse(bus_address, write, why, false);
  if (device_fault()) return refuse(bus_address, write, "injected fault", true);
  const auto offset = host_.memory.translate(bus_address, bytes);
  if (!offset) return refuse(bus_address, write, "not mapped", true);
  if (host_.memory.shared().any()) [[unlikely]]
    host_.memory.shared().look(*offset, bytes, observer());
  return offset;
}

// The fabric routes by address: what is no host memory goes to the device whose window claims it, be it the sender's
// own (drivers hand a card addresses inside its BAR as if they were system memory). Nothing along the way redirects
// such requests to an IOMMU, as where ACS is off.
std::optional<PeerRouter::Peer> EndpointFunction::peer_of(u64 bus_address, u64 bytes, bool write) {
  if (host_.memory.decodes(bus_address) || !router_ || InterruptController::decodes(bus_address)) [[likely]]
    return {};
  const auto found = router_->peer(bus_address);
  if (!found || !found->function->endpoint() || found->function->serving_peer_) return {};
  const Bar* const claimed = found->function->bar(found->bar);
  if (!claimed || bytes > claimed->size - found->offset) return {};
  if (const std::string_view why = blocked(); !why.empty()) {
    refuse(bus_address, write, why, false);
    return {};
  }
  return found;
}

bool EndpointFunction::dma_read(u64 bus_address, MutableBytes into) {
  if (const auto peer = peer_of(bus_address, into.size(), false)) {
    const Serving serving(peer->function->serving_peer_);
    peer->function->target(peer->bar).read_block(peer->bar, peer->offset, into);
    return true;
  }
  const auto offset = reach(bus_address, into.size(), false);
  if (!offset) {
    std::ranges::fill(into, std::byte{0xff});
    return false;
  }
  host_.memory.memory().read(*offset, into);
  if (trace_) trace_->read(bus_address, into);
  return true;
}

bool EndpointFunction::dma_write(u64 bus_address, Bytes from) {
  if (InterruptController::decodes(bus_address) && from.size() == 4) {
    send_message(bus_address, load<u32>(from));
    return true;
  }
  if (const auto peer = peer_of(bus_address, from.size(), true)) {
    const Serving serving(peer->function->serving_peer_);
    peer->function->target(peer->bar).write_block(peer->bar, peer->offset, from);
    return true;
  }
  const auto offset = reach(bus_address, from.size(), true);
  if (!offset) return false;
  host_.memory.memory().write(*offset, from);
  if (trace_) trace_->wrote(bus_address, from);
  return true;
}

HostPort::Page EndpointFunction::dma_page(u64 bus_address, bool write) {
  if (const auto peer = peer_of(align_down(bus_address, Memory::page_size), Memory::page_size, write)) {
    const Serving serving(peer->function->serving_peer_);
    return peer->function->endpoint_->bar_page(peer->bar, peer->offset, write);
  }
  const auto offset = reach(align_down(bus_address, Memory::page_size), Memory::page_size, write);
  if (!offset) return {};
  if (trace_ && write) trace_->granted(*offset);
  return {&host_.memory.memory(), *offset};
}

void EndpointFunction::send_message(u64 address, u32 data) {
  if (!bus_master() || !std::ranges::all_of(path_, [](const Bridge* b) { return b->link_up() && b->bus_master(); }))
    return;
  if (host_.faults.has("no-interrupts")) return;
  if (InterruptController::decodes(address)) {
    host_.interrupts.message(address, data);
    return;
  }
  // A message is an ordinary write; software may have pointed it at memory.
  dma_write(address, as_bytes(data));
}

void EndpointFunction::interrupt(u32 vector) {
  if (offsets_.msix && (config_.read(offsets_.msix + msix_control, 2) & msix_enable) != 0 && msix_) {
    if (vector >= msix_->vectors()) return;
    const bool masked =
        msix_->masked(vector) || (config_.read(offsets_.msix + msix_control, 2) & msix_function_mask) != 0;
    msix_->set_pending(vector, masked);
    if (!masked) send_message(msix_->message(vector).address, msix_->message(vector).data);
    return;
  }
  if (!offsets_.msi) return;
  const u32 control = config_.read(offsets_.msi + msi_control, 2);
  if (!(control & msi_enable)) return;
  const u32 granted = 1u << std::min(control >> 4 & 7, 5u);
  vector %= granted;
  if (control & msi_per_vector) {
    const bool masked = (config_.read(offsets_.msi + msi_mask, 4) >> vector & 1) != 0;
    const u32 pending = config_.read(offsets_.msi + msi_pending, 4) & ~(1u << vector);
    config_.put(offsets_.msi + msi_pending, 4, masked ? pending | 1u << vector : pending);
    if (masked) return;
  }
  const u64 address =
      join64(config_.read(offsets_.msi + msi_address, 4), config_.read(offsets_.msi + msi_address_upper, 4));
  // With several vectors granted, the low bits of the data carry the vector.
  send_message(address, (config_.read(offsets_.msi + msi_data, 2) & ~(granted - 1)) | vector);
}

void EndpointFunction::observe_dma(bus::DmaObserver* observer) {
  flush_dma_trace();
  trace_ = observer ? std::make_unique<DmaTrace>(host_.memory, *observer) : nullptr;
  ++epoch_;  // pages handed out before are not observed
}

void EndpointFunction::flush_dma_trace() {
  if (!trace_ || !trace_->any()) return;
  trace_->flush();
  ++epoch_;
}

void EndpointFunction::path_changed() { ++epoch_; }

}  // namespace egpulab::simulator::pcie
