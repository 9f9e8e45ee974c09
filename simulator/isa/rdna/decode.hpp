// Finds the row and the fields of an instruction word.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "simulator/isa/rdna/launch.hpp"
#include "simulator/isa/rdna/row.hpp"

namespace egpulab::simulator::isa::rdna {

// Scalar operand encodings (RDNA3 ISA, "Scalar operands").
namespace code {
inline constexpr u16 vcc_lo = 106, vcc_hi = 107, ttmp0 = 108, null = 124, m0 = 125, exec_lo = 126, exec_hi = 127;
inline constexpr u16 first_constant = 128, last_integer = 208, shared_base = 235, private_limit = 238, pops = 239;
inline constexpr u16 first_float = 240, last_float = 248, vccz = 251, execz = 252, scc = 253, lds_direct = 254;
inline constexpr u16 literal = 255, vgpr0 = 256;
inline constexpr u16 dpp8 = 233, dpp8_fi = 234, dpp16 = 250;
}  // namespace code

enum class Dpp : u8 { none, dpp8, dpp16 };

// Fields of the memory formats, which lie elsewhere in each generation.
struct MemoryFields {
  u8 segment = 0;    // FLAT: 0 FLAT, 1 SCRATCH, 2 GLOBAL
  u8 format = 0;     // MTBUF
  u8 cache = 0;      // gfx11: glc, slc, dlc in bits 0-2; gfx12: TH in bits 0-2, SCOPE in 3-4
  bool sve = false;  // SCRATCH: the address VGPR is used
  bool offen = false, idxen = false, tfe = false, gds = false;
  bool returns = false;  // atomics: the old value is wanted
  u16 address = 0;       // VGPR
  u16 data[2] = {};      // VGPRs
  u16 base = 0;          // SGPR: SBASE, or the first of a V#
  u16 scalar = 0;        // scalar encoding: SADDR, SOFFSET
  i32 offset = 0;
};

// One instruction with its fields taken apart.
struct Instruction {
  const Row* row = nullptr;
  Generation generation = Generation::gfx11;
  Format format = Format::sopp;  // the encoding met: vop3 also for rows of VOP1, VOP2 and VOPC
  u8 size = 4;                   // bytes
  u8 sources = 0;
  Dpp dpp = Dpp::none;
  bool has_literal = false;
  bool clamp = false;
  u8 neg = 0, abs = 0;  // bit n: source n (VOP3P: neg_lo, neg_hi)
  u8 sext = 0;          // bit n: neg is set on integer source n, where it means nothing
  u8 opsel = 0, opsel_hi = 0;
  u8 omod = 0;      // 0, 1: *2, 2: *4, 3: /2
  u16 src[3] = {};  // 9-bit source encodings
  u16 dst = 0;      // VGPR number, or SGPR encoding for scalar destinations
  u16 sdst = 0;
  u32 literal = 0;
  u32 dpp_word = 0;
  u64 word = 0;  // the first 8 bytes, for fields that only one format has
  MemoryFields memory;
  // VOPD: the Y half
  const Row* row_y = nullptr;
  u16 src_y[3] = {};
  u16 dst_y = 0;

  u32 bits(u32 low, u32 width) const { return static_cast<u32>(word >> low & ((u64{1} << width) - 1)); }
};

// The rows of one generation and host level, indexed by format and opcode.
class Decoder {
 public:
  Decoder(const Tables& tables, Generation generation);
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  // The instruction at the start of `words` (as many as there are, at most 5); row is null if there is none.
  Instruction decode(std::span<const u32> words) const;
  const Row* find(Format format, u32 opcode) const;
  // All rows, by format and opcode.
  std::vector<const Row*> rows() const;

 private:
  bool scalar(Instruction& i, std::span<const u32> words) const;
  bool vector_short(Instruction& i, std::span<const u32> words) const;
  bool vector_long(Instruction& i, std::span<const u32> words) const;
  bool packed(Instruction& i, std::span<const u32> words) const;
  bool dual(Instruction& i, std::span<const u32> words) const;
  bool memory(Instruction& i, std::span<const u32> words) const;
  bool memory_gfx11(Instruction& i) const;
  bool memory_gfx12(Instruction& i, std::span<const u32> words) const;
  bool graphics_format(Instruction& i, std::span<const u32> words) const;
  bool extra_words(Instruction& i, std::span<const u32> words, u32 at) const;

  Generation generation_;
  std::vector<const Row*> index_[format_count];
  std::deque<Row> adapted_;  // shared rows that have another name or place in this generation
};

// The decoder of a generation; handlers in its rows are those of the host level in use.
const Decoder& decoder(Generation generation);

// Instructions of graphics (image, export, interpolation, parameter loads) have a name, but no operands and no handler.
inline bool is_graphics(const Instruction& i) { return i.row && i.row->format >= Format::mimg; }

// The text of a decoded instruction in LLVM MC's syntax; empty if an operand makes no sense.
std::string text(const Instruction& i, WaveSize wave_size);

}  // namespace egpulab::simulator::isa::rdna
