// Structures in memory that the host (PFIFO) and the MMU read: instance block (RAMIN) with the host's context (RAMFC),
// user-driver state (USERD), runlist entries (RAMRL).
// Facts: open-gpu-doc manuals ampere/ga100/dev_ram, dev_pbdma; open-gpu-kernel-modules published hopper/gh100,
// blackwell/gb100 dev_ram.h, dev_esched_pbdma.h (MIT). Offsets count bytes.
#pragma once

#include "driver/regs/bits.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::regs::nvidia {

// An instance block's first 512 bytes are RAMFC.
namespace ramin {
inline constexpr u64 bytes = 4096;
inline constexpr u32 page_dir_base = 128 * 4;  // PageDirBase, then its HI word
inline constexpr u32 engine_wfi = 132 * 4;     // EngineWfi, then its HI word, then VEID
inline constexpr u32 engine_wfi_veid = 134 * 4;
inline constexpr u32 engine_method_buffer = 136 * 4;
inline constexpr u32 subcontext_valid = 166 * 4;  // one bit a sub-context, 64
inline constexpr u32 subcontext_base = 168 * 4;   // of each, 16 bytes apart: PageDirBase, HI, ATS
inline constexpr u32 subcontext_stride = 16, subcontexts = 64;
}  // namespace ramin

enum class RaminTarget : u8 { video = 0, invalid = 1, sys_mem_coherent = 2, sys_mem_noncoherent = 3 };

// clang-format off
// NV_RAMIN_PAGE_DIR_BASE and NV_RAMIN_SC_PAGE_DIR_BASE: the low word.
using PageDirBase = Bits<32, Field<"TARGET", 1, 0, RaminTarget>, Bit<"VOL", 2>, Bit<"FAULT_REPLAY_TEX", 4>, Bit<"FAULT_REPLAY_GCC", 5>,
    Bit<"USE_VER2_PT_FORMAT", 10>, Bit<"BIG_PAGE_SIZE_64KB", 11>, Field<"BASE_LO", 31, 12>>;
using EngineWfi = Bits<32, Field<"TARGET", 1, 0>, Bit<"MODE_VIRTUAL", 2>, Bit<"CS_FG", 3>, Field<"PTR_LO", 31, 12>>;

// Fields of RAMFC words; which word they are in, RamfcLayout says.
using RamfcSignature = Bits<32, Field<"HW", 15, 0>, Field<"SW", 31, 16>>;
using RamfcGpBase = Bits<32, Field<"OFFSET", 31, 3>>;
using RamfcGpBaseHiAmpere = Bits<32, Field<"OFFSET", 7, 0>, Field<"LIMIT2", 20, 16>>;
using RamfcSubdevice = Bits<32, Field<"ID", 11, 0>, Field<"STORED_MASK", 27, 16>, Bit<"STATUS_ACTIVE", 28>, Bit<"CHANNEL_DMA_ENABLE", 29>>;
using RamfcPbHeader = Bits<32, Field<"METHOD", 13, 2>, Field<"SUBCHANNEL", 18, 16>, Bit<"LEVEL_SUBROUTINE", 20>, Bit<"FIRST", 22>, Bit<"CONDITIONAL", 23>, Field<"TYPE", 31, 29>>;
using RamfcPbCount = Bits<32, Field<"VALUE", 12, 0>>;
using RamfcHceCtrl = Bits<32, Bit<"HCE_RENDER_DISABLED", 2>, Bit<"HCE_SUBCHSW", 4>, Bit<"HCE_PRIV_MODE", 5>>;
using RamfcTarget = Bits<32, Field<"ENGINE", 4, 0>, Bit<"ENG_CTX_VALID", 16>, Bit<"CE_CTX_VALID", 17>>;
using RamfcConfig = Bits<32, Bit<"L2_EVICT_NORMAL", 0>, Bit<"CE_SPLIT_DISABLE", 4>, Bit<"CE_NO_THROTTLE", 5>, Bit<"AUTH_LEVEL_PRIVILEGED", 8>, Bit<"USERD_WRITEBACK_ENABLE", 12>>;
using RamfcAcquire = Bits<32, Field<"RETRY_MAN", 6, 0>, Field<"RETRY_EXP", 10, 7>, Field<"TIMEOUT_EXP", 14, 11>, Field<"TIMEOUT_MAN", 30, 15>, Bit<"TIMEOUT_EN", 31>>;
using RamfcSetChannelInfo = Bits<32, Bit<"SCG_TYPE_COMPUTE1", 0>, Field<"VEID", 13, 8>, Field<"CHID", 27, 16>>;
// clang-format on
inline constexpr u32 ramfc_signature_valid = 0xface;
inline constexpr u32 ramfc_bytes = 512;

