// One line of JSON an event.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "traces/error_class.hpp"
#include "traces/export.hpp"
#include "traces/session_info.hpp"
#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

using Json = nlohmann::ordered_json;

std::string hex(u64 v) { return fmt::format("{:#x}", v); }
std::string hex(Bytes bytes) {
  std::string text;
  for (const std::byte b : bytes) text += fmt::format("{:02x}", static_cast<u8>(b));
  return text;
}

void put_payload(Json& line, const Event& e, Cursor& cursor, std::size_t most) {
  switch (e.kind) {
    case Kind::mark:
      line["text"] = cursor.text();
      break;
    case Kind::failure:
      line["error"] = to_string(static_cast<ErrorClass>(e.detail));
      line["text"] = cursor.text();
      break;
    case Kind::device_info:
      // Through the parser, since the file may hold anything.
      if (const auto info = parse_device_info(cursor.text())) line["info"] = Json::parse(device_info_text(*info));
      break;
    case Kind::fact:
      if (const auto fact = parse_fact(cursor.text())) line[std::string(fact->key)] = fact->value;
      break;
    case Kind::dma_allocate:
      if (const auto facts = parse_dma_facts(cursor.payload())) {
        line["label"] = facts->label;
        Json segments = Json::array();
        for (const bus::DmaSegment& s : facts->segments)
          segments.push_back({{"bus_address", hex(s.bus_address)}, {"bytes", s.size}});
        line["segments"] = std::move(segments);
      }
      break;
    case Kind::bar_info:
      if (const auto bar = parse_bar_info(cursor.payload())) {
        line["bus_address"] = hex(bar->address);
        line["bytes"] = bar->size;
        line["mapped"] = bar->mapped;
      }
      break;
    default: {
      const Bytes payload = cursor.payload();
      line["hash"] = fmt::format("{:016x}", e.value);
      line["content"] = hex(payload.first(std::min(payload.size(), most)));
    }
  }
}

}  // namespace

void export_json_lines(const Reader& reader, std::ostream& out, const JsonLinesOptions& options, Names names) {
  Context context(std::move(names));
  for (Cursor cursor = reader.cursor(); cursor.next();) {
    const Event& e = cursor.event();
    context.observe(cursor);
    const KindInfo& of = info_of(e.kind);
    Json line{{"event", cursor.index()}, {"time_ns", e.time}, {"device", e.device}, {"kind", of.name}};
    line["phase"] = context.phase();
    if (is_bar_access(e.kind) || e.kind == Kind::resize_bar || e.kind == Kind::bar_info ||
        e.kind == Kind::volatile_range)
      line["bar"] = e.bar;
    if (of.stored & has_address) line["address"] = hex(e.address);
    if (of.stored & has_object && e.kind != Kind::failure) line["buffer"] = e.object;
    if (e.size != 0 || of.stored & has_size)
      line[e.kind == Kind::sleep || e.kind == Kind::settle || e.kind == Kind::wait_interrupt ? "limit_ns" : "size"] =
          e.size;
    if (of.stored & has_value) line["value"] = hex(e.value);
    if (is_register(e.kind)) {
      line["register"] = context.names().name(e.bar, e.address);
      line["decoded"] = context.names().describe(e.bar, e.address, e.value, e.size);
    }
    if (e.kind == Kind::reset) line["reset"] = tell_reset(e.detail);
    if (e.kind == Kind::mark) line["mark"] = tell_mark(e.detail);
    if (of.stored & has_payload) put_payload(line, e, cursor, options.payload_bytes);
    out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
}

}  // namespace egpulab::traces
