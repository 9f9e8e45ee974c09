// Instruction words to rows and fields, format by format (RDNA3 ISA document, chapter "Microcode formats").
#include "simulator/isa/rdna/decode.hpp"

#include "simulator/isa/rdna/generation.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr u32 index_size(Format f) { return f == Format::vop3 ? 1024 : 256; }

u8 source_count(const Row& row) {
  u8 n = 0;
  while (n < 3 && row.src[n] != Type::none) ++n;
  return n;
}

}  // namespace

Decoder::Decoder(const Tables& tables, Generation generation) : generation_(generation) {
  for (u32 f = 0; f < format_count; ++f) index_[f].assign(index_size(static_cast<Format>(f)), nullptr);
  const auto add = [&](const Row& row) { index_[static_cast<u32>(row.format)][row.opcode] = &row; };
  const auto add_family = [&](std::span<const Row> family) {
    for (const Row& row : family) {
      if (row.flags & (generation == Generation::gfx11 ? gfx12_only : gfx11_only)) continue;
      if (const auto other = adapted(row, generation))
        add(adapted_.emplace_back(*other));
      else
        add(row);
    }
  };
  for (const auto& family : tables.families) add_family(family);
  add_family(graphics_rows());
}

std::vector<const Row*> Decoder::rows() const {
  std::vector<const Row*> all;
  for (const auto& format : index_)
    for (const Row* row : format)
      if (row) all.push_back(row);
  return all;
}

const Row* Decoder::find(Format format, u32 opcode) const {
  const auto& rows = index_[static_cast<u32>(format)];
  return opcode < rows.size() ? rows[opcode] : nullptr;
}

// A literal or a DPP control word follows the instruction where a source encoding says so.
bool Decoder::extra_words(Instruction& i, std::span<const u32> words, u32 at) const {
  bool literal = false;
  for (u32 n = 0; n < i.sources; ++n) {
    const u16 c = i.src[n];
    if (c == code::literal)
      literal = true;
    else if ((c >= 209 && c <= 234) || c == 249 || c == code::dpp16)
      return false;
  }
  if (!literal) return true;
  if (words.size() <= at) return false;
  i.has_literal = true;
  i.literal = words[at];
  i.size = static_cast<u8>(4 * (at + 1));
  return true;
}

bool Decoder::scalar(Instruction& i, std::span<const u32> words) const {
  const u32 w = words[0];
  if (w >> 23 == 0x17d) {
    i.format = Format::sop1;
    if (!(i.row = find(i.format, w >> 8 & 0xff))) return false;
    i.src[0] = w & 0xff, i.dst = w >> 16 & 0x7f;
  } else if (w >> 23 == 0x17e) {
    i.format = Format::sopc;
    if (!(i.row = find(i.format, w >> 16 & 0x7f))) return false;
    i.src[0] = w & 0xff, i.src[1] = w >> 8 & 0xff;
  } else if (w >> 23 == 0x17f) {
    i.format = Format::sopp;
    return (i.row = find(i.format, w >> 16 & 0x7f)) != nullptr;
  } else if (w >> 28 == 0xb) {
    i.format = Format::sopk;
    if (!(i.row = find(i.format, w >> 23 & 0x1f))) return false;
    i.dst = w >> 16 & 0x7f;
    if (i.row->src[1] != Type::imm32) return true;
    if (words.size() < 2) return false;  // s_setreg_imm32_b32
    i.has_literal = true, i.literal = words[1], i.size = 8;
    return true;
  } else {
    i.format = Format::sop2;
    if (!(i.row = find(i.format, w >> 23 & 0x7f))) return false;
    i.src[0] = w & 0xff, i.src[1] = w >> 8 & 0xff, i.dst = w >> 16 & 0x7f;
    if (i.row->flags & constant_mid)
      i.src[2] = i.src[1], i.src[1] = code::literal;
    else if (i.row->flags & constant_k)
      i.src[2] = code::literal;
  }
  i.sources = source_count(*i.row);
  if (i.row->src[0] == Type::message) return true;
  return extra_words(i, words, 1);
}

