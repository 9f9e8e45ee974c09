// Floats of the uniform datapath (sm_100 on): the vector instructions' operations on one value a warp. Opcodes as ptxas
// 13.0 writes them for sm_120; fields lie as in the vector instructions.
#pragma once

#include "simulator/isa/sass/exec/convert.hpp"
#include "simulator/isa/sass/exec/uniform.hpp"

EGPULAB_SASS_BEGIN

// Source n with its modifiers.
inline u32 uniform_float(const Warp& w, const Record* i, u32 n) {
  const SignMasks m = sign_masks(i, n);
  return (scalar(w, i, n) & m.keep) ^ m.flip;
}
template <class Op, u32 Sources, bool IsSum>
u32 u_float(const Warp& w, const Record* i, UniformSources) {
  constexpr u32 second = IsSum ? 2 : 1;  // UFADD is UFFMA with a factor of 1: its second source is the third's
  const double scale = std::is_same_v<Op, FloatMul> ? fmul_scale(i->word) : 1;
  return arithmetic_f32<Op>(uniform_float(w, i, 0), uniform_float(w, i, second),
                            Sources > 2 ? uniform_float(w, i, 2) : 0, float_modifiers(i->word), scale);
}
inline u32 u_float_select(const Warp& w, const Record* i, UniformSources) {
  const u32 r = uniform_psrc(w, i) ? uniform_float(w, i, 0) : uniform_float(w, i, 1);
  return i->word.bit(80) ? Single::flush(r) : r;
}
inline void u_float_compare(Warp& w, const Record* i) {
  u32 a = uniform_float(w, i, 0), b = uniform_float(w, i, 1);
  if (i->word.bit(80)) a = Single::flush(a), b = Single::flush(b);
  const u32 holds = all_bits_if(float_condition(static_cast<u32>(i->word.bits(76, 4)), as_float(a), as_float(b)));
  const Combine how = static_cast<Combine>(i->word.bits(74, 2));
  const u32 other = uniform_psrc(w, i);
  set_uniform_predicate(w, i, 0, combine(how, holds, other) != 0);
  set_uniform_predicate(w, i, 1, combine(how, ~holds, other) != 0);
}
template <Conversion F, bool FromFloat>
void u_convert(Warp& w, const Record* i) {
  const Word word = i->word;
  const Size from = FromFloat ? source_size(word) : static_cast<Size>(word.bits(84, 2));
  const ConvertSource source(word, i->from[1] == From::value, from, FromFloat);
  const u64 x = !source.wide ? scalar(w, i, 1)
                : FromFloat  ? scalar64<Wide::high>(w, i, 1)
                             : scalar64<Wide::sign>(w, i, 1);
  const u64 r = F(source.of(x), word);
  if (word.bits(75, 2) == 3)
    write_uniform_64(w, i, r);
  else
    w.ur[i->dst] = low32(r);
}

EGPULAB_SASS_END
