// Operands of the reference, and which function an instruction's name means.
#include "tests/isa_sass/reference.hpp"

#include <stdexcept>

namespace egpulab::simulator::isa::sass {

using Kind = TextOperand::Kind;

u32 Reference::raw(const TextOperand& o, u32 lane) const {
  switch (o.kind) {
    case Kind::row:
      return before.r[o.index][lane];
    case Kind::uniform:
      return before.ur[o.index];
    case Kind::immediate:
      return o.value;
    case Kind::constant:
      return constant(o.index, o.value);
    default:
      throw std::logic_error("not a 32-bit operand of " + text.name);
  }
}
u64 Reference::raw64(const TextOperand& o, u32 lane) const {
  switch (o.kind) {
    case Kind::row:
      return o.index == 255 ? 0 : join64(before.r[o.index][lane], before.r[o.index + 1][lane]);
    case Kind::uniform:
      return o.index == 255 ? 0 : join64(before.ur[o.index], before.ur[o.index + 1]);
    case Kind::immediate:
      return static_cast<u64>(i64{static_cast<i32>(o.value)});
    case Kind::constant:
      return join64(constant(o.index, o.value), constant(o.index, o.value + 4));
    default:
      throw std::logic_error("not a 64-bit operand of " + text.name);
  }
}
u32 Reference::get(const TextOperand& o, u32 lane) const {
  const u32 x = raw(o, lane);
  return o.minus ? 0 - x : o.complement ? ~x : x;
}
bool Reference::holds(const TextOperand& o, u32 lane) const {
  const bool p = o.kind == Kind::uniform_predicate ? before.up[o.index] : before.p[o.index] >> lane & 1;
  return p != o.not_;
}
u32 Reference::exec() const {
  u32 m = 0;
  for (u32 l = 0; l < 32; ++l)
    if (active_ >> l & 1 && (text.guard.kind == Kind::none || holds(text.guard, l))) m |= 1u << l;
  return m;
}
void Reference::each_lane(const std::function<void(u32 lane)>& f) const {
  const u32 m = exec();
  if (uniform_) {
    if (m) f(0);
    return;
  }
  for (u32 l = 0; l < 32; ++l)
    if (m >> l & 1) f(l);
}
void Reference::set(const TextOperand& o, u32 lane, u32 value) {
  if (o.index == 255) return;
  if (o.kind == Kind::uniform)
    after.ur[o.index] = value;
  else
    after.r[o.index][lane] = value;
}
void Reference::set64(const TextOperand& o, u32 lane, u64 value) {
  if (o.index == 255) return;
  TextOperand upper = o;
  ++upper.index;
  set(o, lane, low32(value));
  set(upper, lane, high32(value));
}
void Reference::set_predicate(const TextOperand& o, u32 lane, bool value) {
  if (o.index == 7) return;
  if (o.kind == Kind::uniform_predicate)
    after.up[o.index] = value;
  else
    after.p[o.index] = (after.p[o.index] & ~(1u << lane)) | u32{value} << lane;
}

bool Reference::run() {
  // The uniform datapath has the vector instructions' names with U before.
  for (const bool stripped : {false, true}) {
    if (stripped && text.name[0] != 'U') break;
    const std::string name = text.name.substr(stripped ? 1 : 0);
    for (const auto* table : {&integer_reference(), &logic_reference(), &lane_reference()})
      if (const auto it = table->find(name); it != table->end()) {
        uniform_ = stripped;
        it->second(*this);
        return true;
      }
  }
  return false;
}

}  // namespace egpulab::simulator::isa::sass
