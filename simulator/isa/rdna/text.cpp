// Instructions as LLVM MC 19 prints them (fake16 form): operands, modifiers and suffixes by format.
#include <fmt/format.h>

#include "simulator/isa/rdna/decode.hpp"
#include "simulator/isa/rdna/text_parts.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

u32 dwords(Type t, WaveSize wave) {
  switch (t) {
    case Type::b64:
    case Type::f64:
    case Type::v64:
    case Type::s64:
    case Type::sr64:
      return 2;
    case Type::v96:
    case Type::s96:
      return 3;
    case Type::t64:
      return wave == WaveSize::wave64 ? 1 : 2;
    case Type::t128:
    case Type::vch128:
    case Type::vcb128:
      return wave == WaveSize::wave64 ? 2 : 4;
    case Type::b128:
    case Type::v128:
    case Type::s128:
      return 4;
    case Type::v256:
    case Type::s256:
      return 8;
    case Type::t256:
    case Type::b256:  // sums of WMMA, spread over all lanes
    case Type::vc256:
    case Type::vch256:
    case Type::vcb256:
      return wave == WaveSize::wave64 ? 4 : 8;
    case Type::s512:
      return 16;
    case Type::v1024:
      return 32;
    case Type::mask:
      return wave == WaveSize::wave64 ? 2 : 1;
    default:
      return 1;
  }
}

// Text of one instruction in the making. An operand that makes no sense leaves `bad` set.
struct Writer {
  const Instruction& i;
  WaveSize wave;
  std::string out{};
  bool bad = false;
  bool first = true;

  void operand(const std::string& s) {
    bad |= s.empty();
    out += first ? " " : ", ";
    first = false;
    out += s;
  }
  void vgpr(u32 n, u32 count) {
    bad |= n + count > 256;
    operand(vgpr_text(n, count));
  }
  void sgpr(u32 n, u32 count) {
    const auto s = sgpr_text(n, count);
    bad |= s.empty();
    operand(s);
  }
  // The short forms have the half in the register's top bit; in the long one op_sel tells it.
  std::string half_text(u32 n) const {
    const bool is_short = i.format != Format::vop3;
    return fmt::format("v{}.{}", is_short ? n & 127 : n, is_short && n & 128 ? 'h' : 'l');
  }
  std::string source_text(const Row& row, u32 c, Type t, u32 literal) {
    const u32 count = dwords(t, wave);
    if (c >= code::vgpr0) {
      bad |= c - code::vgpr0 + count > 256;
      if (t == Type::h16) return half_text(c - code::vgpr0);
      return vgpr_text(c - code::vgpr0, count);
    }
    if (c < code::first_constant) return sgpr_text(c, count);
    if (c != code::literal) return constant_text(c, t);
    // K of fmaak and fmamk is a number whatever its value.
    const bool is_k = row.flags & (constant_k | constant_mid) && t == Type::b32;
    return is_k ? fmt::format("0x{:x}", literal) : literal_text(literal, t);
  }
  void source(u32 n) { operand(modified(n, source_text(*i.row, i.src[n], i.row->src[n], i.literal))); }
  std::string modified(u32 n, std::string s) const {
    if (i.format == Format::vop3p && !(i.row->flags & no_neg_hi)) return s;
    if (i.sext >> n & 1) return "sext(" + s + ")";
    if (i.abs >> n & 1) s = "|" + s + "|";
    if (!(i.neg >> n & 1)) return s;
    const bool number = i.src[n] >= code::first_constant && i.src[n] < code::vgpr0 && constant_is_number(i.src[n]);
    return number && !(i.abs >> n & 1) ? "neg(" + s + ")" : "-" + s;
  }
  void destination(u32 n, Type t) {
    if (t == Type::none) return;
    if (t == Type::s32 || t == Type::s64 || t == Type::mask || (t >= Type::s96 && t <= Type::s512))
      sgpr(n, dwords(t, wave));
    else if (t == Type::h16)
      operand(half_text(n));
    else
      vgpr(n, dwords(t, wave));
  }
};

