// SDMA packets.
#include "driver/amd/sdma_packets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd::sdma;

namespace {

constexpr u32 sdma_poll_interval = 10, poll_retries = 0xfff;  // as Linux sdma_v6_0.c; 0xfff retries for ever
constexpr u32 copy_linear = 0, timestamp_get_global = 2;
constexpr u32 memory_type_uncached = 3;

}  // namespace

void SdmaBuilder::copy(u64 to, u64 from, u64 bytes) {
  for (u64 done = 0; done < bytes; done += std::min(largest_copy, bytes - done)) {
    const u64 n = std::min(largest_copy, bytes - done);
    packet(CopyLinear{"op"_f = Op::copy, "sub_op"_f = copy_linear, "count"_f = static_cast<u32>(n - 1),
                      "src_addr_31_0"_f = low32(from + done), "src_addr_63_32"_f = high32(from + done),
                      "dst_addr_31_0"_f = low32(to + done), "dst_addr_63_32"_f = high32(to + done)});
  }
}

void SdmaBuilder::fill_unit(u64 to, u32 data, u32 log2_size, u64 bytes) {
  for (u64 done = 0; done < bytes; done += std::min(largest_copy, bytes - done)) {
    const u64 n = std::min(largest_copy, bytes - done);
    packet(ConstantFill{"op"_f = Op::const_fill, "fillsize"_f = log2_size, "dst_addr_31_0"_f = low32(to + done),
                        "dst_addr_63_32"_f = high32(to + done), "src_data_31_0"_f = data,
                        "count"_f = static_cast<u32>(n - 1)});
  }
}

void SdmaBuilder::fill(u64 to, u32 pattern, u64 bytes) {
  if (to % 4 != 0 || bytes % 4 != 0)
    throw InvalidRequest(fmt::format("fill of {} bytes at {:#x}: a 32-bit pattern needs multiples of 4", bytes, to));
  fill_unit(to, pattern, 2, bytes);
}

void SdmaBuilder::fill_bytes(u64 to, u8 value, u64 bytes) {
  const u64 head = std::min<u64>(align_up(to, 4) - to, bytes), middle = align_down(bytes - head, 4);
  fill_unit(to, value, 0, head);
  fill_unit(to + head, value * 0x01010101u, 2, middle);
  fill_unit(to + head + middle, value, 0, bytes - head - middle);
}

void SdmaBuilder::wait_at_least(u64 va, u32 value) {
  packet(PollRegmem{"op"_f = Op::poll_regmem, "func"_f = regs::amd::sdma::Compare::greater_equal, "mem_poll"_f = true,
                    "addr_31_0"_f = low32(va), "addr_63_32"_f = high32(va), "value"_f = value, "mask"_f = ~u32{0},
                    "interval"_f = sdma_poll_interval, "retry_count"_f = poll_retries});
}

void SdmaBuilder::flush_hdp(u32 request_dword, u32 done_dword, u32 client) {
  packet(PollRegmem{"op"_f = Op::poll_regmem, "hdp_flush"_f = true, "func"_f = regs::amd::sdma::Compare::equal,
                    "addr_31_0"_f = done_dword * 4, "addr_63_32"_f = request_dword * 4, "value"_f = client,
                    "mask"_f = client, "interval"_f = sdma_poll_interval, "retry_count"_f = poll_retries});
}

void SdmaBuilder::fence(u64 va, u32 value) {
  packet(Fence{"op"_f = Op::fence, "mtype"_f = memory_type_uncached, "addr_31_0"_f = low32(va),
               "addr_63_32"_f = high32(va), "data"_f = value});
}

void SdmaBuilder::timestamp(u64 va) {
  packet(TimestampGetGlobal{"op"_f = Op::timestamp, "sub_op"_f = timestamp_get_global,
                            "write_addr_31_3"_f = low32(va) >> 3, "write_addr_63_32"_f = high32(va)});
}

void SdmaBuilder::nop(u32 dwords) { words_.insert(words_.end(), dwords, 0); }

}  // namespace egpulab::driver::amd
