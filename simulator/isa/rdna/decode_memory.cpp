// Words of the memory and graphics formats, whose fields each generation has elsewhere (RDNA3 and RDNA4 ISA documents,
// chapter "Microcode formats").
#include "simulator/isa/rdna/decode.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

i32 sign_extended(u32 value, u32 width) { return static_cast<i32>(value << (32 - width)) >> (32 - width); }
bool in_segment(const Row& row, u32 segment) {
  return segment < 3 && row.flags & (segment == 0 ? seg_flat : segment == 1 ? seg_scratch : seg_global);
}

}  // namespace

bool Decoder::memory_gfx11(Instruction& i) const {
  MemoryFields& m = i.memory;
  const auto cache = [&](u32 slc, u32 dlc) {
    m.cache = static_cast<u8>(i.bits(14, 1) | i.bits(slc, 1) << 1 | i.bits(dlc, 1) << 2);
    m.returns = i.bits(14, 1);
  };
  i.size = 8;
  switch (i.bits(26, 6)) {
    case 0x3d:
      i.format = Format::smem;
      i.row = find(i.format, i.bits(18, 8));
      i.dst = static_cast<u16>(i.bits(6, 7));
      m.base = static_cast<u16>(i.bits(0, 6) * 2), m.scalar = static_cast<u16>(i.bits(57, 7));
      m.offset = sign_extended(i.bits(32, 21), 21);
      m.cache = static_cast<u8>(i.bits(14, 1) | i.bits(13, 1) << 2);
      return i.row != nullptr;
    case 0x36:
      i.format = Format::ds;
      i.row = find(i.format, i.bits(18, 8));
      m.gds = i.bits(17, 1);
      return i.row && !(i.row->flags & (m.gds ? no_gds : only_gds));
    case 0x37:
      i.format = Format::flat;
      i.row = find(i.format, i.bits(18, 7));
      m.segment = static_cast<u8>(i.bits(16, 2)), m.sve = i.bits(55, 1);
      i.dst = static_cast<u16>(i.bits(56, 8));
      m.address = static_cast<u16>(i.bits(32, 8)), m.data[0] = static_cast<u16>(i.bits(40, 8));
      m.scalar = static_cast<u16>(i.bits(48, 7));
      // FLAT offsets are positive, their top bit is ignored.
      m.offset = m.segment == 0 ? static_cast<i32>(i.bits(0, 13)) : sign_extended(i.bits(0, 13), 13);
      cache(15, 13);
      return i.row && in_segment(*i.row, m.segment);
    case 0x38:
    case 0x3a: {
      const bool typed = i.bits(26, 6) == 0x3a;
      i.format = typed ? Format::mtbuf : Format::mubuf;
      i.row = find(i.format, typed ? i.bits(15, 4) : i.bits(18, 8));
      m.address = static_cast<u16>(i.bits(32, 8)), i.dst = m.data[0] = static_cast<u16>(i.bits(40, 8));
      m.base = static_cast<u16>(i.bits(48, 5) * 4), m.scalar = static_cast<u16>(i.bits(56, 8));
      m.tfe = i.bits(53, 1), m.offen = i.bits(54, 1), m.idxen = i.bits(55, 1);
      m.format = static_cast<u8>(i.bits(19, 7)), m.offset = static_cast<i32>(i.bits(0, 12));
      cache(12, 13);
      return i.row && (!m.tfe || i.row->flags & tfe);
    }
    default:
      return false;
  }
}

