// Walks two lists of steps side by side, and finds where they meet again after a difference.
#include "traces/diff.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <map>
#include <set>
#include <unordered_map>

#include "traces/collapse.hpp"
#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

struct Step {
  u64 key;  // place and value
  u64 place;
  u64 index;  // of its first event
};

VolatileRanges volatiles(const Reader& reader, u8 device, VolatileRanges ranges) {
  for (Cursor c = reader.cursor(); c.next();)
    if (c.event().kind == Kind::volatile_range && c.event().device == device)
      ranges.add(c.event().bar, c.event().address, c.event().size);
  return ranges;
}

bool has_device_writes(const Reader& reader, u8 device) {
  for (Cursor c = reader.cursor(); c.next();)
    if (c.event().kind == Kind::device_write && c.event().device == device) return true;
  return false;
}

// Frees happen in destructors and say nothing; failures are told by what was attempted.
bool counts(const Event& e, bool device_writes) {
  return (info_of(e.kind).crosses_bus && e.kind != Kind::dma_free) || (device_writes && e.kind == Kind::device_write);
}

std::vector<Step> steps(const Reader& reader, u8 device, const VolatileRanges& ranges, bool device_writes) {
  std::vector<Step> result;
  const auto sink = [&](std::span<const Step> turn, u64) { result.insert(result.end(), turn.begin(), turn.end()); };
  Collapser<Step, decltype(sink)> collapser{sink};
  for (Cursor c = reader.cursor(); c.next();) {
    if (c.event().device != device || !counts(c.event(), device_writes)) continue;
    Event e = c.event();
    e.time = 0;
    const u64 value = e.value;
    e.value = 0;
    const u64 place = format::hash64(as_bytes(e));
    e.value = value;
    const bool compared = !(is_bar_access(e.kind) && ranges.contains(e.bar, e.address, e.size));
    collapser.add({compared ? format::hash64(as_bytes(e)) : place, place, c.index()});
  }
  collapser.finish();
  return result;
}

struct Rendered {
  std::string text, phase;
  Event event;
  std::vector<std::byte> payload;
};

// The events with these indices as text; one pass over the session.
std::map<u64, Rendered> render(const Reader& reader, u8 device, const std::set<u64>& indices, Context& context) {
  std::map<u64, Rendered> result;
  for (Cursor c = reader.cursor(); c.next();) {
    if (c.event().device != device) continue;
    if (!is_register(c.event().kind)) context.observe(c);
    if (!indices.count(c.index())) continue;
    const Bytes payload = c.payload();
    result[c.index()] = {
        tell(c.event(), payload, context), context.phase(), c.event(), {payload.begin(), payload.end()}};
  }
  return result;
}

struct Hunk {
  std::size_t a, b, a_steps, b_steps;
};

constexpr std::size_t anchor = 4;  // steps in a row that show that both sessions do the same again
constexpr std::size_t lines_shown = 5, lines_before = 3;

u64 anchor_key(const std::vector<Step>& steps, std::size_t at) {
  u64 key = 0;
  for (std::size_t i = 0; i < anchor && at + i < steps.size(); ++i) key = key * 0x9e3779b97f4a7c15 + steps[at + i].key;
  return key;
}

// How many steps of a and b to pass until they agree again: as few as possible.
std::pair<std::size_t, std::size_t> resynchronise(const std::vector<Step>& a, std::size_t i, const std::vector<Step>& b,
                                                  std::size_t j, std::size_t window) {
  // One value differs and both go on alike.
  if (a[i].place == b[j].place && (i + 1 == a.size()) == (j + 1 == b.size()) &&
      (i + 1 == a.size() || a[i + 1].place == b[j + 1].place))
    return {1, 1};
  const std::size_t a_end = std::min(a.size(), i + window), b_end = std::min(b.size(), j + window);
  std::unordered_map<u64, std::size_t> in_b;
  for (std::size_t n = b_end; n-- > j;) in_b[anchor_key(b, n)] = n;  // the first of equals stays
  std::size_t best_a = a.size() - i, best_b = b.size() - j;
  for (std::size_t m = i; m < a_end && m - i < best_a + best_b; ++m) {
    const auto found = in_b.find(anchor_key(a, m));
    if (found != in_b.end() && m - i + found->second - j < best_a + best_b) {
      best_a = m - i;
      best_b = found->second - j;
    }
  }
  return {best_a, best_b};
}

}  // namespace

