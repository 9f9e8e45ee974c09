// LAUNCH_DMA: what moves, how it is put together on the way, and what follows it.
#include "simulator/nvidia/ce/copy_engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "simulator/nvidia/host/semaphore.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;
using namespace regs::nvidia::copy_methods;

namespace {

// Where a transfer pauses, so that others get a turn and endless ones cost nobody the machine.
constexpr u64 longest_burst = 16 * MiB, most_lines = 4096;

Aperture aperture_of(PhysModeTarget target) {
  switch (target) {
    case PhysModeTarget::local_fb:
      return Aperture::video;
    case PhysModeTarget::coherent_sysmem:
      return Aperture::system_coherent;
    case PhysModeTarget::noncoherent_sysmem:
      return Aperture::system_noncoherent;
    case PhysModeTarget::peermem:
      break;
  }
  return Aperture::peer;
}

// What REMAP makes of one element; sizes in bytes.
struct Remap {
  u32 component = 1, sources = 1, destinations = 1;
  std::array<RemapSource, 4> map{};
  std::array<u32, 2> constants{};

  u64 source_bytes() const { return u64{component} * sources; }
  u64 destination_bytes() const { return u64{component} * destinations; }
  bool reads() const {
    return std::ranges::any_of(map.begin(), map.begin() + destinations,
                               [](RemapSource s) { return s <= RemapSource::src_w; });
  }
  bool skips() const {
    return std::ranges::any_of(map.begin(), map.begin() + destinations,
                               [](RemapSource s) { return s >= RemapSource::no_write; });
  }
  void apply(const std::byte* from, std::byte* to) const {
    for (u32 d = 0; d < destinations; ++d) {
      const auto source = static_cast<u32>(map[d]);
      if (source < 4)
        std::memcpy(to + d * component, from + source * component, component);
      else if (source < 6)
        std::memcpy(to + d * component, &constants[source - 4], component);
    }
  }
};

Remap remap_of(u32 components, u32 a, u32 b) {
  const SetRemapComponents c(components);
  Remap r;
  r.component = static_cast<u32>(c["COMPONENT_SIZE"_f]) + 1;
  r.sources = static_cast<u32>(c["NUM_SRC_COMPONENTS"_f]) + 1;
  r.destinations = static_cast<u32>(c["NUM_DST_COMPONENTS"_f]) + 1;
  r.map = {c["DST_X"_f], c["DST_Y"_f], c["DST_Z"_f], c["DST_W"_f]};
  r.constants = {a, b};
  return r;
}

template <class BlockSize>
BlockLinear layout_of(u32 raw, u64 width_bytes, u64 height) {
  const BlockSize b(raw);
  return {.width_gobs_log2 = b["WIDTH"_f],
          .height_gobs_log2 = static_cast<u32>(b["HEIGHT"_f]),
          .depth_gobs_log2 = static_cast<u32>(b["DEPTH"_f]),
          .width_bytes = width_bytes,
          .height = height};
}

}  // namespace

Step CopyEngine::illegal(MethodContext& channel, u32 address, u32 data) {
  if (table_->has(address)) return Step::done;  // PM_TRIGGER_END, which nothing looks at
  return channel.error(robust_channel::pbdma_error,
                       fmt::format("HCE_ILLEGAL_MTHD: class {:#06x} has no method {:#06x} (data {:#x})",
                                   table_->class_number(), address, data));
}

std::optional<bool> CopyEngine::rendering(MethodContext& channel, Step& result) {
  const RenderEnable mode = SetRenderEnableC(get(set_render_enable_c))["MODE"_f];
  const u64 at = get64(set_render_enable_a, set_render_enable_b);
  if (get(set_render_enable_c) == 0 && at == 0) return true;  // never set: the engine comes up enabled
  switch (mode) {
    case RenderEnable::never:
      return false;
    case RenderEnable::always:
      return true;
    case RenderEnable::conditional:
    case RenderEnable::render_if_equal:
    case RenderEnable::render_if_not_equal:
      break;
    default:
      result = channel.error(robust_channel::pbdma_error,
                             fmt::format("HCE_RE_ILLEGAL_OP: SET_RENDER_ENABLE_C mode {}", static_cast<u32>(mode)));
      return {};
  }
  if (at % 16 != 0) {
    result = channel.error(robust_channel::pbdma_error,
                           fmt::format("HCE_RE_ALIGNB: render enable at {:#x}, which is not a multiple of 16", at));
    return {};
  }
  u64 first = 0, second = 0;
  auto fault = channel.memory().load(at, first);
  if (!fault && mode != RenderEnable::conditional) fault = channel.memory().load(at + 16, second);
  if (fault) {
    result = channel.fault(*fault);
    return {};
  }
  if (mode == RenderEnable::conditional) return first != 0;
  return (first == second) == (mode == RenderEnable::render_if_equal);
}

