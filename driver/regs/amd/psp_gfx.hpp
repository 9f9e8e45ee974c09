// The PSP's interface to drivers: bootloader commands, ring control, command ring, firmware types, status codes.
// Facts: Linux drivers/gpu/drm/amd/amdgpu/psp_gfx_if.h and amdgpu_psp.h (MIT); status codes: GlobalPlatform TEE
// Internal Core API. Addresses are MC addresses (VMID 0).
#pragma once

#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::amd::psp {

// clang-format off
// Commands to the bootloader, in psp_mailbox::bootloader_command.
enum class BootloaderCommand : u32 {
  load_sysdrv = 0x10000, load_sosdrv = 0x20000, load_key_database = 0x80000, load_socdrv = 0xb0000,
  load_dbgdrv = 0xc0000, load_intfdrv = 0xd0000, load_rasdrv = 0xe0000, load_ipkeymgrdrv = 0xf0000,
  dram_long_train = 0x100000, dram_short_train = 0x200000, load_tos_spl_table = 0x10000000,
};
inline constexpr u32 bootloader_ready = 0x80000000;

// Commands in psp_mailbox::ring_command, and its answer.
enum class RingCommand : u32 {
  init_rbi_ring = 0x10000, init_gpcom_ring = 0x20000, destroy_rings = 0x30000, can_init_rings = 0x40000,
  enable_int = 0x50000, disable_int = 0x60000, mode1_rst = 0x70000, gbr_ih_set = 0x80000, consume_cmd = 0x90000,
  destroy_gpcom_ring = 0xc0000,
};
inline constexpr u32 ring_response_flag = 0x80000000, ring_status_mask = 0xffff;

// Commands on the ring (CommandBuffer::cmd_id).
enum class Command : u32 {
  load_ta = 0x1, unload_ta = 0x2, invoke_cmd = 0x3, load_asd = 0x4, setup_tmr = 0x5, load_ip_fw = 0x6,
  destroy_tmr = 0x7, save_restore = 0x8, setup_vmr = 0x9, destroy_vmr = 0xa, prog_reg = 0xb, get_fw_attestation = 0xf,
  load_toc = 0x20, autoload_rlc = 0x21, boot_cfg = 0x22,
};

// LOAD_IP_FW: what the image is.
enum class FirmwareType : u32 {
  none = 0, cp_me = 1, cp_pfp = 2, cp_ce = 3, cp_mec = 4, cp_mec_me1 = 5, cp_mec_me2 = 6, rlc_v = 7, rlc_g = 8,
  sdma0 = 9, sdma1 = 10, dmcu_eram = 11, dmcu_isr = 12, vcn = 13, uvd = 14, vce = 15, isp = 16, acp = 17, smu = 18,
  mmsch = 19, rlc_restore_list_gpm_mem = 20, rlc_restore_list_srm_mem = 21, rlc_restore_list_srm_cntl = 22, uvd1 = 23,
  toc = 24, rlc_p = 25, rlc_iram = 26, global_tap_delays = 27, se0_tap_delays = 28, se1_tap_delays = 29,
  global_se0_se1_skew_delays = 30, sdma0_jt = 31, sdma1_jt = 32, cp_mes = 33, mes_stack = 34, rlc_srm_dram_sr = 35,
  rlcg_scratch_sr = 36, rlcp_scratch_sr = 37, rlcv_scratch_sr = 38, rlx6_dram_sr = 39, sdma0_pg_context = 40,
  sdma1_pg_context = 41, global_mux_select_ram = 42, se0_mux_select_ram = 43, se1_mux_select_ram = 44,
  accum_ctrl_ram = 45, rlcp_cam = 46, rlc_spp_cam_ext = 47, rlc_dram_boot = 48, vcn0_ram = 49, vcn1_ram = 50,
  dmub = 51, sdma2 = 52, sdma3 = 53, sdma4 = 54, sdma5 = 55, sdma6 = 56, sdma7 = 57, vcn1 = 58, cap = 62,
  se2_tap_delays = 65, se3_tap_delays = 66, reg_list = 67, imu_i = 68, imu_d = 69, lsdma = 70, sdma_ucode_th0 = 71,
  sdma_ucode_th1 = 72, pptable = 73, discrete_usb4 = 74, ta = 75, rs64_mes = 76, rs64_mes_stack = 77, rs64_kiq = 78,
  rs64_kiq_stack = 79, isp_data = 80, cp_mes_kiq = 81, mes_kiq_stack = 82, umsch_data = 83, umsch_ucode = 84,
  umsch_cmd_buffer = 85, usb_dp_combo_phy = 86, rs64_pfp = 87, rs64_me = 88, rs64_mec = 89, rs64_pfp_p0_stack = 90,
  rs64_pfp_p1_stack = 91, rs64_me_p0_stack = 92, rs64_me_p1_stack = 93, rs64_mec_p0_stack = 94,
  rs64_mec_p1_stack = 95, rs64_mec_p2_stack = 96, rs64_mec_p3_stack = 97,
};

