// Parses edits and copies a session through them.
#include "traces/edit.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

std::optional<u64> number(std::string_view text) {
  const bool hex = text.substr(0, 2) == "0x";
  if (hex) text.remove_prefix(2);
  u64 value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Takes what is before the last `separator` off, and returns what was behind it; nothing when there is none.
std::optional<std::string_view> take_last(std::string_view& text, char separator) {
  const std::size_t at = text.rfind(separator);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view last = text.substr(at + 1);
  text = text.substr(0, at);
  return last;
}

struct Form {
  std::string_view name;
  Edit::What what;
};
constexpr Form forms[] = {
    {"value:", Edit::What::value}, {"read:", Edit::What::read},     {"byte:", Edit::What::byte},
    {"drop:", Edit::What::drop},   {"repeat:", Edit::What::repeat}, {"cut:", Edit::What::cut},
};

bool fits(const Event& e, u64 value) {
  if (e.kind == Kind::config_read || e.kind == Kind::config_write || e.kind == Kind::read32 || e.kind == Kind::write32)
    return e.size >= 8 || value >> 8 * e.size == 0;
  return true;
}

std::string describe(const Edit& edit) {
  return edit.what == Edit::What::read ? fmt::format("read {} of {}", edit.occurrence, edit.place)
                                       : fmt::format("event {}", edit.event);
}

}  // namespace

Parsed<Edit> parse_edit(std::string_view text) {
  const auto refuse_text = [&] {
    return refuse(
        fmt::format("edit \"{}\": expected value:EVENT=V, read:REGISTER:N=V, byte:EVENT:OFFSET=V, drop:EVENT, "
                    "repeat:EVENT or cut:EVENT",
                    text));
  };
  for (const Form& form : forms) {
    if (text.substr(0, form.name.size()) != form.name) continue;
    std::string_view rest = text.substr(form.name.size());
    Edit edit{.what = form.what};
    const bool has_value_part = edit.what <= Edit::What::byte;
    if (has_value_part) {
      const auto value_text = take_last(rest, '=');
      const auto value = value_text ? number(*value_text) : std::nullopt;
      if (!value) return refuse_text();
      edit.value = *value;
    }
    if (edit.what == Edit::What::read || edit.what == Edit::What::byte) {
      const auto second_text = take_last(rest, ':');
      const auto second = second_text ? number(*second_text) : std::nullopt;
      if (!second) return refuse_text();
      (edit.what == Edit::What::read ? edit.occurrence : edit.offset) = *second;
    }
    if (edit.what == Edit::What::read) {
      if (rest.empty() || edit.occurrence == 0) return refuse_text();
      edit.place = rest;
      return edit;
    }
    const auto event = number(rest);
    if (!event) return refuse_text();
    edit.event = *event;
    return edit;
  }
  return refuse_text();
}

Parsed<u64> edit(const Reader& reader, const std::vector<Edit>& edits, Writer& out, Names names) {
  Context context(std::move(names));
  struct Pending {
    const Edit& edit;
    u64 seen = 0;
    bool done = false;
  };
  std::vector<Pending> pending;
  for (const Edit& e : edits) pending.push_back({e});
  std::string problem;
  u64 written = 0;
  bool cut = false;
  for (Cursor cursor = reader.cursor(); !cut && cursor.next();) {
    context.observe(cursor);
    Event e = cursor.event();
    const Bytes original = cursor.payload();
    std::vector<std::byte> payload(original.begin(), original.end());
    u64 copies = 1;
    for (Pending& p : pending) {
      const Edit& what = p.edit;
      const bool by_read = what.what == Edit::What::read;
      if (by_read && !(is_register(e.kind) && is_read(e.kind) && context.names().name(e.bar, e.address) == what.place &&
                       ++p.seen == what.occurrence))
        continue;
      if (!by_read && what.event != cursor.index()) continue;
      const KindInfo& of = info_of(e.kind);
      if (by_read || what.what == Edit::What::value) {
        if (!(of.stored & has_value) || !fits(e, what.value)) {
          problem =
              fmt::format("{} ({}) cannot have the value {:#x}", describe(what), tell_place(e, context), what.value);
          continue;
        }
        e.value = what.value;
      } else if (what.what == Edit::What::byte) {
        if (what.offset >= payload.size() || what.value > 0xff) {
          problem = fmt::format("event {} ({}) has {} bytes of payload; byte {} cannot become {:#x}", what.event,
                                tell_place(e, context), payload.size(), what.offset, what.value);
          continue;
        }
        payload[what.offset] = static_cast<std::byte>(what.value);
      } else if (what.what == Edit::What::drop) {
        copies = 0;
      } else if (what.what == Edit::What::repeat) {
        ++copies;
      } else {
        copies = 0;
        cut = true;
      }
      p.done = true;
    }
    for (u64 n = 0; n < copies; ++n, ++written) {
      if (has_payload_bytes(e.kind))
        out.append(e, payload);
      else
        out.append(e);
    }
  }
  for (const Pending& p : pending)
    if (!p.done && problem.empty())
      problem = p.edit.what == Edit::What::read
                    ? fmt::format("{} reads of {} are in the session, read {} was asked for", p.seen, p.edit.place,
                                  p.edit.occurrence)
                    : fmt::format("event {} was asked for; the session has {}", p.edit.event, reader.events());
  if (!problem.empty()) return refuse(fmt::format("{}: {}", reader.name(), problem));
  return written;
}

}  // namespace egpulab::traces
