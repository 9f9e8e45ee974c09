// Finds the row and the fields of an instruction word.
#pragma once

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

// One instruction with its fields taken apart.
struct Instruction {
  const Row* row = nullptr;
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
  // VOPD: the Y half
  const Row* row_y = nullptr;
  u16 src_y[3] = {};
  u16 dst_y = 0;

  u32 bits(u32 low, u32 width) const { return static_cast<u32>(word >> low & ((u64{1} << width) - 1)); }
};

// The rows of one generation and host level, indexed by format and opcode.
class Decoder {
 public:
  explicit Decoder(const Tables& tables);
  // The instruction at the start of `words` (as many as there are, at most 5); row is null if there is none. Graphics
  // formats give no row, but their format and size.
  Instruction decode(std::span<const u32> words) const;
  const Row* find(Format format, u32 opcode) const;

 private:
  bool scalar(Instruction& i, std::span<const u32> words) const;
  bool vector_short(Instruction& i, std::span<const u32> words) const;
  bool vector_long(Instruction& i, std::span<const u32> words) const;
  bool packed(Instruction& i, std::span<const u32> words) const;
  bool dual(Instruction& i, std::span<const u32> words) const;
  bool memory(Instruction& i, std::span<const u32> words) const;
  bool extra_words(Instruction& i, std::span<const u32> words, u32 at) const;

  std::vector<const Row*> index_[format_count];
};

// The decoder of a generation; handlers in its rows are those of the host level in use.
const Decoder& decoder(Generation generation);

// What the graphics formats (image, export, interpolation) are, for words that decode to one; they have no rows and
// are not modelled. Null for all others.
const char* graphics(const Instruction& i);

// The text of a decoded instruction in LLVM MC's syntax; empty if an operand makes no sense.
std::string text(const Instruction& i, WaveSize wave_size);

}  // namespace egpulab::simulator::isa::rdna
