// Requests to bus accesses. The port knows no vendor: what a register or doorbell does is the device's business.
#include <fmt/format.h>

#include "driver/bus/pci_config.hpp"
#include "simulator/ports/tinygpu/session.hpp"

namespace egpulab::simulator::ports::tinygpu {
namespace {

constexpr u64 page = 4096;  // of address lists, whatever the device's own page size is
constexpr u64 largest_mapping = 64 * GiB;

void put(StreamBuffer& out, const Response& r) {
  const MutableBytes to = out.append(Response::wire_bytes);
  store(to, 0, r.status);
  store(to, 1, r.r0);
  store(to, 9, r.r1);
}
// The protocol names no kind. As Linux does for a reset through sysfs: the function alone where the card can, else its
// bus (kernel drivers/pci/pci.c, pci_reset_fn_methods).
void reset(bus::PciDevice& device) {
  try {
    device.reset(bus::ResetKind::function);
  } catch (const LimitExceeded&) {
    device.reset(bus::ResetKind::bus);
  }
}
// The protocol names no size: the largest that the device offers.
void resize(bus::PciDevice& device, u8 bar) {
  for (const bus::pci::ResizableBar& r : bus::pci::resizable_bars(device)) {
    if (r.bar != bar || r.sizes.empty()) continue;
    if (r.size != r.sizes.back()) device.resize_bar(bar, r.sizes.back());
    return;
  }
  throw InvalidRequest(fmt::format("RESIZE_BAR: BAR {} cannot be resized", bar));
}
bool is_single(const Request& r, u64 bytes) { return r.a1 == bytes && r.a0 % bytes == 0; }

void check_mapping_size(const Request& request) {
  if (request.a0 == 0 || request.a0 > largest_mapping)
    throw InvalidRequest(fmt::format("{}: {} bytes cannot be mapped; expected 1 to {}", to_string(request.command),
                                     request.a0, largest_mapping));
}

}  // namespace

void put_error(StreamBuffer& out, std::string_view text) {
  put(out, {1, text.size(), 0});
  out.append(std::as_bytes(std::span(text)));
}

bus::DmaBuffer& Session::mapping(const Request& request, u64 offset, u64 bytes) {
  if (request.bar >= mappings_.size() || mappings_[request.bar].device != request.device)
    throw InvalidRequest(
        fmt::format("{}: no mapping {} on device {}", to_string(request.command), request.bar, request.device));
  bus::DmaBuffer& buffer = *mappings_[request.bar].buffer;
  if (offset > buffer.size() || bytes > buffer.size() - offset)
    throw InvalidRequest(fmt::format("{}: {} bytes at {:#x} of mapping {}, which has {:#x}", to_string(request.command),
                                     bytes, offset, request.bar, buffer.size()));
  return buffer;
}

void Session::check_bar(const Request& request, Served& target, u64 offset, u64 bytes) {
  const u64 size = request.bar < 6 ? target.device->bar(static_cast<u8>(request.bar)).size : 0;
  if (size == 0) [[unlikely]]
    throw InvalidRequest(fmt::format("{}: the device has no BAR {}", to_string(request.command), request.bar));
  if (offset > size || bytes > size - offset) [[unlikely]]
    throw InvalidRequest(fmt::format("{}: {} bytes at {:#x} of BAR {}, which has {:#x}", to_string(request.command),
                                     bytes, offset, request.bar, size));
}

void Session::write(const Request& request, Bytes payload) {
  Served& target = served(request);
  if (request.command == Command::sysmem_write) {
    mapping(request, request.a0, payload.size()).write(request.a0, payload);
  } else {
    check_bar(request, target, request.a0, payload.size());
    const u8 bar = static_cast<u8>(request.bar);
    if (is_single(request, 4))
      target.device->write32(bar, request.a0, load<u32>(payload));
    else if (is_single(request, 8))
      target.device->write64(bar, request.a0, load<u64>(payload));
    else
      target.device->write_block(bar, request.a0, payload);
  }
  finish(target, request.device);
}

void Session::read(const Request& request, Served& target, StreamBuffer& out) {
  if (request.a1 > max_transfer)
    throw InvalidRequest(
        fmt::format("{}: {} bytes; the limit is {}", to_string(request.command), request.a1, max_transfer));
  if (request.command == Command::sysmem_read) {
    bus::DmaBuffer& buffer = mapping(request, request.a0, request.a1);
    put(out, {0, request.a1, 0});
    return buffer.read(request.a0, out.append(request.a1));
  }
  check_bar(request, target, request.a0, request.a1);
  bus::PciDevice& device = *target.device;
  const u8 bar = static_cast<u8>(request.bar);
  put(out, {0, request.a1, 0});
  const MutableBytes data = out.append(request.a1);
  if (is_single(request, 4))
    store(data, 0, device.read32(bar, request.a0));
  else if (is_single(request, 8))
    store(data, 0, device.read64(bar, request.a0));
  else
    device.read_block(bar, request.a0, data);
}

void Session::answer(const Request& request, Bytes payload, StreamBuffer& out) {
  if (request.command == Command::probe) return probe(request, payload, out);
  if (request.command == Command::ping) return put(out, {});
  Served& target = served(request);
  bus::PciDevice& device = *target.device;
  const u8 bar = static_cast<u8>(request.bar);
  switch (request.command) {
    case Command::mmio_read:
    case Command::sysmem_read:
      read(request, target, out);
      break;
    case Command::map_bar: {
      check_bar(request, target, 0, 0);
      const bus::BarInfo info = device.bar(bar);
      put(out, {0, info.address, info.size});
      break;
    }
    case Command::config_read:
      // Wider numbers must not become a good offset by losing their upper half.
      if (request.a0 > 0xffff || request.a1 > 0xff)
        throw InvalidRequest(fmt::format("CFG_READ: {} bytes at {:#x}", request.a1, request.a0));
      put(out, {0, device.config_read(static_cast<u16>(request.a0), static_cast<u8>(request.a1)), 0});
      break;
    case Command::config_write:
      if (request.a0 > 0xffff || request.a1 > 0xff)
        throw InvalidRequest(fmt::format("CFG_WRITE: {} bytes at {:#x}", request.a1, request.a0));
      device.config_write(static_cast<u16>(request.a0), static_cast<u8>(request.a1), low32(request.a2));
      put(out, {});
      break;
    case Command::reset:
      reset(device);
      put(out, {});
      break;
    case Command::resize_bar:
      check_bar(request, target, 0, 0);
      resize(device, bar);
      put(out, {});
      break;
    case Command::map_sysmem:
      map_sysmem(request, target, out);
      break;
    case Command::map_sysmem_fd:
      map_sysmem_fd(request, target, out);
      break;
    default:
      throw InvalidRequest(fmt::format("unknown command {}", static_cast<unsigned>(request.command)));
  }
  finish(target, request.device);
}

void Session::probe(const Request& request, Bytes payload, StreamBuffer& out) {
  if (payload.size() % 8 != 0)
    throw InvalidRequest(fmt::format("PROBE: {} bytes of (mask, id) pairs; expected a multiple of 8", payload.size()));
  std::string lines;
  u64 count = 0;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    bus::PciDevice& device = *devices_[i].device;
    const u32 id = device.config_read(0, 4), vendor = id & 0xffff, product = id >> 16;
    const u32 base_class = device.config_read(8, 4) >> 24;
    bool hit = vendor == request.a2 && (request.a0 == 0 || request.a0 == base_class);
    bool listed = false;
    for (std::size_t at = 0; at < payload.size(); at += 8)
      listed |= (product & load<u32>(payload, at)) == load<u32>(payload, at + 4);
    if (!hit || !listed) continue;
    lines += fmt::format("{}{}:{}", count++ ? "\n" : "", devices_[i].bus_id, i);
  }
  // A client splits the text into lines and takes "" for a device, so that none must be an error.
  if (count == 0)
    throw InvalidRequest(fmt::format("no device of vendor {:#06x} with one of the ids asked for", request.a2));
  put(out, {0, lines.size(), count});
  out.append(std::as_bytes(std::span(lines)));
}

