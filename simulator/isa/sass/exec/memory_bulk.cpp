// UBLKCP: copies of whole blocks between global and shared memory (PTX cp.async.bulk), done at once.
//
// Fields: cicuvc/nvidia-sass-document notes/instr/ublkcp.md. What the uniform registers hold is told by the code that
// ptxas makes: bits 24-29 the source, 32-37 the destination (to shared memory: its address, then its barrier's),
// 64-69 the size in units of 16 bytes.
#include <algorithm>

#include "simulator/isa/sass/exec/memory_barrier.hpp"
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"

EGPULAB_SASS_BEGIN
namespace {

constexpr u32 bulk_unit = 16;

// Calls f(host, bytes) for the pieces of global memory, page by page. False: refused, w.memory->fault says why.
template <Access A, class F>
bool each_piece(Warp& w, u64 address, u64 bytes, F f) {
  constexpr u64 piece_bytes = 4 * KiB;
  for (u64 done = 0; done < bytes;) {
    const u64 at = address + done, n = std::min(bytes - done, piece_bytes - at % piece_bytes);
    std::byte* p = find<A>(*w.memory, at, n);
    if (!p) return false;
    f(p, done, n);
    done += n;
  }
  return true;
}
constexpr auto only_asks = [](std::byte*, u64, u64) {};

}  // namespace

const Record* bulk_copy(Warp& w, const Record* i) {
  if ((w.up[i->guard] != 0) == (i->guard_not != 0)) return i + 1;
  const Word word = i->word;
  const bool to_shared = word.bit(73), from_shared = word.bit(74);
  if (word.bit(75)) return unsupported(w, i, "UBLKCP.MULTICAST");
  if (to_shared == from_shared) return unsupported(w, i, "UBLKCP within one kind of memory");
  const u64 bytes = u64{uniform_at(w, word, 64)} * bulk_unit;
  const u32 shared = uniform_at(w, word, to_shared ? 32 : 24);
  const u64 global = uniform64_at(w, word, to_shared ? 24 : 32);
  const u32 barrier = high32(uniform64_at(w, word, 32));
  if (misaligned(shared, bulk_unit)) return warp_error(w, i, WarpError::misaligned_addr, 0, shared);
  if (misaligned(global, bulk_unit)) return warp_error(w, i, WarpError::misaligned_addr, 0, global);
  if (u64{shared} + bytes > w.shared_bytes) return warp_error(w, i, WarpError::oor_addr, 0, shared);
  if (from_shared) {
    if (!each_piece<Access::write>(w, global, bytes, only_asks)) return memory_fault(w, i, 0, w.memory->fault.va);
    each_piece<Access::write>(w, global, bytes,
                              [&](std::byte* p, u64 done, u64 n) { std::memcpy(p, w.shared + shared + done, n); });
    return i + 1;
  }
  std::byte* state = shared_pointer(w, i, 0, barrier, 8);
  if (!state) return nullptr;
  if (!each_piece<Access::read>(w, global, bytes, only_asks)) return memory_fault(w, i, 0, w.memory->fault.va);
  each_piece<Access::read>(w, global, bytes,
                           [&](const std::byte* p, u64 done, u64 n) { std::memcpy(w.shared + shared + done, p, n); });
  end_transactions(w, state, bytes);
  return i + 1;
}

EGPULAB_SASS_END
