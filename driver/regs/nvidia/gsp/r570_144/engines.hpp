// Engines, and the errors that kill channels.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), gpu_engine_type.h, cl2080_notification.h, nverror.h.
#pragma once

#include <string>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
// RM's own engine numbers: FIFO_GET_DEVICE_INFO_TABLE, channel groups and channels allocated on GSP-RM.
enum class RmEngineType : u32 {
  null = 0, gr0 = 1, gr1 = 2, gr2 = 3, gr3 = 4, gr4 = 5, gr5 = 6, gr6 = 7, gr7 = 8, copy0 = 9, copy1 = 0xa,
  copy2 = 0xb, copy3 = 0xc, copy4 = 0xd, copy5 = 0xe, copy6 = 0xf, copy7 = 0x10, copy8 = 0x11, copy9 = 0x12,
  copy10 = 0x13, copy11 = 0x14, copy12 = 0x15, copy13 = 0x16, copy14 = 0x17, copy15 = 0x18, copy16 = 0x19,
  copy17 = 0x1a, copy18 = 0x1b, copy19 = 0x1c, nvdec0 = 0x1d, nvdec1 = 0x1e, nvdec2 = 0x1f, nvdec3 = 0x20,
  nvdec4 = 0x21, nvdec5 = 0x22, nvdec6 = 0x23, nvdec7 = 0x24, nvenc0 = 0x25, nvenc1 = 0x26, nvenc2 = 0x27,
  nvenc3 = 0x28, vp = 0x29, me = 0x2a, ppp = 0x2b, mpeg = 0x2c, sw = 0x2d, tsec = 0x2e, vic = 0x2f, mp = 0x30,
  sec2 = 0x31, host = 0x32, dpu = 0x33, pmu = 0x34, fbflcn = 0x35, nvjpeg0 = 0x36, nvjpeg1 = 0x37, nvjpeg2 = 0x38,
  nvjpeg3 = 0x39, nvjpeg4 = 0x3a, nvjpeg5 = 0x3b, nvjpeg6 = 0x3c, nvjpeg7 = 0x3d, ofa0 = 0x3e, ofa1 = 0x3f,
};
// clang-format on
// The vendor's name; empty for a value that has none.
std::string_view to_string(RmEngineType value);

// clang-format off
// Engine numbers of the public interface: class parameters, controls, RC_TRIGGERED.
enum class Nv2080EngineType : u32 {
  null = 0, graphics = 1, gr1 = 2, gr2 = 3, gr3 = 4, gr4 = 5, gr5 = 6, gr6 = 7, gr7 = 8, copy0 = 9, copy1 = 0xa,
  copy2 = 0xb, copy3 = 0xc, copy4 = 0xd, copy5 = 0xe, copy6 = 0xf, copy7 = 0x10, copy8 = 0x11, copy9 = 0x12,
  bsp = 0x13, nvdec1 = 0x14, nvdec2 = 0x15, nvdec3 = 0x16, nvdec4 = 0x17, nvdec5 = 0x18, nvdec6 = 0x19,
  nvdec7 = 0x1a, msenc = 0x1b, nvenc1 = 0x1c, nvenc2 = 0x1d, vp = 0x1e, me = 0x1f, ppp = 0x20, mpeg = 0x21,
  sw = 0x22, cipher = 0x23, vic = 0x24, mp = 0x25, sec2 = 0x26, host = 0x27, dpu = 0x28, pmu = 0x29, fbflcn = 0x2a,
  nvjpg = 0x2b, nvjpeg1 = 0x2c, nvjpeg2 = 0x2d, nvjpeg3 = 0x2e, nvjpeg4 = 0x2f, nvjpeg5 = 0x30, nvjpeg6 = 0x31,
  nvjpeg7 = 0x32, ofa = 0x33, copy10 = 0x34, copy11 = 0x35, copy12 = 0x36, copy13 = 0x37, copy14 = 0x38,
  copy15 = 0x39, copy16 = 0x3a, copy17 = 0x3b, copy18 = 0x3c, copy19 = 0x3d, ofa1 = 0x3e, nvenc3 = 0x3f,
  comp_decomp_copy0 = 0x40, comp_decomp_copy1 = 0x41, comp_decomp_copy2 = 0x42, comp_decomp_copy3 = 0x43,
  comp_decomp_copy4 = 0x44, comp_decomp_copy5 = 0x45, comp_decomp_copy6 = 0x46, comp_decomp_copy7 = 0x47,
  comp_decomp_copy8 = 0x48, comp_decomp_copy9 = 0x49, comp_decomp_copy10 = 0x4a, comp_decomp_copy11 = 0x4b,
  comp_decomp_copy12 = 0x4c, comp_decomp_copy13 = 0x4d, comp_decomp_copy14 = 0x4e, comp_decomp_copy15 = 0x4f,
  comp_decomp_copy16 = 0x50, comp_decomp_copy17 = 0x51, comp_decomp_copy18 = 0x52, comp_decomp_copy19 = 0x53,
};
// clang-format on
// The vendor's name; empty for a value that has none.
std::string_view to_string(Nv2080EngineType value);

// clang-format off
// Why a channel died ("Xid"): RC_TRIGGERED, OS_ERROR_LOG, error notifiers.
enum class RobustChannelError : u32 {
  gr_exception = 13, fake_error = 14, vblank_callback_timeout = 16, disp_missed_notifier = 19,
  mpeg_error_sw_method = 20, me_error_sw_method = 21, vp_error_sw_method = 22, rc_logging_enabled = 23,
  vp_error = 27, vp2_error = 28, bsp_error = 29, fifo_error_mmu_err_flt = 31, pbdma_error = 32, sec_error = 33,
  msvld_error = 34, mspdec_error = 35, msppp_error = 36, ce0_error = 39, ce1_error = 40, ce2_error = 41,
  vic_error = 42, resetchannel_verif_error = 43, gr_fault_during_ctxsw = 44, preemptive_removal = 45,
  nvenc0_error = 47, gpu_ecc_dbe = 48, sec2_error = 60, nvenc1_error = 65, nvdec0_error = 68, gr_class_error = 69,
  ce3_error = 70, ce4_error = 71, ce5_error = 72, nvenc2_error = 73, ce6_error = 75, ce7_error = 76, ce8_error = 77,
  gpu_has_fallen_off_the_bus = 79, vga_subsystem_error = 81, nvjpg0_error = 82, nvdec1_error = 83, nvdec2_error = 84,
  ce9_error = 85, ofa0_error = 86, nvdec3_error = 88, nvdec4_error = 89, contained_error = 94,
  uncontained_error = 95, nvdec5_error = 96, nvdec6_error = 97, nvdec7_error = 98, nvjpg1_error = 99,
  nvjpg2_error = 100, nvjpg3_error = 101, nvjpg4_error = 102, nvjpg5_error = 103, nvjpg6_error = 104,
  nvjpg7_error = 105, ce10_error = 126, ce11_error = 127, ce12_error = 128, ce13_error = 129, ce14_error = 130,
  ce15_error = 131, ce16_error = 132, ce17_error = 133, ce18_error = 134, ce19_error = 135, dla_error = 138,
  ofa1_error = 139, fast_path_error = 141, nvenc3_error = 142, key_rotation_error = 151,
  error_recovery_level_info = 0, error_recovery_level_non_fatal = 1, error_recovery_level_fatal = 2,
};
// clang-format on
// The vendor's name; empty for a value that has none.
std::string_view to_string(RobustChannelError value);

}  // namespace egpulab::regs::nvidia::gsp::r570_144
