// Context buffers and the golden image. Which buffers there are and who fills them: Linux nouveau
// r535_gr_get_ctxbuf_info, r535_gr_promote_ctx; the order of calls besides: tinygrad ip.py.
#include "driver/nvidia/graphics_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gr.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::gsp::r570_144;
using namespace regs::literals;

namespace {

struct Kind {
  EngineContext size_index;
  ContextBuffer id;
  bool shared;       // by all channels of the card
  bool initialised;  // by RM, which needs its physical address then
};
constexpr Kind kinds[] = {
    {EngineContext::graphics, ContextBuffer::main, false, true},
    {EngineContext::graphics_patch, ContextBuffer::patch, false, true},
    {EngineContext::graphics_bundle_cb, ContextBuffer::buffer_bundle_cb, true, false},
    {EngineContext::graphics_pagepool_global, ContextBuffer::pagepool, true, false},
    {EngineContext::graphics_attribute_cb, ContextBuffer::attribute_cb, true, false},
    {EngineContext::graphics_rtv_cb_global, ContextBuffer::rtv_cb_global, true, false},
    {EngineContext::graphics_fecs_event, ContextBuffer::fecs_event, true, true},
    {EngineContext::graphics_priv_access_map, ContextBuffer::priv_access_map, true, true},
    {EngineContext::graphics_priv_access_map, ContextBuffer::unrestricted_priv_access_map, true, true},
};
// Of the main buffer, besides what RM reports: headers of 64 sub-contexts.
constexpr u64 subcontext_headers = 64 * 4 * KiB;
// Nv2080CtrlGpuPromoteCtxBufferEntry::phys_attr: video memory, GPU-cached.
constexpr u32 in_video_memory = 4;

constexpr u32 golden_client = 0xc1d0'0001;
constexpr u32 golden_entries = 512;
// RM maps what is its own into 512 MiB of every address space (VASPACE_COPY_SERVER_RESERVED_PDES).
constexpr u64 reserved_bytes = 512 * MiB;
// The directories above pages of 512 MiB; RM is told of three to copy.
constexpr u32 levels_to_copy = 3;

void reserve_for_rm(RmClient& client, u32 vaspace, AddressSpace& space) {
  const u64 va = space.reserve(reserved_bytes, reserved_bytes, "reserved for GSP-RM");
  const memory::PageTableFormat& format = space.format();
  const std::vector<u64> tables = space.pin_tables(va, format.levels - 2u);
  space.synchronise();
  Nv90f1CtrlVaspaceCopyServerReservedPdesParams params{.page_size = reserved_bytes,
                                                       .virt_addr_lo = va,
                                                       .virt_addr_hi = va + reserved_bytes - 1,
                                                       .num_levels_to_copy = levels_to_copy};
  for (std::size_t l = 0; l < tables.size(); ++l)
    params.levels[l] = {
        .phys_address = tables[l], .size = format.table_bytes(l), .aperture = 1, .page_shift = format.level[l].shift};
  client.control(vaspace, control::nv90f1_vaspace_copy_server_reserved_pdes, params);
}

}  // namespace

GraphicsContext::GraphicsContext(Gsp& gsp, GpuMemory& memory, const EngineClasses& classes) : memory_(memory) {
  RmClient client(gsp, golden_client);
  const u32 vaspace = client.alloc(client.device(), classes::fermi_vaspace_a, NvVaspaceAllocationParameters{});
  reserve_for_rm(client, vaspace, memory.space());
  const u32 method_buffer = client
                                .control<Nv2080CtrlCeGetFaultMethodBufferSizeParams>(
                                    client.subdevice(), control::nv2080_ce_get_fault_method_buffer_size)
                                .size;
  ChannelMemory channel_memory(memory, golden_entries, method_buffer, "first context");
  NvChannelAllocParams params{
      .flags = ChannelFlags{"PRIVILEGED_CHANNEL"_f = true}.raw(),
      .h_va_space = vaspace,
      .engine_type = static_cast<u32>(RmEngineType::gr0),
      .internal_flags = ChannelInternalFlags{"PRIVILEGE"_f = ChannelPrivilege::admin,
                                             "ERROR_NOTIFIER_TYPE"_f = ErrorNotifierType::none,
                                             "ECC_ERROR_NOTIFIER_TYPE"_f = ErrorNotifierType::none}
                            .raw()};
  channel_memory.describe(params);
  params.error_notifier_mem = {};
  const u32 channel = client.alloc(client.device(), classes.channel, params);
  read_sizes(client);
  const ContextBuffers own = promote(client, channel, true);
  // The image is made when the first object of the class appears.
  client.alloc(channel, classes.compute);
  client.close();
}

