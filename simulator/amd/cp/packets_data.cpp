// Packets that move data: WRITE_DATA, COPY_DATA, DMA_DATA, ATOMIC_MEM.
#include <fmt/format.h>

#include "simulator/amd/cp/queue.hpp"
#include "simulator/amd/tc_atomic.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

constexpr u32 copy_slice = MiB;                     // of DMA_DATA, between which other queues get a turn
constexpr u64 copy_bytes_per_microsecond = 64'000;  // 64 bytes a clock at 1 GHz; a figure of ours

Step refuse(ComputeQueue& queue, std::string_view packet, std::string_view what) {
  queue.report(Finding::unmodelled, fmt::format("{} {}", packet, what));
  return Step::done;
}

Step write_data(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::WriteData>(body);
  const Words data = body.subspan(3);
  switch (p["dst_sel"_f]) {
    case pm4::WriteDestination::mem_mapped_register:
      for (u32 n = 0; n < data.size(); ++n)
        queue.write_register(p["dst_addr_lo_or_reg"_f] + (p["addr_incr"_f] ? 0 : n), data[n]);
      return Step::done;
    case pm4::WriteDestination::memory_sync_grbm:
    case pm4::WriteDestination::tc_l2:
    case pm4::WriteDestination::memory: {
      const u64 address = join64(p["dst_addr_lo_or_reg"_f] & ~3u, p["dst_mem_addr_hi"_f]);
      const Words stored = p["addr_incr"_f] ? data.last(1) : data;
      return queue.write(address, std::as_bytes(stored)) ? Step::done : Step::failed;
    }
    case pm4::WriteDestination::gds:
      return refuse(queue, "WRITE_DATA", "to GDS");
    case pm4::WriteDestination::persistent_state:
      return refuse(queue, "WRITE_DATA", "to persistent state");
  }
  return refuse(queue, "WRITE_DATA", fmt::format("to destination {}", static_cast<u32>(p["dst_sel"_f])));
}

Step copy_data(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::CopyData>(body);
  const bool wide = p["count_sel"_f];
  const u32 source = p["src_addr_lo_or_reg_or_imm"_f];
  u64 value = 0;
  switch (p["src_sel"_f]) {
    case pm4::CopySource::mem_mapped_register:
    case pm4::CopySource::perfcounters:
      value = queue.read_register(source);
      if (wide) value |= u64{queue.read_register(source + 1)} << 32;
      break;
    case pm4::CopySource::memory:
    case pm4::CopySource::tc_l2: {
      const u64 address = join64(source & ~3u, p["src_addr_hi_or_imm_hi"_f]);
      u32 low = 0;
      if (wide ? !queue.load(address, value) : !queue.load(address, low)) return Step::failed;
      if (!wide) value = low;
      break;
    }
    case pm4::CopySource::immediate_data:
      value = join64(source, p["src_addr_hi_or_imm_hi"_f]);
      break;
    case pm4::CopySource::gpu_clock_count:
    case pm4::CopySource::system_clock_count:
      value = queue.timestamp();
      break;
    case pm4::CopySource::atomic_return_data:
      value = join64(queue.hqd().get<CpHqdAtomic0PreopLo>().raw(), queue.hqd().get<CpHqdAtomic0PreopHi>().raw());
      break;
    default:
      return refuse(queue, "COPY_DATA", fmt::format("from source {}", static_cast<u32>(p["src_sel"_f])));
  }
  const u32 destination = p["dst_addr_lo_or_reg"_f];
  switch (p["dst_sel"_f]) {
    case pm4::CopyDestination::mem_mapped_register:
    case pm4::CopyDestination::perfcounters:
    case pm4::CopyDestination::mem_mapped_reg_dc:
      queue.write_register(destination, low32(value));
      if (wide) queue.write_register(destination + 1, high32(value));
      return Step::done;
    case pm4::CopyDestination::memory_sync_grbm:
    case pm4::CopyDestination::tc_l2:
    case pm4::CopyDestination::memory: {
      const u64 address = join64(destination & ~3u, p["dst_addr_hi"_f]);
      return (wide ? queue.store(address, value) : queue.store(address, low32(value))) ? Step::done : Step::failed;
    }
    case pm4::CopyDestination::gds:
      break;
  }
  return refuse(queue, "COPY_DATA", fmt::format("to destination {}", static_cast<u32>(p["dst_sel"_f])));
}