bool Decoder::memory_gfx12(Instruction& i, std::span<const u32> words) const {
  MemoryFields& m = i.memory;
  const u32 kind = i.bits(26, 6);
  if (kind == 0x3d) {
    i.format = Format::smem, i.size = 8;
    i.row = find(i.format, i.bits(13, 6));
    i.dst = static_cast<u16>(i.bits(6, 7));
    m.base = static_cast<u16>(i.bits(0, 6) * 2), m.scalar = static_cast<u16>(i.bits(57, 7));
    m.offset = sign_extended(i.bits(32, 24), 24);
    m.cache = static_cast<u8>(i.bits(23, 2) | i.bits(21, 2) << 3);
    return i.row != nullptr;
  }
  if (kind == 0x36) {
    i.format = Format::ds, i.size = 8;
    i.row = find(i.format, i.bits(18, 8));
    return i.row != nullptr;
  }
  if ((kind != 0x31 && kind != 0x3b) || words.size() < 3) return false;
  i.size = 12;
  m.address = static_cast<u16>(words[2] & 0xff);
  m.offset = static_cast<i32>(words[2]) >> 8;
  m.scalar = static_cast<u16>(i.bits(0, 7));
  m.cache = static_cast<u8>(i.bits(52, 3) | i.bits(50, 2) << 3), m.returns = i.bits(52, 1);
  i.dst = static_cast<u16>(i.bits(32, 8));
  if (kind == 0x3b) {
    i.format = Format::flat;
    i.row = find(i.format, i.bits(14, 7));
    m.segment = static_cast<u8>(i.bits(24, 2)), m.sve = i.bits(49, 1);
    m.data[0] = static_cast<u16>(i.bits(55, 8));
    return i.row && in_segment(*i.row, m.segment);
  }
  const u32 op = i.bits(14, 8);  // typed accesses are numbered from 0x80 on
  i.format = op >> 4 == 8 ? Format::mtbuf : Format::mubuf;
  i.row = find(i.format, i.format == Format::mtbuf ? op & 15 : op);
  m.data[0] = i.dst;
  m.base = static_cast<u16>(i.bits(41, 7));
  m.tfe = i.bits(22, 1), m.offen = i.bits(62, 1), m.idxen = i.bits(63, 1);
  m.format = static_cast<u8>(i.bits(55, 7));
  return i.row && (!m.tfe || i.row->flags & tfe);
}

bool Decoder::memory(Instruction& i, std::span<const u32> words) const {
  if (words.size() < 2) return false;
  const bool known = generation_ == Generation::gfx11 ? memory_gfx11(i) : memory_gfx12(i, words);
  if (!known || i.format != Format::ds) return known;
  i.dst = static_cast<u16>(i.bits(56, 8));
  i.memory.address = static_cast<u16>(i.bits(32, 8));
  i.memory.data[0] = static_cast<u16>(i.bits(40, 8)), i.memory.data[1] = static_cast<u16>(i.bits(48, 8));
  i.memory.offset = static_cast<i32>(i.bits(0, 16));
  return true;
}

bool Decoder::graphics_format(Instruction& i, std::span<const u32> words) const {
  const u32 kind = i.bits(26, 6);
  const bool gfx11 = generation_ == Generation::gfx11;
  i.format = Format::sopp, i.size = 4;
  u32 opcode = 0;
  const auto is = [&](Format format, u32 op, u32 size) {
    i.format = format, opcode = op, i.size = static_cast<u8>(size);
  };
  if (gfx11 && kind == 0x3c)
    is(Format::mimg, i.bits(18, 8), i.bits(0, 1) ? 12 : 8);  // bit 0: further addresses in a third word
  else if (!gfx11 && (kind == 0x34 || kind == 0x39))
    is(Format::mimg, i.bits(14, 8), 12);
  else if (kind == 0x3e)
    is(Format::exp, 0, 8);
  else if (kind == 0x33 && i.bits(24, 2) == 1)
    is(Format::vinterp, i.bits(16, gfx11 ? 7 : 5), 8);
  else if (kind == 0x33 && i.bits(24, 2) == 2)
    is(Format::ldsdir, i.bits(20, 2), 4);
  else
    return false;
  i.row = words.size() * 4 < i.size ? nullptr : find(i.format, opcode);
  return i.row != nullptr;
}

}  // namespace egpulab::simulator::isa::rdna
