// Handlers of MUFU.
#pragma once

#include "simulator/isa/sass/exec/float.hpp"
#include "simulator/isa/sass/exec/lane_mufu.hpp"
#include "simulator/isa/sass/exec/stop.hpp"

EGPULAB_SASS_BEGIN

// f16 sources: bit 73 up to sm_8x; from sm_90 on bits 72 and 73, of which 2 is bf16. Bit 60 takes the upper half
// (ptxas).
enum class MufuSource : u8 { single, half, brain };
inline MufuSource mufu_source(Word w, SmVersion sm) {
  const u32 field = static_cast<u32>(w.bits(72, 2));
  if (sm < 90) return w.bit(73) ? MufuSource::half : MufuSource::single;
  return field == 1 ? MufuSource::half : field == 2 ? MufuSource::brain : MufuSource::single;
}
inline const Record* mufu(Warp& w, const Record* i) {
  LaneRow t;
  const u32* b = row(w, i, 1, t);
  const Word word = i->word;
  const u32 function = static_cast<u32>(word.bits(74, 6));
  if (function > static_cast<u32>(Mufu::tanh)) return unsupported(w, i, "a function of MUFU that is not known");
  const Mufu f = static_cast<Mufu>(function);
  const MufuSource source = mufu_source(word, w.sm);
  const bool immediate = i->from[1] == From::value, absolute = !immediate && word.bit(62),
             negative = !immediate && word.bit(63);
  const u32 shift = !immediate && word.bit(60) ? 16 : 0;
  const u32 exec = lanes_of(w, i);
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    u32& d = w.r[i->dst][l];
    if (source == MufuSource::single) {
      const u32 x = (absolute ? b[l] & Single::magnitude : b[l]) ^ (negative ? Single::sign : 0);
      d = f == Mufu::rcp64h || f == Mufu::rsq64h ? mufu_64h(f == Mufu::rsq64h, x) : mufu_f32(f, x);
      continue;
    }
    const u32 raw = b[l] >> shift & 0xffff;
    const u16 x = static_cast<u16>((absolute ? raw & 0x7fff : raw) ^ (negative ? 0x8000u : 0u));
    d = source == MufuSource::half ? mufu_half<HalfNumbers>(f, x) : mufu_half<BrainNumbers>(f, x);
  }
  return i + 1;
}
template <Mufu F>
struct MufuFast {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const auto b = input_b<S>(w, i);
    const SignMasks m = sign_masks(i, 1);
    LaneVector r;
    EACH_PART r.part[n] = mufu_f32<F>(signed_part<true>(b, n, m));
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
inline Handler pick_mufu(Word word, SmVersion sm) {
  if (mufu_source(word, sm) != MufuSource::single) return nullptr;
  switch (static_cast<Mufu>(word.bits(74, 6))) {
    case Mufu::ex2:
      return by_form<MufuFast<Mufu::ex2>>(word, sm);
    case Mufu::lg2:
      return by_form<MufuFast<Mufu::lg2>>(word, sm);
    case Mufu::sin:
      return by_form<MufuFast<Mufu::sin>>(word, sm);
    case Mufu::cos:
      return by_form<MufuFast<Mufu::cos>>(word, sm);
    case Mufu::rcp:
      return by_form<MufuFast<Mufu::rcp>>(word, sm);
    case Mufu::rsq:
      return by_form<MufuFast<Mufu::rsq>>(word, sm);
    case Mufu::sqrt:
      return by_form<MufuFast<Mufu::sqrt>>(word, sm);
    default:
      return nullptr;
  }
}

EGPULAB_SASS_END