// One range of bus addresses wherever there is room, asked for or not: so the IOMMU of a host of TinyGPU.app maps an
// allocation, and clients name buffers by their first page.
std::unique_ptr<bus::DmaBuffer> Session::allocate_mapping(const Request& request, Served& target, bool shared) {
  bus::DmaRequest wanted{
      .size = request.a0, .contiguous = true, .label = fmt::format("mapping {}", mappings_.size()), .shared = shared};
  try {
    return target.device->allocate_dma(wanted);
  } catch (const LimitExceeded&) {
    if (request.a1 != 0) throw;
    wanted.contiguous = false;
    return target.device->allocate_dma(wanted);
  }
}

void Session::map_sysmem(const Request& request, Served& target, StreamBuffer& out) {
  check_mapping_size(request);
  auto buffer = allocate_mapping(request, target, false);
  const u64 pages = align_up(request.a0, page) / page;
  put(out, {0, pages * sizeof(u64), mappings_.size()});
  const MutableBytes list = out.append(pages * sizeof(u64));
  u64 n = 0;
  for (const bus::DmaSegment& segment : buffer->segments())
    for (u64 offset = 0; offset < segment.size && n < pages; offset += page, ++n)
      store(list, n * sizeof(u64), segment.bus_address + offset);
  mappings_.push_back({request.device, std::move(buffer)});
}

// The memory begins with its own address list: (bus address, bytes) pairs, ended by (0, 0).
void Session::map_sysmem_fd(const Request& request, Served& target, StreamBuffer& out) {
  if (!options_.passes_descriptors)
    throw InvalidRequest("MAP_SYSMEM_FD passes a file descriptor, which only a unix socket can; use MAP_SYSMEM");
  check_mapping_size(request);
  auto buffer = allocate_mapping(request, target, true);
  if (buffer->shared_descriptor() < 0)
    throw LimitExceeded("MAP_SYSMEM_FD: this device's host memory cannot be shared; use MAP_SYSMEM");
  std::vector<bus::DmaSegment> list = buffer->segments();
  list.push_back({0, 0});
  buffer->write(0, std::as_bytes(std::span(list)));
  put(out, {0, buffer->size(), mappings_.size()});
  descriptor_ = buffer->shared_descriptor();
  mappings_.push_back({request.device, std::move(buffer)});
  ++target.shared_mappings;
}

}  // namespace egpulab::simulator::ports::tinygpu
