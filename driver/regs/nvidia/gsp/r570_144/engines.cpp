// Names of engines, and the errors that kill channels.
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"

#include "driver/regs/nvidia/gsp/named_value.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {
namespace {

// clang-format off
constexpr NamedValue rm_engine_type_names[] = {
    {0, "NULL"}, {1, "GR0"}, {2, "GR1"}, {3, "GR2"}, {4, "GR3"}, {5, "GR4"}, {6, "GR5"}, {7, "GR6"}, {8, "GR7"},
    {9, "COPY0"}, {0xa, "COPY1"}, {0xb, "COPY2"}, {0xc, "COPY3"}, {0xd, "COPY4"}, {0xe, "COPY5"}, {0xf, "COPY6"},
    {0x10, "COPY7"}, {0x11, "COPY8"}, {0x12, "COPY9"}, {0x13, "COPY10"}, {0x14, "COPY11"}, {0x15, "COPY12"},
    {0x16, "COPY13"}, {0x17, "COPY14"}, {0x18, "COPY15"}, {0x19, "COPY16"}, {0x1a, "COPY17"}, {0x1b, "COPY18"},
    {0x1c, "COPY19"}, {0x1d, "NVDEC0"}, {0x1e, "NVDEC1"}, {0x1f, "NVDEC2"}, {0x20, "NVDEC3"}, {0x21, "NVDEC4"},
    {0x22, "NVDEC5"}, {0x23, "NVDEC6"}, {0x24, "NVDEC7"}, {0x25, "NVENC0"}, {0x26, "NVENC1"}, {0x27, "NVENC2"},
    {0x28, "NVENC3"}, {0x29, "VP"}, {0x2a, "ME"}, {0x2b, "PPP"}, {0x2c, "MPEG"}, {0x2d, "SW"}, {0x2e, "TSEC"},
    {0x2f, "VIC"}, {0x30, "MP"}, {0x31, "SEC2"}, {0x32, "HOST"}, {0x33, "DPU"}, {0x34, "PMU"}, {0x35, "FBFLCN"},
    {0x36, "NVJPEG0"}, {0x37, "NVJPEG1"}, {0x38, "NVJPEG2"}, {0x39, "NVJPEG3"}, {0x3a, "NVJPEG4"}, {0x3b, "NVJPEG5"},
    {0x3c, "NVJPEG6"}, {0x3d, "NVJPEG7"}, {0x3e, "OFA0"}, {0x3f, "OFA1"},
};
constexpr NamedValue nv2080_engine_type_names[] = {
    {0, "NULL"}, {1, "GRAPHICS"}, {2, "GR1"}, {3, "GR2"}, {4, "GR3"}, {5, "GR4"}, {6, "GR5"}, {7, "GR6"}, {8, "GR7"},
    {9, "COPY0"}, {0xa, "COPY1"}, {0xb, "COPY2"}, {0xc, "COPY3"}, {0xd, "COPY4"}, {0xe, "COPY5"}, {0xf, "COPY6"},
    {0x10, "COPY7"}, {0x11, "COPY8"}, {0x12, "COPY9"}, {0x13, "BSP"}, {0x14, "NVDEC1"}, {0x15, "NVDEC2"},
    {0x16, "NVDEC3"}, {0x17, "NVDEC4"}, {0x18, "NVDEC5"}, {0x19, "NVDEC6"}, {0x1a, "NVDEC7"}, {0x1b, "MSENC"},
    {0x1c, "NVENC1"}, {0x1d, "NVENC2"}, {0x1e, "VP"}, {0x1f, "ME"}, {0x20, "PPP"}, {0x21, "MPEG"}, {0x22, "SW"},
    {0x23, "CIPHER"}, {0x24, "VIC"}, {0x25, "MP"}, {0x26, "SEC2"}, {0x27, "HOST"}, {0x28, "DPU"}, {0x29, "PMU"},
    {0x2a, "FBFLCN"}, {0x2b, "NVJPG"}, {0x2c, "NVJPEG1"}, {0x2d, "NVJPEG2"}, {0x2e, "NVJPEG3"}, {0x2f, "NVJPEG4"},
    {0x30, "NVJPEG5"}, {0x31, "NVJPEG6"}, {0x32, "NVJPEG7"}, {0x33, "OFA"}, {0x34, "COPY10"}, {0x35, "COPY11"},
    {0x36, "COPY12"}, {0x37, "COPY13"}, {0x38, "COPY14"}, {0x39, "COPY15"}, {0x3a, "COPY16"}, {0x3b, "COPY17"},
    {0x3c, "COPY18"}, {0x3d, "COPY19"}, {0x3e, "OFA1"}, {0x3f, "NVENC3"}, {0x40, "COMP_DECOMP_COPY0"},
    {0x41, "COMP_DECOMP_COPY1"}, {0x42, "COMP_DECOMP_COPY2"}, {0x43, "COMP_DECOMP_COPY3"},
    {0x44, "COMP_DECOMP_COPY4"}, {0x45, "COMP_DECOMP_COPY5"}, {0x46, "COMP_DECOMP_COPY6"},
    {0x47, "COMP_DECOMP_COPY7"}, {0x48, "COMP_DECOMP_COPY8"}, {0x49, "COMP_DECOMP_COPY9"},
    {0x4a, "COMP_DECOMP_COPY10"}, {0x4b, "COMP_DECOMP_COPY11"}, {0x4c, "COMP_DECOMP_COPY12"},
    {0x4d, "COMP_DECOMP_COPY13"}, {0x4e, "COMP_DECOMP_COPY14"}, {0x4f, "COMP_DECOMP_COPY15"},
    {0x50, "COMP_DECOMP_COPY16"}, {0x51, "COMP_DECOMP_COPY17"}, {0x52, "COMP_DECOMP_COPY18"},
    {0x53, "COMP_DECOMP_COPY19"},
};
constexpr NamedValue robust_channel_error_names[] = {
    {0, "ERROR_RECOVERY_LEVEL_INFO"}, {1, "ERROR_RECOVERY_LEVEL_NON_FATAL"}, {2, "ERROR_RECOVERY_LEVEL_FATAL"},
    {0xd, "GR_EXCEPTION"}, {0xe, "FAKE_ERROR"}, {0x10, "VBLANK_CALLBACK_TIMEOUT"}, {0x13, "DISP_MISSED_NOTIFIER"},
    {0x14, "MPEG_ERROR_SW_METHOD"}, {0x15, "ME_ERROR_SW_METHOD"}, {0x16, "VP_ERROR_SW_METHOD"},
    {0x17, "RC_LOGGING_ENABLED"}, {0x1b, "VP_ERROR"}, {0x1c, "VP2_ERROR"}, {0x1d, "BSP_ERROR"},
    {0x1f, "FIFO_ERROR_MMU_ERR_FLT"}, {0x20, "PBDMA_ERROR"}, {0x21, "SEC_ERROR"}, {0x22, "MSVLD_ERROR"},
    {0x23, "MSPDEC_ERROR"}, {0x24, "MSPPP_ERROR"}, {0x27, "CE0_ERROR"}, {0x28, "CE1_ERROR"}, {0x29, "CE2_ERROR"},
    {0x2a, "VIC_ERROR"}, {0x2b, "RESETCHANNEL_VERIF_ERROR"}, {0x2c, "GR_FAULT_DURING_CTXSW"},
    {0x2d, "PREEMPTIVE_REMOVAL"}, {0x2f, "NVENC0_ERROR"}, {0x30, "GPU_ECC_DBE"}, {0x3c, "SEC2_ERROR"},
    {0x41, "NVENC1_ERROR"}, {0x44, "NVDEC0_ERROR"}, {0x45, "GR_CLASS_ERROR"}, {0x46, "CE3_ERROR"},
    {0x47, "CE4_ERROR"}, {0x48, "CE5_ERROR"}, {0x49, "NVENC2_ERROR"}, {0x4b, "CE6_ERROR"}, {0x4c, "CE7_ERROR"},
    {0x4d, "CE8_ERROR"}, {0x4f, "GPU_HAS_FALLEN_OFF_THE_BUS"}, {0x51, "VGA_SUBSYSTEM_ERROR"}, {0x52, "NVJPG0_ERROR"},
    {0x53, "NVDEC1_ERROR"}, {0x54, "NVDEC2_ERROR"}, {0x55, "CE9_ERROR"}, {0x56, "OFA0_ERROR"},
    {0x58, "NVDEC3_ERROR"}, {0x59, "NVDEC4_ERROR"}, {0x5e, "CONTAINED_ERROR"}, {0x5f, "UNCONTAINED_ERROR"},
    {0x60, "NVDEC5_ERROR"}, {0x61, "NVDEC6_ERROR"}, {0x62, "NVDEC7_ERROR"}, {0x63, "NVJPG1_ERROR"},
    {0x64, "NVJPG2_ERROR"}, {0x65, "NVJPG3_ERROR"}, {0x66, "NVJPG4_ERROR"}, {0x67, "NVJPG5_ERROR"},
    {0x68, "NVJPG6_ERROR"}, {0x69, "NVJPG7_ERROR"}, {0x7e, "CE10_ERROR"}, {0x7f, "CE11_ERROR"}, {0x80, "CE12_ERROR"},
    {0x81, "CE13_ERROR"}, {0x82, "CE14_ERROR"}, {0x83, "CE15_ERROR"}, {0x84, "CE16_ERROR"}, {0x85, "CE17_ERROR"},
    {0x86, "CE18_ERROR"}, {0x87, "CE19_ERROR"}, {0x8a, "DLA_ERROR"}, {0x8b, "OFA1_ERROR"}, {0x8d, "FAST_PATH_ERROR"},
    {0x8e, "NVENC3_ERROR"}, {0x97, "KEY_ROTATION_ERROR"},
};
// clang-format on

}  // namespace

std::string_view to_string(RmEngineType value) { return find_name(rm_engine_type_names, static_cast<u32>(value)); }
std::string_view to_string(Nv2080EngineType value) {
  return find_name(nv2080_engine_type_names, static_cast<u32>(value));
}
std::string_view to_string(RobustChannelError value) {
  return find_name(robust_channel_error_names, static_cast<u32>(value));
}

}  // namespace egpulab::regs::nvidia::gsp::r570_144