// One slice of the copy or fill; comes back for the next until all bytes are done.
Step dma_data(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::DmaData>(body);
  if (p["src_sel"_f] == pm4::DmaSource::gds || p["dst_sel"_f] == pm4::DmaDestination::gds || p["sas"_f] || p["das"_f])
    return refuse(queue, "DMA_DATA", "from or to GDS or registers");
  const u64 total = p["byte_count"_f];
  u64& done = queue.progress();
  const auto bytes = static_cast<u32>(std::min<u64>(copy_slice, total - done));
  const bool moves_source = !p["saic"_f], moves_destination = !p["daic"_f];
  std::vector<std::byte> buffer(bytes);
  if (p["src_sel"_f] == pm4::DmaSource::data) {
    for (u32 at = 0; at < bytes; ++at)
      buffer[at] = static_cast<std::byte>(p["src_addr_lo_or_data"_f] >> (8 * ((done + at) % 4)));
  } else {
    const u64 source = join64(p["src_addr_lo_or_data"_f], p["src_addr_hi"_f]);
    if (!queue.read(source + (moves_source ? done : 0), buffer)) return Step::failed;
  }
  if (p["dst_sel"_f] != pm4::DmaDestination::nowhere) {
    const u64 destination = join64(p["dst_addr_lo"_f], p["dst_addr_hi"_f]);
    if (!queue.write(destination + (moves_destination ? done : 0), buffer)) return Step::failed;
  }
  queue.spend(Nanoseconds{static_cast<i64>(u64{bytes} * 1000 / copy_bytes_per_microsecond)});
  done += bytes;
  return done >= total ? Step::done : Step::again;
}

Step atomic_mem(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::AtomicMem>(body);
  const auto atomic = TcAtomic::decode(p["atomic"_f]);
  if (!atomic) return refuse(queue, "ATOMIC_MEM", fmt::format("with TC_OP {:#x}", p["atomic"_f]));
  const u64 address = join64(p["addr_lo"_f] & (atomic->wide ? ~7u : ~3u), p["addr_hi"_f]);
  const u64 source = join64(p["src_data_lo"_f], p["src_data_hi"_f]);
  const u64 compare = join64(p["cmp_data_lo"_f], p["cmp_data_hi"_f]);
  u64 old = 0;
  u32 old_low = 0;
  if (atomic->wide ? !queue.load(address, old) : !queue.load(address, old_low)) return Step::failed;
  if (!atomic->wide) old = old_low;
  const u64 expected = atomic->wide ? compare : low32(compare);
  // Command 1 loops until the comparison of a compare-and-swap holds.
  if (p["command"_f] == 1 && atomic->operation == TcAtomic::Operation::cmpswap && old != expected)
    return queue.wait_for_memory(address);
  const u64 value = atomic->apply(old, source, compare);
  if (atomic->returns) {
    queue.hqd().put(CpHqdAtomic0PreopLo(low32(old)));
    queue.hqd().put(CpHqdAtomic0PreopHi(high32(old)));
  }
  return (atomic->wide ? queue.store(address, value) : queue.store(address, low32(value))) ? Step::done : Step::failed;
}

constexpr PacketRow data_rows[] = {
    {Opcode::write_data, 4, write_data},
    {Opcode::copy_data, 5, copy_data},
    {Opcode::dma_data, 6, dma_data},
    {Opcode::atomic_mem, 8, atomic_mem},
};

}  // namespace

std::span<const PacketRow> data_packets() { return data_rows; }

}  // namespace egpulab::simulator::amd::cp
