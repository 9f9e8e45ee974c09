// Instructions to records: operands resolved once, modifiers and DPP staged through spare rows, no-ops left out.
#include "simulator/isa/rdna/predecode.hpp"

#include <bit>

namespace egpulab::simulator::isa::rdna {
namespace {

bool wide(Type t) { return t == Type::b64 || t == Type::f64 || t == Type::v64 || t == Type::s64 || t == Type::sr64; }
bool is_half(Type t) { return t == Type::i16 || t == Type::w16 || t == Type::h16 || t == Type::f16 || t == Type::bf16; }
bool is_mix(const Row& row) { return row.flags & no_neg_hi; }

// Inline constants as an operand of that type sees them.
u64 constant(u32 c, Type t, u32 literal) {
  if (c == code::literal) {
    if (t == Type::f64) return u64{literal} << 32;
    return literal;  // 64-bit integers: zero-extended
  }
  if (c <= 192) return c - 128;
  if (c <= code::last_integer) return static_cast<u64>(-static_cast<i64>(c - 192));
  static constexpr double values[] = {0.5, -0.5, 1, -1, 2, -2, 4, -4, 0.15915494309189532};
  static constexpr u16 halves[] = {0x3800, 0xb800, 0x3c00, 0xbc00, 0x4000, 0xc000, 0x4400, 0xc400, 0x3118};
  const u32 n = c - code::first_float;
  if (wide(t)) return std::bit_cast<u64>(values[n]);
  const u32 single = std::bit_cast<u32>(static_cast<float>(values[n]));
  if (t == Type::bf16 || t == Type::pbf16 || t == Type::vcb256 || t == Type::vcb128) return single >> 16;
  return is_half(t) || t == Type::pf16 || t == Type::vch256 || t == Type::vch128 ? halves[n] : single;
}

bool set_source(Record& r, u32 n, u32 c, Type t, u32 literal, bool& needs_flags) {
  if (c >= code::vgpr0) {
    r.from[n] = From::row;
    r.src[n] = {c - code::vgpr0, 0};
  } else if (c == code::null) {
    r.from[n] = From::constant;
    r.src[n] = {0, 0};
  } else if (c < code::first_constant) {
    r.from[n] = From::sgpr;
    r.src[n] = {c, 0};
  } else if ((c >= 128 && c <= 208) || (c >= 240 && c <= 248) || c == code::literal) {
    const u64 v = constant(c, t, literal);
    r.from[n] = From::constant;
    r.src[n] = {low32(v), high32(v)};
  } else {
    r.from[n] = From::sgpr;
    u32 s;
    switch (c) {
      case code::shared_base:
        s = sreg::shared_base;
        break;
      case 236:
        s = sreg::shared_limit;
        break;
      case 237:
        s = sreg::private_base;
        break;
      case code::private_limit:
        s = sreg::private_limit;
        break;
      case code::pops:
        s = sreg::pops;
        break;
      case code::vccz:
        s = sreg::vccz, needs_flags = true;
        break;
      case code::execz:
        s = sreg::execz, needs_flags = true;
        break;
      case code::scc:
        s = sreg::scc;
        break;
      default:
        return false;  // LDS direct
    }
    r.src[n] = {s, 0};
  }
  return true;
}

u16 scalar_destination(u32 c) { return static_cast<u16>(c == code::null ? sreg::discard : c); }
// Where a scalar load goes. Tuples that reach beyond the last SGPR are not written.
u16 load_destination(u32 c, Type t) {
  const u32 count = t == Type::s32 ? 1 : t == Type::s64 ? 2 : t == Type::s96 ? 3 : t == Type::s128 ? 4 : t == Type::s256 ? 8 : 16;
  const bool whole = c < code::ttmp0 ? c + count <= code::ttmp0 : c + count <= code::null;
  return static_cast<u16>(whole ? c : sreg::discard);
}
Kind kind_of(Type t) {
  return is_half(t) ? Kind::half : wide(t) ? Kind::wide : t == Type::pf16 || t == Type::pbf16 ? Kind::pair : Kind::word;
}

// In the short forms a 16-bit operand v128 and up is the upper half of v0 and up (RDNA3 ISA 7.4).
Instruction halves_resolved(Instruction i) {
  if (i.format == Format::vop3 || i.format == Format::vop3p) return i;
  for (u32 n = 0; n < i.sources; ++n)
    if (is_half(i.row->src[n]) && i.src[n] >= code::vgpr0 + 128)
      i.src[n] = static_cast<u16>(i.src[n] - 128), i.opsel |= static_cast<u8>(1u << n);
  if (is_half(i.row->dst) && i.dst >= 128) i.dst = static_cast<u16>(i.dst - 128), i.opsel |= 8;
  return i;
}

// Operands that have to be VGPRs, or must not be. What breaks the rule would index registers by a constant's value.
bool allowed(const Record& r, u32 n, u32 c, const Row& row) {
  const Type t = row.src[n];
  const bool vgpr = r.from[n] == From::row, swaps = t == Type::h16 && row.flags & no_e64;
  if ((t >= Type::v32 && t <= Type::v1024) || swaps) return vgpr;
  if (t >= Type::vc256 && t <= Type::vcb256)
    return vgpr || (r.from[n] == From::constant && c != code::literal);
  if (t == Type::mask || (t >= Type::s32 && t <= Type::sr64)) return !vgpr;
  return true;
}

// The common shape of the vector formats.
bool vector_operands(const Instruction& i, const Row& row, const u16* src, u16 dst, Record& r, bool& flags) {
  u32 n = 0;
  for (; n < 3 && row.src[n] != Type::none; ++n)
    if (!set_source(r, n, src[n], is_mix(row) && !(i.opsel_hi >> n & 1) ? Type::f32 : row.src[n], i.literal, flags) ||
        !allowed(r, n, src[n], row))
      return false;
  if (row.flags & accumulate) {
    r.from[2] = From::row;
    r.src[2] = {dst, 0};
  }
  const bool scalar_result = row.dst == Type::mask || row.dst == Type::s32;
  if (scalar_result && dst >= code::first_constant) return false;
  if (row.flags & no_e64 && row.dst == Type::h16 && src[0] < code::vgpr0) return false;  // v_swap_b16
  r.dst = scalar_result ? scalar_destination(dst) : dst;
  r.sdst = static_cast<u8>(row.flags & sdst        ? scalar_destination(i.sdst)
                           : row.dst == Type::mask ? r.dst
                                                   : sreg::count - 1);
  r.opsel = static_cast<u8>((i.opsel & 15) | (i.format == Format::vop3p ? i.opsel_hi & 7 : 7) << 4);
  return true;
}

}  // namespace

bool predecode(const Instruction& instruction, u64 pc, WaveSize wave_size, const Tables& tables, Block& block) {
  const Wrappers& wrap = *tables.wrappers;
  const auto push = [&](const Record& r) {
    block.records.push_back(r);
    block.addresses.push_back(pc);
  };
  const auto refuse = [&] {
    Record r;
    r.run = wrap.illegal;
    push(r);
    return true;
  };
  if (!instruction.row) return refuse();
  const Row& row = *instruction.row;
  const Instruction i = halves_resolved(instruction);
  const MemoryFields& m = i.memory;
  if (row.flags & no_effect) return false;
  if (!row.run && i.format != Format::vopd) return refuse();
  Record r;
  r.run = r.body = row.run;
  bool flags = false;
  bool vector = false;
  switch (i.format) {
    case Format::sop1:
    case Format::sop2:
    case Format::sopc:
      for (u32 n = 0; n < i.sources; ++n)
        if (row.src[n] != Type::message && !set_source(r, n, i.src[n], row.src[n], i.literal, flags)) return refuse();
      if (row.flags & accumulate) r.from[2] = From::sgpr, r.src[2] = {i.dst == code::null ? sreg::discard : i.dst, 0};
      if (i.format == Format::sop1) r.src[2] = {low32(pc), high32(pc)};
      r.imm = i.src[0];  // the message of s_sendmsg_rtn
      r.dst = scalar_destination(i.dst);
      break;
    case Format::sopk:
    case Format::sopp:
      r.dst = scalar_destination(i.dst);
      r.imm = static_cast<i16>(i.bits(0, 16));
      r.src[0] = {i.literal, 0};
      r.src[2] = {low32(pc), high32(pc)};
      r.address = pc + 4 + static_cast<u64>(i64{r.imm} * 4);
      break;
    case Format::smem:
      if (!set_source(r, 0, m.base, row.src[0], 0, flags) || !set_source(r, 1, m.scalar, Type::s32, 0, flags))
        return refuse();
      r.dst = load_destination(i.dst, row.dst);
      r.imm = m.offset;
      break;
    case Format::ds:
      vector = true;
      if (m.gds) return refuse();
      for (u32 n = 0; n < 3; ++n) r.from[n] = From::row;
      r.src[0] = {m.address, 0}, r.src[1] = {m.data[0], 0}, r.src[2] = {m.data[1], 0};
      r.dst = i.dst;
      r.imm = m.offset;
      break;
    case Format::flat: {
      vector = true;
      if (m.segment != 2) r.run = r.body = row.clamped;
      r.from[0] = m.segment == 1 && !m.sve ? From::constant : From::row;  // SCRATCH without VGPR: SVE is 0
      r.from[1] = From::row;
      r.src[0] = {m.address, 0}, r.src[1] = {m.data[0], 0};
      if (m.scalar == code::null || m.segment == 0)
        r.from[2] = From::constant;
      else if (!set_source(r, 2, m.scalar, m.segment == 1 ? Type::s32 : Type::s64, 0, flags))
        return refuse();
      r.dst = i.dst;
      // FLAT offsets of gfx11 are positive, their top bit is ignored.
      r.imm = m.segment == 0 && i.generation == Generation::gfx11 ? m.offset & 0xfff : m.offset;
      r.extra = static_cast<u8>((m.returns ? 1 : 0) | m.segment << 1);
      break;
    }
    case Format::mubuf:
    case Format::mtbuf:
      vector = true;
      r.from[0] = r.from[1] = From::row;
      r.src[0] = {m.address, 0}, r.src[1] = {m.data[0], 0};
      if (m.scalar == code::literal || m.base % 4 || !set_source(r, 2, m.scalar, Type::b32, 0, flags)) return refuse();
      r.sdst = static_cast<u8>(m.base);
      r.imm = m.offset;
      r.out = m.format;
      r.extra = static_cast<u8>((m.returns ? 1 : 0) | (m.offen ? 2 : 0) | (m.idxen ? 4 : 0) | (m.tfe ? 8 : 0));
      break;
    case Format::vopd: {
      if (wave_size == WaveSize::wave64 || !i.row->run || !i.row_y->run) return refuse();
      Record x, y;
      x.run = x.body = i.row->run, y.run = y.body = i.row_y->run;
      if (!vector_operands(i, *i.row, i.src, i.dst, x, flags) ||
          !vector_operands(i, *i.row_y, i.src_y, i.dst_y, y, flags))
        return refuse();
      const auto reads = [](const Record& a, u32 dst) {
        for (u32 n = 0; n < 3; ++n)
          if (a.from[n] == From::row && a.src[n].low == dst) return true;
        return false;
      };
      r.body = wrap.dual;
      r.dst = x.dst;
      if (reads(y, x.dst)) {
        if (!reads(x, y.dst)) {
          std::swap(x, y);
        } else {
          r.body = wrap.dual_crossed;
          x.dst = temp_row + 8;
        }
      }
      r.run = r.body;
      r.sdst = sreg::count - 1;
      if (flags) {
        Record f;
        f.run = wrap.refresh_flags;
        push(f);
      }
      push(r), push(x), push(y);
      return false;
    }
    case Format::vop1:
    case Format::vop2:
    case Format::vopc:
    case Format::vop3:
    case Format::vop3p: {
      vector = true;
      if (!vector_operands(i, row, i.src, i.dst, r, flags)) return refuse();
      if (i.clamp && row.clamped) r.run = r.body = row.clamped;
      // Packed handlers read op_sel, neg and clamp themselves; others find their sources and results prepared.
      const bool packed = i.format == Format::vop3p || row.flags & own_modifiers;
      const bool float_result = row.dst == Type::f16 || row.dst == Type::f32 || row.dst == Type::f64;
      const u32 omod_bits = float_result || packed ? i.omod : 0;
      const bool clamps = i.clamp && !row.clamped && (float_result || packed);
      r.negabs = static_cast<u8>(i.neg | i.abs << 3);
      r.out = static_cast<u8>(omod_bits | (clamps ? 4 : 0));
      Staging st{};
      if (!packed) {
        for (u32 n = 0; n < 3; ++n) {
          const Type t = n == 2 && row.flags & accumulate ? row.dst : row.src[n];
          st.source[n] = kind_of(t);
          const bool dst_half = n == 2 && row.flags & accumulate;
          if (is_half(t) && i.opsel >> (dst_half ? 3 : n) & 1) st.upper |= static_cast<u8>(1u << n);
        }
        if (is_half(row.dst) && i.opsel & 8) st.upper |= 8;
        if (row.flags & no_e64 && row.dst == Type::h16) st.upper = 0;  // swap_b16: its own
        st.negabs = r.negabs;
        st.staged = static_cast<u8>((i.neg | i.abs | st.upper) & 7);
      }
      if (i.dpp != Dpp::none) st.staged |= 1;
      const bool out = !packed && (omod_bits || clamps || st.upper & 8);
      st.result = !out                                           ? Kind::other
                  : row.dst == Type::i16 || row.dst == Type::h16 ? Kind::integer_half
                                                                 : kind_of(row.dst);
      if (!st.staged && !out) break;
      Record sub = r;
      r.staging = st;
      r.extra = static_cast<u8>((i.dpp != Dpp::none ? wrap_dpp | wrap_exec_restored : 0) |
                                (i.dpp == Dpp::dpp8 ? wrap_dpp8 : 0) |
                                (i.dpp == Dpp::dpp8 && (packed ? i.opsel_hi >> 7 : i.opsel_hi) ? wrap_fi : 0));
      if (row.format == Format::vopc && row.dst == Type::none) r.extra &= static_cast<u8>(~wrap_exec_restored);
      r.imm = static_cast<i32>(i.dpp_word);
      for (u32 n = 0; n < 3; ++n)
        if (st.staged >> n & 1) sub.from[n] = From::row, sub.src[n] = {temp_row + 2 * n, 0};
      if (out) sub.dst = temp_row + 8;
      r.body = wrap.modified;
      r.run = wave_size == WaveSize::wave64 ? wrap.both_halves : r.body;
      if (flags) {
        Record f;
        f.run = wrap.refresh_flags;
        push(f);
      }
      push(r), push(sub);
      return false;
    }
    default:
      return refuse();
  }
  if (vector && wave_size == WaveSize::wave64 && !(row.flags & whole_wave)) {
    r.run = wrap.both_halves;
    if (i.format == Format::ds || i.format == Format::flat) r.sdst = sreg::count - 1;
  }
  if (flags) {
    Record f;
    f.run = wrap.refresh_flags;
    push(f);
  }
  push(r);
  return row.flags & ends_block;
}

}  // namespace egpulab::simulator::isa::rdna
