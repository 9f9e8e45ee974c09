// See float_scene.hpp.
#include "tests/isa_sass/float_scene.hpp"

#include <algorithm>

namespace egpulab::simulator::isa::sass {
namespace {

std::vector<std::string> split_text(const std::string& s, const std::string& at) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t to; (to = s.find(at, from)) != std::string::npos; from = to + at.size())
    parts.push_back(s.substr(from, to - from));
  parts.push_back(s.substr(from));
  return parts;
}
u32 register_number(const std::string& s, std::size_t letters) {
  return s.substr(letters) == "Z"   ? 255
         : s.substr(letters) == "T" ? 7
                                    : static_cast<u32>(std::stoul(s.substr(letters)));
}

}  // namespace

FloatOperand parse_float_operand(std::string s) {
  FloatOperand o;
  std::erase(s, ' ');
  const auto take = [&](const std::string& start) {
    if (s.rfind(start, 0) != 0) return false;
    s.erase(0, start.size());
    return true;
  };
  o.not_ = take("!");
  if (s[0] == '-' && s.size() > 1 && !std::isdigit(s[1]) && s[1] != 'I' && s[1] != 'Q') o.minus = take("-");
  o.absolute = take("|");
  std::erase(s, '|');
  if (take("c[")) {
    o.kind = FloatOperand::Kind::constant;
    o.index = static_cast<u32>(std::stoul(s, nullptr, 16));
    o.offset = static_cast<u32>(std::stoul(s.substr(s.find("][") + 2), nullptr, 16));
    const std::size_t dot = s.rfind("].");
    if (dot != std::string::npos) o.part = s.substr(dot + 2);
    return o;
  }
  const std::size_t dot = s.find('.');
  const std::string reg = s.substr(0, dot);
  const bool predicate = reg == "PT" || (reg.size() == 2 && reg[0] == 'P' && std::isdigit(reg[1]));
  const bool named = reg[0] == 'R' || predicate || reg.rfind("UR", 0) == 0;
  if (!named) return o;
  if (dot != std::string::npos) o.part = s.substr(dot + 1);
  using Is = FloatOperand::Kind;
  o.kind = reg[0] == 'R' ? Is::row : reg[0] == 'P' ? Is::predicate : Is::uniform;
  o.index = register_number(reg, reg[0] == 'U' ? 2 : 1);
  return o;
}

FloatScene::FloatScene(const SemanticRow& row, u32 seed) : line(row), one(row.sm), random_(seed) {
  std::string text = row.text;
  if (text[0] == '@') {
    guarded_ = true, guard_ = parse_float_operand(text.substr(1, text.find(' ') - 1));
    text.erase(0, text.find(' ') + 1);
  }
  dots = split_text(text.substr(0, text.find(' ')), ".");
  name = dots[0];
  dots.erase(dots.begin());
  for (const std::string& part : split_text(text.substr(text.find(' ') + 1), ", ")) {
    const FloatOperand o = parse_float_operand(part);
    // The two halves of a packed immediate print apart.
    const bool second = name[0] == 'H' && o.kind == FloatOperand::Kind::immediate && !operands.empty() &&
                        operands.back().kind == FloatOperand::Kind::immediate;
    if (!second) operands.push_back(o);
  }
}
bool FloatScene::has(const std::string& dot) const { return std::find(dots.begin(), dots.end(), dot) != dots.end(); }
Direction FloatScene::direction() const {
  return has("RM") || has("FLOOR")   ? Direction::down
         : has("RP") || has("CEIL")  ? Direction::up
         : has("RZ") || has("TRUNC") ? Direction::zero
                                     : Direction::nearest;
}

