// Packs and unpacks structured payloads.
#include "traces/session_info.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace egpulab::traces {
namespace {

using Json = nlohmann::ordered_json;

void put(std::vector<std::byte>& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
void put_text(std::vector<std::byte>& out, std::string_view text) {
  const auto length = static_cast<u32>(text.size());
  put(out, as_bytes(length));
  put(out, {reinterpret_cast<const std::byte*>(text.data()), text.size()});
}

// Assigns the member to `field` where the object has it; throws Json::exception for another type.
template <class T>
void take(const Json& object, const char* key, T& field) {
  if (const auto found = object.find(key); found != object.end()) field = found->template get<T>();
}

}  // namespace

std::string device_info_text(const bus::DeviceInfo& info) {
  const bus::Limits& l = info.limits;
  const Json object{
      {"uri", info.uri},
      {"ordinal", info.ordinal},
      {"limits",
       {{"max_register_bytes", l.max_register_bytes},
        {"split_64bit", l.split_64bit},
        {"unaligned_registers", l.unaligned_registers},
        {"host_dma", l.host_dma},
        {"max_dma_bytes", l.max_dma_bytes},
        {"max_dma_segment", l.max_dma_segment},
        {"max_dma_segments", l.max_dma_segments},
        {"dma_page_size", l.dma_page_size},
        {"dma_address_bits", l.dma_address_bits}}},
      {"link",
       {{"description", info.link.description},
        {"reads_are_round_trips", info.link.reads_are_round_trips},
        {"read_latency_ns", info.link.read_latency.count()},
        {"bytes_per_second", info.link.bytes_per_second}}},
      {"facts", info.facts},
  };
  // URIs and labels come from outside and need not be UTF-8.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Parsed<bus::DeviceInfo> parse_device_info(std::string_view text) {
  try {
    const Json object = Json::parse(text);
    bus::DeviceInfo info;
    take(object, "uri", info.uri);
    take(object, "ordinal", info.ordinal);
    take(object, "facts", info.facts);
    if (const auto limits = object.find("limits"); limits != object.end()) {
      bus::Limits& l = info.limits;
      take(*limits, "max_register_bytes", l.max_register_bytes);
      take(*limits, "split_64bit", l.split_64bit);
      take(*limits, "unaligned_registers", l.unaligned_registers);
      take(*limits, "host_dma", l.host_dma);
      take(*limits, "max_dma_bytes", l.max_dma_bytes);
      take(*limits, "max_dma_segment", l.max_dma_segment);
      take(*limits, "max_dma_segments", l.max_dma_segments);
      take(*limits, "dma_page_size", l.dma_page_size);
      take(*limits, "dma_address_bits", l.dma_address_bits);
    }
    if (const auto link = object.find("link"); link != object.end()) {
      i64 latency = 0;
      take(*link, "description", info.link.description);
      take(*link, "reads_are_round_trips", info.link.reads_are_round_trips);
      take(*link, "read_latency_ns", latency);
      take(*link, "bytes_per_second", info.link.bytes_per_second);
      info.link.read_latency = Nanoseconds{latency};
    }
    return info;
  } catch (const Json::exception& e) {
    return refuse(fmt::format("the description of the device is not as expected: {}", e.what()));
  }
}

std::vector<std::byte> bar_info_bytes(const bus::BarInfo& info) {
  std::vector<std::byte> out;
  put(out, as_bytes(info.address));
  put(out, as_bytes(info.size));
  put(out, as_bytes(info.mapped));
  out.push_back(std::byte{info.is_64bit});
  out.push_back(std::byte{info.prefetchable});
  return out;
}

Parsed<bus::BarInfo> parse_bar_info(Bytes payload) {
  if (payload.size() < 26) return refuse(fmt::format("a BAR's description has {} bytes, expected 26", payload.size()));
  return bus::BarInfo{.address = load<u64>(payload, 0),
                      .size = load<u64>(payload, 8),
                      .mapped = load<u64>(payload, 16),
                      .is_64bit = payload[24] != std::byte{0},
                      .prefetchable = payload[25] != std::byte{0}};
}

std::vector<std::byte> dma_facts_bytes(std::string_view label, u64 size, const std::vector<bus::DmaSegment>& segments) {
  std::vector<std::byte> out;
  put_text(out, label);
  put(out, as_bytes(size));
  for (const bus::DmaSegment& s : segments) {
    put(out, as_bytes(s.bus_address));
    put(out, as_bytes(s.size));
  }
  return out;
}

Parsed<DmaFacts> parse_dma_facts(Bytes payload) {
  const u64 room = payload.size() < 12 ? 0 : payload.size() - 12;
  const u64 label = payload.size() < 12 ? 1 : load<u32>(payload);
  if (label > room || (room - label) % sizeof(bus::DmaSegment) != 0)
    return refuse(
        fmt::format("the description of a DMA buffer has {} bytes, which no label and segments take", payload.size()));
  DmaFacts facts;
  facts.label.assign(reinterpret_cast<const char*>(payload.data() + 4), label);
  facts.size = load<u64>(payload, 4 + label);
  for (std::size_t at = 12 + label; at < payload.size(); at += 16)
    facts.segments.push_back({load<u64>(payload, at), load<u64>(payload, at + 8)});
  return facts;
}

std::vector<std::byte> fact_bytes(std::string_view key, std::string_view value) {
  std::vector<std::byte> out;
  put_text(out, key);
  put(out, {reinterpret_cast<const std::byte*>(value.data()), value.size()});
  return out;
}

Parsed<Fact> parse_fact(std::string_view payload) {
  const Bytes bytes(reinterpret_cast<const std::byte*>(payload.data()), payload.size());
  const u64 key = bytes.size() < 4 ? 0 : load<u32>(bytes);
  if (bytes.size() < 4 || key > bytes.size() - 4)
    return refuse(fmt::format("a fact has {} bytes, fewer than its key", bytes.size()));
  return Fact{payload.substr(4, key), payload.substr(4 + key)};
}

}  // namespace egpulab::traces
