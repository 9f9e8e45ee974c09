// Methods of the copy engine classes (DMA_COPY).
// Facts: NVIDIA open-gpu-doc classes clc6b5, clc7b5, clc8b5, clc9b5, clcab5.h (MIT);
// fields as the newest class has them. Addresses count bytes; arrays have a stride.
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::nvidia::copy_methods {

inline constexpr u32 nop = 0x100, pm_trigger = 0x140, set_monitored_fence_type = 0x21c,
                     set_monitored_fence_signal_addr_base_upper = 0x220,
                     set_monitored_fence_signal_addr_base_lower = 0x224, set_semaphore_a = 0x240,
                     set_semaphore_b = 0x244, set_semaphore_payload = 0x248, set_semaphore_payload_upper = 0x24c,
                     set_render_enable_a = 0x254, set_render_enable_b = 0x258, set_render_enable_c = 0x25c,
                     set_src_phys_mode = 0x260, set_dst_phys_mode = 0x264, launch_dma = 0x300, offset_in_upper = 0x400,
                     offset_in_lower = 0x404, offset_out_upper = 0x408, offset_out_lower = 0x40c, pitch_in = 0x410,
                     pitch_out = 0x414, line_length_in = 0x418, line_count = 0x41c, set_secure_copy_mode = 0x500,
                     set_decrypt_auth_tag_compare_addr_upper = 0x514, set_decrypt_auth_tag_compare_addr_lower = 0x518,
                     set_encrypt_auth_tag_addr_upper = 0x530, set_encrypt_auth_tag_addr_lower = 0x534,
                     set_encrypt_iv_addr_upper = 0x538, set_encrypt_iv_addr_lower = 0x53c,
                     set_memory_scrub_parameters = 0x6fc, set_remap_const_a = 0x700, set_remap_const_b = 0x704,
                     set_remap_components = 0x708, set_dst_block_size = 0x70c, set_dst_width = 0x710,
                     set_dst_height = 0x714, set_dst_depth = 0x718, set_dst_layer = 0x71c, set_dst_origin = 0x720,
                     set_src_block_size = 0x728, set_src_width = 0x72c, set_src_height = 0x730, set_src_depth = 0x734,
                     set_src_layer = 0x738, set_src_origin = 0x73c, src_origin_x = 0x744, src_origin_y = 0x748,
                     dst_origin_x = 0x74c, dst_origin_y = 0x750, pm_trigger_end = 0x1114;

using SetSemaphoreA = Bits<32, Field<"UPPER", 24, 0>>;

enum class RenderEnable : u32 {
  never = 0,
  always = 1,
  conditional = 2,
  render_if_equal = 3,
  render_if_not_equal = 4,
};
constexpr std::string_view to_string(RenderEnable v) {
  constexpr std::string_view names[] = {"FALSE", "TRUE", "CONDITIONAL", "RENDER_IF_EQUAL", "RENDER_IF_NOT_EQUAL"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetRenderEnableC = Bits<32, Field<"MODE", 2, 0, RenderEnable>>;

enum class PhysModeTarget : u32 {
  local_fb = 0,
  coherent_sysmem = 1,
  noncoherent_sysmem = 2,
  peermem = 3,
};
constexpr std::string_view to_string(PhysModeTarget v) {
  constexpr std::string_view names[] = {"LOCAL_FB", "COHERENT_SYSMEM", "NONCOHERENT_SYSMEM", "PEERMEM"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetSrcPhysMode =
    Bits<32, Field<"TARGET", 1, 0, PhysModeTarget>, Field<"BASIC_KIND", 5, 2>, Field<"PEER_ID", 8, 6>, Bit<"FLA", 9>>;

using SetDstPhysMode =
    Bits<32, Field<"TARGET", 1, 0, PhysModeTarget>, Field<"BASIC_KIND", 5, 2>, Field<"PEER_ID", 8, 6>, Bit<"FLA", 9>>;

enum class LaunchDmaDataTransferType : u32 {
  none = 0,
  pipelined = 1,
  non_pipelined = 2,
  prefetch = 3,
};
constexpr std::string_view to_string(LaunchDmaDataTransferType v) {
  constexpr std::string_view names[] = {"NONE", "PIPELINED", "NON_PIPELINED", "PREFETCH"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaSemaphoreType : u32 {
  none = 0,
  release_semaphore_no_timestamp = 1,
  release_semaphore_with_timestamp = 2,
  release_conditional_intr_semaphore = 3,
};
constexpr std::string_view to_string(LaunchDmaSemaphoreType v) {
  constexpr std::string_view names[] = {"NONE", "RELEASE_SEMAPHORE_NO_TIMESTAMP", "RELEASE_SEMAPHORE_WITH_TIMESTAMP",
                                        "RELEASE_CONDITIONAL_INTR_SEMAPHORE"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaInterruptType : u32 {
  none = 0,
  blocking = 1,
  non_blocking = 2,
};
constexpr std::string_view to_string(LaunchDmaInterruptType v) {
  constexpr std::string_view names[] = {"NONE", "BLOCKING", "NON_BLOCKING"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaSemaphoreReduction : u32 {
  imin = 0,
  imax = 1,
  ixor = 2,
  iand = 3,
  ior = 4,
  iadd = 5,
  inc = 6,
  dec = 7,
  invalida = 8,
  invalidb = 9,
  fadd = 10,
  fmin = 11,
  fmax = 12,
  invalidc = 13,
  invalidd = 14,
  invalide = 15,
};
constexpr std::string_view to_string(LaunchDmaSemaphoreReduction v) {
  constexpr std::string_view names[] = {"IMIN", "IMAX",     "IXOR",     "IAND",     "IOR",  "IADD",
                                        "INC",  "DEC",      "INVALIDA", "INVALIDB", "FADD", "FMIN",
                                        "FMAX", "INVALIDC", "INVALIDD", "INVALIDE"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaCopyType : u32 {
  prot2prot = 0,
  secure = 1,
  nonprot2nonprot = 2,
  reserved = 3,
};
constexpr std::string_view to_string(LaunchDmaCopyType v) {
  constexpr std::string_view names[] = {"PROT2PROT", "SECURE", "NONPROT2NONPROT", "RESERVED"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using LaunchDma =
    Bits<32, Field<"DATA_TRANSFER_TYPE", 1, 0, LaunchDmaDataTransferType>, Bit<"FLUSH_ENABLE", 2>,
         Field<"SEMAPHORE_TYPE", 4, 3, LaunchDmaSemaphoreType>, Field<"INTERRUPT_TYPE", 6, 5, LaunchDmaInterruptType>,
         Bit<"SRC_MEMORY_LAYOUT", 7>,  // 0 BLOCKLINEAR 1 PITCH
         Bit<"DST_MEMORY_LAYOUT", 8>,  // 0 BLOCKLINEAR 1 PITCH
         Bit<"MULTI_LINE_ENABLE", 9>, Bit<"REMAP_ENABLE", 10>, Bit<"FORCE_RMWDISABLE", 11>,
         Bit<"SRC_TYPE", 12>,  // 0 VIRTUAL 1 PHYSICAL
         Bit<"DST_TYPE", 13>,  // 0 VIRTUAL 1 PHYSICAL
         Field<"SEMAPHORE_REDUCTION", 17, 14, LaunchDmaSemaphoreReduction>,
         Bit<"SEMAPHORE_REDUCTION_SIGN", 18>,  // 0 SIGNED 1 UNSIGNED
         Bit<"SEMAPHORE_REDUCTION_ENABLE", 19>, Field<"COPY_TYPE", 21, 20, LaunchDmaCopyType>,
         Bit<"VPRMODE", 22>,                                          // 0 VPR_NONE 1 VPR_VID2VID
         Bit<"MEMORY_SCRUB_ENABLE", 23>, Bit<"FLUSH_TYPE", 25>,       // 0 SYS 1 GL
         Bit<"DISABLE_PLC", 26>, Bit<"SEMAPHORE_PAYLOAD_SIZE", 27>>;  // 0 ONE_WORD 1 TWO_WORD

enum class RemapSource : u32 {
  src_x = 0,
  src_y = 1,
  src_z = 2,
  src_w = 3,
  const_a = 4,
  const_b = 5,
  no_write = 6,
};
constexpr std::string_view to_string(RemapSource v) {
  constexpr std::string_view names[] = {"SRC_X", "SRC_Y", "SRC_Z", "SRC_W", "CONST_A", "CONST_B", "NO_WRITE"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class RemapCount : u32 {
  one = 0,
  two = 1,
  three = 2,
  four = 3,
};
constexpr std::string_view to_string(RemapCount v) {
  constexpr std::string_view names[] = {"ONE", "TWO", "THREE", "FOUR"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetRemapComponents =
    Bits<32, Field<"DST_X", 2, 0, RemapSource>, Field<"DST_Y", 6, 4, RemapSource>, Field<"DST_Z", 10, 8, RemapSource>,
         Field<"DST_W", 14, 12, RemapSource>, Field<"COMPONENT_SIZE", 17, 16, RemapCount>,
         Field<"NUM_SRC_COMPONENTS", 21, 20, RemapCount>, Field<"NUM_DST_COMPONENTS", 25, 24, RemapCount>>;

enum class Gobs : u32 {
  one_gob = 0,
  two_gobs = 1,
  four_gobs = 2,
  eight_gobs = 3,
  sixteen_gobs = 4,
  thirtytwo_gobs = 5,
};
constexpr std::string_view to_string(Gobs v) {
  constexpr std::string_view names[] = {"ONE_GOB",    "TWO_GOBS",     "FOUR_GOBS",
                                        "EIGHT_GOBS", "SIXTEEN_GOBS", "THIRTYTWO_GOBS"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class BlockKind : u32 {
  bl_32 = 0,
  bl_8 = 1,
  bl_16 = 2,
  bl_24 = 3,
};
constexpr std::string_view to_string(BlockKind v) {
  constexpr std::string_view names[] = {"BL_32", "BL_8", "BL_16", "BL_24"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetSrcBlockSize = Bits<32, Field<"WIDTH", 3, 0>, Field<"HEIGHT", 7, 4, Gobs>, Field<"DEPTH", 11, 8, Gobs>,
                             Field<"GOB_HEIGHT", 15, 12>, Field<"KIND_BPP", 17, 16, BlockKind>>;

using SetDstBlockSize = Bits<32, Field<"WIDTH", 3, 0>, Field<"HEIGHT", 7, 4, Gobs>, Field<"DEPTH", 11, 8, Gobs>,
                             Field<"GOB_HEIGHT", 15, 12>, Field<"KIND_BPP", 17, 16, BlockKind>>;

}  // namespace egpulab::regs::nvidia::copy_methods