// Where RAMFC keeps what, as byte offsets. GPFIFO: base address, log2 of the entries (in LIMIT2, of the field that the
// generation has it in), next entry to fetch.
struct RamfcLayout {
  u32 gp_put, gp_get, gp_base, gp_base_hi;
  u32 limit2_word;
  u8 limit2_high, limit2_low;
  u8 gp_base_hi_bits;
  u32 pb_put, pb_put_hi;  // end of the segment that a channel was taken off in
  u32 subdevice;
  // The same everywhere.
  static constexpr u32 signature = 4 * 4, pb_get = 6 * 4, pb_get_hi = 7 * 4, top_level_get = 8 * 4,
                       top_level_get_hi = 9 * 4, ref = 10 * 4, acquire = 12 * 4, acquire_deadline = 13 * 4,
                       sem_addr_hi = 14 * 4, sem_addr_lo = 15 * 4, sem_payload_lo = 16 * 4, sem_execute = 17 * 4,
                       pb_header = 33 * 4, pb_count = 34 * 4, sem_payload_hi = 39 * 4, target = 43 * 4,
                       hce_ctrl = 57 * 4, config = 61 * 4, set_channel_info = 63 * 4;
};
inline constexpr RamfcLayout ramfc_ampere{0, 5 * 4, 18 * 4, 19 * 4, 19 * 4, 20, 16, 8, 23 * 4, 24 * 4, 37 * 4};
inline constexpr RamfcLayout ramfc_hopper{0, 5 * 4, 18 * 4, 19 * 4, 41 * 4, 4, 0, 25, 23 * 4, 24 * 4, 37 * 4};
// GP_PUT is among the debug words there; for the end of the segment and SUBDEVICE no words are
// published, these are ours.
inline constexpr RamfcLayout ramfc_blackwell{48 * 4, 38 * 4, 36 * 4, 37 * 4, 45 * 4, 28,
                                             24,     25,     21 * 4, 22 * 4, 46 * 4};
constexpr const RamfcLayout& ramfc_layout(Architecture a) {
  if (a >= Architecture::blackwell_gb10x) return ramfc_blackwell;
  return a == Architecture::hopper ? ramfc_hopper : ramfc_ampere;
}

// NV_RAMUSERD: 512 bytes a channel.
namespace userd {
inline constexpr u64 bytes = 512;
inline constexpr u32 put = 16 * 4, get = 17 * 4, ref = 18 * 4, put_hi = 19 * 4, top_level_get = 22 * 4,
                     top_level_get_hi = 23 * 4, get_hi = 24 * 4, gp_get = 34 * 4, gp_put = 35 * 4;
}  // namespace userd

// clang-format off
// NV_RAMRL: entries of 16 bytes, a header of a time-slice group, then its channels. Addresses: PTR_LO shifted by 12
// (instance) and 8 (USERD).
using RunlistChannel = Bits<128, InWord<"TYPE_TSG", 0, 0>, InWord<"RUNQUEUE_SELECTOR", 0, 1>, InWord<"INST_TARGET", 0, 5, 4>,
    InWord<"USERD_TARGET", 0, 7, 6>, InWord<"USERD_PTR_LO", 0, 31, 8>, InWord<"USERD_PTR_HI", 1, 31, 0>,
    InWord<"CHID", 2, 11, 0>, InWord<"INST_PTR_LO", 2, 31, 12>, InWord<"INST_PTR_HI", 3, 31, 0>>;
using RunlistGroup = Bits<128, InWord<"TYPE_TSG", 0, 0>, InWord<"GFID", 0, 11, 4>, InWord<"TIMESLICE_SCALE", 0, 19, 16>,
    InWord<"TIMESLICE_TIMEOUT", 0, 31, 24>, InWord<"LENGTH", 1, 7, 0>, InWord<"TSGID", 2, 11, 0>>;
// clang-format on
inline constexpr u64 runlist_entry_bytes = 16;
inline constexpr u32 runlist_group_longest = 128, channels_per_runlist = 2048;

}  // namespace egpulab::regs::nvidia
