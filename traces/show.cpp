// Filters, indents by phase, folds loops.
#include "traces/show.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "traces/collapse.hpp"
#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

struct Line {
  u64 key = 0, index = 0, time = 0;
  Kind kind{};
  std::size_t indent = 0;
  std::string text;
};

bool only_for_readers(Kind k) {
  return k == Kind::bar_info || k == Kind::device_info || k == Kind::fact || k == Kind::volatile_range ||
         k == Kind::clock_read;
}

bool is_phase_mark(const Event& e, bus::Mark which) {
  return e.kind == Kind::mark && static_cast<bus::Mark>(e.detail) == which;
}

class Printer {
 public:
  explicit Printer(std::ostream& out) : out_(out) {}

  void operator()(std::span<const Line> turn, u64 turns) {
    std::size_t accesses = 0, sleeps = 0;
    for (const Line& l : turn) ++(l.kind == Kind::sleep || l.kind == Kind::settle ? sleeps : accesses);
    for (const Line& l : turn) {
      const bool folded = turns > 1 && accesses > 0 && (l.kind == Kind::sleep || l.kind == Kind::settle);
      if (folded && accesses == 1) continue;
      std::string note;
      if (turns > 1 && turn.size() == 1) note = fmt::format("  x{}", turns);
      if (turns > 1 && turn.size() > 1 && accesses == 1 && sleeps > 0)
        note = fmt::format("  x{} ({} between)", turns, sleep_text(turn));
      fmt::print(out_, "{:>9} {:>13}  {:{}}{}{}\n", l.index, tell_time(l.time), "", 2 * l.indent, l.text, note);
    }
    if (turns > 1 && turn.size() > 1 && accesses != 1)
      fmt::print(out_, "{:>23}  {:{}}... these {} lines x{}\n", "", "", 2 * turn.front().indent, turn.size(), turns);
  }

 private:
  static std::string sleep_text(std::span<const Line> turn) {
    for (const Line& l : turn)
      if (l.kind == Kind::sleep || l.kind == Kind::settle) return l.text;
    return {};
  }
  std::ostream& out_;
};

u64 line_key(const Event& e) {
  Event k = e;
  k.time = 0;
  return format::hash64(as_bytes(k));
}

}  // namespace

void show(const Reader& reader, const ShowOptions& options, std::ostream& out, Names names) {
  Context context(std::move(names));
  Collapser<Line, Printer> lines{Printer(out)};
  const auto put = [&](Line line) {
    if (options.collapse)
      lines.add(std::move(line));
    else
      Printer{out}(std::span<const Line>(&line, 1), 1);
  };
  for (Cursor cursor = reader.cursor(); cursor.next();) {
    const Event& e = cursor.event();
    if (cursor.after_gap()) {
      lines.finish();
      fmt::print(out, "--- events {} to {} are lost ---\n", cursor.index() - cursor.lost_before(), cursor.index() - 1);
    }
    // A phase's end belongs to the phase and stands where it began.
    const bool ends = is_phase_mark(e, bus::Mark::phase_end);
    const std::string phase_before = options.phase.empty() ? std::string{} : context.phase();
    std::size_t indent = context.phases().size();
    context.observe(cursor);
    const std::string note = context.note(e, cursor.payload());
    if (ends) indent = context.phases().size();
    if (cursor.index() < options.first || cursor.index() > options.last) continue;
    if (options.device && e.device != *options.device) continue;
    if (!options.facts && only_for_readers(e.kind)) continue;
    if (!options.phase.empty() && (ends ? phase_before : context.phase()).find(options.phase) == std::string::npos)
      continue;
    if (!options.place.empty() && tell_place(e, context).find(options.place) == std::string::npos) continue;
    std::string text = tell(e, cursor.payload(), context, options.payload_bytes);
    // What the bytes say stands for them.
    if (!note.empty()) text = has_payload_bytes(e.kind) ? tell_place(e, context) + ": " + note : text + "  -- " + note;
    if (e.device != 0) text = fmt::format("[{}] {}", e.device, text);
    put({line_key(e), cursor.index(), e.time, e.kind, indent, std::move(text)});
  }
  lines.finish();
  for (const std::string& d : reader.damage()) fmt::print(out, "--- {} ---\n", d);
}

void summarize(const Reader& reader, std::ostream& out) {
  fmt::print(out, "{}: {} events in {} bytes, {} payloads stored apart\n", reader.name(), reader.events(),
             reader.file_bytes(), reader.blobs());
  Context context{Names{}};
  for (Cursor cursor = reader.cursor(); cursor.next();) {
    if (cursor.event().kind != Kind::device_info) continue;
    context.observe(cursor);
    if (context.device())
      fmt::print(out, "device {}: {} ({})\n", cursor.event().device, context.device()->uri,
                 context.device()->link.description);
  }
  fmt::print(out, "trace hash {:016x}{}\n", reader.trace_hash(),
             reader.recorded_hash() && *reader.recorded_hash() != reader.trace_hash()
                 ? fmt::format(", but the end record says {:016x}", *reader.recorded_hash())
                 : "");
  for (const std::string& d : reader.damage()) fmt::print(out, "damage: {}\n", d);
}

}  // namespace egpulab::traces
