// What an instruction's text says it does, in plain C++ on one warp's state: the expectations of the semantic tests.
#pragma once

#include <array>
#include <functional>
#include <map>

#include "simulator/isa/sass/warp.hpp"
#include "tests/isa_sass/sass_text.hpp"

namespace egpulab::simulator::isa::sass {

// Everything that these instructions read and write. Row, uniform register and predicate `zero` or `true` read so.
struct WarpState {
  u32 r[256][32] = {};
  u32 p[8] = {};
  u32 ur[256] = {};
  bool up[8] = {};
};

class Reference {
 public:
  Reference(const SassText& t, WarpState& s, u32 active, SmVersion version)
      : text(t), sm(version), before(s), after(s), active_(active) {}

  const SassText& text;
  SmVersion sm;
  std::function<u32(u32 bank, u32 offset)> constant;
  std::map<std::string, std::function<u32(u32 lane)>> special;

  bool uniform() const { return uniform_; }
  u32 exec() const;
  // Runs the function of the text's name; false: there is none.
  bool run();

  // Operands in order, results first.
  const TextOperand& op(std::size_t n) const { return text.operands.at(n); }
  std::size_t count() const { return text.operands.size(); }
  // Values as the instruction sees them, before its own negations.
  u32 raw(const TextOperand& o, u32 lane) const;
  u64 raw64(const TextOperand& o, u32 lane) const;
  u32 get(const TextOperand& o, u32 lane) const;  // with - and ~ applied
  bool holds(const TextOperand& o, u32 lane) const;

  // One lane after the other; the uniform datapath's only value counts as lane 0.
  void each_lane(const std::function<void(u32 lane)>& f) const;
  void set(const TextOperand& o, u32 lane, u32 value);
  void set64(const TextOperand& o, u32 lane, u64 value);
  void set(const TextOperand& o, u32 lane, bool value) = delete;
  void set_predicate(const TextOperand& o, u32 lane, bool value);

  const WarpState before;
  WarpState& after;

 private:
  u32 active_;
  bool uniform_ = false;
};

using ReferenceFunction = void (*)(Reference&);
const std::map<std::string, ReferenceFunction>& integer_reference();
const std::map<std::string, ReferenceFunction>& logic_reference();
const std::map<std::string, ReferenceFunction>& lane_reference();

}  // namespace egpulab::simulator::isa::sass
