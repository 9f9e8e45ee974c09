// ELECT: one lane of those here, for what one thread has to do (PTX elect.sync).
#pragma once

#include <bit>

#include "simulator/isa/sass/exec/memory.hpp"
#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN

// The candidates are in a predicate, or with bit 91 in a uniform register that bit 72 inverts; the lowest wins. Its
// number goes to a uniform register (cicuvc/nvidia-sass-document notes/sm90/instr/elect.md).
inline const Record* elect(Warp& w, const Record* i) {
  const Word word = i->word;
  const u32 exec = lanes_of(w, i);
  u32 candidates = psrc(w, i);
  if (word.bit(91)) {
    candidates = uniform_at(w, word, 24);
    if (word.bit(72)) candidates = ~candidates;
  }
  candidates &= exec;
  const u32 winner = candidates & (~candidates + 1);
  set_predicate(w, i, 0, exec, winner);
  if (const u32 d = uniform_index(w, word, 16); winner && d != uniform::zero)
    w.ur[d] = static_cast<u32>(std::countr_zero(winner));
  return i + 1;
}

EGPULAB_SASS_END
