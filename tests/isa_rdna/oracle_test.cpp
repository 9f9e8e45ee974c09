// The decode tables against LLVM MC 19: every opcode slot of every format, with many operand fills.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#ifdef EGPULAB_HAVE_LLVM
#include <fmt/format.h>
#include <llvm-c/Disassembler.h>
#include <llvm-c/Target.h>

#include <map>
#include <random>
#include <set>

#include "simulator/isa/rdna/disassemble.hpp"
#include "tests/isa/sanitized.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr u32 fills = sanitized ? 60 : 500;

struct Space {
  const char* name;
  u32 match, mask;      // the format's fixed bits of the first word
  u32 op_low, op_bits;  // where its opcode lies
};

constexpr Space gfx11_spaces[] = {
    {"SOP2", 0x80000000, 0xc0000000, 23, 7},   {"SOPK", 0xb0000000, 0xf0000000, 23, 5},
    {"SOP1", 0xbe800000, 0xff800000, 8, 8},    {"SOPC", 0xbf000000, 0xff800000, 16, 7},
    {"SOPP", 0xbf800000, 0xff800000, 16, 7},   {"SMEM", 0xf4000000, 0xfc000000, 18, 8},
    {"VOP1", 0x7e000000, 0xfe000000, 9, 8},    {"VOP2", 0x00000000, 0x80000000, 25, 6},
    {"VOPC", 0x7c000000, 0xfe000000, 17, 8},   {"VOP3", 0xd4000000, 0xfc000000, 16, 10},
    {"VOP3P", 0xcc000000, 0xff000000, 16, 7},  {"VOPD-X", 0xc8000000, 0xfc000000, 22, 4},
    {"VOPD-Y", 0xc8000000, 0xfc000000, 17, 5}, {"DS", 0xd8000000, 0xfc000000, 18, 8},
    {"FLAT", 0xdc000000, 0xfc030000, 18, 7},   {"SCRATCH", 0xdc010000, 0xfc030000, 18, 7},
    {"GLOBAL", 0xdc020000, 0xfc030000, 18, 7}, {"MUBUF", 0xe0000000, 0xfc000000, 18, 8},
    {"MTBUF", 0xe8000000, 0xfc000000, 15, 4},  {"MIMG", 0xf0000000, 0xfc000000, 18, 8},
    {"EXP", 0xf8000000, 0xfc000000, 0, 0},     {"VINTERP", 0xcd000000, 0xff000000, 16, 7},
    {"LDSDIR", 0xce000000, 0xff000000, 20, 2},
};
constexpr Space gfx12_spaces[] = {
    {"SOP2", 0x80000000, 0xc0000000, 23, 7},    {"SOPK", 0xb0000000, 0xf0000000, 23, 5},
    {"SOP1", 0xbe800000, 0xff800000, 8, 8},     {"SOPC", 0xbf000000, 0xff800000, 16, 7},
    {"SOPP", 0xbf800000, 0xff800000, 16, 7},    {"SMEM", 0xf4000000, 0xfc000000, 13, 6},
    {"VOP1", 0x7e000000, 0xfe000000, 9, 8},     {"VOP2", 0x00000000, 0x80000000, 25, 6},
    {"VOPC", 0x7c000000, 0xfe000000, 17, 8},    {"VOP3", 0xd4000000, 0xfc000000, 16, 10},
    {"VOP3P", 0xcc000000, 0xff000000, 16, 7},   {"VOPD-X", 0xc8000000, 0xfc000000, 22, 4},
    {"VOPD-Y", 0xc8000000, 0xfc000000, 17, 5},  {"DS", 0xd8000000, 0xfc000000, 18, 8},
    {"VFLAT", 0xec000000, 0xff000000, 14, 7},   {"VSCRATCH", 0xed000000, 0xff000000, 14, 7},
    {"VGLOBAL", 0xee000000, 0xff000000, 14, 7}, {"VBUFFER", 0xc4000000, 0xfc000000, 14, 8},
    {"VIMAGE", 0xd0000000, 0xfc000000, 14, 8},  {"VSAMPLE", 0xe4000000, 0xfc000000, 14, 8},
    {"EXPORT", 0xf8000000, 0xfc000000, 0, 0},   {"VINTERP", 0xcd000000, 0xff000000, 16, 5},
    {"VDSDIR", 0xce000000, 0xff000000, 20, 2},
};
struct Target {
  Generation generation;
  const char* cpu;
  std::span<const Space> spaces;
};
constexpr Target gfx1100{Generation::gfx11, "gfx1100", gfx11_spaces},
    gfx1201{Generation::gfx12, "gfx1201", gfx12_spaces};