u32 FloatScene::next() {
  // Numbers where formats end, as f32, as the upper half of an f64 and as two halves.
  static constexpr u32 edges[] = {
      0,          0x80000000, 1,          0x80000001, 0x007fffff, 0x807fffff, 0x00800000, 0x80800000, 0x00800001,
      0x3f800000, 0xbf800000, 0x3f800001, 0x3f7fffff, 0x3f000000, 0x40000000, 0xc0000000, 0x7f7fffff, 0xff7fffff,
      0x7f800000, 0xff800000, 0x7fc00000, 0x7fffffff, 0xffc00123, 0x7f800001, 0x4b000000, 0x4b7fffff, 0x4effffff,
      0x4f000000, 0xcf000000, 0x4f7fffff, 0x4f800000, 0x3effffff, 0x3fc00000, 0x40200000, 0xc0200000, 0x33800000,
      0x33800001, 0x7ff00000, 0xfff00000, 0x7ff80000, 0x3ff00000, 0xbff00000, 0x00100000, 0x000fffff, 0x43e00000,
      0x41dfffff, 0x41efffff, 0x3c00bc00, 0x7c00fc00, 0x7e00fe01, 0x00018001, 0x03ff83ff, 0x04008400, 0x7bfffbff,
      0x38003555, 0x3f80bf80, 0x7f80ff80, 0x477fe000, 0x477ff000, 0x43e00000, 0x43e80000, 0x3b800000, 0x37000000};
  const u32 kind = static_cast<u32>(random_() % 8);
  if (kind < 4) return edges[random_() % std::size(edges)];
  if (kind == 4) return static_cast<u32>(random_());
  // Numbers near one, of which sums and products round.
  if (kind == 5) return (static_cast<u32>(random_()) & 0x80ffffff) | 0x3f000000;
  if (kind == 6) return (static_cast<u32>(random_()) & 0x83ff83ff) | 0x38003c00;
  return (static_cast<u32>(random_()) & 0x807fffff) | (110 + static_cast<u32>(random_() % 40)) << 23;
}
void FloatScene::fill() {
  for (u32 bank : {0u, 2u, 3u}) {
    constants_[bank].assign(512, 0);
    for (u32& x : constants_[bank]) x = next();
  }
  one.launch.constants.clear();
  for (u32 bank : {0u, 2u, 3u}) one.bind_constants(bank, constants_[bank]);
  Warp& w = one.warp();
  // All registers once, then those that the instruction names.
  const bool first = before_.empty();
  if (first) before_.assign(256, std::vector<u32>(lanes, 0));
  for (u32 n = 0; n < 255; ++n) {
    const auto named = [&](const FloatOperand& o) {
      return o.kind == FloatOperand::Kind::row && (o.index == n || o.index + 1 == n);
    };
    if (first || std::any_of(operands.begin(), operands.end(), named))
      for (u32& x : before_[n]) x = next();
    std::copy(before_[n].begin(), before_[n].end(), w.r[n]);
  }
  for (u32 n = 0; n < (w.sm >= 100 ? 255u : 63u); ++n) w.ur[n] = next();
  for (u32 n = 0; n < 7; ++n) w.p[n] = static_cast<u32>(random_());
  for (u32 n = 0; n < 8; ++n) predicates_before_[n] = w.p[n];
  w.active = random_() % 2 ? ~0u : static_cast<u32>(random_()) | 1;
}