// VOP1, VOP2, VOPC in their 32-bit form, with an optional literal or DPP word.
bool Decoder::vector_short(Instruction& i, std::span<const u32> words) const {
  const u32 w = words[0];
  const u32 op = w >> 25 & 0x3f;
  i.src[0] = w & 0x1ff;
  i.dst = w >> 17 & 0xff;
  if (op == 0x3f) {
    i.format = Format::vop1;
    i.row = find(i.format, w >> 9 & 0xff);
  } else if (op == 0x3e) {
    i.format = Format::vopc;
    i.row = find(i.format, w >> 17 & 0xff);
    i.dst = code::vcc_lo;
  } else {
    i.format = Format::vop2;
    i.row = find(i.format, op);
  }
  if (!i.row) return false;
  const Row& row = *i.row;
  i.sources = source_count(row);
  if (i.format != Format::vop1) i.src[1] = static_cast<u16>(code::vgpr0 + (w >> 9 & 0xff));
  if (row.flags & constant_mid) {  // fmamk: src1 is the literal, the VGPR comes third
    i.src[2] = i.src[1], i.src[1] = code::literal;
  } else if (row.flags & constant_k) {
    i.src[2] = code::literal;
  } else if (i.sources == 3) {
    i.src[2] = code::vcc_lo;  // carry in, select
  }
  if (row.flags & sdst) i.sdst = code::vcc_lo;
  const u16 s0 = i.src[0];
  if (s0 == code::dpp16 || s0 == code::dpp8 || s0 == code::dpp8_fi) {
    if (words.size() < 2 || row.flags & no_dpp) return false;
    const u32 d = words[1];
    i.dpp = s0 == code::dpp16 ? Dpp::dpp16 : Dpp::dpp8;
    i.dpp_word = d, i.size = 8;
    i.src[0] = static_cast<u16>(code::vgpr0 + (d & 0xff));
    if (i.dpp == Dpp::dpp8) {
      i.opsel_hi = s0 == code::dpp8_fi;  // kept here: dpp8 has no field for FI
      return true;
    }
    const u32 negatable = row.flags & neg3 ? 3 : row.flags & neg2 ? 2 : row.flags & neg1 ? 1 : 0;
    for (u32 n = 0; n < 2; ++n) {
      const u32 negate = d >> (20 + 2 * n) & 1, absolute = d >> (21 + 2 * n) & 1;
      if (n < negatable) {
        i.neg = static_cast<u8>(i.neg | negate << n), i.abs = static_cast<u8>(i.abs | absolute << n);
      } else if ((negate | absolute) && !(row.flags & loose && n < i.sources)) {
        return false;
      }
    }
    return true;
  }
  return extra_words(i, words, 1);
}

bool Decoder::vector_long(Instruction& i, std::span<const u32> words) const {
  if (words.size() < 2) return false;
  const u32 op = i.bits(16, 10);
  i.format = Format::vop3;
  i.row = op < 0x100   ? find(Format::vopc, op)
          : op < 0x180 ? find(Format::vop2, op - 0x100)
          : op < 0x200 ? find(Format::vop1, op - 0x180)
                       : find(Format::vop3, op);
  if (!i.row || i.row->flags & no_e64) return false;
  const Row& row = *i.row;
  i.size = 8;
  i.sources = source_count(row);
  for (u32 n = 0; n < 3; ++n) {
    i.src[n] = static_cast<u16>(i.bits(32 + 9 * n, 9));
    if (n >= i.sources && i.src[n]) return false;
  }
  i.dst = static_cast<u16>(i.bits(0, 8));
  i.clamp = i.bits(15, 1);
  i.omod = static_cast<u8>(i.bits(59, 2));
  if (i.clamp && !(row.flags & clamp)) return false;
  if (i.omod && !(row.flags & omod)) return false;
  const u32 negatable = row.flags & neg3 ? 3 : row.flags & neg2 ? 2 : row.flags & neg1 ? 1 : 0;
  i.neg = static_cast<u8>(i.bits(61, 3));
  if (row.flags & sdst) {
    i.sdst = static_cast<u16>(i.bits(8, 7));
  } else {
    i.abs = static_cast<u8>(i.bits(8, 3));
    i.opsel = static_cast<u8>(i.bits(11, 4));
  }
  const u32 illegal = row.flags & loose ? 7u << i.sources : 7u << negatable;
  if ((i.neg | i.abs) & illegal & 7) return false;
  // MC prints ignored bits of integer sources where the instruction also has float ones, and in DPP forms.
  const bool is_dpp = i.src[0] == code::dpp16 || i.src[0] == code::dpp8 || i.src[0] == code::dpp8_fi;
  if (row.flags & loose && (negatable || (is_dpp && row.flags & opsel)))
    i.sext = static_cast<u8>(i.neg & ((1u << i.sources) - 1) & ~((1u << negatable) - 1));
  i.neg &= static_cast<u8>((1u << negatable) - 1), i.abs &= static_cast<u8>((1u << negatable) - 1);
  if (row.flags & opsel_01)
    i.opsel &= 3;
  else if (row.flags & opsel_23)
    i.opsel &= 12;
  else  // without the flag opsel the bits are not printed, but every 16-bit operand follows them
    i.opsel &= static_cast<u8>(8 | ((1u << i.sources) - 1));
  const u16 s0 = i.src[0];
  if (s0 == code::dpp16 || s0 == code::dpp8 || s0 == code::dpp8_fi) {
    if (words.size() < 3 || row.flags & no_dpp64) return false;
    i.dpp = s0 == code::dpp16 ? Dpp::dpp16 : Dpp::dpp8;
    i.dpp_word = words[2], i.size = 12;
    i.src[0] = static_cast<u16>(code::vgpr0 + (i.dpp_word & 0xff));
    if (i.dpp == Dpp::dpp8) i.opsel_hi = s0 == code::dpp8_fi;
    return true;
  }
  return extra_words(i, words, 2);
}

