// Takes the disassembler's text apart.
#include "tests/isa_sass/sass_text.hpp"

#include <sstream>

namespace egpulab::simulator::isa::sass {
namespace {

std::vector<std::string> split(const std::string& s, char at) {
  std::vector<std::string> parts;
  std::istringstream in(s);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}
u32 hex(const std::string& s) { return static_cast<u32>(std::stoll(s, nullptr, 16)); }

TextOperand operand(std::string s) {
  using Is = TextOperand::Kind;
  TextOperand o;
  s.erase(0, s.find_first_not_of(' '));
  const auto starts = [&](const char* with) { return s.rfind(with, 0) == 0; };
  if (starts("!")) o.not_ = true, s.erase(0, 1);
  if (starts("~")) o.complement = true, s.erase(0, 1);
  if (starts("0x") || starts("-0x")) {
    o.kind = Is::immediate;
    o.wide = starts("-") ? 0 - std::stoull(s.substr(1), nullptr, 16) : std::stoull(s, nullptr, 16);
    o.value = static_cast<u32>(o.wide);
    return o;
  }
  if (starts("-")) o.minus = true, s.erase(0, 1);
  if (starts("c[")) {
    o.kind = Is::constant;
    o.index = hex(s.substr(2)), o.value = hex(s.substr(s.find("][") + 2));
    return o;
  }
  const std::vector<std::string> parts = split(s, '.');
  const std::string& name = parts[0];
  const auto number = [&](std::size_t letters, u32 last) {
    const std::string n = name.substr(letters);
    return n == "Z" || n == "T" ? last : static_cast<u32>(std::stoul(n));
  };
  if (parts.size() > 1 && parts[1][0] == 'B') o.byte = static_cast<u32>(parts[1][1] - '0');
  if (starts("S"))
    o.kind = Is::special, o.name = s;
  else if (name == "PR" || name == "UPR")
    o.kind = Is::predicates;
  else if (starts("UR"))
    o.kind = Is::uniform, o.index = number(2, 255);
  else if (starts("UP"))
    o.kind = Is::uniform_predicate, o.index = number(2, 7);
  else if (starts("R"))
    o.kind = Is::row, o.index = number(1, 255);
  else if (starts("P"))
    o.kind = Is::predicate, o.index = number(1, 7);
  return o;
}

}  // namespace

SassText parse_sass(const std::string& text) {
  SassText t;
  std::string rest = text;
  if (rest[0] == '@') {
    t.guard = operand(rest.substr(1, rest.find(' ') - 1));
    rest.erase(0, rest.find(' ') + 1);
  }
  const std::size_t space = rest.find(' ');
  t.dots = split(rest.substr(0, space), '.');
  t.name = t.dots.front();
  t.dots.erase(t.dots.begin());
  if (space != std::string::npos)
    for (const std::string& part : split(rest.substr(space + 1), ',')) t.operands.push_back(operand(part));
  return t;
}

}  // namespace egpulab::simulator::isa::sass