class Oracle {
 public:
  Oracle(const char* cpu, const char* features) {
    LLVMInitializeAMDGPUTargetInfo();
    LLVMInitializeAMDGPUTargetMC();
    LLVMInitializeAMDGPUDisassembler();
    context_ = LLVMCreateDisasmCPUFeatures("amdgcn-amd-amdhsa", cpu, features, nullptr, 0, nullptr, nullptr);
  }
  ~Oracle() { LLVMDisasmDispose(context_); }
  // Text and size; an empty text means that MC refuses the word, `garbage` that it prints it under protest.
  Disassembly operator()(std::array<u32, 5> words, bool& garbage) const {
    char line[512];
    const std::size_t n =
        LLVMDisasmInstruction(context_, reinterpret_cast<u8*>(words.data()), 20, 0, line, sizeof line);
    std::string s = n ? line : "";
    garbage = s.find("/*") != s.npos || s.find("Warning") != s.npos;
    for (char& c : s)
      if (c == '\t') c = ' ';
    s.erase(0, s.find_first_not_of(' '));
    s.erase(s.find_last_not_of(' ') + 1);
    return {.size = static_cast<u32>(n), .known = n != 0, .text = s};
  }

 private:
  LLVMDisasmContextRef context_;
};

std::array<u32, 5> fill(const Space& space, u32 op, u32 round, std::mt19937_64& random) {
  std::array<u32, 5> w;
  for (u32& x : w) {
    const u64 q = random();
    x = static_cast<u32>(q);
    // Random words rarely meet reserved-zero fields: thin the bits out in most rounds.
    if (round % 4 == 1) x &= static_cast<u32>(q >> 32);
    if (round % 4 == 2) x &= static_cast<u32>(q >> 32) & static_cast<u32>(random());
    if (round % 4 == 3 && &x != w.data()) x &= 0x01ff01ff;
  }
  if (round % 8 == 7) w[0] &= ~0xffffu;
  // A VOP3 word whose unused sources are zero, in a shape that most instructions accept.
  if (round % 16 < 6 && space.op_bits == 10) w[1] &= round % 2 ? 0x07ffffffu : 0x0003ffffu;
  if (round % 16 == 6 && space.op_bits == 10) w[1] = (w[1] & 0x1ff) | (round % 32 < 16 ? 0 : w[1] & 0xe0000000u);
  const bool split = space.match >> 26 == 0x3b || space.match >> 26 == 0x31;  // VFLAT and the like, VBUFFER
  if (split && round % 4 < 2) w[0] = (w[0] & ~0x3fffu) | 124, w[1] &= ~0x0e00u;
  if (split && round % 4 == 0) w[1] &= ~0x20000u;
  if (round % 16 == 8) w[1] = (w[1] & 0xffff) | 124u << 16 | (w[1] & 0xff000000u);  // saddr NULL
  // Nothing but the opcode, or operands only in the second word: what words with many reserved bits need.
  if (round < 4) w[0] &= round % 2 ? 0x000000ff : 0;
  if (round % 2 == 0 && round < 4) std::fill(w.begin() + 1, w.end(), 0u);
  if (round / 2 == 1 && std::string_view(space.name) == "DS") w[0] |= 1u << 17, w[1] &= 0xff00ffff;  // GDS
  // Literals that have an inline constant's value, in the first source.
  if (round % 16 == 13) {
    static constexpr u32 values[] = {0,      1,      53,         64,         65,         0xffffffff, 0xfff0,    0xffff,
                                     0x3c00, 0x3118, 0x3f800000, 0xc0800000, 0x3e22f983, 0x3ff00000, 0x40100000};
    const bool is_long = space.op_bits == 10 || space.mask == 0xff000000;
    u32& first = w[is_long ? 1 : 0];
    first = (first & ~(space.match >> 30 == 2 ? 0xffu : 0x1ffu)) | 0xff;
    w[is_long ? 2 : 1] = values[random() % std::size(values)];
  }
  // VOP3P with three VGPR tuples and few modifiers: what WMMA accepts.
  if (round % 16 >= 10 && round % 16 != 13 && space.match == 0xcc000000) {
    w[0] &= 0xffff00ff | (round % 2 ? 0x7f00u : 0u);
    w[1] = (w[1] & (round % 16 == 10 ? 0x63f9fcfeu : 0x03f9fcfeu)) | 0x04020100;
    if (round % 16 >= 12)  // those that want op_sel_hi set and nothing else
      w[0] = (w[0] & 0xff7f007f) | 0x4000 | (round % 32 == 12 ? 0x0800u : 0), w[1] = (w[1] & 0x03f1f8fc) | 0x1c020100;
  }
  const u32 op_mask = space.op_bits ? ((1u << space.op_bits) - 1) << space.op_low : 0;
  w[0] = (w[0] & ~(space.mask | op_mask)) | space.match | op << space.op_low;
  return w;
}