Step CopyEngine::launch(MethodContext& channel, const Identity& who, u32 data) {
  const LaunchDma launch(data);
  if (!table_->has(launch_dma)) return illegal(channel, launch_dma, data);
  if (channel.phase() == start) {
    line_ = offset_ = 0;
    const bool moves = launch["DATA_TRANSFER_TYPE"_f] == LaunchDmaDataTransferType::pipelined ||
                       launch["DATA_TRANSFER_TYPE"_f] == LaunchDmaDataTransferType::non_pipelined;
    Step failure = Step::failed;
    const auto enabled = rendering(channel, failure);
    if (!enabled) return failure;
    channel.phase() = moves && *enabled ? copying : finishing;
  }
  if (channel.phase() == copying) return transfer(channel, who, launch);
  return finish(channel, who, launch);
}

Step CopyEngine::transfer(MethodContext& channel, const Identity& who, LaunchDma launch) {
  if (launch["COPY_TYPE"_f] == LaunchDmaCopyType::secure) {
    channel.report(Finding::unmodelled, "LAUNCH_DMA with COPY_TYPE SECURE");
    return channel.error(robust_channel::copy_engine(who.instance), "secure copies are not modelled");
  }
  const bool source_physical = launch["SRC_TYPE"_f], target_physical = launch["DST_TYPE"_f];
  if ((source_physical || target_physical) && !who.privileged)
    return channel.error(robust_channel::pbdma_error,
                         "HCE_PRIV: LAUNCH_DMA by physical address from a channel that is not privileged");

  const bool remap = launch["REMAP_ENABLE"_f];
  const Remap r = remap_of(get(set_remap_components), get(set_remap_const_a), get(set_remap_const_b));
  CopyPort from(channel.memory(), get64(offset_in_upper, offset_in_lower));
  CopyPort to(channel.memory(), get64(offset_out_upper, offset_out_lower));
  if (source_physical) from.set_physical(aperture_of(SetSrcPhysMode(get(set_src_phys_mode))["TARGET"_f]));
  if (target_physical) to.set_physical(aperture_of(SetDstPhysMode(get(set_dst_phys_mode))["TARGET"_f]));
  from.set_pitch(get(pitch_in));
  to.set_pitch(get(pitch_out));
  // Widths and origins count elements where they are remapped, else bytes. Newer classes have methods for wide origins.
  const auto origin = [&](u32 packed, u32 wide_x, u32 wide_y) {
    const u32 both = get(packed);
    const u32 x = get(wide_x) != 0 ? get(wide_x) : both & 0xffff, y = get(wide_y) != 0 ? get(wide_y) : both >> 16;
    return std::pair<u64, u64>(x, y);
  };
  if (!launch["SRC_MEMORY_LAYOUT"_f]) {
    const u64 element = remap ? r.source_bytes() : 1;
    const auto [x, y] = origin(set_src_origin, src_origin_x, src_origin_y);
    from.set_blocks(
        layout_of<SetSrcBlockSize>(get(set_src_block_size), get(set_src_width) * element, get(set_src_height)),
        x * element, y, get(set_src_layer));
  }
  if (!launch["DST_MEMORY_LAYOUT"_f]) {
    const u64 element = remap ? r.destination_bytes() : 1;
    const auto [x, y] = origin(set_dst_origin, dst_origin_x, dst_origin_y);
    to.set_blocks(
        layout_of<SetDstBlockSize>(get(set_dst_block_size), get(set_dst_width) * element, get(set_dst_height)),
        x * element, y, get(set_dst_layer));
  }
  return lines(channel, launch, from, to);
}

