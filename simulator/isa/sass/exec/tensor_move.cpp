// Which handler a LDSM, STSM or MOVM has.
#include "simulator/isa/sass/exec/tensor_move.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {
namespace {

constexpr Handler ldsm_kinds[2][3] = {{ldsm<1, false>, ldsm<2, false>, ldsm<4, false>},
                                      {ldsm<1, true>, ldsm<2, true>, ldsm<4, true>}};
constexpr Handler stsm_kinds[2][3] = {{stsm<1, false>, stsm<2, false>, stsm<4, false>},
                                      {stsm<1, true>, stsm<2, true>, stsm<4, true>}};

// Bits 72-73: how many matrices. Bits 78-80: 0 as it lies, 1 transposed; more, and element formats in bits 75-77, only
// on sm_100 and newer (ldmatrix .m16n16, .m8n16, .b4x16_p64, .b6x16_p32).
Handler pick_matrix_move(const Handler (&kinds)[2][3], Word word) {
  const u64 count = word.bits(72, 2), kind = word.bits(78, 3);
  return word.bits(75, 3) || kind > 1 || count > 2 ? nullptr : kinds[kind][count];
}

}  // namespace

Handler pick_ldsm(Word word, SmVersion) { return pick_matrix_move(ldsm_kinds, word); }
Handler pick_stsm(Word word, SmVersion) { return pick_matrix_move(stsm_kinds, word); }
// Other conversions (bits 75-79) are made of bits and nibbles by ptxas for sm_120's emulation of BMMA.
Handler pick_movm(Word word, SmVersion) { return word.bits(75, 5) ? nullptr : movm; }

}  // namespace tensor
EGPULAB_SASS_END