// Words that MC prints although no processor gives them a meaning: a comparison into a read-only source, a literal as
// buffer offset, a barrier's number from parameters of a vertex, signs of halves in pairs, a factor of two results.
bool nonsense(const Space& space, const std::array<u32, 5>& words, const std::string& theirs) {
  const std::string_view format = space.name;
  if (format == "MUBUF" || format == "MTBUF") return words[1] >> 24 == 0xff;
  if (format == "VOP1") return theirs.starts_with("v_readfirstlane_b32 ") && theirs.find(" src_") == theirs.find(' ');
  if (format == "SOP1") return theirs.find("barrier") != theirs.npos && theirs.ends_with(" src_lds_direct");
  if (format == "VOP2") return theirs.starts_with("v_pk_fmac_f16_dpp") && theirs.find_first_of("-|") != theirs.npos;
  if (format != "VOP3") return false;
  if (theirs.starts_with("v_cvt_pk_f32_") &&
      (theirs.ends_with(" mul:2") || theirs.ends_with(" mul:4") || theirs.ends_with(" div:2")))
    return true;
  const auto dst = theirs.substr(theirs.find(' ') + 1);
  return theirs.starts_with("v_cmp_") && (dst.starts_with("src_") || !std::isalpha(dst[0]));
}

// Of the ISA documents, but unknown to LLVM 19.
constexpr std::string_view beyond_mc[] = {"v_swap_b16",         "v_dual_dot2acc_f32_bf16", "s_alloc_vgpr",
                                          "ds_bpermute_fi_b32", "ds_bvh_stack_p",          "s_endpgm_ordered_ps_done"};

