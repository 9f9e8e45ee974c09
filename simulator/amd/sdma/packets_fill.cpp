// Packets that make data: fills, page table entries, timestamps, atomics, counters.
#include <fmt/format.h>

#include "simulator/amd/sdma/queue.hpp"
#include "simulator/amd/tc_atomic.hpp"

namespace egpulab::simulator::amd::sdma {

using namespace regs::amd::sdma;

namespace {

constexpr u64 fill_slice = 1 * MiB;

Step constant_fill(Queue& queue, Words words) {
  const auto p = packet_as<ConstantFill>(words);
  const u64 element = u64{1} << p["fillsize"_f];
  if (element > 4) return queue.fail(fmt::format("CONSTANT_FILL with fill size {}; expected 0 to 2", p["fillsize"_f]));
  const u64 bytes = align_up(u64{p["count"_f]} + 1, element);
  u64& done = queue.progress();
  const u64 step = std::min(fill_slice, bytes - done);
  const u64 address = join64(p["dst_addr_31_0"_f], p["dst_addr_63_32"_f]);
  const u32 data = p["src_data_31_0"_f];
  if (!queue.check(queue.memory().fill(address + done, step, as_bytes(data).first(element)))) return Step::failed;
  queue.transfer(step, queue.memory().is_system(address + done));
  done += step;
  return done < bytes ? Step::again : Step::done;
}

// Entry n is (init + n * increment) | mask.
Step generate_entries(Queue& queue, Words words) {
  const auto p = packet_as<WriteIncr>(words);
  const u64 mask = join64(p["mask_dw0"_f], p["mask_dw1"_f]), increment = join64(p["incr_dw0"_f], p["incr_dw1"_f]);
  std::vector<u64> entries(u64{p["count"_f]} + 1);
  u64 value = join64(p["init_dw0"_f], p["init_dw1"_f]);
  for (u64& entry : entries) {
    entry = value | mask;
    value += increment;
  }
  const u64 address = join64(p["dst_addr_31_0"_f] & ~7u, p["dst_addr_63_32"_f]);
  if (!queue.write(address, std::as_bytes(std::span(entries)))) return Step::failed;
  queue.transfer(entries.size() * 8, queue.memory().is_system(address));
  return Step::done;
}

Step timestamp_set(Queue& queue, Words words) {
  const auto p = packet_as<TimestampSet>(words);
  const u64 initial = join64(p["init_data_31_0"_f], p["init_data_63_32"_f]);
  queue.services().host.set_timestamp_base(queue.engine(), queue.services().clock.ticks() - initial);
  return Step::done;
}

template <bool global>
Step timestamp_get(Queue& queue, Words words) {
  const auto p = packet_as<TimestampGet>(words);
  const u64 base = global ? 0 : queue.services().host.timestamp_base(queue.engine());
  const u64 address = join64(words[1] & ~7u, p["write_addr_63_32"_f]);
  return queue.store(address, queue.services().clock.ticks() - base) ? Step::done : Step::failed;
}

Step atomic(Queue& queue, Words words) {
  const auto p = packet_as<Atomic>(words);
  const auto operation = TcAtomic::decode(p["atomic_op"_f]);
  if (!operation) {
    queue.report(Finding::unmodelled, fmt::format("ATOMIC with TC_OP {:#x}", p["atomic_op"_f]));
    return Step::done;
  }
  const u64 address = join64(p["addr_31_0"_f] & (operation->wide ? ~7u : ~3u), p["addr_63_32"_f]);
  const u64 source = join64(p["src_data_31_0"_f], p["src_data_63_32"_f]);
  const u64 compare = join64(p["cmp_data_31_0"_f], p["cmp_data_63_32"_f]);
  u64 old = 0;
  u32 old_low = 0;
  if (operation->wide ? !queue.load(address, old) : !queue.load(address, old_low)) return Step::failed;
  if (!operation->wide) old = old_low;
  if (p["loop"_f] && operation->operation == TcAtomic::Operation::cmpswap &&
      old != (operation->wide ? compare : low32(compare)))
    return queue.wait_for_memory(address);
  if (operation->returns) {
    queue.services().registers.put(regs::amd::SdmaAtomicPreopLo(low32(old)), queue.engine());
    queue.services().registers.put(regs::amd::SdmaAtomicPreopHi(high32(old)), queue.engine());
  }
  const u64 value = operation->apply(old, source, compare);
  return (operation->wide ? queue.store(address, value) : queue.store(address, low32(value))) ? Step::done
                                                                                              : Step::failed;
}

Step memory_increment(Queue& queue, Words words) {
  const u64 address = join64(words[1] & ~7u, words[2]);
  u64 value = 0;
  return queue.load(address, value) && queue.store(address, value + 1) ? Step::done : Step::failed;
}

constexpr PacketRow fill_rows[] = {
    {Op::const_fill, 0, "CONSTANT_FILL", 5, constant_fill},
    {Op::ptepde, 0, "WRITE_INCR", 10, generate_entries},
    {Op::timestamp, 0, "TIMESTAMP_SET", 3, timestamp_set},
    {Op::timestamp, 1, "TIMESTAMP_GET", 3, timestamp_get<false>},
    {Op::timestamp, 2, "TIMESTAMP_GET_GLOBAL", 3, timestamp_get<true>},
    {Op::atomic, 0, "ATOMIC", 8, atomic},
    {Op::sem, 1, "MEM_INCR", 3, memory_increment},
};

}  // namespace

std::span<const PacketRow> fill_packets() { return fill_rows; }

}  // namespace egpulab::simulator::amd::sdma
