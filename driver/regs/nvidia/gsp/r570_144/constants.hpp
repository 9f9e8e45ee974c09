// Numbers that go with the structures: signatures, queue geometry, flags, indices into parameter arrays.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT); the header that has them is named at each group.
#pragma once

#include <string_view>

#include "driver/regs/bits.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// Message queues (msgq_priv.h, message_queue_priv.h, rpc_headers.h).
inline constexpr u32 msgq_version = 0, msgq_flags_swap_rx = 1;
inline constexpr u32 queue_header_size = 0x1000, queue_element_size = 0x1000, queue_element_max_size = 16 * 0x1000;
inline constexpr u32 queue_element_header_size = 0x30;  // before the RpcMessageHeader
inline constexpr u32 rpc_header_size = 0x20;
inline constexpr u32 rpc_header_version = 0x03000000;
inline constexpr u32 rpc_signature = 0x43505256;    // "VRPC"
inline constexpr u32 rpc_result_pending = ~u32{0};  // in requests

// What LibosMemoryRegionInitArgument::id8 holds: the name, its last character lowest (libos_init_args.h, kernel_gsp.c).
constexpr u64 libos_region_id(std::string_view name) {
  u64 id = 0;
  for (const char c : name) id = id << 8 | static_cast<u8>(c);
  return id;
}
enum class LibosRegionKind : u8 { none, contiguous, radix3 };
enum class LibosRegionLocation : u8 { none, sysmem, framebuffer };
inline constexpr u32 radix3_page_size = 0x1000;

// WPR metadata (gsp_fw_wpr_meta.h, gsp_fw_sr_meta.h).
inline constexpr u64 wpr_meta_magic = 0xdc3aae21371a60b3, wpr_meta_revision = 1;
inline constexpr u64 wpr_meta_verified = 0xa0a0a0a0a0a0a0a0;
inline constexpr u64 heap_free_list_magic = 0x4845415046524545;
inline constexpr u64 sr_meta_magic = 0x8a3bb9e6c6c39d93, sr_meta_revision = 2;
// Firmware's heap in WPR2 (gsp_fw_heap.h); bare metal.
namespace wpr_heap {
inline constexpr u64 os_size = 22 * MiB;              // LIBOS 3: all of ours; Turing and GA100 have LIBOS 2 and 0
inline constexpr u64 base_rm_size = 8 * MiB;          // Ampere, Ada
inline constexpr u64 base_rm_size_hopper = 14 * MiB;  // Hopper and later
inline constexpr u64 per_gib_of_framebuffer = 96 * KiB;
inline constexpr u64 client_alloc_size = 2048 * 48 * KiB;
inline constexpr u64 minimum = 88 * MiB, maximum = 280 * MiB;
}  // namespace wpr_heap

// Physical aperture of addresses in GspFmcBootParams (gspifpub.h).
enum class GspDmaTarget : u32 { local_fb, coherent_system, noncoherent_system };

// FSP messages: an MCTP transport header, an MCTP message header, then the payload (fsp_mctp_format.h,
// fsp_nvdm_format.h, kern_fsp.c).
using MctpTransport = Bits<32, Field<"VERSION", 3, 0>, Field<"DEID", 15, 8>, Field<"SEID", 23, 16>,
                           Field<"TAG", 26, 24>, Bit<"TO", 27>, Field<"SEQ", 29, 28>, Bit<"EOM", 30>, Bit<"SOM", 31>>;
enum class NvdmType : u8 {
  reset = 0x4,
  hulk = 0x11,
  firmware_update = 0x12,
  prc = 0x13,
  cot = 0x14,
  fsp_response = 0x15,
  caps_query = 0x16,
  inforom = 0x17,
  smbpbi = 0x18,
  romread = 0x1a,
  uefi_rm = 0x1c,
  uefi_xtl_debug_intr = 0x1d,
  tnvl = 0x1f,
  clock_boost = 0x20,
  fsp_gsp_comm = 0x21,
};
constexpr std::string_view to_string(NvdmType t) {
  switch (t) {
    case NvdmType::reset:
      return "RESET";
    case NvdmType::hulk:
      return "HULK";
    case NvdmType::firmware_update:
      return "FIRMWARE_UPDATE";
    case NvdmType::prc:
      return "PRC";
    case NvdmType::cot:
      return "COT";
    case NvdmType::fsp_response:
      return "FSP_RESPONSE";
    case NvdmType::caps_query:
      return "CAPS_QUERY";
    case NvdmType::inforom:
      return "INFOROM";
    case NvdmType::smbpbi:
      return "SMBPBI";
    case NvdmType::romread:
      return "ROMREAD";
    case NvdmType::uefi_rm:
      return "UEFI_RM";
    case NvdmType::uefi_xtl_debug_intr:
      return "UEFI_XTL_DEBUG_INTR";
    case NvdmType::tnvl:
      return "TNVL";
    case NvdmType::clock_boost:
      return "CLOCK_BOOST";
    case NvdmType::fsp_gsp_comm:
      return "FSP_GSP_COMM";
  }
  return {};
}
using MctpMessage =
    Bits<32, Field<"TYPE", 6, 0>, Bit<"IC", 7>, Field<"VENDOR_ID", 23, 8>, Field<"NVDM_TYPE", 31, 24, NvdmType>>;
