// Atomic instructions: ATOM (generic addresses), ATOMG and RED (global), ATOMS (shared). Lanes act one after another,
// from the lowest up. Fields: Mesa src/nouveau/compiler/nak/sm70_encode.rs (OpAtom), NVIDIA's disassembler, and what
// ptxas makes of PTX's atom and red.
#pragma once

#include "simulator/isa/sass/exec/atomic_value.hpp"
#include "simulator/isa/sass/exec/memory.hpp"
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN
namespace atomic {

enum class Kind : u8 { atom, float_atom, reduction };

// Where an instruction says that its address register is a pair though there is a uniform one, and that the uniform one
// holds a descriptor and no address.
struct AddressBits {
  u8 pair, descriptor;
};
constexpr AddressBits address_bits(Kind kind, SmVersion sm) {
  if (kind == Kind::reduction) return {90, static_cast<u8>(sm >= 100 ? 81 : 71)};
  if (sm < 100) return {70, 71};
  return {63, static_cast<u8>(kind == Kind::float_atom ? 90 : 76)};
}
inline Addresses addresses(const Warp& w, const Record* i, Kind kind) {
  const Word word = i->word;
  const AddressBits at = address_bits(kind, w.sm);
  const bool wide = word.bit(72), uniform = word.bit(91);
  // From sm_100 on bit 63 is not the offset's.
  u64 base = static_cast<u64>(w.sm >= 100 && kind != Kind::reduction ? word.signed_bits(40, 23) : i64{i->imm});
  if (uniform && !word.bit(at.descriptor))
    base += wide ? uniform64_at(w, word, uniform_of_store) : uniform_at(w, word, uniform_of_store);
  const u32* low = w.r[i->src[0]];
  return {base, low, wide && (!uniform || word.bit(at.pair)) ? low + lanes : nullptr, !wide};
}
inline Addresses compare_addresses(const Warp& w, const Record* i) {
  const u32* low = w.r[i->src[0]];
  const bool wide = i->word.bit(72);
  return {static_cast<u64>(i64{i->imm}), low, wide ? low + lanes : nullptr, !wide};
}

inline Value read(const Warp& w, u32 first, u32 lane, u32 bytes) {
  Value v;
  for (u32 n = 0; n < bytes / 4; ++n) v.word[n] = w.r[first + n][lane];
  return v;
}
inline void put(Warp& w, u32 first, u32 lane, u32 bytes, const Value& v) {
  for (u32 n = 0; n < bytes / 4; ++n) w.r[first + n][lane] = v.word[n];
}
inline bool registers_missing(u32 first, u32 bytes) {
  return first < row::registers && first + bytes / 4 > row::registers;
}

// Where the lanes' values lie. All are found before the first is changed, so that a fault leaves no trace.
struct Places {
  u32 exec = 0;
  std::byte* at[lanes];
};
template <class F>
void each_lane(u32 exec, F f) {
  for (; exec; exec &= exec - 1) f(static_cast<u32>(std::countr_zero(exec)));
}
inline bool find_global(Warp& w, const Record* i, const Addresses& a, u32 bytes, Places& to) {
  for (u32 left = to.exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!(to.at[l] = global_pointer<Access::atomic>(w, i, l, a.at(l), bytes))) return false;
  }
  return true;
}
inline bool find_shared(Warp& w, const Record* i, u32 bytes, Places& to) {
  const Offsets a = shared_offsets(w, i, uniform_of_store);
  for (u32 left = to.exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!(to.at[l] = shared_pointer(w, i, l, a.at(l), bytes))) return false;
  }
  return true;
}
// Generic addresses. What shared memory cannot do there, and all but 32 bits in local memory, is not done: the lane's
// predicate (bits 81-83) becomes false, and code for that follows (as ptxas makes it of atom without a state space).
inline bool find_generic(Warp& w, const Record* i, const Addresses& a, u32 bytes, bool in_shared, Places& to) {
  const u32 exec = to.exec;
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u64 address = a.at(l);
    const Place p = generic_place(w, address);
    if (p.space == Space::global) {
      to.at[l] = global_pointer<Access::atomic>(w, i, l, address, bytes);
    } else if (p.space == Space::shared ? !in_shared : !in_shared || bytes != 4) {
      to.exec &= ~(1u << l);
      continue;
    } else if (p.space == Space::shared) {
      to.at[l] = shared_pointer(w, i, l, p.at, bytes);
    } else if (const WarpError e = check(w, p, bytes); e != WarpError::none) {
      return warp_error(w, i, e, l, address), false;
    } else {
      to.at[l] = global_pointer<Access::atomic>(w, i, l, local_address(w, l, p.at), bytes);
    }
    if (!to.at[l]) return false;
  }
  if (to.exec != exec && i->pdst[0] == predicate::discard) {
    const u32 l = static_cast<u32>(std::countr_zero(exec & ~to.exec));
    return warp_error(w, i, WarpError::invalid_addr_space, l, a.at(l)), false;
  }
  set_predicate(w, i, 0, exec, to.exec);
  return true;
}

enum class Where : u8 { global, generic, shared };
template <Where W>
bool find(Warp& w, const Record* i, const Addresses& a, u32 bytes, bool in_shared, Places& to) {
  if constexpr (W == Where::shared) return find_shared(w, i, bytes, to);
  if constexpr (W == Where::global) {
    if (!find_global(w, i, a, bytes, to)) return false;
    set_predicate(w, i, 0, to.exec, to.exec);
    return true;
  }
  return find_generic(w, i, a, bytes, in_shared, to);
}

[[gnu::cold]] inline const Record* refuse(Warp& w, const Record* i) {
  return unsupported(w, i, "this operation or type of an atomic instruction is not modelled");
}

