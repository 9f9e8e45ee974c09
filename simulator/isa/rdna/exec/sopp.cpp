// SOPP and SOPK: program control, immediates (RDNA3 ISA, "SOPP Opcodes", "SOPK Opcodes").
#include "simulator/isa/rdna/exec/control.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/scalar_bits.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"s_nop", sopp, 0x0, none, {imm16}, no_effect, nullptr},
    {"s_setkill", sopp, 0x1, none, {imm16}, 0, kill},
    {"s_sethalt", sopp, 0x2, none, {imm16}, 0, halt},
    {"s_sleep", sopp, 0x3, none, {imm16}, 0, sleep},
    {"s_set_inst_prefetch_distance", sopp, 0x4, none, {hex16}, no_effect | gfx11_only, nullptr},
    {"s_clause", sopp, 0x5, none, {hex16}, no_effect, nullptr},
    {"s_delay_alu", sopp, 0x7, none, {delay}, no_effect, nullptr},
    {"s_waitcnt_depctr", sopp, 0x8, none, {depctr}, no_effect, nullptr},
    {"s_waitcnt", sopp, 0x9, none, {waitcnt}, no_effect, nullptr},
    {"s_wait_idle", sopp, 0xa, none, {}, bare | no_effect, nullptr},
    {"s_wait_event", sopp, 0xb, none, {hex16}, no_effect, nullptr},
    {"s_trap", sopp, 0x10, none, {imm16}, ends_block, trap},
    {"s_round_mode", sopp, 0x11, none, {hex16}, 0, round_mode},
    {"s_denorm_mode", sopp, 0x12, none, {imm16}, 0, denorm_mode},
    {"s_code_end", sopp, 0x1f, none, {}, bare | ends_block, nullptr},
    {"s_branch", sopp, 0x20, none, {target}, ends_block, branch<Always>},
    {"s_cbranch_scc0", sopp, 0x21, none, {target}, ends_block, branch<Scc0>},
    {"s_cbranch_scc1", sopp, 0x22, none, {target}, ends_block, branch<Scc1>},
    {"s_cbranch_vccz", sopp, 0x23, none, {target}, ends_block, branch<Vccz>},
    {"s_cbranch_vccnz", sopp, 0x24, none, {target}, ends_block, branch<Vccnz>},
    {"s_cbranch_execz", sopp, 0x25, none, {target}, ends_block, branch<Execz>},
    {"s_cbranch_execnz", sopp, 0x26, none, {target}, ends_block, branch<Execnz>},
    {"s_cbranch_cdbgsys", sopp, 0x27, none, {target}, ends_block | gfx11_only, branch<Never>},
    {"s_cbranch_cdbguser", sopp, 0x28, none, {target}, ends_block | gfx11_only, branch<Never>},
    {"s_cbranch_cdbgsys_or_user", sopp, 0x29, none, {target}, ends_block | gfx11_only, branch<Never>},
    {"s_cbranch_cdbgsys_and_user", sopp, 0x2a, none, {target}, ends_block | gfx11_only, branch<Never>},
    {"s_endpgm", sopp, 0x30, none, {optional16}, ends_block, end_program},
    {"s_endpgm_saved", sopp, 0x31, none, {}, bare | ends_block, end_program},
    {"s_endpgm_ordered_ps_done", sopp, 0x32, none, {}, bare | ends_block | gfx11_only, end_program},
    {"s_wakeup", sopp, 0x34, none, {}, bare | no_effect, nullptr},
    {"s_setprio", sopp, 0x35, none, {imm16}, no_effect, nullptr},
    {"s_sendmsg", sopp, 0x36, none, {message}, 0, send_message},
    {"s_sendmsghalt", sopp, 0x37, none, {message}, 0, send_message_and_halt},
    {"s_incperflevel", sopp, 0x38, none, {imm16}, no_effect, nullptr},
    {"s_decperflevel", sopp, 0x39, none, {imm16}, no_effect, nullptr},
    {"s_ttracedata", sopp, 0x3a, none, {}, bare | no_effect, nullptr},
    {"s_ttracedata_imm", sopp, 0x3b, none, {hex16}, no_effect, nullptr},
    {"s_icache_inv", sopp, 0x3c, none, {}, bare, invalidate_code},
    {"s_barrier", sopp, 0x3d, none, {}, bare | gfx11_only, barrier},
    {"s_movk_i32", sopk, 0x0, s32, {hex16}, 0, scalar_k<KMov>},
    {"s_version", sopk, 0x1, none, {version}, no_effect, nullptr},
    {"s_cmovk_i32", sopk, 0x2, s32, {hex16}, 0, scalar_k<KCmov>},
    {"s_cmpk_eq_i32", sopk, 0x3, s32, {hex16}, gfx11_only, scalar_compare_k<CmpEq<i32>>},
    {"s_cmpk_eq_u32", sopk, 0x9, s32, {hex16}, gfx11_only, scalar_compare_k<CmpEq<u32>>},
    {"s_cmpk_lg_i32", sopk, 0x4, s32, {hex16}, gfx11_only, scalar_compare_k<CmpLg<i32>>},
    {"s_cmpk_lg_u32", sopk, 0xa, s32, {hex16}, gfx11_only, scalar_compare_k<CmpLg<u32>>},
    {"s_cmpk_gt_i32", sopk, 0x5, s32, {hex16}, gfx11_only, scalar_compare_k<CmpGt<i32>>},
    {"s_cmpk_gt_u32", sopk, 0xb, s32, {hex16}, gfx11_only, scalar_compare_k<CmpGt<u32>>},
    {"s_cmpk_ge_i32", sopk, 0x6, s32, {hex16}, gfx11_only, scalar_compare_k<CmpGe<i32>>},
    {"s_cmpk_ge_u32", sopk, 0xc, s32, {hex16}, gfx11_only, scalar_compare_k<CmpGe<u32>>},
    {"s_cmpk_lt_i32", sopk, 0x7, s32, {hex16}, gfx11_only, scalar_compare_k<CmpLt<i32>>},
    {"s_cmpk_lt_u32", sopk, 0xd, s32, {hex16}, gfx11_only, scalar_compare_k<CmpLt<u32>>},
    {"s_cmpk_le_i32", sopk, 0x8, s32, {hex16}, gfx11_only, scalar_compare_k<CmpLe<i32>>},
    {"s_cmpk_le_u32", sopk, 0xe, s32, {hex16}, gfx11_only, scalar_compare_k<CmpLe<u32>>},
    {"s_addk_i32", sopk, 0xf, s32, {hex16}, 0, scalar_k<KAdd>},
    {"s_mulk_i32", sopk, 0x10, s32, {hex16}, 0, scalar_k<KMul>},
    {"s_getreg_b32", sopk, 0x11, s32, {hwreg}, 0, get_register},
    {"s_setreg_b32", sopk, 0x12, none, {hwreg, s32}, 0, set_register<false>},
    {"s_setreg_imm32_b32", sopk, 0x13, none, {hwreg, imm32}, 0, set_register<true>},
    {"s_call_b64", sopk, 0x14, s64, {target}, ends_block, call},
    {"s_subvector_loop_begin", sopk, 0x16, s32, {target}, ends_block | gfx11_only, subvector_loop_begin},
    {"s_subvector_loop_end", sopk, 0x17, s32, {target}, ends_block | gfx11_only, subvector_loop_end},
    {"s_waitcnt_vscnt", sopk, 0x18, s32, {hex16}, no_effect | gfx11_only, nullptr},
    {"s_waitcnt_vmcnt", sopk, 0x19, s32, {hex16}, no_effect | gfx11_only, nullptr},
    {"s_waitcnt_expcnt", sopk, 0x1a, s32, {hex16}, no_effect | gfx11_only, nullptr},
    {"s_waitcnt_lgkmcnt", sopk, 0x1b, s32, {hex16}, no_effect | gfx11_only, nullptr},
    {"s_singleuse_vdst", sopp, 0x13, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_barrier_wait", sopp, 0x14, none, {imm16}, gfx12_only, barrier_wait},
    {"s_barrier_leave", sopp, 0x15, none, {}, gfx12_only | bare, nullptr},
    {"s_wait_loadcnt", sopp, 0x40, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_storecnt", sopp, 0x41, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_samplecnt", sopp, 0x42, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_bvhcnt", sopp, 0x43, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_expcnt", sopp, 0x44, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_dscnt", sopp, 0x46, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_kmcnt", sopp, 0x47, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_loadcnt_dscnt", sopp, 0x48, none, {hex16}, gfx12_only | no_effect, nullptr},
    {"s_wait_storecnt_dscnt", sopp, 0x49, none, {hex16}, gfx12_only | no_effect, nullptr},
};
// clang-format on

}  // namespace

Rows sopp_rows() { return rows; }
EGPULAB_RDNA_END