void write_dpp(Writer& w) {
  const Instruction& i = w.i;
  if (i.dpp == Dpp::none) return;
  const u32 d = i.dpp_word;
  if (i.dpp == Dpp::dpp8) {
    w.out += fmt::format(" dpp8:[{},{},{},{},{},{},{},{}]", d >> 8 & 7, d >> 11 & 7, d >> 14 & 7, d >> 17 & 7,
                         d >> 20 & 7, d >> 23 & 7, d >> 26 & 7, d >> 29);
    const bool fi = i.format == Format::vop3p ? i.opsel_hi >> 7 : i.opsel_hi;
    if (fi) w.out += " fi:1";
    return;
  }
  const auto control = dpp_control_text(d >> 8 & 0x1ff);
  w.bad |= control.empty();
  w.out += " " + control + fmt::format(" row_mask:{:#x} bank_mask:{:#x}", d >> 28, d >> 24 & 15);
  if (d >> 19 & 1) w.out += " bound_ctrl:1";
  if (d >> 18 & 1) w.out += " fi:1";
}

void write_vector(Writer& w) {
  const Instruction& i = w.i;
  const Row& row = *i.row;
  w.out = row.name;
  const bool long_form = i.format == Format::vop3;
  const bool has_short = row.format != Format::vop3 && row.format != Format::vop3p;
  if (i.dpp != Dpp::none) {
    if (!has_short || long_form)
      w.out += "_e64_dpp";
    else if (row.format != Format::vopc)
      w.out += "_dpp";
  } else if (has_short && !(row.flags & (no_e64 | bare))) {
    w.out += long_form ? "_e64" : "_e32";
  }
  w.destination(i.dst, row.dst);
  if (row.flags & sdst) w.sgpr(i.sdst, w.wave == WaveSize::wave64 ? 2 : 1);
  for (u32 n = 0; n < i.sources; ++n) w.source(n);
  const auto bits = [&](const char* name, u32 value, u32 count) {
    std::string list;
    for (u32 n = 0; n < count; ++n) list += fmt::format("{}{}", n ? "," : "", value >> n & 1);
    w.out += fmt::format(" {}:[{}]", name, list);
  };
  if (row.flags & byte_sel) {
    const u32 byte = row.flags & opsel_23 ? i.opsel >> 2 : (i.opsel & 1) * 2 + (i.opsel >> 1 & 1);
    if (byte) w.out += fmt::format(" byte_sel:{}", byte);
  } else if (i.format == Format::vop3p) {
    if (row.flags & index_key && i.opsel) w.out += fmt::format(" index_key:{}", i.opsel);
    const u32 n = i.sources, all = (1u << n) - 1;
    const bool mix = row.flags & no_neg_hi;
    if (!(row.flags & loose)) {  // loose VOP3P rows (WMMA with integer or f32 sums) have no op_sel
      if (i.opsel & all) bits("op_sel", i.opsel, n);
      if (mix ? (i.opsel_hi & all) != 0 : (i.opsel_hi & all) != all) bits("op_sel_hi", i.opsel_hi, n);
    }
    if (!mix) {
      if (i.neg & all) bits("neg_lo", i.neg, n);
      if (i.abs & all) bits("neg_hi", i.abs, n);
    }
  } else if (i.opsel && row.flags & (opsel | opsel_01 | opsel_23)) {
    const u32 n = i.sources + (row.flags & accumulate ? 1u : 0u);
    if (row.flags & opsel_01)
      bits("op_sel", i.opsel, 2);
    else
      bits("op_sel", (i.opsel & 7) | (i.opsel >> 3) << n, n + 1);
  }
  if (i.clamp) w.out += " clamp";
  if (i.omod) w.out += i.omod == 1 ? " mul:2" : i.omod == 2 ? " mul:4" : " div:2";
  write_dpp(w);
}

void write_dual(Writer& w) {
  const Instruction& i = w.i;
  const auto half = [&](const Row& row, u16 dst, const u16* src) {
    w.out += row.name;
    w.first = true;
    w.vgpr(dst, 1);
    for (u32 n = 0; n < 3 && row.src[n] != Type::none; ++n)
      if (row.src[n] != Type::mask) w.operand(w.source_text(row, src[n], row.src[n], i.literal));
  };
  half(*i.row, i.dst, i.src);
  w.out += " :: ";
  half(*i.row_y, i.dst_y, i.src_y);
}

