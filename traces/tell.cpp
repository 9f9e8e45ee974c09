// One table of how each kind reads.
#include "traces/tell.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/bus/pci_config.hpp"
#include "traces/error_class.hpp"

namespace egpulab::traces {
namespace {

std::string printable(Bytes payload) {
  std::string text;
  for (const std::byte b : payload) {
    const char c = static_cast<char>(b);
    text += c >= ' ' && c != 0x7f ? c : '.';
  }
  return text;
}

std::string config_place(const Event& e) {
  const std::string_view name = bus::pci::header_register_name(static_cast<u16>(e.address));
  return name.empty() ? fmt::format("config+{:#x}", e.address) : fmt::format("config {}", name);
}

std::string place(const Event& e, const Context& c) {
  switch (e.kind) {
    case Kind::config_read:
    case Kind::config_write:
      return config_place(e);
    case Kind::read32:
    case Kind::write32:
    case Kind::read64:
    case Kind::write64:
      return c.names().name(e.bar, e.address);
    case Kind::read_block:
    case Kind::write_block:
      return fmt::format("{} {} bytes", c.names().name(e.bar, e.address), e.size);
    case Kind::dma_read:
    case Kind::dma_write:
    case Kind::dma_fill:
      return fmt::format("{} {} bytes", c.dma_place(e.object, e.address), e.size);
    case Kind::device_write:
    case Kind::device_read:
      return fmt::format("{} {} bytes", c.bus_place(e.address), e.size);
    case Kind::dma_allocate:
    case Kind::dma_free:
      return c.dma_place(e.object, 0);
    case Kind::resize_bar:
    case Kind::bar_info:
    case Kind::volatile_range:
      return fmt::format("BAR{}", e.bar);
    default:
      return {};
  }
}

// R and W are the host's, r and w the device's.
std::string_view verb(Kind k) {
  switch (k) {
    case Kind::config_read:
    case Kind::read32:
    case Kind::read64:
    case Kind::read_block:
    case Kind::dma_read:
      return "R";
    case Kind::config_write:
    case Kind::write32:
    case Kind::write64:
    case Kind::write_block:
    case Kind::dma_write:
      return "W";
    case Kind::device_write:
      return "device W";
    case Kind::device_read:
      return "device R";
    default:
      return to_string(k);
  }
}

}  // namespace

std::string tell_time(u64 ns) {
  if (ns < 1000) return fmt::format("{} ns", ns);
  if (ns < 1'000'000) return fmt::format("{:.3f} us", static_cast<double>(ns) * 1e-3);
  if (ns < 1'000'000'000) return fmt::format("{:.3f} ms", static_cast<double>(ns) * 1e-6);
  return fmt::format("{:.6f} s", static_cast<double>(ns) * 1e-9);
}

std::string tell_bytes(Bytes bytes, std::size_t most) {
  std::string text;
  for (const std::byte b : bytes.first(std::min(bytes.size(), most)))
    text += fmt::format("{:02x} ", static_cast<u8>(b));
  if (bytes.size() > most) return text + "..";
  if (!text.empty()) text.pop_back();
  return text;
}

std::string tell_mark(u8 mark) {
  static constexpr std::string_view names[] = {"phase begin", "phase end", "wait begin", "wait end", "note"};
  return mark < std::size(names) ? std::string(names[mark]) : fmt::format("mark {}", mark);
}

std::string tell_reset(u8 kind) {
  return kind <= static_cast<u8>(bus::ResetKind::power) ? std::string(to_string(static_cast<bus::ResetKind>(kind)))
                                                        : fmt::format("kind {}", kind);
}

std::string tell_place(const Event& e, const Context& context) {
  const std::string where = place(e, context);
  return where.empty() ? std::string(verb(e.kind)) : fmt::format("{} {}", verb(e.kind), where);
}

std::string tell(const Event& e, Bytes payload, const Context& context, std::size_t most_bytes) {
  std::string start = tell_place(e, context);
  switch (e.kind) {
    case Kind::config_read:
    case Kind::config_write:
      return fmt::format("{} = {:#0{}x}", start, e.value, 2 + 2 * e.size);
    case Kind::read32:
    case Kind::write32:
    case Kind::read64:
    case Kind::write64:
      return fmt::format("{} {}", verb(e.kind), context.names().describe(e.bar, e.address, e.value, e.size));
    case Kind::read_block:
    case Kind::write_block:
    case Kind::dma_read:
    case Kind::dma_write:
    case Kind::device_write:
    case Kind::device_read:
      return fmt::format("{}: {}", start, tell_bytes(payload, most_bytes));
    case Kind::dma_fill:
      return fmt::format("W {} all {:#04x}", place(e, context), e.value);
    case Kind::dma_allocate: {
      std::string text = fmt::format("{} ({:#x} bytes{}{})", start, e.size,
                                     (e.detail & Allocation::contiguous) != 0 ? ", contiguous" : "",
                                     (e.detail & Allocation::shared) != 0 ? ", shared" : "");
      if (const auto buffer = context.buffers().find(e.object); buffer != context.buffers().end()) {
        const auto& segments = buffer->second.segments;
        if (!segments.empty()) text += fmt::format(" at bus address {:#x}", segments.front().bus_address);
        if (segments.size() > 1) text += fmt::format(" and {} more segments", segments.size() - 1);
      }
      return text;
    }
    case Kind::reset:
      return "reset " + tell_reset(e.detail);
    case Kind::resize_bar:
      return fmt::format("{} to {:#x} bytes", start, e.size);
    case Kind::bar_info:
      return fmt::format("{} at {:#x}, {:#x} bytes, {:#x} mapped", start, context.bar(e.bar).address,
                         context.bar(e.bar).size, context.bar(e.bar).mapped);
    case Kind::enable_interrupts:
      return fmt::format("{} {} -> {}", start, e.size, e.value);
    case Kind::wait_interrupt:
      return fmt::format("{} up to {} -> {}", start, tell_time(e.size),
                         e.value == ~u64{0} ? "none" : fmt::format("vector {}", e.value));
    case Kind::sleep:
    case Kind::settle:
      return fmt::format("{} {}", start, tell_time(e.size));
    case Kind::mark:
      return fmt::format("{} {}", tell_mark(e.detail), printable(payload));
    case Kind::volatile_range:
      return fmt::format("volatile {} ({} bytes)", context.names().name(e.bar, e.address), e.size);
    case Kind::failure:
      return fmt::format("{} failed with {}: {}", tell_place(attempt_of(e), context),
                         to_string(static_cast<ErrorClass>(e.detail)), printable(payload));
    case Kind::device_info:
    case Kind::fact:
      return fmt::format("{} {}", start, printable(payload));
    case Kind::state_hash:
      return fmt::format("{} {:016x}", start, e.value);
    default:
      return start;
  }
}

std::string tell_difference(const Event& expected, Bytes expected_payload, const Event& found, Bytes found_payload,
                            const Context& context) {
  if (is_register(expected.kind))
    return context.names().difference(expected.bar, expected.address, expected.value, found.value, expected.size);
  if (!has_payload_bytes(expected.kind)) return fmt::format("expected {:#x}, found {:#x}", expected.value, found.value);
  const auto [e, f] =
      std::mismatch(expected_payload.begin(), expected_payload.end(), found_payload.begin(), found_payload.end());
  const auto at = static_cast<std::size_t>(e - expected_payload.begin());
  std::size_t differ = 0;
  for (std::size_t i = 0; i < std::min(expected_payload.size(), found_payload.size()); ++i)
    differ += expected_payload[i] != found_payload[i];
  if (f == found_payload.end() || e == expected_payload.end())
    return fmt::format("expected {} bytes, found {}", expected_payload.size(), found_payload.size());
  // From the dword that holds the first difference.
  const std::size_t dword = at & ~std::size_t{3};
  return fmt::format("byte {:#x} and {} more of {} differ: from {:#x} on expected {}, found {}", at, differ - 1,
                     expected_payload.size(), dword, tell_bytes(expected_payload.subspan(dword)),
                     tell_bytes(found_payload.subspan(dword)));
}

}  // namespace egpulab::traces