DiffResult diff(const Reader& reader_a, const Reader& reader_b, const DiffOptions& options, Names (*names)()) {
  const VolatileRanges ranges = volatiles(reader_b, options.device, volatiles(reader_a, options.device, {}));
  const bool device_writes = options.device_writes && has_device_writes(reader_a, options.device) &&
                             has_device_writes(reader_b, options.device);
  const std::vector<Step> a = steps(reader_a, options.device, ranges, device_writes);
  const std::vector<Step> b = steps(reader_b, options.device, ranges, device_writes);

  DiffResult result;
  std::vector<Hunk> hunks;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i].key == b[j].key) {
      ++i, ++j, ++result.steps;
      continue;
    }
    if (hunks.size() == options.most) {
      result.complete = false;
      break;
    }
    std::pair<std::size_t, std::size_t> pass{a.size() - i, b.size() - j};
    if (i < a.size() && j < b.size()) pass = resynchronise(a, i, b, j, options.window);
    hunks.push_back({i, j, pass.first, pass.second});
    i += pass.first, j += pass.second;
  }

  const auto wanted = [](const std::vector<Step>& s, std::size_t first, std::size_t n, std::set<u64>& into) {
    const std::size_t start = first - std::min(first, lines_before);
    for (std::size_t k = start; k < std::min(s.size(), first + std::min(n, lines_shown)); ++k) into.insert(s[k].index);
  };
  std::set<u64> need_a, need_b;
  for (const Hunk& h : hunks) wanted(a, h.a, h.a_steps, need_a), wanted(b, h.b, h.b_steps, need_b);
  Context context_a(names()), context_b(names());
  const auto text_a = render(reader_a, options.device, need_a, context_a);
  const auto text_b = render(reader_b, options.device, need_b, context_b);

  const auto side = [](const std::vector<Step>& s, std::size_t first, std::size_t n, u64 end,
                       const std::map<u64, Rendered>& texts) {
    DiffSide d{first < s.size() ? s[first].index : end, n, {}, {}};
    for (std::size_t k = first; k < first + std::min(n, lines_shown); ++k) d.lines.push_back(texts.at(s[k].index).text);
    if (n > 0)
      d.phase = texts.at(s[first].index).phase;
    else if (first > 0)
      d.phase = texts.at(s[first - 1].index).phase;
    return d;
  };
  for (const Hunk& h : hunks) {
    Difference d{
        side(a, h.a, h.a_steps, reader_a.events(), text_a), side(b, h.b, h.b_steps, reader_b.events(), text_b), {}, {}};
    for (std::size_t k = h.a - std::min(h.a, lines_before); k < h.a; ++k)
      d.before.push_back(text_a.at(a[k].index).text);
    if (h.a_steps == 1 && h.b_steps == 1 && a[h.a].place == b[h.b].place) {
      const Rendered& ra = text_a.at(a[h.a].index);
      const Rendered& rb = text_b.at(b[h.b].index);
      d.values = tell_difference(ra.event, ra.payload, rb.event, rb.payload, context_a);
    }
    result.differences.push_back(std::move(d));
  }
  return result;
}

void print(const DiffResult& result, const std::string& a, const std::string& b, std::ostream& out) {
  if (result.equal()) {
    fmt::print(out, "{} and {} do the same: {} steps agree\n", a, b, result.steps);
    return;
  }
  const auto lines = [&](char sign, const DiffSide& side) {
    for (const std::string& line : side.lines) fmt::print(out, "{} {}\n", sign, line);
    if (side.steps > side.lines.size()) fmt::print(out, "{} ... {} more\n", sign, side.steps - side.lines.size());
  };
  for (const Difference& d : result.differences) {
    fmt::print(out, "- {} event {}, phase {}\n+ {} event {}, phase {}\n", a, d.a.first_event, d.a.phase, b,
               d.b.first_event, d.b.phase);
    for (const std::string& line : d.before) fmt::print(out, "  {}\n", line);
    lines('-', d.a);
    lines('+', d.b);
    if (!d.values.empty()) fmt::print(out, "  {}\n", d.values);
    fmt::print(out, "\n");
  }
  fmt::print(out, "{} steps agree, {} difference{}{}\n", result.steps, result.differences.size(),
             result.differences.size() == 1 ? "" : "s",
             result.complete ? "" : "; what follows the last one was not compared");
}

}  // namespace egpulab::traces