inline constexpr u32 mctp_type_vendor_pci = 0x7e, mctp_vendor_nvidia = 0x10de;
// What FSP answers after the two MCTP words: the command it answers and 0, or an error code of its own.
struct NvdmCommandResponse {
  u32 task_id = 0;
  u32 command_nvdm_type = 0;
  u32 error_code = 0;
};
static_assert(sizeof(NvdmCommandResponse) == 12);

// SET_REGISTRY (g_os_nvoc.h).
enum class RegistryType : u8 { unknown, dword, binary, string };

// CPU sequencer operations, each followed by its arguments as words (rmgspseq.h).
enum class SequencerOpcode : u32 {
  reg_write,   // address, value
  reg_modify,  // address, mask, value
  reg_poll,    // address, mask, value, timeout, error code
  delay_us,    // microseconds
  reg_store,   // address, index in reg_save_area
  core_reset,
  core_start,
  core_wait_for_halt,
  core_resume,
};
constexpr u32 argument_words(SequencerOpcode op) {
  constexpr u32 words[] = {2, 3, 5, 1, 2, 0, 0, 0, 0};
  return static_cast<u32>(op) < std::size(words) ? words[static_cast<u32>(op)] : 0;
}

// UpdateBarPde::bar_type (rpc_headers.h).
enum class PdeBar : u32 { bar1, bar2 };

// NvMemoryDescParams (alloc_channel.h, nv_memory_type.h).
enum class AddressSpace : u32 { unknown, sysmem, framebuffer };
enum class MemoryCaching : u32 { cached, uncached, write_combined };

// NvChannelAllocParams::flags (NVOS04_FLAGS) and internal_flags (NV_KERNELCHANNEL_ALLOC_INTERNALFLAGS).
using ChannelFlags =
    Bits<32, Field<"CHANNEL_TYPE", 1, 0>, Bit<"CC_SECURE", 2>, Bit<"CHANNEL_SKIP_MAP_REFCOUNTING", 3>,
         Bit<"GROUP_CHANNEL_RUNQUEUE", 4>, Bit<"PRIVILEGED_CHANNEL", 5>, Bit<"DELAY_CHANNEL_SCHEDULING", 6>,
         Bit<"CHANNEL_DENY_PHYSICAL_MODE_CE", 7>, Field<"CHANNEL_USERD_INDEX_VALUE", 10, 8>,
         Bit<"CHANNEL_USERD_INDEX_FIXED", 11>, Field<"CHANNEL_USERD_INDEX_PAGE_VALUE", 20, 12>,
         Bit<"CHANNEL_USERD_INDEX_PAGE_FIXED", 21>, Bit<"CHANNEL_DENY_AUTH_LEVEL_PRIV", 22>,
         Bit<"CHANNEL_SKIP_SCRUBBER", 23>, Bit<"CHANNEL_CLIENT_MAP_FIFO", 24>,
         Bit<"SET_EVICT_LAST_CE_PREFETCH_CHANNEL", 25>, Bit<"CHANNEL_VGPU_PLUGIN_CONTEXT", 26>,
         Bit<"CHANNEL_PBDMA_ACQUIRE_TIMEOUT", 27>, Field<"GROUP_CHANNEL_THREAD", 29, 28>, Bit<"MAP_CHANNEL", 30>,
         Bit<"SKIP_CTXBUFFER_ALLOC", 31>>;