void write_scalar(Writer& w) {
  const Instruction& i = w.i;
  const Row& row = *i.row;
  w.out = row.name;
  w.destination(i.dst, row.dst);
  const u32 imm = i.bits(0, 16);
  for (u32 n = 0; n < 3; ++n) {
    const Type t = row.src[n];
    if (t == Type::none) break;
    if (t == Type::message && i.format == Format::sop1)
      w.operand(message_text(i.src[0], i.generation));
    else if (const auto special = immediate_operand_text(t, imm, i.generation)) {
      if (!special->empty()) w.operand(*special);
    } else if (t == Type::imm32)
      w.operand(literal_text(i.literal, Type::b32));
    else if (i.format == Format::sopk)
      w.sgpr(i.dst, 1);
    else if (t == Type::sr32 || t == Type::sr64)
      w.bad |= constant_is_number(i.src[n]), w.operand(w.source_text(row, i.src[n], t, 0));
    else
      w.operand(w.source_text(row, i.src[n], t, i.literal));
    w.bad |= i.format != Format::sopk && i.format != Format::sopp && i.row->src[n] != Type::message &&
             i.src[n] == code::lds_direct;
  }
}

// Cache policy: GLC, SLC and DLC bits on gfx11, temporal hint and scope on gfx12.
enum class AccessKind : u8 { load, store, atomic };
void write_cache(Writer& w, AccessKind kind) {
  const u32 c = w.i.memory.cache;
  if (w.i.generation == Generation::gfx11) {
    if (c & 1) w.out += " glc";
    if (c & 2) w.out += " slc";
    if (c & 4) w.out += " dlc";
    return;
  }
  w.out += temporal_hint_text(kind == AccessKind::load    ? "LOAD"
                              : kind == AccessKind::store ? "STORE"
                                                          : "ATOMIC",
                              c & 7, c >> 3);
  static constexpr const char* scopes[] = {"", "SCOPE_SE", "SCOPE_DEV", "SCOPE_SYS"};
  if (c >> 3) w.out += std::string(" scope:") + scopes[c >> 3];
}
AccessKind access_kind(const Row& row) {
  if (row.flags & atomic) return AccessKind::atomic;
  return row.format == Format::flat
             ? (row.dst == Type::none && row.src[0] != Type::none ? AccessKind::store : AccessKind::load)
         : row.flags & store ? AccessKind::store
                             : AccessKind::load;
}

void write_smem(Writer& w) {
  const Instruction& i = w.i;
  const MemoryFields& m = i.memory;
  const bool gfx12 = i.generation == Generation::gfx12;
  w.out = i.row->name;
  if (i.row->flags & bare) return;
  const std::string hex = m.offset < 0 ? fmt::format("-0x{:x}", -m.offset) : fmt::format("0x{:x}", m.offset);
  if (i.row->flags & prefetch) {
    if (i.row->src[0] != Type::none) w.sgpr(m.base, dwords(i.row->src[0], w.wave));
    w.operand(hex);
    w.sgpr(m.scalar, 1);
    w.operand(immediate_text(i.dst & 31));
    return;
  }
  if (i.row->dst == Type::simm)
    w.operand(immediate_text(i.dst));
  else
    w.destination(i.dst, i.row->dst);
  w.sgpr(m.base, dwords(i.row->src[0], w.wave));
  if (m.scalar == code::null && (m.offset || gfx12)) {
    w.operand(hex);
  } else {
    w.sgpr(m.scalar, 1);
    if (m.offset || gfx12) w.out += " offset:" + hex;
  }
  if (!gfx12 || i.row->dst != Type::simm) write_cache(w, AccessKind::load);  // gfx12 prints none for probes
}

