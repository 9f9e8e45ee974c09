// Class numbers that drivers of these chips allocate and bind to subchannels; names of all: gsp/r570_144/names.hpp.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), g_allclasses.h and class/*.h.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::classes {

inline constexpr u32 nv01_root = 0x0;
inline constexpr u32 nv01_root_non_priv = 0x1;
inline constexpr u32 nv01_root_client = 0x41;
inline constexpr u32 nv01_event = 0x5;
inline constexpr u32 nv01_event_kernel_callback_ex = 0x7e;
inline constexpr u32 nv01_device_0 = 0x80;
inline constexpr u32 nv20_subdevice_0 = 0x2080;
inline constexpr u32 nv01_memory_virtual = 0x70;
inline constexpr u32 nv01_memory_system = 0x3e;
inline constexpr u32 nv01_memory_local_user = 0x40;
inline constexpr u32 nv01_memory_list_system = 0x81;
inline constexpr u32 nv01_memory_list_fbmem = 0x82;
inline constexpr u32 nv01_memory_list_object = 0x83;
inline constexpr u32 nv04_display_common = 0x73;
inline constexpr u32 fermi_vaspace_a = 0x90f1;
inline constexpr u32 kepler_channel_group_a = 0xa06c;
inline constexpr u32 fermi_context_share_a = 0x9067;
inline constexpr u32 gt200_debugger = 0x83de;
inline constexpr u32 maxwell_profiler_device = 0xb2cc;
inline constexpr u32 turing_usermode_a = 0xc461;
inline constexpr u32 ampere_usermode_a = 0xc561;
inline constexpr u32 hopper_usermode_a = 0xc661;
inline constexpr u32 ampere_channel_gpfifo_a = 0xc56f;
inline constexpr u32 hopper_channel_gpfifo_a = 0xc86f;
inline constexpr u32 blackwell_channel_gpfifo_a = 0xc96f;
inline constexpr u32 blackwell_channel_gpfifo_b = 0xca6f;
inline constexpr u32 ampere_a = 0xc697;
inline constexpr u32 ampere_b = 0xc797;
inline constexpr u32 ada_a = 0xc997;
inline constexpr u32 hopper_a = 0xcb97;
inline constexpr u32 blackwell_a = 0xcd97;
inline constexpr u32 blackwell_b = 0xce97;
inline constexpr u32 ampere_compute_a = 0xc6c0;
inline constexpr u32 ampere_compute_b = 0xc7c0;
inline constexpr u32 ada_compute_a = 0xc9c0;
inline constexpr u32 hopper_compute_a = 0xcbc0;
inline constexpr u32 blackwell_compute_a = 0xcdc0;
inline constexpr u32 blackwell_compute_b = 0xcec0;
inline constexpr u32 ampere_dma_copy_a = 0xc6b5;
inline constexpr u32 ampere_dma_copy_b = 0xc7b5;
inline constexpr u32 hopper_dma_copy_a = 0xc8b5;
inline constexpr u32 blackwell_dma_copy_a = 0xc9b5;
inline constexpr u32 blackwell_dma_copy_b = 0xcab5;
inline constexpr u32 kepler_inline_to_memory_b = 0xa140;
inline constexpr u32 fermi_twod_a = 0x902d;
inline constexpr u32 gf100_subdevice_master = 0x90e6;
inline constexpr u32 nvc6b0_video_decoder = 0xc6b0;
inline constexpr u32 nvc7b0_video_decoder = 0xc7b0;
inline constexpr u32 nvc9b0_video_decoder = 0xc9b0;
inline constexpr u32 nvcdb0_video_decoder = 0xcdb0;
inline constexpr u32 nvcfb0_video_decoder = 0xcfb0;
inline constexpr u32 nvc7b7_video_encoder = 0xc7b7;
inline constexpr u32 nvc9b7_video_encoder = 0xc9b7;
inline constexpr u32 nvcfb7_video_encoder = 0xcfb7;
inline constexpr u32 nvc6fa_video_ofa = 0xc6fa;
inline constexpr u32 nvc7fa_video_ofa = 0xc7fa;
inline constexpr u32 nvc9fa_video_ofa = 0xc9fa;
inline constexpr u32 nvb8d1_video_nvjpg = 0xb8d1;
inline constexpr u32 nvc9d1_video_nvjpg = 0xc9d1;

}  // namespace egpulab::regs::nvidia::classes
