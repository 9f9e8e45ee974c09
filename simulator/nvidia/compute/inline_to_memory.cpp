// Words of the pushbuffer on their way to memory.
#include "simulator/nvidia/compute/inline_to_memory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/nvidia/ce/copy_port.hpp"
#include "simulator/nvidia/compute/graphics_reduction.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;
using namespace regs::nvidia::compute_methods;

namespace {

u32 at(std::span<const u32> methods, u32 address) { return methods[address / 4]; }

}  // namespace

Step InlineToMemory::launch(MethodContext& channel, std::span<const u32> methods, u32 data) {
  if (active_)
    channel.report(Finding::fault, "LAUNCH_DMA of inline data while the last one still waits for data: it is dropped");
  launch_ = data;
  line_ = offset_ = 0;
  active_ = at(methods, line_length_in) != 0 && at(methods, line_count) != 0;
  return active_ ? Step::done : finish(channel, methods);
}

Step InlineToMemory::data(MethodContext& channel, std::span<const u32> methods, u32 word) {
  if (!active_)
    return channel.error(robust_channel::gr_exception,
                         fmt::format("LOAD_INLINE_DATA ({:#x}) without a LAUNCH_DMA that waits for data", word));
  const LaunchDma launch(launch_);
  const u64 length = at(methods, line_length_in);
  CopyPort to(channel.memory(), join64(at(methods, offset_out), at(methods, offset_out_upper)));
  to.set_pitch(at(methods, pitch_out));
  if (!launch["DST_MEMORY_LAYOUT"_f]) {
    const SetDstBlockSize block(at(methods, set_dst_block_size));
    to.set_blocks({.width_gobs_log2 = block["WIDTH"_f],
                   .height_gobs_log2 = static_cast<u32>(block["HEIGHT"_f]),
                   .depth_gobs_log2 = static_cast<u32>(block["DEPTH"_f]),
                   .width_bytes = at(methods, set_dst_width),
                   .height = at(methods, set_dst_height)},
                  at(methods, set_dst_origin_bytes_x), at(methods, set_dst_origin_samples_y),
                  at(methods, set_dst_layer));
  }
  // Each line starts with a word of its own.
  const u64 bytes = std::min<u64>(4, length - offset_);
  std::optional<AccessFault> fault;
  if (launch["REDUCTION_ENABLE"_f]) {
    u32 old = 0;
    fault = to.read(line_, offset_, as_writable_bytes(old).first(bytes));
    word = low32(reduced_by_graphics(static_cast<u8>(launch["REDUCTION_OP"_f]), false,
                                     launch["REDUCTION_FORMAT"_f] == LaunchDmaReductionFormat::signed_32, old, word));
  }
  if (!fault) fault = to.write(line_, offset_, as_bytes(word).first(bytes));
  if (fault) {
    active_ = false;
    return channel.fault(*fault);
  }
  offset_ += bytes;
  if (offset_ < length) return Step::done;
  offset_ = 0;
  if (++line_ < at(methods, line_count)) return Step::done;
  active_ = false;
  return finish(channel, methods);
}

Step InlineToMemory::finish(MethodContext& channel, std::span<const u32> methods) {
  const LaunchDma launch(launch_);
  if (launch["COMPLETION_TYPE"_f] == LaunchDmaCompletionType::release_semaphore) {
    const u64 address = join64(at(methods, set_i2m_semaphore_b), at(methods, set_i2m_semaphore_a));
    const u64 payload = at(methods, set_i2m_semaphore_c), time = channel.nanoseconds();
    const bool one_word = launch["SEMAPHORE_STRUCT_SIZE"_f];
    std::optional<AccessFault> fault;
    if (!one_word) fault = channel.memory().store(address + 8, time);
    if (!fault) fault = channel.memory().write(address, as_bytes(payload).first(one_word ? 4 : 8));
    if (fault) return channel.fault(*fault);
  }
  if (launch["INTERRUPT_TYPE"_f] == LaunchDmaInterruptType::interrupt) channel.interrupt();
  return Step::done;
}

}  // namespace egpulab::simulator::nvidia
