// Names of PSP commands, firmware types and status codes.
#include "driver/regs/amd/psp_gfx.hpp"

#include <span>

namespace egpulab::regs::amd::psp {
namespace {

struct Named {
  u32 value;
  std::string_view name;
};

// clang-format off
constexpr Named bootloader_commands[] = {
    {0x10000, "LOAD_SYSDRV"}, {0x20000, "LOAD_SOSDRV"}, {0x80000, "LOAD_KEY_DATABASE"}, {0xb0000, "LOAD_SOCDRV"},
    {0xc0000, "LOAD_DBGDRV"}, {0xd0000, "LOAD_INTFDRV"}, {0xe0000, "LOAD_RASDRV"},
    {0xf0000, "LOAD_IPKEYMGRDRV"}, {0x100000, "DRAM_LONG_TRAIN"}, {0x200000, "DRAM_SHORT_TRAIN"},
    {0x10000000, "LOAD_TOS_SPL_TABLE"},
};
constexpr Named ring_commands[] = {
    {0x10000, "INIT_RBI_RING"}, {0x20000, "INIT_GPCOM_RING"}, {0x30000, "DESTROY_RINGS"}, {0x40000, "CAN_INIT_RINGS"},
    {0x50000, "ENABLE_INT"}, {0x60000, "DISABLE_INT"}, {0x70000, "MODE1_RST"}, {0x80000, "GBR_IH_SET"},
    {0x90000, "CONSUME_CMD"}, {0xc0000, "DESTROY_GPCOM_RING"},
};
constexpr Named commands[] = {
    {0x1, "LOAD_TA"}, {0x2, "UNLOAD_TA"}, {0x3, "INVOKE_CMD"}, {0x4, "LOAD_ASD"}, {0x5, "SETUP_TMR"},
    {0x6, "LOAD_IP_FW"}, {0x7, "DESTROY_TMR"}, {0x8, "SAVE_RESTORE"}, {0x9, "SETUP_VMR"}, {0xa, "DESTROY_VMR"},
    {0xb, "PROG_REG"}, {0xf, "GET_FW_ATTESTATION"}, {0x20, "LOAD_TOC"}, {0x21, "AUTOLOAD_RLC"}, {0x22, "BOOT_CFG"},
};
constexpr Named firmware_types[] = {
    {0, "NONE"}, {1, "CP_ME"}, {2, "CP_PFP"}, {3, "CP_CE"}, {4, "CP_MEC"}, {5, "CP_MEC_ME1"}, {6, "CP_MEC_ME2"},
    {7, "RLC_V"}, {8, "RLC_G"}, {9, "SDMA0"}, {10, "SDMA1"}, {11, "DMCU_ERAM"}, {12, "DMCU_ISR"}, {13, "VCN"},
    {14, "UVD"}, {15, "VCE"}, {16, "ISP"}, {17, "ACP"}, {18, "SMU"}, {19, "MMSCH"}, {20, "RLC_RESTORE_LIST_GPM_MEM"},
    {21, "RLC_RESTORE_LIST_SRM_MEM"}, {22, "RLC_RESTORE_LIST_SRM_CNTL"}, {23, "UVD1"}, {24, "TOC"}, {25, "RLC_P"},
    {26, "RLC_IRAM"}, {27, "GLOBAL_TAP_DELAYS"}, {28, "SE0_TAP_DELAYS"}, {29, "SE1_TAP_DELAYS"},
    {30, "GLOBAL_SE0_SE1_SKEW_DELAYS"}, {31, "SDMA0_JT"}, {32, "SDMA1_JT"}, {33, "CP_MES"}, {34, "MES_STACK"},
    {35, "RLC_SRM_DRAM_SR"}, {36, "RLCG_SCRATCH_SR"}, {37, "RLCP_SCRATCH_SR"}, {38, "RLCV_SCRATCH_SR"},
    {39, "RLX6_DRAM_SR"}, {40, "SDMA0_PG_CONTEXT"}, {41, "SDMA1_PG_CONTEXT"}, {42, "GLOBAL_MUX_SELECT_RAM"},
    {43, "SE0_MUX_SELECT_RAM"}, {44, "SE1_MUX_SELECT_RAM"}, {45, "ACCUM_CTRL_RAM"}, {46, "RLCP_CAM"},
    {47, "RLC_SPP_CAM_EXT"}, {48, "RLC_DRAM_BOOT"}, {49, "VCN0_RAM"}, {50, "VCN1_RAM"}, {51, "DMUB"}, {52, "SDMA2"},
    {53, "SDMA3"}, {54, "SDMA4"}, {55, "SDMA5"}, {56, "SDMA6"}, {57, "SDMA7"}, {58, "VCN1"}, {62, "CAP"},
    {65, "SE2_TAP_DELAYS"}, {66, "SE3_TAP_DELAYS"}, {67, "REG_LIST"}, {68, "IMU_I"}, {69, "IMU_D"}, {70, "LSDMA"},
    {71, "SDMA_UCODE_TH0"}, {72, "SDMA_UCODE_TH1"}, {73, "PPTABLE"}, {74, "DISCRETE_USB4"}, {75, "TA"},
    {76, "RS64_MES"}, {77, "RS64_MES_STACK"}, {78, "RS64_KIQ"}, {79, "RS64_KIQ_STACK"}, {80, "ISP_DATA"},
    {81, "CP_MES_KIQ"}, {82, "MES_KIQ_STACK"}, {83, "UMSCH_DATA"}, {84, "UMSCH_UCODE"}, {85, "UMSCH_CMD_BUFFER"},
    {86, "USB_DP_COMBO_PHY"}, {87, "RS64_PFP"}, {88, "RS64_ME"}, {89, "RS64_MEC"}, {90, "RS64_PFP_P0_STACK"},
    {91, "RS64_PFP_P1_STACK"}, {92, "RS64_ME_P0_STACK"}, {93, "RS64_ME_P1_STACK"}, {94, "RS64_MEC_P0_STACK"},
    {95, "RS64_MEC_P1_STACK"}, {96, "RS64_MEC_P2_STACK"}, {97, "RS64_MEC_P3_STACK"},
};
constexpr Named statuses[] = {
    {0x100, "PSP_ERR_UNKNOWN_COMMAND"},
    {0x0, "TEE_SUCCESS"}, {0xffff0000, "TEE_ERROR_GENERIC"}, {0xffff0001, "TEE_ERROR_ACCESS_DENIED"},
    {0xffff0002, "TEE_ERROR_CANCEL"}, {0xffff0003, "TEE_ERROR_ACCESS_CONFLICT"},
    {0xffff0004, "TEE_ERROR_EXCESS_DATA"}, {0xffff0005, "TEE_ERROR_BAD_FORMAT"},
    {0xffff0006, "TEE_ERROR_BAD_PARAMETERS"}, {0xffff0007, "TEE_ERROR_BAD_STATE"},
    {0xffff0008, "TEE_ERROR_ITEM_NOT_FOUND"}, {0xffff0009, "TEE_ERROR_NOT_IMPLEMENTED"},
    {0xffff000a, "TEE_ERROR_NOT_SUPPORTED"}, {0xffff000b, "TEE_ERROR_NO_DATA"},
    {0xffff000c, "TEE_ERROR_OUT_OF_MEMORY"}, {0xffff000d, "TEE_ERROR_BUSY"}, {0xffff000e, "TEE_ERROR_COMMUNICATION"},
    {0xffff000f, "TEE_ERROR_SECURITY"}, {0xffff0010, "TEE_ERROR_SHORT_BUFFER"},
};
// clang-format on

template <class E>
std::string_view name_of(std::span<const Named> names, E value) {
  for (const Named& n : names)
    if (n.value == static_cast<u32>(value)) return n.name;
  return {};
}

}  // namespace

std::string_view to_string(BootloaderCommand command) { return name_of(bootloader_commands, command); }
std::string_view to_string(RingCommand command) { return name_of(ring_commands, command); }
std::string_view to_string(Command command) { return name_of(commands, command); }
std::string_view to_string(FirmwareType type) { return name_of(firmware_types, type); }
std::string_view to_string(Status status) { return name_of(statuses, status); }

}  // namespace egpulab::regs::amd::psp