enum class ChannelPrivilege : u32 { user, admin, kernel };
enum class ErrorNotifierType : u32 { unknown, none, ctxdma, memory };
using ChannelInternalFlags =
    Bits<32, Field<"PRIVILEGE", 1, 0, ChannelPrivilege>, Field<"ERROR_NOTIFIER_TYPE", 3, 2, ErrorNotifierType>,
         Field<"ECC_ERROR_NOTIFIER_TYPE", 5, 4, ErrorNotifierType>, Bit<"GSP_OWNED", 6>, Bit<"UVM_OWNED", 7>>;

// NvVaspaceAllocationParameters (nvos.h).
namespace vaspace {
inline constexpr u32 index_gpu_new = 0, index_gpu_host = 1, index_gpu_global = 2, index_gpu_device = 3;
inline constexpr u32 flag_shared_management = 1u << 2, flag_is_externally_owned = 1u << 3,
                     flag_enable_page_faulting = 1u << 6, flag_va_internal_limit = 1u << 7,
                     flag_allow_zero_address = 1u << 8, flag_require_fixed_offset = 1u << 12,
                     flag_ptetable_heap_managed = 1u << 13;
}  // namespace vaspace
// SET_PAGE_DIRECTORY (ctrl0080dma.h).
enum class PageDirectoryAperture : u32 { vidmem, sysmem_coherent, sysmem_noncoherent };
using PageDirectoryFlags = Bits<32, Field<"APERTURE", 1, 0, PageDirectoryAperture>, Bit<"PRESERVE_PDES", 2>,
                                Bit<"ALL_CHANNELS", 3>, Bit<"IGNORE_CHANNEL_BUSY", 4>, Bit<"EXTEND_VASPACE", 5>>;

// Nv2080CtrlFifoDeviceEntry::engine_data (engine_info.h).
enum class EngineInfo : u32 {
  eng_desc,
  fifo_tag,
  rm_engine_type,
  runlist,
  mmu_fault_id,
  rc_mask,
  reset,
  intr,
  mc,
  dev_type_enum,
  instance_id,
  runlist_pri_base,
  is_host_driven_engine,
  runlist_engine_id,
  chram_pri_base,
};

// Context buffers: GPU_PROMOTE_CTX's buffer_id (ctrl2080gpu.h), and the index of their sizes in
// KGR_GET_CONTEXT_BUFFERS_INFO (ctrl0080fifo.h).
enum class ContextBuffer : u16 {
  main = 0,
  pm = 1,
  patch = 2,
  buffer_bundle_cb = 3,
  pagepool = 4,
  attribute_cb = 5,
  rtv_cb_global = 6,
  gfxp_pool = 7,
  gfxp_ctrl_blk = 8,
  fecs_event = 9,
  priv_access_map = 10,
  unrestricted_priv_access_map = 11,
  global_priv_access_map = 12,
};
enum class EngineContext : u32 {
  graphics = 0,
  vld = 1,
  video = 2,
  mpeg = 3,
  capture = 4,
  display = 5,
  encryption = 6,
  postprocess = 7,
  graphics_zcull = 8,
  graphics_pm = 9,
  compute_preempt = 10,
  graphics_preempt = 11,
  graphics_spill = 12,
  graphics_pagepool = 13,
  graphics_betacb = 14,
  graphics_rtv = 15,
  graphics_patch = 16,
  graphics_bundle_cb = 17,
  graphics_pagepool_global = 18,
  graphics_attribute_cb = 19,
  graphics_rtv_cb_global = 20,
  graphics_gfxp_pool = 21,
  graphics_gfxp_ctrl_blk = 22,
  graphics_fecs_event = 23,
  graphics_priv_access_map = 24,
  graphics_setup = 25,
};

// KGR_GET_INFO: indices of info_list (ctrl0080gr.h).
enum class GrInfo : u32 {
  sm_version = 0xc,
  max_warps_per_sm = 0xd,
  max_threads_per_warp = 0xe,
  max_sp_per_sm = 0x13,
  num_gpcs = 0x14,
  num_fbps = 0x15,
  num_tpc_per_gpc = 0x17,
  num_fbpas = 0x1b,
  num_pes_per_gpc = 0x1c,
  gpu_core_count = 0x1d,
  num_tpcs_per_pes = 0x1e,
  num_sm_per_tpc = 0x20,
  num_ltcs = 0x25,
  num_ltc_slices = 0x26,
  num_gpcmmu_per_gpc = 0x27,
};

}  // namespace egpulab::regs::nvidia::gsp::r570_144