void compare(const Target& target, const std::string& features, WaveSize wave_size) {
  const Oracle fake16(target.cpu, features.c_str()), real16(target.cpu, (features + ",+real-true16").c_str());
  // Two instructions exist in the true16 form only.
  const auto oracle = [&](const std::array<u32, 5>& words, std::string_view ours, bool& garbage) {
    return (ours.starts_with("v_mov_b16") ? real16 : fake16)(words, garbage);
  };
  std::mt19937_64 random(1);
  u64 compared = 0, lenient = 0, failures = 0, claimed_total = 0, known_total = 0;
  for (const Space& space : target.spaces) {
    u32 known = 0, claimed = 0, wrong = 0;
    std::string unclaimed;
    for (u32 op = 0; op < 1u << space.op_bits; ++op) {
      if (space.op_bits == 6 && op >= 0x3e) continue;                      // VOP1 and VOPC
      if (std::string_view(space.name) == "SOP2" && op >= 0x60) continue;  // SOPK, SOP1, SOPC, SOPP
      if (std::string_view(space.name) == "SOPK" && op >= 0x1d) continue;  // SOP1, SOPC, SOPP
      bool mc_knows = false, we_claim = false, slot_wrong = false;
      std::string name;
      for (u32 round = 0; round < fills; ++round) {
        const auto words = fill(space, op, round, random);
        bool garbage = false;
        const auto ours = disassemble(std::as_bytes(std::span(words)), target.generation, wave_size);
        const auto theirs = oracle(words, ours.text, garbage);
        if (target.generation == Generation::gfx12 && ours.text.find("v_dual_dot2acc") != ours.text.npos) continue;
        if (garbage || std::any_of(std::begin(beyond_mc), std::end(beyond_mc),
                                   [&](auto n) { return ours.text.find(n) != ours.text.npos; }))
          continue;
        if (theirs.known && !mc_knows) mc_knows = true, name = theirs.text.substr(0, theirs.text.find(' '));
        we_claim |= ours.known;
        if (nonsense(space, words, theirs.text)) continue;
        constexpr std::string_view not_modelled = ": graphics, not modelled";
        if (theirs.known && ours.text.ends_with(not_modelled)) {  // their name is all that we have of them
          we_claim = true, ++compared;
          const bool same = theirs.text.substr(0, theirs.text.find(' ')) + std::string(not_modelled) == ours.text &&
                            theirs.size == ours.size;
          if (!same && !slot_wrong)
            ADD_FAILURE() << fmt::format("ours {} [{}], theirs {} [{}]", ours.text, ours.size, theirs.text,
                                         theirs.size);
          slot_wrong |= !same, failures += !same;
          continue;
        }
        if (!theirs.known) {  // MC wants reserved bits to be zero; the hardware does not look at them
          lenient += ours.known;
          continue;
        }
        ++compared;
        if (ours.known && (ours.text != theirs.text || ours.size != theirs.size)) {
          ++failures;
          if (!slot_wrong && wrong < 12)
            ADD_FAILURE() << fmt::format("{} opcode {:#x}: {:08x} {:08x} {:08x}\n  ours   {} [{}]\n  theirs {} [{}]",
                                         space.name, op, words[0], words[1], words[2], ours.text, ours.size,
                                         theirs.text, theirs.size);
          slot_wrong = true;
        } else if (!ours.known && we_claim) {
          ++failures;
          if (!slot_wrong && wrong < 12)
            ADD_FAILURE() << fmt::format("{} opcode {:#x}: {:08x} {:08x} {:08x} is unknown to us\n  theirs {}",
                                         space.name, op, words[0], words[1], words[2], theirs.text);
          slot_wrong = true;
        }
      }
      if (we_claim && !mc_knows) {
        ++failures, slot_wrong = true;
        ADD_FAILURE() << fmt::format("{} opcode {:#x} is no instruction to MC", space.name, op);
      }
      known += mc_knows, claimed += we_claim, wrong += slot_wrong;
      if (mc_knows && !we_claim) unclaimed += " " + name;
    }
    known_total += known, claimed_total += claimed;
    fmt::print("{:8} slots known to MC {:4}, claimed {:4}, wrong {:3}{}{}\n", space.name, known, claimed, wrong,
               unclaimed.empty() ? "" : "; not claimed:", unclaimed.substr(0, 400));
  }
  fmt::print(
      "{} wave{}: {} of {} slots claimed, {} words compared, {} differ; "
      "{} words with reserved bits set that MC refuses\n",
      target.cpu, static_cast<u32>(wave_size), claimed_total, known_total, compared, failures, lenient);
}

class Decode : public testing::TestWithParam<Target> {};
TEST_P(Decode, AgreesWithLlvmMcOnEverySlotItClaimsInWave32) {
  compare(GetParam(), "+wavefrontsize32", WaveSize::wave32);
}
TEST_P(Decode, AgreesWithLlvmMcOnEverySlotItClaimsInWave64) {
  compare(GetParam(), "-wavefrontsize32,+wavefrontsize64", WaveSize::wave64);
}
INSTANTIATE_TEST_SUITE_P(Rdna, Decode, testing::Values(gfx1100, gfx1201),
                         [](const auto& target) { return std::string(target.param.cpu); });

}  // namespace
}  // namespace egpulab::simulator::isa::rdna
#endif