u32 FloatScene::raw(std::size_t n, u32 lane) const {
  const FloatOperand& o = operands.at(n);
  switch (o.kind) {
    case FloatOperand::Kind::row:
      return before_[o.index][lane];
    case FloatOperand::Kind::uniform:
      return o.index == 255 ? 0 : one.cta.warps[0]->ur[o.index];
    case FloatOperand::Kind::constant:
      return constants_[o.index].at(o.offset / 4);
    default:
      return static_cast<u32>(line.word.bits(32, 32));
  }
}
u64 FloatScene::raw64(std::size_t n, u32 lane) const {
  const FloatOperand& o = operands.at(n);
  switch (o.kind) {
    case FloatOperand::Kind::row:
      return o.index == 255 ? 0 : join64(before_[o.index][lane], before_[o.index + 1][lane]);
    case FloatOperand::Kind::uniform:
      return o.index == 255 ? 0 : join64(one.cta.warps[0]->ur[o.index], one.cta.warps[0]->ur[o.index + 1]);
    case FloatOperand::Kind::constant:
      return join64(constants_[o.index].at(o.offset / 4), constants_[o.index].at(o.offset / 4 + 1));
    default:
      return u64{static_cast<u32>(line.word.bits(32, 32))} << 32;
  }
}
u64 FloatScene::f32(std::size_t n, u32 lane) const {
  const FloatOperand& o = operands.at(n);
  u32 x = raw(n, lane);
  if (o.absolute) x &= 0x7fffffff;
  return o.minus ? x ^ 0x80000000 : x;
}
u64 FloatScene::f64(std::size_t n, u32 lane) const {
  const FloatOperand& o = operands.at(n);
  u64 x = raw64(n, lane);
  if (o.absolute) x &= ~binary64.sign();
  return o.minus ? x ^ binary64.sign() : x;
}
bool FloatScene::holds(std::size_t n, u32 lane) const {
  const FloatOperand& o = operands.at(n);
  return (o.index == 7 || predicates_before_[o.index] >> lane & 1) != o.not_;
}
u32 FloatScene::exec() const {
  const u32 g = !guarded_ ? ~0u : guard_.not_ ? ~predicates_before_[guard_.index] : predicates_before_[guard_.index];
  return one.cta.warps[0]->active & g;
}
void FloatScene::run_word() {
  ASSERT_EQ(one.run(line.word), Stop::none) << line.where() << ": " << line.text << ": " << one.warp().fault.what;
}
void FloatScene::expect(u32 registers, const std::function<u64(u32)>& result) {
  const u32 m = exec(), d = operands[0].index;
  std::vector<u64> wanted(lanes);
  for (u32 l = 0; l < lanes; ++l)
    if (m >> l & 1) wanted[l] = result(l);
  run_word();
  for (u32 n = 0; n < 255; ++n) {
    std::vector<u32> expected = before_[n];
    for (u32 l = 0; l < lanes; ++l) {
      if (d == 255 || !(m >> l & 1)) continue;
      if (n == d) expected[l] = low32(wanted[l]);
      if (n == d + 1 && registers == 2) expected[l] = high32(wanted[l]);
    }
    const auto wrong = std::mismatch(expected.begin(), expected.end(), one.r(n));
    if (wrong.first == expected.end()) continue;
    const u32 l = static_cast<u32>(wrong.first - expected.begin());
    FAIL() << line.where() << ": " << line.text << std::hex << ": 0x" << *wrong.second << " instead of 0x"
           << *wrong.first << " in R" << std::dec << n << ", lane " << l << std::hex << "; sources 0x" << raw(1, l)
           << " 0x" << (operands.size() > 2 ? raw(2, l) : 0) << " 0x" << (operands.size() > 3 ? raw(3, l) : 0);
  }
}
void FloatScene::expect_predicates(const std::function<bool(u32, u32)>& result) {
  u32 wanted[8];
  std::copy(predicates_before_, predicates_before_ + 8, wanted);
  const u32 m = exec();
  for (u32 which = 0; which < 2; ++which) {
    if (operands[which].kind != FloatOperand::Kind::predicate || operands[which].index == 7) continue;
    u32& p = wanted[operands[which].index];
    for (u32 l = 0; l < lanes; ++l)
      if (m >> l & 1) p = (p & ~(1u << l)) | u32{result(l, which)} << l;
  }
  run_word();
  for (u32 n = 0; n < 8; ++n) ASSERT_EQ(one.p(n), wanted[n]) << "P" << n << " of " << line.where() << ": " << line.text;
}

void for_each_float_row(const std::string& family, const std::function<void(FloatScene&)>& check) {
  const std::vector<SemanticRow> rows = read_semantic_rows(family);
  ASSERT_FALSE(rows.empty());
  for (const SemanticRow& row : rows) {
    FloatScene scene(row, 17 + row.number);
    for (u32 round = 0; round < 4; ++round) {
      scene.fill();
      check(scene);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

}  // namespace egpulab::simulator::isa::sass