bool Decoder::packed(Instruction& i, std::span<const u32> words) const {
  if (words.size() < 2) return false;
  i.format = Format::vop3p;
  if (!(i.row = find(i.format, i.bits(16, 7)))) return false;
  const Row& row = *i.row;
  i.size = 8;
  i.sources = source_count(row);
  for (u32 n = 0; n < 3; ++n) {
    i.src[n] = static_cast<u16>(i.bits(32 + 9 * n, 9));
    if (n >= i.sources && i.src[n]) return false;
  }
  i.dst = static_cast<u16>(i.bits(0, 8));
  i.clamp = i.bits(15, 1);
  if (i.clamp && !(row.flags & clamp)) return false;
  const u8 used = static_cast<u8>((1u << i.sources) - 1);
  i.neg = static_cast<u8>(i.bits(61, 3)), i.abs = static_cast<u8>(i.bits(8, 3));
  i.opsel = static_cast<u8>(i.bits(11, 3)), i.opsel_hi = static_cast<u8>(i.bits(59, 2) | i.bits(14, 1) << 2);
  if ((i.neg | i.abs) & ~used) return false;
  i.opsel &= used, i.opsel_hi &= used;
  const u16 s0 = i.src[0];
  if (s0 == code::dpp16 || s0 == code::dpp8 || s0 == code::dpp8_fi) {
    if (words.size() < 3 || row.flags & no_dpp64) return false;
    i.dpp = s0 == code::dpp16 ? Dpp::dpp16 : Dpp::dpp8;
    i.dpp_word = words[2], i.size = 12;
    i.src[0] = static_cast<u16>(code::vgpr0 + (i.dpp_word & 0xff));
    if (i.dpp == Dpp::dpp8 && s0 == code::dpp8_fi) i.opsel_hi |= 0x80;
    return true;
  }
  return extra_words(i, words, 2);
}

// Two operations in one word; the Y result goes to a register whose lowest bit differs from the X one's.
bool Decoder::dual(Instruction& i, std::span<const u32> words) const {
  if (words.size() < 2) return false;
  i.format = Format::vopd;
  i.row = i.bits(22, 4) < 16 ? find(i.format, i.bits(22, 4)) : nullptr;
  i.row_y = find(i.format, i.bits(17, 5));
  if (!i.row || !i.row_y) return false;
  i.size = 8;
  const auto half = [&](const Row& row, u16* src, u32 s0, u32 v1) {
    src[0] = static_cast<u16>(s0), src[1] = static_cast<u16>(code::vgpr0 + v1);
    const u8 n = source_count(row);
    if (row.flags & constant_mid)
      src[2] = src[1], src[1] = code::literal;
    else if (row.flags & constant_k)
      src[2] = code::literal;
    else if (n == 3)
      src[2] = code::vcc_lo;
    for (u32 k = 0; k < n; ++k)
      if (src[k] == code::literal)
        i.has_literal = true;
      else if ((src[k] >= 209 && src[k] <= 234) || src[k] == 249 || src[k] == 250)
        return false;
    return true;
  };
  if (!half(*i.row, i.src, i.bits(0, 9), i.bits(9, 8)) || !half(*i.row_y, i.src_y, i.bits(32, 9), i.bits(41, 8)))
    return false;
  i.sources = source_count(*i.row);
  i.dst = static_cast<u16>(i.bits(56, 8));
  i.dst_y = static_cast<u16>(i.bits(49, 7) << 1 | (~i.dst & 1));
  if (i.has_literal) {
    if (words.size() < 3) return false;
    i.literal = words[2], i.size = 12;
  }
  return true;
}

Instruction Decoder::decode(std::span<const u32> words) const {
  Instruction i;
  i.generation = generation_;
  if (words.empty()) return i;
  const u32 w = words[0];
  i.word = words.size() > 1 ? join64(w, words[1]) : w;
  bool known = false;
  if (w >> 31 == 0)
    known = vector_short(i, words);
  else if (w >> 30 == 2)
    known = scalar(i, words);
  else if (w >> 26 == 0x35)
    known = vector_long(i, words);
  else if (w >> 24 == 0xcc)
    known = packed(i, words);
  else if (w >> 26 == 0x32)
    known = dual(i, words);
  else
    known = memory(i, words) || graphics_format(i, words);
  if (!known) i.row = nullptr;
  return i;
}

}  // namespace egpulab::simulator::isa::rdna