// Response::status.
enum class Status : u32 {
  unknown_command = 0x100,
  success = 0, error_generic = 0xffff0000, error_access_denied = 0xffff0001, error_cancel = 0xffff0002,
  error_access_conflict = 0xffff0003, error_excess_data = 0xffff0004, error_bad_format = 0xffff0005,
  error_bad_parameters = 0xffff0006, error_bad_state = 0xffff0007, error_item_not_found = 0xffff0008,
  error_not_implemented = 0xffff0009, error_not_supported = 0xffff000a, error_no_data = 0xffff000b,
  error_out_of_memory = 0xffff000c, error_busy = 0xffff000d, error_communication = 0xffff000e,
  error_security = 0xffff000f, error_short_buffer = 0xffff0010,
};
// clang-format on
// The vendor's names without prefix ("LOAD_IP_FW"); empty for a value without one.
std::string_view to_string(BootloaderCommand command);
std::string_view to_string(RingCommand command);
std::string_view to_string(Command command);
std::string_view to_string(FirmwareType type);
std::string_view to_string(Status status);

// One entry of the command ring; ring_write_pointer counts its dwords.
struct RingFrame {
  u32 cmd_buf_addr_lo, cmd_buf_addr_hi;  // of a CommandBuffer, 4 KiB aligned
  u32 cmd_buf_size;
  u32 fence_addr_lo, fence_addr_hi;  // receives fence_value when the command is done
  u32 fence_value;
  u32 sid_lo, sid_hi;
  u8 vmid, frame_type, reserved1[2];
  u32 reserved2[7];
};
static_assert(sizeof(RingFrame) == 64);

struct Response {
  u32 status;
  u32 session_id;              // of LOAD_TA and LOAD_ASD
  u32 fw_addr_lo, fw_addr_hi;  // of LOAD_IP_FW: where in the TMR
  u32 tmr_size;                // of LOAD_TOC
  u32 reserved[11];
  u32 uresp[8];  // of BOOT_CFG: the configuration; of GET_FW_ATTESTATION: an address
};
static_assert(sizeof(Response) == 96);

struct LoadTa {
  u32 app_phy_addr_lo, app_phy_addr_hi, app_len;
  u32 cmd_buf_phy_addr_lo, cmd_buf_phy_addr_hi, cmd_buf_len;
};
struct UnloadTa {
  u32 session_id;
};
struct InvokeCommand {
  u32 session_id, ta_cmd_id;
  u32 num_desc, total_size;
  struct {
    u32 buf_phy_addr_lo, buf_phy_addr_hi, buf_size;
  } buf_desc[64];
};
struct SetupTmr {
  u32 buf_phy_addr_lo, buf_phy_addr_hi, buf_size;
  u32 tmr_flags;  // bit 0 SR-IOV, bit 1 the system address is valid
  u32 system_phy_addr_lo, system_phy_addr_hi;
};
struct LoadIpFirmware {
  u32 fw_phy_addr_lo, fw_phy_addr_hi, fw_size;
  FirmwareType fw_type;
};
struct SaveRestoreFirmware {
  u32 save_fw, save_restore_addr_lo, save_restore_addr_hi, buf_size;
  FirmwareType fw_type;
};
struct ProgramRegister {
  u32 reg_value, reg_id;
};
struct LoadToc {
  u32 toc_phy_addr_lo, toc_phy_addr_hi, toc_size;
};
struct BootConfig {
  u32 timestamp, sub_cmd, boot_config, boot_config_valid;  // sub_cmd: 1 set, 2 get, 3 invalidate
};

struct CommandBuffer {
  u32 buf_size;
  u32 buf_version;  // command_buffer_version
  Command cmd_id;
  u32 resp_buf_addr_lo, resp_buf_addr_hi, resp_offset, resp_buf_size;  // 0 on this ring
  union {
    LoadTa load_ta;
    UnloadTa unload_ta;
    InvokeCommand invoke_cmd;
    SetupTmr setup_tmr;
    LoadIpFirmware load_ip_fw;
    SaveRestoreFirmware save_restore_ip_fw;
    ProgramRegister prog_reg;
    LoadToc load_toc;
    BootConfig boot_cfg;
    u8 bytes[864 - 28];
  } cmd;
  Response resp;
  u8 reserved[1024 - 864 - sizeof(Response)];
};
static_assert(sizeof(CommandBuffer) == 1024 && offsetof(CommandBuffer, cmd) == 28 &&
              offsetof(CommandBuffer, resp) == 864);
inline constexpr u32 command_buffer_version = 1;

}  // namespace egpulab::regs::amd::psp