// d = memory, memory = op(memory, data).
template <Where W>
const Record* change_memory(Warp& w, const Record* i, Kind kind, const Operation& op) {
  if (!op.run) return refuse(w, i);
  Places to{lanes_of(w, i), {}};
  const u32 data = i->src[1], bytes = op.bytes;
  const bool returns = kind != Kind::reduction;
  if (registers_missing(data, bytes) || (returns && registers_missing(i->dst, bytes)))
    return warp_error(w, i, WarpError::oor_reg, 0);
  const Addresses a = W == Where::shared ? Addresses{} : addresses(w, i, kind);
  if (kind == Kind::reduction) {  // has no predicate
    if (!find_global(w, i, a, bytes, to)) return nullptr;
  } else if (!find<W>(w, i, a, bytes, op.in_shared, to)) {
    return nullptr;
  }
  each_lane(to.exec, [&](u32 l) {
    Value old;
    std::memcpy(old.word, to.at[l], bytes);
    const Value now = op.run(old, read(w, data, l, bytes));
    std::memcpy(to.at[l], now.word, bytes);
    if (returns) put(w, i->dst, l, bytes, old);
  });
  return i + 1;
}
template <Where W>
const Record* atom(Warp& w, const Record* i) {
  const Operation op = operation(type_of(i->word, w.sm, false), static_cast<u32>(i->word.bits(87, 4)));
  return change_memory<W>(w, i, Kind::atom, op);
}
template <Where W>
const Record* atom_float(Warp& w, const Record* i) {
  return change_memory<W>(w, i, Kind::float_atom, float_operation(i->word));
}
inline const Record* red(Warp& w, const Record* i) {
  const Operation op = operation(type_of(i->word, w.sm, true), static_cast<u32>(i->word.bits(87, 3)));
  return change_memory<Where::global>(w, i, Kind::reduction, op);
}
inline const Record* red_float(Warp& w, const Record* i) {
  return change_memory<Where::global>(w, i, Kind::reduction, float_operation(i->word));
}
// Type: bits 73-75.
inline const Record* atoms(Warp& w, const Record* i) {
  using T = Type;
  constexpr T types[] = {T::u32, T::s32, T::u64, T::none, T::b128, T::none, T::none, T::none};
  const Operation op = operation(types[i->word.bits(73, 3)], static_cast<u32>(i->word.bits(87, 4)));
  return change_memory<Where::shared>(w, i, Kind::atom, op.in_shared ? op : Operation{});
}
// POPC.INC: 1 is added for each lane. Its number moved by one with sm_90. ARRIVE.64, until then, is for barriers in
// memory.
inline const Record* atoms_count(Warp& w, const Record* i) {
  if (w.sm < 90 && i->word.bits(87, 4) == 9 && i->word.bits(73, 3) == 2) return atoms_arrive(w, i);
  const bool counts = i->word.bits(87, 4) == (w.sm >= 90 ? 11 : 10) && !i->word.bits(73, 3);
  return change_memory<Where::shared>(w, i, Kind::atom, counts ? Operation{count_one, 4, true} : Operation{});
}

// What compare-and-swap returns: memory's old value, or (CAST.SPIN) whether it was swapped, in a register or predicate.
enum class Swapped : u8 { value, flag, predicate };
template <Where W, Swapped R>
const Record* compare_and_swap(Warp& w, const Record* i, u32 bytes) {
  Places to{lanes_of(w, i), {}};
  const u32 compare = i->src[1], data = i->src[2];
  if (registers_missing(compare, bytes) || registers_missing(data, bytes) ||
      registers_missing(i->dst, R == Swapped::value ? bytes : 4))
    return warp_error(w, i, WarpError::oor_reg, 0);
  if (W == Where::shared ? !find_shared(w, i, bytes, to) : !find<W>(w, i, compare_addresses(w, i), bytes, true, to))
    return nullptr;
  u32 swapped = 0;
  each_lane(to.exec, [&](u32 l) {
    Value old;
    std::memcpy(old.word, to.at[l], bytes);
    const bool same = old.same(read(w, compare, l, bytes), bytes);
    if (same) std::memcpy(to.at[l], read(w, data, l, bytes).word, bytes);
    swapped |= u32{same} << l;
    if constexpr (R == Swapped::value) put(w, i->dst, l, bytes, old);
    if constexpr (R == Swapped::flag) w.r[i->dst][l] = same;
  });
  if constexpr (R == Swapped::predicate) set_predicate(w, i, 0, to.exec, swapped);
  return i + 1;
}
// Type: bits 73-76 (b32, b64, b128). Bits 87-89: 0 CAS, 3 CAST.SPIN.
template <Where W>
const Record* cas(Warp& w, const Record* i) {
  const u64 type = i->word.bits(73, W == Where::shared ? 3 : 4), kind = i->word.bits(87, 3);
  const u32 bytes = type == 0 ? 4 : type == 2 ? 8 : type == 4 && w.sm >= 90 ? 16 : 0;
  if (!bytes) return refuse(w, i);
  if (kind == 3) return compare_and_swap<W, Swapped::flag>(w, i, bytes);
  return kind == 0 ? compare_and_swap<W, Swapped::value>(w, i, bytes) : refuse(w, i);
}
// sm_100 and newer: CAST.SPIN whose flag is a predicate.
inline const Record* cas_to_predicate(Warp& w, const Record* i) {
  const u64 type = i->word.bits(73, 3);
  if ((type != 0 && type != 2) || i->word.bits(87, 3) != 3) return refuse(w, i);
  return compare_and_swap<Where::shared, Swapped::predicate>(w, i, type ? 8 : 4);
}

}  // namespace atomic
EGPULAB_SASS_END
