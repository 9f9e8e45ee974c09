// One row per instruction: its opcode number, the kinds of its operands, and the function that executes it.
// Decoder, disassembler and engine are all made from these rows.
#pragma once

#include <span>

#include "driver/base/types.hpp"

namespace egpulab::simulator::isa::rdna {

struct Wave;
struct Record;
// Executes one predecoded instruction and returns the next one, or null when the wave has to stop (Wave::stop says
// why).
using Handler = const Record* (*)(Wave&, const Record*);

// The machine's encodings, as the RDNA3 ISA document names them; flat stands for FLAT, GLOBAL and SCRATCH. RDNA4 calls
// mubuf and mtbuf VBUFFER, mimg VIMAGE and VSAMPLE.
enum class Format : u8 {
  sop1,
  sop2,
  sopc,
  sopk,
  sopp,
  smem,
  vop1,
  vop2,
  vopc,
  vop3,
  vop3p,
  vopd,
  ds,
  flat,
  mubuf,
  mtbuf,
  mimg,
  exp,
  vinterp,
  ldsdir,
};
inline constexpr u32 format_count = 20;

// What an operand is: where it lives, how wide it is, and how its constants print and widen.
enum class Type : u8 {
  none,
  b32,
  f32,
  b64,
  f64,  // any source; as destination a VGPR or a pair. f*: inline constants are of that float type
  i16,
  w16,  // an i16 whose constants print as a b32's
  f16,  // any source, low half; literals are 16 bits. As destination: writes the low half only
  h16,  // an i16 whose register prints with its half (.l, .h)
  bf16,
  pf16,
  pbf16,  // any source: a bf16, two f16, two bf16; inline constants are of that type and lie in the low half
  b128,
  b256,  // destination tuples
  v32,
  v64,
  v96,
  v128,
  t64,
  t128,
  t256,  // tiles of gfx12's matrix instructions: half as many VGPRs in wave64
  v256,
  v1024,  // VGPRs only
  vc256,
  vch256,
  vch128,
  vcb128,
  vcb256,  // VGPRs (a tile) or an inline constant, of which floats are f32, f16, bf16
  s32,
  s64,
  s96,
  s128,
  s256,
  s512,  // SGPRs, or for s32 a scalar source
  sr32,
  sr64,  // scalar source that cannot be a constant
  mask,  // one bit a lane: an SGPR in wave32, a pair in wave64
  imm16,
  hex16,
  optional16,
  imm32,
  hwreg,
  target,  // immediates: small ones print in decimal; always hex; not if 0
  message,
  waitcnt,
  depctr,
  delay,
  swizzle,
  version,
  simm,  //   and those with a syntax of their own
};

// Flags of a row. Formats reuse none of them for two meanings.
enum Flag : u64 {
  clamp = 1u << 0,          // VOP3/VOP3P: the clamp bit acts
  omod = 1u << 1,           // VOP3: output modifier acts
  neg1 = 1u << 2,           // neg/abs act on src0,
  neg2 = 1u << 3,           //   on src0 and src1,
  neg3 = 1u << 4,           //   on all three
  loose = 1u << 5,          // neg/abs bits that do not act are ignored (elsewhere they make the word illegal)
  opsel = 1u << 6,          // VOP3 op_sel picks the half of each 16-bit operand and of the result
  opsel_01 = 1u << 7,       //   only bits 0 and 1, with a meaning of the instruction's own (permlane FI, BC)
  opsel_23 = 1u << 8,       //   only bits 2 and 3
  sdst = 1u << 9,           // VOP3 with a scalar destination beside the vector one
  no_dpp = 1u << 10,        // the short form has no DPP variant
  no_dpp64 = 1u << 11,      // nor has the VOP3 form
  no_e64 = 1u << 12,        // exists in the short form only, and prints without suffix
  accumulate = 1u << 13,    // reads its destination as third source (fmac, dot2acc)
  constant_k = 1u << 14,    // fmaak: the literal is the third source; with accumulate off
  constant_mid = 1u << 15,  // fmamk: the literal is the second source
  no_neg_hi = 1u << 16,     // VOP3P: neg_hi means abs (the mix instructions)
  whole_wave = 1u << 17,    // acts on all lanes of a wave64 at once (readlane, permlane64, WMMA)
  ends_block = 1u << 18,    // control may go elsewhere
  no_effect = 1u << 19,     // changes nothing the model keeps (waits, hints, cache control): dropped at predecode
  two_offsets = 1u << 20,   // DS: two 8-bit offsets
  no_gds = 1u << 21,        // DS: the gds bit is illegal
  only_gds = 1u << 22,      // DS: exists for GDS only
  no_offset = 1u << 23,     // DS without offset
  seg_flat = 1u << 24,
  seg_global = 1u << 25,
  seg_scratch = 1u << 26,  // FLAT: segments that have the instruction
  atomic = 1u << 27,       // FLAT, MUBUF: the glc bit returns the old value
  tfe = 1u << 28,          // MUBUF, MTBUF: texture fail enable allowed
  bare = 1u << 29,         // no operands
  store = 1u << 30,        // the data register is a source
  lds_dma = 1u << 31,      // MUBUF: loads to LDS
  // Rows without one of these exist in every generation (under another name or number: generation.cpp).
  gfx11_only = u64{1} << 32,
  gfx12_only = u64{1} << 33,
  prefetch = u64{1} << 34,       // SMEM: a hint without destination; its field counts the lines
  block = u64{1} << 35,          // FLAT: up to 32 VGPRs, those that M0 selects
  byte_sel = u64{1} << 36,       // VOP3: op_sel picks a byte: of the source, or with opsel_23 of the result
  own_modifiers = u64{1} << 37,  // VOP3: the handler itself applies neg, abs, op_sel, omod and clamp
  index_key = u64{1} << 38,      // VOP3P: op_sel picks the part of the index register
};

struct Row {
  const char* name = nullptr;  // without _e32/_e64/_dpp, and for FLAT without the segment
  Format format = Format::sopp;
  u16 opcode = 0;  // in the format's own numbering; VOP1, VOP2 and VOPC rows also claim their VOP3 opcode
  Type dst = Type::none;
  Type src[3] = {};
  u64 flags = 0;
  Handler run = nullptr;      // null: decoded and printed, but not executed (the wave faults and names it)
  Handler clamped = nullptr;  // integer instructions: what the clamp bit selects; floats are clamped by the framework.
                              // FLAT: `run` is for GLOBAL, this one for FLAT and SCRATCH
};

// Handlers that are no instruction's own (exec/wrappers.cpp).
struct Wrappers {
  Handler both_halves, modified, dual, dual_crossed, fall_through, refresh_flags, illegal;
};

// Two instructions that code often has side by side, and what executes both (exec/fused.cpp).
struct FusedPair {
  Handler first, second, both;
  bool (*fits)(const Record& first, const Record& second);  // null: always
};

// The rows of all generations, compiled for one level of the host processor.
struct Tables {
  std::span<const std::span<const Row>> families;
  const Wrappers* wrappers = nullptr;
  std::span<const FusedPair> pairs;
};

}  // namespace egpulab::simulator::isa::rdna
