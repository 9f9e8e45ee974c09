// Which handler an IMMA or BMMA has. Fields: Mesa src/nouveau/compiler/nak/sm70_encode.rs (OpImma), and what ptxas
// makes of the shapes of PTX ISA 9.7.14.5; BMMA's also from CuAssembler's pairs.
#include "simulator/isa/sass/exec/tensor_integer.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {
namespace {

struct IntegerShape {
  u8 shape;  // bits 75, 85, 86
  u8 bits;
  Handler run;
};
constexpr IntegerShape imma_shapes[] = {{0, 8, imma<8, 16, 8>},  {2, 4, imma<8, 32, 4>},  {4, 8, imma<16, 16, 8>},
                                        {5, 8, imma<16, 32, 8>}, {5, 4, imma<16, 32, 4>}, {6, 4, imma<16, 64, 4>}};
constexpr Handler bmma_shapes[] = {bmma<8, 128>, bmma<16, 128>, bmma<16, 256>};

// A by rows and B by columns is all that is compiled: bit 73 clear, bit 74 set.
bool usual_layout(Word word) { return !word.bit(73) && word.bit(74); }

}  // namespace

Handler pick_imma(Word word, SmVersion) {
  // Bit 72: A is sparse. Bits 83 and 84: elements of 4 bits.
  if (word.bit(72) || !usual_layout(word) || word.bits(87, 4) || word.bit(83) != word.bit(84)) return nullptr;
  const u64 shape = word.bits(75, 1) | word.bits(85, 2) << 1;
  for (const IntegerShape& s : imma_shapes)
    if (s.shape == shape && s.bits == (word.bit(83) ? 4 : 8)) return s.run;
  return nullptr;
}
Handler pick_bmma(Word word, SmVersion sm) {
  const u64 shape = word.bits(75, 2);
  if (!usual_layout(word) || shape > 2) return nullptr;
  // Bit 80 is set until Ada, whichever the operation; Hopper has AND only.
  if (sm >= 90 && !word.bit(78)) return nullptr;
  return bmma_shapes[shape];
}

}  // namespace tensor
EGPULAB_SASS_END