void write_ds(Writer& w) {
  const Instruction& i = w.i;
  const MemoryFields& m = i.memory;
  const Row& row = *i.row;
  w.out = row.name;
  if (row.flags & bare) return;
  w.destination(i.dst, row.dst);
  const u32 registers[] = {m.address, m.data[0], m.data[1]};
  for (u32 n = 0; n < 3; ++n)
    if (row.src[n] != Type::none) w.vgpr(registers[n], dwords(row.src[n], w.wave));
  if (row.flags & two_offsets) {
    if (m.offset & 0xff) w.out += fmt::format(" offset0:{}", m.offset & 0xff);
    if (m.offset >> 8) w.out += fmt::format(" offset1:{}", m.offset >> 8);
  } else if (m.offset && !(row.flags & no_offset)) {
    w.out += " offset:" + (std::string_view(row.name) == "ds_swizzle_b32" ? swizzle_text(static_cast<u32>(m.offset))
                                                                          : fmt::format("{}", m.offset));
  }
  if (m.gds) w.out += " gds";
}

void write_flat(Writer& w) {
  const Instruction& i = w.i;
  const MemoryFields& m = i.memory;
  const Row& row = *i.row;
  const bool addtid = row.flags & no_offset;
  w.out = std::string(m.segment == 0 ? "flat_" : m.segment == 1 ? "scratch_" : "global_") + row.name;
  if (row.flags & bare) return write_cache(w, AccessKind::load);
  if (!(row.flags & atomic) || m.returns) w.destination(i.dst, row.dst);
  const u32 data = dwords(row.src[0], w.wave);
  if (addtid) {
    if (row.src[0] != Type::none) w.vgpr(m.data[0], data);
  } else if (m.segment == 0) {
    w.vgpr(m.address, 2);
  } else if (m.segment == 1) {
    if (m.sve)
      w.vgpr(m.address, 1);
    else
      w.operand("off");
  } else {
    w.vgpr(m.address, m.scalar == code::null ? 2 : 1);
  }
  if (!addtid && row.src[0] != Type::none) w.vgpr(m.data[0], data);
  if (m.segment != 0) {
    if (m.scalar == code::null)
      w.operand("off");
    else
      w.sgpr(m.scalar, m.segment == 1 ? 1 : 2);
  }
  w.bad |= m.sve && m.segment != 1;
  if (m.offset) w.out += fmt::format(" offset:{}", m.offset);
  write_cache(w, access_kind(row));
}

void write_buffer(Writer& w) {
  const Instruction& i = w.i;
  const MemoryFields& m = i.memory;
  const Row& row = *i.row;
  w.out = row.name;
  if (row.flags & bare) return;
  if (row.dst != Type::none) w.vgpr(i.dst, dwords(row.dst, w.wave) + m.tfe);
  if (m.offen || m.idxen)
    w.vgpr(m.address, m.offen && m.idxen ? 2 : 1);
  else
    w.operand("off");
  w.sgpr(m.base, 4);
  w.operand(w.source_text(row, m.scalar, Type::b32, 0));
  w.bad |= m.scalar == code::literal;
  if (i.format == Format::mtbuf && m.format != 1) w.out += " format:" + buffer_format_text(m.format);
  if (m.idxen) w.out += " idxen";
  if (m.offen) w.out += " offen";
  if (m.offset) w.out += fmt::format(" offset:{}", m.offset);
  write_cache(w, access_kind(row));
  if (m.tfe) w.out += " tfe";
}

}  // namespace

std::string text(const Instruction& i, WaveSize wave_size) {
  if (!i.row) return {};
  Writer w{i, wave_size};
  switch (i.format) {
    case Format::sop1:
    case Format::sop2:
    case Format::sopc:
    case Format::sopk:
    case Format::sopp:
      write_scalar(w);
      break;
    case Format::smem:
      write_smem(w);
      break;
    case Format::vopd:
      if (wave_size == WaveSize::wave64) return {};  // dual issue is for wave32
      write_dual(w);
      break;
    case Format::ds:
      write_ds(w);
      break;
    case Format::flat:
      write_flat(w);
      break;
    case Format::mubuf:
    case Format::mtbuf:
      write_buffer(w);
      break;
    case Format::mimg:
    case Format::exp:
    case Format::vinterp:
    case Format::ldsdir:
      return i.row->name;
    default:
      write_vector(w);
  }
  return w.bad ? std::string{} : w.out;
}

}  // namespace egpulab::simulator::isa::rdna
