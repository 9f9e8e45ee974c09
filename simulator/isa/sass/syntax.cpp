// Parses the language of Row::syntax.
#include "simulator/isa/sass/syntax.hpp"

#include <charconv>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

namespace egpulab::simulator::isa::sass {
namespace {

using Kind = Part::Kind;

class SyntaxParser {
 public:
  explicit SyntaxParser(std::string_view syntax) : syntax_(syntax) {}

  std::vector<Part> parse() {
    std::vector<Part> parts;
    std::string_view rest = syntax_;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      token_ = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (token_.empty()) fail("two spaces in a row");
      parts.push_back(part());
      if (!token_.empty()) fail("\"" + std::string(token_) + "\" is left over");
    }
    return parts;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::logic_error("SASS syntax \"" + std::string(syntax_) + "\": " + what);
  }
  bool take(char c) {
    if (token_.empty() || token_.front() != c) return false;
    token_.remove_prefix(1);
    return true;
  }
  void need(char c) {
    if (!take(c)) fail(std::string("'") + c + "' expected before \"" + std::string(token_) + "\"");
  }
  u8 number() {
    u8 value = 0;
    const auto [end, error] = std::from_chars(token_.data(), token_.data() + token_.size(), value);
    if (error != std::errc{}) fail("a number expected at \"" + std::string(token_) + "\"");
    token_.remove_prefix(static_cast<std::size_t>(end - token_.data()));
    return value;
  }
  std::string_view word() {
    const std::size_t end = std::min(token_.find_first_of("@!}"), token_.size());
    const std::string_view text = token_.substr(0, end);
    token_.remove_prefix(end);
    return text;
  }
  Field field(char separator) {
    Field f;
    u32 n = 0;
    do {
      if (n == 3) fail("a field of more than three runs");
      f.runs[n].at = number();
      need(separator);
      f.runs[n++].width = number();
    } while (take('+'));
    return f;
  }
  void conditions(Part& p) {
    for (Part::Condition& c : p.conditions) {
      const bool set = take('@');
      if (!set && !take('!')) return;
      c = {number(), set, true};
    }
  }
  void table(Part& p) {
    const std::string_view name = word();
    p.table = syntax_table(name);
    if (p.table.empty()) fail("no table \"" + std::string(name) + "\"");
    need('@');
    p.field = field(':');
    need('}');
  }
  void call(Part& p) {
    p.kind = Kind::call;
    const std::string_view name = word();
    p.call = syntax_function(name);
    if (p.call == nullptr) fail("no function \"" + std::string(name) + "\"");
  }
  void modifier(Part& p) {
    p.modifier = true;
    if (take('{')) {
      p.kind = Kind::table;
      table(p);
    } else if (take('%')) {
      call(p);
    } else {
      p.text = word();
    }
  }
  void source(Part& p, char slot) {
    p.kind = Kind::source;
    p.slot = slot;
    if (take(':')) {
      if (token_.empty() || std::string_view("ifdhnv").find(token_.front()) == std::string_view::npos)
        fail("a type of immediates expected at \"" + std::string(token_) + "\"");
      p.type = token_.front();
      token_.remove_prefix(1);
    }
    if (take('.')) {
      if (take('{'))
        table(p);
      else
        p.text = word();
    }
  }
  void at(Part& p, Kind kind, u8 width) {
    p.kind = kind;
    p.field.runs[0] = {number(), width};
  }
  Part part() {
    Part p;
    p.optional = take('?');
    if (take('.')) {
      modifier(p);
      conditions(p);
      return p;
    }
    for (;;) {
      if (take('-'))
        p.negate = true;
      else if (take('|'))
        p.absolute = true;
      else if (take('~'))
        p.complement = true;
      else if (take('^'))
        p.carry = true;
      else
        break;
    }
    if (token_.empty()) fail("an operand expected");
    const char kind = token_.front();
    token_.remove_prefix(1);
    switch (kind) {
      case 'd':
      case 'a':
      case 's':
      case 't':
      case 'b':
      case 'c':
        source(p, kind);
        break;
      case 'R':
        at(p, Kind::row, 8);
        break;
      case 'U':
        at(p, Kind::uniform, 8);
        break;
      case 'P':
        at(p, Kind::sets, 3);
        break;
      case 'Q':
        at(p, Kind::sets_uniform, 3);
        break;
      case 'p':
        at(p, Kind::reads, 3);
        break;
      case 'q':
        at(p, Kind::reads_uniform, 3);
        break;
      case 'B':
        at(p, Kind::barrier, 4);
        break;
      case 'S':
        at(p, Kind::special, 8);
        break;
      case '#':
        p.kind = Kind::unsigned_number, p.field = field(',');
        break;
      case 'i':
        p.kind = Kind::signed_number, p.field = field(',');
        break;
      case '=':
        p.text = word();
        break;
      case '{':
        p.kind = Kind::table, table(p);
        break;
      case '%':
        call(p);
        break;
      default:
        fail(std::string("an operand cannot begin with '") + kind + "'");
    }
    conditions(p);
    return p;
  }

  std::string_view syntax_, token_;
};

}  // namespace

const std::vector<Part>& parsed(const char* syntax) {
  static std::mutex mutex;
  static std::map<std::string_view, std::vector<Part>> all;
  const std::scoped_lock lock(mutex);
  const auto found = all.find(syntax);
  if (found != all.end()) return found->second;
  return all.emplace(syntax, SyntaxParser(syntax).parse()).first->second;
}

}  // namespace egpulab::simulator::isa::sass
