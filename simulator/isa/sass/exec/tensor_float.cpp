// Which handler a HMMA or QMMA has. Fields: Mesa src/nouveau/compiler/nak/sm70_encode.rs (OpHmma), and what ptxas makes
// of the shapes and types of PTX ISA 9.7.14.5.
#include "simulator/isa/sass/exec/tensor_float.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {
namespace {

struct FloatShape {
  u8 shape, type, acc;  // bits 75 and 78; 82-83; 76
  Handler run;
};
using enum Accumulator;
constexpr FloatShape hmma_shapes[] = {
    {0, 0, 0, hmma<Element::f16, 8, f16>},  {0, 0, 1, hmma<Element::f16, 8, f32>},
    {1, 0, 0, hmma<Element::f16, 16, f16>}, {1, 0, 1, hmma<Element::f16, 16, f32>},
    {0, 1, 1, hmma<Element::bf16, 8, f32>}, {1, 1, 1, hmma<Element::bf16, 16, f32>},
    {2, 2, 1, hmma<Element::tf32, 4, f32>}, {0, 2, 1, hmma<Element::tf32, 8, f32>},
};
constexpr FloatShape qmma_shapes[] = {
    {0, 0, 0, qmma<16, f16>}, {0, 0, 1, qmma<16, f32>}, {1, 0, 0, qmma<32, f16>}, {1, 0, 1, qmma<32, f32>}};

bool known_small(SmallFloat f, SmVersion sm) { return small_values(f) && (f <= SmallFloat::e5m2 || sm >= 100); }

}  // namespace

Handler pick_hmma(Word word, SmVersion) {
  // Bit 73: A is sparse. Bits 87-90: from sm_90 on a uniform predicate, stored so that 0 is UPT.
  if (word.bit(73) || word.bits(87, 4)) return nullptr;
  const u64 shape = word.bits(75, 1) | word.bits(78, 1) << 1;
  for (const FloatShape& s : hmma_shapes)
    if (s.shape == shape && s.type == word.bits(82, 2) && s.acc == word.bits(76, 1)) return s.run;
  return nullptr;
}
Handler pick_qmma(Word word, SmVersion sm) {
  const SmallOperands types = small_operands(word);
  if (word.bit(80) || word.bits(87, 4) || !known_small(types.a, sm) || !known_small(types.b, sm)) return nullptr;
  for (const FloatShape& s : qmma_shapes)
    if (s.shape == word.bits(75, 2) && s.acc == word.bits(77, 1)) return s.run;
  return nullptr;
}
const Record* refuse_matrix(Warp& w, const Record* i) {
  return unsupported(w, i, "this shape, type or sparsity of a matrix instruction is not modelled");
}

}  // namespace tensor
EGPULAB_SASS_END
