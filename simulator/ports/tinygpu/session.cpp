// Requests to bus accesses. The port knows no vendor: what a register or doorbell does is the device's business.
#include "simulator/ports/tinygpu/session.hpp"

#include <fmt/format.h>

#include "driver/bus/pci_config.hpp"

namespace egpulab::simulator::ports::tinygpu {
namespace {

void put(std::vector<std::byte>& out, const Response& r) {
  const std::size_t at = out.size();
  out.resize(at + Response::wire_bytes);
  store(MutableBytes(out), at, r.status);
  store(MutableBytes(out), at + 1, r.r0);
  store(MutableBytes(out), at + 9, r.r1);
}
void put_text(std::vector<std::byte>& out, std::string_view text) {
  const Bytes bytes = std::as_bytes(std::span(text));
  out.insert(out.end(), bytes.begin(), bytes.end());
}
void put_error(std::vector<std::byte>& out, std::string_view text) {
  put(out, {1, text.size(), 0});
  put_text(out, text);
}
// Room for `size` bytes of data behind a response.
MutableBytes grow(std::vector<std::byte>& out, u64 size) {
  const std::size_t at = out.size();
  out.resize(at + size);
  return MutableBytes(out).subspan(at);
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

}  // namespace

bool Session::receive(Bytes arrived, std::vector<std::byte>& out) {
  statistics_.bytes_in += arrived.size();
  const std::size_t sent = out.size();
  // Requests are handled where they lie; only an unfinished one is kept, to wait for its rest.
  bool ok = true;
  while (ok && !arrived.empty()) {
    if (pending_.empty()) {
      const std::size_t whole = whole_request(arrived);
      if (whole == broken) {
        ok = false;
      } else if (whole == 0 || arrived.size() < whole) {
        pending_.assign(arrived.begin(), arrived.end());
        arrived = {};
      } else {
        ok = handle(arrived.first(whole), out);
        arrived = arrived.subspan(whole);
      }
    } else {
      std::size_t whole = whole_request(pending_);
      const std::size_t wanted = (whole ? whole : Request::wire_bytes) - pending_.size();
      const Bytes taken = arrived.first(std::min(wanted, arrived.size()));
      pending_.insert(pending_.end(), taken.begin(), taken.end());
      arrived = arrived.subspan(taken.size());
      if (whole == 0) whole = whole_request(pending_);
      if (whole == broken) {
        ok = false;
      } else if (pending_.size() == whole) {
        ok = handle(pending_, out);
        pending_.clear();
      }
    }
  }
  statistics_.bytes_out += out.size() - sent;
  return ok;
}

// How many bytes the request at the front has; 0 while its header is incomplete.
std::size_t Session::whole_request(Bytes bytes) {
  if (bytes.size() < Request::wire_bytes) return 0;
  const Request request = Request::parse(bytes);
  if (request.payload_bytes() <= max_transfer) return Request::wire_bytes + request.payload_bytes();
  error_ = fmt::format("{} announces {} bytes; the limit is {}", to_string(request.command), request.payload_bytes(),
                       max_transfer);
  return broken;
}

bool Session::handle(Bytes whole, std::vector<std::byte>& out) {
  const Request request = Request::parse(whole);
  const Bytes payload = whole.subspan(Request::wire_bytes);
  const auto number = static_cast<std::size_t>(request.command);
  if (number >= statistics_.requests.size()) {
    // Nobody knows where the next request would begin.
    error_ = fmt::format("unknown command {}", number);
    put_error(out, error_);
    return false;
  }
  ++statistics_.requests[number];
  const bool is_write = request.command == Command::mmio_write || request.command == Command::sysmem_write;
  const std::size_t answer_at = out.size();
  try {
    if (is_write)
      write(request, payload);
    else
      answer(request, payload, out);
  } catch (const std::exception& e) {
    out.resize(answer_at);  // a half-written answer would be taken for data
    if (is_write) {
      error_ = fmt::format("{} failed: {}", to_string(request.command), e.what());
      return false;
    }
    put_error(out, e.what());
  }
  return true;
}

Served& Session::served(const Request& request) {
  if (request.device >= devices_.size())
    throw InvalidRequest(
        fmt::format("{}: no device {}; {} on offer", to_string(request.command), request.device, devices_.size()));
  return devices_[request.device];
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

void Session::check_bar(const Request& request, u64 offset, u64 bytes) {
  const u64 size = request.bar < 6 ? served(request).device->bar(static_cast<u8>(request.bar)).size : 0;
  if (size == 0)
    throw InvalidRequest(fmt::format("{}: the device has no BAR {}", to_string(request.command), request.bar));
  if (offset > size || bytes > size - offset)
    throw InvalidRequest(fmt::format("{}: {} bytes at {:#x} of BAR {}, which has {:#x}", to_string(request.command),
                                     bytes, offset, request.bar, size));
}

void Session::write(const Request& request, Bytes payload) {
  Served& target = served(request);
  if (request.command == Command::sysmem_write) {
    mapping(request, request.a0, payload.size()).write(request.a0, payload);
  } else {
    check_bar(request, request.a0, payload.size());
    const u8 bar = static_cast<u8>(request.bar);
    if (is_single(request, 4))
      target.device->write32(bar, request.a0, load<u32>(payload));
    else if (is_single(request, 8))
      target.device->write64(bar, request.a0, load<u64>(payload));
    else
      target.device->write_block(bar, request.a0, payload);
  }
  target.device->clock().settle(target.settle_limit);
}

void Session::answer(const Request& request, Bytes payload, std::vector<std::byte>& out) {
  if (request.command == Command::probe) return probe(request, payload, out);
  if (request.command == Command::ping) return put(out, {});
  Served& target = served(request);
  bus::PciDevice& device = *target.device;
  const u8 bar = static_cast<u8>(request.bar);
  if ((request.command == Command::mmio_read || request.command == Command::sysmem_read) && request.a1 > max_transfer)
    throw InvalidRequest(
        fmt::format("{}: {} bytes; the limit is {}", to_string(request.command), request.a1, max_transfer));
  switch (request.command) {
    case Command::map_bar: {
      check_bar(request, 0, 0);
      const bus::BarInfo info = device.bar(bar);
      put(out, {0, info.address, info.size});
      break;
    }
    case Command::config_read:
      put(out, {0, device.config_read(static_cast<u16>(request.a0), static_cast<u8>(request.a1)), 0});
      break;
    case Command::config_write:
      device.config_write(static_cast<u16>(request.a0), static_cast<u8>(request.a1), low32(request.a2));
      put(out, {});
      break;
    case Command::reset:
      reset(device);
      put(out, {});
      break;
    case Command::resize_bar:
      check_bar(request, 0, 0);
      resize(device, bar);
      put(out, {});
      break;
    case Command::mmio_read: {
      check_bar(request, request.a0, request.a1);
      put(out, {0, request.a1, 0});
      MutableBytes data = grow(out, request.a1);
      if (is_single(request, 4))
        store(data, 0, device.read32(bar, request.a0));
      else if (is_single(request, 8))
        store(data, 0, device.read64(bar, request.a0));
      else
        device.read_block(bar, request.a0, data);
      break;
    }
    case Command::map_sysmem:
      map_sysmem(request, out);
      break;
    case Command::sysmem_read: {
      bus::DmaBuffer& buffer = mapping(request, request.a0, request.a1);
      put(out, {0, request.a1, 0});
      buffer.read(request.a0, grow(out, request.a1));
      break;
    }
    case Command::map_sysmem_fd:
      throw InvalidRequest("MAP_SYSMEM_FD needs descriptor passing, which this socket does not have; use MAP_SYSMEM");
    default:
      throw InvalidRequest(fmt::format("unknown command {}", static_cast<unsigned>(request.command)));
  }
  device.clock().settle(target.settle_limit);
}

void Session::probe(const Request& request, Bytes payload, std::vector<std::byte>& out) {
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
  put_text(out, lines);
}

void Session::map_sysmem(const Request& request, std::vector<std::byte>& out) {
  if (request.a0 == 0 || request.a0 > 64 * GiB)
    throw InvalidRequest(fmt::format("MAP_SYSMEM: {} bytes cannot be mapped", request.a0));
  auto buffer =
      served(request).device->allocate_dma({request.a0, request.a1 != 0, fmt::format("mapping {}", mappings_.size())});
  std::vector<u64> pages;
  for (const bus::DmaSegment& segment : buffer->segments())
    for (u64 offset = 0; offset < segment.size; offset += 4096) pages.push_back(segment.bus_address + offset);
  pages.resize(align_up(request.a0, 4096) / 4096);
  put(out, {0, pages.size() * sizeof(u64), mappings_.size()});
  std::memcpy(grow(out, pages.size() * sizeof(u64)).data(), pages.data(), pages.size() * sizeof(u64));
  mappings_.push_back({request.device, std::move(buffer)});
}

}  // namespace egpulab::simulator::ports::tinygpu