// Goes on where the last burst ended. Plain lines that follow each other without a gap are one long line.
Step CopyEngine::lines(MethodContext& channel, LaunchDma launch, CopyPort& from, CopyPort& to) {
  const bool remap = launch["REMAP_ENABLE"_f], scrub = launch["MEMORY_SCRUB_ENABLE"_f];
  const Remap r = remap_of(get(set_remap_components), get(set_remap_const_a), get(set_remap_const_b));
  u64 length = get(line_length_in), count = launch["MULTI_LINE_ENABLE"_f] ? get(line_count) : 1;
  const bool plain = !remap && !scrub && from.linear() && to.linear();
  if (plain && count > 1 && get(pitch_in) == length && get(pitch_out) == length) {
    length *= count;
    count = 1;
  }
  // A launch that moves nothing is finished like any other.
  if (length == 0) count = 0;

  const u64 out_element = remap ? r.destination_bytes() : 1, in_element = remap ? r.source_bytes() : 1;
  const bool constant = scrub || (remap && !r.reads() && !r.skips());
  std::vector<std::byte> source, target, pattern;
  if (constant) {
    pattern.resize(scrub ? 1 : r.destination_bytes());
    if (!scrub) r.apply(nullptr, pattern.data());
  }
  u64 moved = 0, touched = 0;
  const bool over_link = count != 0 && ((!constant && from.is_system(line_)) || to.is_system(line_));
  while (line_ < count && moved < longest_burst && touched < most_lines) {
    const u64 elements = std::min(length - offset_, std::max<u64>((longest_burst - moved) / out_element, 1));
    std::optional<AccessFault> fault;
    if (constant) {
      fault = to.fill(line_, offset_ * out_element, elements * out_element, pattern);
    } else if (plain) {
      fault = to.copy_from(from, line_, offset_, elements);
    } else {
      source.resize(elements * in_element);
      fault = from.read(line_, offset_ * in_element, source);
      if (!fault && !remap) {
        fault = to.write(line_, offset_, source);
      } else if (!fault) {
        target.resize(elements * out_element);
        if (r.skips()) fault = to.read(line_, offset_ * out_element, target);
        for (u64 e = 0; e < elements; ++e) r.apply(source.data() + e * in_element, target.data() + e * out_element);
        if (!fault) fault = to.write(line_, offset_ * out_element, target);
      }
    }
    if (fault) return channel.fault(*fault);
    moved += elements * out_element;
    offset_ += elements;
    if (offset_ == length) {
      offset_ = 0;
      ++line_;
      ++touched;
    }
  }
  if (line_ >= count) channel.phase() = finishing;
  return channel.busy(channel.transfer_time(moved, over_link));
}

Step CopyEngine::finish(MethodContext& channel, const Identity& who, LaunchDma launch) {
  const LaunchDmaSemaphoreType type = launch["SEMAPHORE_TYPE"_f];
  if (type != LaunchDmaSemaphoreType::none) {
    const u64 at = get64(set_semaphore_a, set_semaphore_b);
    const bool wide = launch["SEMAPHORE_PAYLOAD_SIZE"_f];
    const bool four_words = type == LaunchDmaSemaphoreType::release_semaphore_with_timestamp;
    const u64 alignment = four_words ? 16 : wide ? 8 : 4;
    if (at % alignment != 0)
      return channel.error(robust_channel::copy_engine(who.instance),
                           fmt::format("semaphore release to {:#x}, which is not a multiple of {}", at, alignment));
    u64 value =
        wide ? join64(get(set_semaphore_payload), get(set_semaphore_payload_upper)) : get(set_semaphore_payload);
    std::optional<AccessFault> fault;
    if (launch["SEMAPHORE_REDUCTION_ENABLE"_f]) {
      const auto op = static_cast<SemReduction>(launch["SEMAPHORE_REDUCTION"_f]);
      const bool is_signed = !launch["SEMAPHORE_REDUCTION_SIGN"_f];
      const bool is_float = op >= SemReduction::fadd && op <= SemReduction::fmax;
      if (is_float ? wide : !reduction_exists(op, wide, is_signed))
        return channel.error(robust_channel::copy_engine(who.instance),
                             fmt::format("semaphore reduction {} of {} bits does not exist",
                                         to_string(launch["SEMAPHORE_REDUCTION"_f]), wide ? 64 : 32));
      u64 old = 0;
      fault = channel.memory().read(at, as_writable_bytes(old).first(wide ? 8 : 4));
      value = reduced(op, wide, is_signed, old, value);
    }
    const u64 time = channel.nanoseconds();
    // The timestamp first: whoever sees the payload finds it.
    if (!fault && four_words) fault = channel.memory().store(at + 8, time);
    if (!fault) fault = channel.memory().write(at, as_bytes(value).first(wide || four_words ? 8 : 4));
    if (fault) return channel.fault(*fault);
    if (type == LaunchDmaSemaphoreType::release_conditional_intr_semaphore) {
      channel.report(Finding::approximated, "RELEASE_CONDITIONAL_INTR_SEMAPHORE interrupts always");
      channel.interrupt();
    }
  }
  const LaunchDmaInterruptType interrupt = launch["INTERRUPT_TYPE"_f];
  if (interrupt == LaunchDmaInterruptType::blocking)
    channel.report(Finding::approximated, "LAUNCH_DMA with a blocking interrupt does not block");
  if (interrupt != LaunchDmaInterruptType::none) channel.interrupt();
  return Step::done;
}

}  // namespace egpulab::simulator::nvidia