void GraphicsContext::read_sizes(RmClient& client) {
  const auto info = client.control<Nv2080CtrlInternalStaticGrGetContextBuffersInfoParams>(
      client.subdevice(), control::nv2080_internal_static_kgr_get_context_buffers_info);
  const auto& sizes = info.engine_context_buffers_info[0].engine;
  for (std::size_t row = 0; row < std::size(kinds); ++row) {
    const auto& reported = sizes[static_cast<u32>(kinds[row].size_index)];
    if (reported.size == 0) continue;  // the chip has no such buffer
    Buffer b{row, reported.size, reported.alignment};
    if (kinds[row].id == ContextBuffer::main) b.size = align_up(b.size, 4 * KiB) + subcontext_headers;
    // The hardware adds offsets to this one's address by OR.
    if (kinds[row].id == ContextBuffer::attribute_cb) b.alignment = std::bit_ceil(b.size);
    if (b.alignment != 0 && !std::has_single_bit(b.alignment))
      throw DeviceFault(fmt::format("RM wants context buffer {} aligned to {:#x}, which is no power of two",
                                    static_cast<u32>(kinds[row].id), b.alignment));
    buffers_.push_back(b);
  }
  shared_.resize(buffers_.size());
}

ContextBuffers GraphicsContext::promote(RmClient& client, u32 channel) { return promote(client, channel, false); }

ContextBuffers GraphicsContext::promote(RmClient& client, u32 channel, bool golden) {
  ContextBuffers own;
  Nv2080CtrlGpuPromoteCtxParams params{.engine_type = static_cast<u32>(RmEngineType::gr0),
                                       .h_client = client.handle(),
                                       .h_chan_client = client.handle(),
                                       .h_object = channel};
  for (std::size_t i = 0; i < buffers_.size(); ++i) {
    const Buffer& b = buffers_[i];
    const Kind& kind = kinds[b.row];
    const bool make = golden || !kind.shared;
    if (!make && kind.id == ContextBuffer::unrestricted_priv_access_map) continue;
    if (make) {
      auto allocation =
          memory_.allocate({.size = b.size,
                            .contiguous = true,
                            .alignment = b.alignment,
                            .label = fmt::format("graphics context buffer {}", static_cast<u32>(kind.id))});
      (kind.shared ? shared_[i] : own.emplace_back()) = std::move(allocation);
    }
    const Allocation& a = kind.shared ? *shared_[i] : *own.back();
    Nv2080CtrlGpuPromoteCtxBufferEntry& entry = params.promote_entry[params.entry_count++];
    entry.buffer_id = static_cast<u16>(kind.id);
    entry.b_initialize = kind.initialised && make;
    entry.b_nonmapped = golden && kind.id == ContextBuffer::priv_access_map;
    if (entry.b_nonmapped == 0) entry.gpu_virt_addr = a.va();
    if (entry.b_initialize != 0) {
      entry.gpu_phys_addr = a.vram_offset(0, b.size);
      entry.size = b.size;
      entry.phys_attr = in_video_memory;
    }
  }
  memory_.space().synchronise();
  client.control(client.subdevice(), control::nv2080_gpu_promote_ctx, params);
  return own;
}

}  // namespace egpulab::driver::nvidia
