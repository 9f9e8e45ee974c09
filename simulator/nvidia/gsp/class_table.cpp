// RM's classes: which chips have them, what they take, under which parents they stand.
// Facts: open-gpu-kernel-modules 570.144 (MIT), resource_list.h and g_gpu_class_list.c. A class that no chip's list
// names is every chip's.
#include <algorithm>
#include <array>

#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

using P = ClassRow::Parameters;
using regs::nvidia::Architecture;
constexpr Architectures ampere = architecture_bit(Architecture::ampere), ada = architecture_bit(Architecture::ada),
                        hopper = architecture_bit(Architecture::hopper),
                        blackwell = architecture_bit(Architecture::blackwell), all = ampere | ada | hopper | blackwell,
                        none = 0;  // of older chips only
using enum Kind;
constexpr u32 in(Kind k) { return parent_bit(k); }

// clang-format off
constexpr auto rows = std::to_array<ClassRow>({
    {0x0000, client, all, false, P::optional, 120, 0},  // NV01_ROOT
    {0x0001, client, all, false, P::optional, 120, 0},  // NV01_ROOT_NON_PRIV
    {0x0002, passive, all, true, P::required, 32, any_parent},  // NV01_CONTEXT_DMA
    {0x0004, passive, all, false, P::none, 0, in(subdevice)},  // NV01_TIMER
    {0x0005, event, all, true, P::required, 24, any_parent},  // NV01_EVENT
    {0x000f, missing, all, false, P::required, 16, in(client)},  // FABRIC_MANAGER_SESSION
    {0x0020, missing, all, false, P::optional, 4, in(client)},  // NV0020_GPU_MANAGEMENT
    {0x003e, memory, all, true, P::required, 128, in(device)},  // NV01_MEMORY_SYSTEM
    {0x003f, memory, all, true, P::none, 0, in(device)},  // NV01_MEMORY_LOCAL_PRIVILEGED
    {0x0040, memory, all, true, P::required, 128, in(device) | in(subdevice)},  // NV01_MEMORY_LOCAL_USER
    {0x0041, client, all, false, P::optional, 120, 0},  // NV01_ROOT_CLIENT
    {0x0042, memory, all, true, P::required, 128, in(device) | in(subdevice)},  // NV_MEMORY_EXTENDED_USER
    {0x0050, missing, all, true, P::required, 24, in(subdevice)},  // NV_CE_UTILS
    {0x0060, passive, all, true, P::required, 4, in(client)},  // NV0060_SYNC_GPU_BOOST
    {0x0070, virtual_memory, all, true, P::required, 24, in(device)},  // NV01_MEMORY_VIRTUAL
    {0x0071, memory, all, true, P::required, 40, in(device)},  // NV01_MEMORY_SYSTEM_OS_DESCRIPTOR
    {0x0073, missing, ampere | ada | blackwell, false, P::none, 0, in(device)},  // NV04_DISPLAY_COMMON
    {0x0076, memory, all, true, P::none, 0, in(device)},  // NV01_MEMORY_FRAMEBUFFER_CONSOLE
    {0x0078, event, all, true, P::required, 24, any_parent},  // NV01_EVENT_KERNEL_CALLBACK
    {0x0079, event, all, true, P::required, 24, any_parent},  // NV01_EVENT_OS_EVENT
    {0x007d, passive, all, true, P::none, 0, in(channel)},  // NV04_SOFTWARE_TEST
    {0x007e, event, all, true, P::required, 24, any_parent},  // NV01_EVENT_KERNEL_CALLBACK_EX
    {0x0080, device, all, true, P::optional, 56, in(client)},  // NV01_DEVICE_0
    {0x0081, memory, all, true, P::required, 152, in(device) | in(subdevice)},  // NV01_MEMORY_LIST_SYSTEM
    {0x0082, memory, all, true, P::required, 152, in(device) | in(subdevice)},  // NV01_MEMORY_LIST_FBMEM
    {0x0083, memory, all, true, P::required, 152, in(device) | in(subdevice)},  // NV01_MEMORY_LIST_OBJECT
    {0x0090, passive, all, true, P::none, 0, in(channel_group) | in(channel)},  // KERNEL_GRAPHICS_CONTEXT
    {0x0092, missing, all, true, P::required, 32, in(missing)},  // NV0092_RG_LINE_CALLBACK
    {0x00b1, passive, all, true, P::required, 120, in(device) | in(subdevice)},  // NV01_MEMORY_HW_RESOURCES
    {0x00c2, memory, all, true, P::required, 24, in(device)},  // NV01_MEMORY_LOCAL_PHYSICAL
    {0x00da, missing, all, true, P::required, 16, in(subdevice)},  // NV_SEMAPHORE_SURFACE
    {0x00db, missing, all, true, P::required, 8, in(subdevice)},  // NV40_DEBUG_BUFFER
    {0x00de, passive, all, true, P::required, 8, in(subdevice)},  // RM_USER_SHARED_DATA
    {0x00e0, missing, all, true, P::required, 244, in(client)},  // NV_MEMORY_EXPORT
    {0x00f1, missing, all, false, P::required, 32, in(client)},  // NV_IMEX_SESSION
    {0x00f3, missing, all, true, P::required, 56, in(device)},  // NV01_MEMORY_FLA
    {0x00f8, missing, all, true, P::required, 48, in(subdevice)},  // NV_MEMORY_FABRIC
    {0x00f9, missing, all, true, P::required, 64, in(client)},  // NV_MEMORY_FABRIC_IMPORT_V2
    {0x00fb, missing, all, true, P::required, 32, in(client)},  // NV_MEMORY_FABRIC_IMPORTED_REF
    {0x00fd, missing, all, true, P::required, 80, in(client)},  // NV_MEMORY_MULTICAST_FABRIC
    {0x00fe, missing, all, true, P::required, 24, in(subdevice)},  // NV_MEMORY_MAPPER
    {0x0100, missing, all, false, P::none, 0, in(subdevice)},  // LOCK_STRESS_OBJECT
    {0x2080, subdevice, all, true, P::optional, 4, in(device)},  // NV20_SUBDEVICE_0
    {0x2081, passive, all, true, P::optional, 4, in(subdevice)},  // NV2081_BINAPI
    {0x2082, passive, all, true, P::optional, 4, in(subdevice)},  // NV2082_BINAPI_PRIVILEGED
    {0x208f, missing, all, false, P::none, 0, in(subdevice)},  // NV20_SUBDEVICE_DIAG
    {0x30f1, missing, all, true, P::required, 4, in(client)},  // NV30_GSYNC
    {0x402c, missing, all, false, P::none, 0, in(subdevice)},  // NV40_I2C
    {0x503b, missing, all, true, P::required, 72, in(client)},  // NV50_P2P
    {0x503c, missing, all, false, P::optional, 4, in(subdevice)},  // NV50_THIRD_PARTY_P2P
    {0x5080, passive, all, true, P::optional, 1, in(channel)},  // NV50_DEFERRED_API_CLASS
    {0x50a0, virtual_memory, all, true, P::required, 128, in(device)},  // NV50_MEMORY_VIRTUAL
    {0x83de, debugger, all, true, P::required, 12, in(device)},  // GT200_DEBUGGER
    {0x844c, passive, all, true, P::none, 0, in(device)},  // G84_PERFBUFFER
    {0x900e, missing, all, false, P::none, 0, in(client)},  // MPS_COMPUTE
    {0x9010, missing, all, true, P::required, 32, in(device) | in(subdevice)},  // NV9010_VBLANK_CALLBACK
    {0x902d, engine_object, all, true, P::optional, 16, in(channel)},  // FERMI_TWOD_A
    {0x9067, context_share, all, true, P::required, 12, in(channel_group)},  // FERMI_CONTEXT_SHARE_A
    {0x906f, channel, none, true, P::required, 368, in(device) | in(channel_group)},  // GF100_CHANNEL_GPFIFO
    {0x9072, missing, ampere | ada | blackwell, true, P::required, 12, in(channel)},  // GF100_DISP_SW
    {0x9074, passive, all, true, P::none, 0, in(channel)},  // GF100_TIMED_SEMAPHORE_SW
    {0x9096, passive, all, true, P::none, 0, in(subdevice)},  // GF100_ZBC_CLEAR
    {0x90cc, profiler, all, true, P::none, 0, in(subdevice) | in(channel) | in(channel_group)},  // GF100_PROFILER
    {0x90cd, missing, all, true, P::required, 72, in(client)},  // NV_EVENT_BUFFER
    {0x90ce, memory, all, true, P::required, 128, in(client)},  // NV01_MEMORY_DEVICELESS
    {0x90e6, passive, all, true, P::none, 0, in(subdevice)},  // GF100_SUBDEVICE_MASTER
    {0x90e7, passive, all, true, P::none, 0, in(subdevice)},  // GF100_SUBDEVICE_INFOROM
    {0x90ec, missing, ampere | ada | blackwell, false, P::none, 0, in(device)},  // GF100_HDACODEC
    {0x90f1, va_space, all, true, P::required, 48, in(device) | in(subdevice)},  // FERMI_VASPACE_A
    {0xa06c, channel_group, all, true, P::required, 20, in(device)},  // KEPLER_CHANNEL_GROUP_A
    {0xa06f, channel, none, true, P::required, 368, in(device) | in(channel_group)},  // KEPLER_CHANNEL_GPFIFO_A
    {0xa080, missing, all, true, P::none, 0, in(device)},  // KEPLER_DEVICE_VGPU
    {0xa081, missing, all, true, P::none, 0, in(subdevice)},  // NVA081_VGPU_CONFIG
    {0xa084, missing, all, false, P::required, 1696, in(subdevice)},  // NVA084_KERNEL_HOST_VGPU_DEVICE
    {0xa0bc, missing, all, true, P::required, 20, in(subdevice)},  // NVENC_SW_SESSION
    {0xa0bd, missing, all, true, P::required, 20, in(subdevice)},  // NVFBC_SW_SESSION
    {0xa140, engine_object, ampere | ada | hopper, true, P::optional, 16, in(channel)},  // KEPLER_INLINE_TO_MEMORY_B
    {0xa16f, channel, none, true, P::required, 368, in(device) | in(channel_group)},  // KEPLER_CHANNEL_GPFIFO_B
    {0xb06f, channel, none, true, P::required, 368, in(device) | in(channel_group)},  // MAXWELL_CHANNEL_GPFIFO_A
    {0xb0b5, engine_object, none, true, P::optional, 8, in(channel)},  // MAXWELL_DMA_COPY_A
    {0xb1cc, profiler, all, true, P::required, 4, in(channel) | in(channel_group)},  // MAXWELL_PROFILER_CONTEXT
    {0xb2cc, profiler, all, false, P::required, 8, in(subdevice)},  // MAXWELL_PROFILER_DEVICE
    {0xb4b7, engine_object, none, true, P::optional, 12, in(channel)},  // NVB4B7_VIDEO_ENCODER
    {0xb8b0, engine_object, hopper, true, P::optional, 12, in(channel)},  // NVB8B0_VIDEO_DECODER
    {0xb8d1, engine_object, hopper, true, P::optional, 12, in(channel)},  // NVB8D1_VIDEO_NVJPG
    {0xb8fa, engine_object, hopper, false, P::optional, 12, in(channel)},  // NVB8FA_VIDEO_OFA
    {0xc06f, channel, none, true, P::required, 368, in(device) | in(channel_group)},  // PASCAL_CHANNEL_GPFIFO_A
    {0xc076, passive, all, true, P::none, 0, in(channel)},  // GP100_UVM_SW
    {0xc0b5, engine_object, none, true, P::optional, 8, in(channel)},  // PASCAL_DMA_COPY_A
    {0xc361, usermode, all, true, P::none, 0, in(subdevice)},  // VOLTA_USERMODE_A
    {0xc365, passive, all, true, P::required, 0, in(subdevice)},  // ACCESS_COUNTER_NOTIFY_BUFFER
    {0xc369, passive, all, false, P::none, 0, in(subdevice)},  // MMU_FAULT_BUFFER
    {0xc36f, channel, all, true, P::required, 368, in(device) | in(channel_group)},  // VOLTA_CHANNEL_GPFIFO_A
    {0xc371, missing, none, false, P::none, 0, in(subdevice)},  // NVC371_DISP_SF_USER
    {0xc372, missing, ampere | ada | blackwell, true, P::none, 0, in(device)},  // NVC372_DISPLAY_SW
    {0xc461, usermode, all, true, P::none, 0, in(subdevice)},  // TURING_USERMODE_A
    {0xc46f, channel, all, true, P::required, 368, in(device) | in(channel_group)},  // TURING_CHANNEL_GPFIFO_A
    {0xc4b0, engine_object, none, true, P::optional, 12, in(channel)},  // NVC4B0_VIDEO_DECODER
    {0xc4b7, engine_object, none, true, P::optional, 12, in(channel)},  // NVC4B7_VIDEO_ENCODER
    {0xc561, usermode, all, true, P::none, 0, in(subdevice)},  // AMPERE_USERMODE_A
    {0xc56f, channel, all, true, P::required, 368, in(device) | in(channel_group)},  // AMPERE_CHANNEL_GPFIFO_A
    {0xc570, missing, none, false, P::none, 0, in(device)},  // NVC570_DISPLAY
    {0xc573, missing, none, false, P::none, 0, in(missing)},  // NVC573_DISP_CAPABILITIES
    {0xc574, passive, all, true, P::required, 8, in(device) | in(channel_group)},  // UVM_CHANNEL_RETAINER
    {0xc57a, missing, none, true, P::required, 16, in(missing)},  // NVC57A_CURSOR_IMM_CHANNEL_PIO
    {0xc57b, missing, none, true, P::required, 40, in(missing)},  // NVC57B_WINDOW_IMM_CHANNEL_DMA
    {0xc57d, missing, none, true, P::required, 40, in(missing)},  // NVC57D_CORE_CHANNEL_DMA
    {0xc57e, missing, none, true, P::required, 40, in(missing)},  // NVC57E_WINDOW_CHANNEL_DMA
    {0xc597, engine_object, none, true, P::optional, 16, in(channel)},  // TURING_A
    {0xc5b5, engine_object, none, true, P::optional, 8, in(channel)},  // TURING_DMA_COPY_A
    {0xc5c0, engine_object, none, true, P::optional, 16, in(channel)},  // TURING_COMPUTE_A
    {0xc637, missing, all, false, P::required, 16, in(subdevice)},  // AMPERE_SMC_PARTITION_REF
    {0xc638, missing, all, false, P::required, 16, in(missing)},  // AMPERE_SMC_EXEC_PARTITION_REF
    {0xc639, missing, all, false, P::required, 8, in(client)},  // AMPERE_SMC_CONFIG_SESSION
    {0xc640, missing, all, false, P::required, 8, in(client)},  // AMPERE_SMC_MONITOR_SESSION
    {0xc661, usermode, hopper | blackwell, true, P::optional, 2, in(subdevice)},  // HOPPER_USERMODE_A
    {0xc670, missing, ampere, false, P::none, 0, in(device)},  // NVC670_DISPLAY
    {0xc671, missing, ampere, false, P::none, 0, in(subdevice)},  // NVC671_DISP_SF_USER
    {0xc673, missing, ampere, false, P::none, 0, in(missing)},  // NVC673_DISP_CAPABILITIES
    {0xc67a, missing, ampere | ada, true, P::required, 16, in(missing)},  // NVC67A_CURSOR_IMM_CHANNEL_PIO
    {0xc67b, missing, ampere | ada, true, P::required, 40, in(missing)},  // NVC67B_WINDOW_IMM_CHANNEL_DMA
    {0xc67d, missing, ampere, true, P::required, 40, in(missing)},  // NVC67D_CORE_CHANNEL_DMA
    {0xc67e, missing, ampere | ada, true, P::required, 40, in(missing)},  // NVC67E_WINDOW_CHANNEL_DMA
    {0xc761, usermode, blackwell, true, P::optional, 2, in(subdevice)},  // BLACKWELL_USERMODE_A
    {0xc763, missing, all, false, P::required, 528, in(subdevice)},  // MMU_VIDMEM_ACCESS_BIT_BUFFER
    {0xc770, missing, ada, false, P::none, 0, in(device)},  // NVC770_DISPLAY
    {0xc771, missing, ada, false, P::none, 0, in(subdevice)},  // NVC771_DISP_SF_USER
    {0xc773, missing, ada, false, P::none, 0, in(missing)},  // NVC773_DISP_CAPABILITIES
    {0xc77d, missing, ada, true, P::required, 40, in(missing)},  // NVC77D_CORE_CHANNEL_DMA
    {0xc77f, missing, ampere | ada | blackwell, true, P::required, 40, in(missing)},  // NVC77F_ANY_CHANNEL_DMA
    {0xc797, engine_object, ampere, true, P::optional, 16, in(channel)},  // AMPERE_B
    {0xc7b0, engine_object, ampere, true, P::optional, 12, in(channel)},  // NVC7B0_VIDEO_DECODER
    {0xc7b5, engine_object, ampere | ada, true, P::optional, 8, in(channel)},  // AMPERE_DMA_COPY_B
    {0xc7b7, engine_object, ampere, true, P::optional, 12, in(channel)},  // NVC7B7_VIDEO_ENCODER
    {0xc7c0, engine_object, ampere, true, P::optional, 16, in(channel)},  // AMPERE_COMPUTE_B
    {0xc7fa, engine_object, ampere, false, P::optional, 12, in(channel)},  // NVC7FA_VIDEO_OFA
    {0xc86f, channel, hopper | blackwell, true, P::required, 368, in(device) | in(channel_group)},  // HOPPER_CHANNEL_GPFIFO_A
    {0xc8b5, engine_object, hopper, true, P::optional, 8, in(channel)},  // HOPPER_DMA_COPY_A
    {0xc96f, channel, blackwell, true, P::required, 368, in(device) | in(channel_group)},  // BLACKWELL_CHANNEL_GPFIFO_A
    {0xc997, engine_object, ada, true, P::optional, 16, in(channel)},  // ADA_A
    {0xc9b0, engine_object, ada, true, P::optional, 12, in(channel)},  // NVC9B0_VIDEO_DECODER
    {0xc9b7, engine_object, ada, true, P::optional, 12, in(channel)},  // NVC9B7_VIDEO_ENCODER
    {0xc9c0, engine_object, ada, true, P::optional, 16, in(channel)},  // ADA_COMPUTE_A
    {0xc9d1, engine_object, ada, true, P::optional, 12, in(channel)},  // NVC9D1_VIDEO_NVJPG
    {0xc9fa, engine_object, ada, false, P::optional, 12, in(channel)},  // NVC9FA_VIDEO_OFA
    {0xca6f, channel, blackwell, true, P::required, 368, in(device) | in(channel_group)},  // BLACKWELL_CHANNEL_GPFIFO_B
    {0xca70, missing, blackwell, false, P::none, 0, in(device)},  // NVCA70_DISPLAY
    {0xca71, missing, blackwell, false, P::none, 0, in(subdevice)},  // NVCA71_DISP_SF_USER
    {0xca73, missing, blackwell, false, P::none, 0, in(missing)},  // NVCA73_DISP_CAPABILITIES
    {0xca7a, missing, blackwell, true, P::required, 16, in(missing)},  // NVCA7A_CURSOR_IMM_CHANNEL_PIO
    {0xca7b, missing, blackwell, true, P::required, 40, in(missing)},  // NVCA7B_WINDOW_IMM_CHANNEL_DMA
    {0xca7d, missing, blackwell, true, P::required, 40, in(missing)},  // NVCA7D_CORE_CHANNEL_DMA
    {0xca7e, missing, blackwell, true, P::required, 40, in(missing)},  // NVCA7E_WINDOW_CHANNEL_DMA
    {0xcab5, engine_object, blackwell, true, P::optional, 8, in(channel)},  // BLACKWELL_DMA_COPY_B
    {0xcb33, missing, all, true, P::optional, 4, in(client)},  // NV_CONFIDENTIAL_COMPUTE
    {0xcb97, engine_object, hopper, true, P::optional, 16, in(channel)},  // HOPPER_A
    {0xcba2, engine_object, hopper | blackwell, true, P::none, 0, in(channel)},  // HOPPER_SEC2_WORK_LAUNCH_A
    {0xcbc0, engine_object, hopper, true, P::optional, 16, in(channel)},  // HOPPER_COMPUTE_A
    {0xcbca, missing, all, false, P::none, 0, in(subdevice)},  // NV_COUNTER_COLLECTION_UNIT
    {0xcd40, engine_object, blackwell, true, P::optional, 16, in(channel)},  // BLACKWELL_INLINE_TO_MEMORY_A
    {0xce97, engine_object, blackwell, true, P::optional, 16, in(channel)},  // BLACKWELL_B
    {0xcec0, engine_object, blackwell, true, P::optional, 16, in(channel)},  // BLACKWELL_COMPUTE_B
    {0xcfb0, engine_object, blackwell, true, P::optional, 12, in(channel)},  // NVCFB0_VIDEO_DECODER
    {0xcfb7, engine_object, blackwell, true, P::optional, 12, in(channel)},  // NVCFB7_VIDEO_ENCODER
    {0xcfd1, engine_object, blackwell, true, P::optional, 12, in(channel)},  // NVCFD1_VIDEO_NVJPG
    {0xcffa, engine_object, blackwell, false, P::optional, 12, in(channel)},  // NVCFFA_VIDEO_OFA
});
// clang-format on
static_assert(std::ranges::is_sorted(rows, {}, &ClassRow::number));

}  // namespace

std::span<const ClassRow> classes() { return rows; }

const ClassRow* find_class(u32 number) {
  const auto row = std::ranges::lower_bound(rows, number, {}, &ClassRow::number);
  return row != rows.end() && row->number == number ? &*row : nullptr;
}

}  // namespace egpulab::simulator::nvidia::gsp
