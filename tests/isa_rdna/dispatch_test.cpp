// How a dispatch runs: turns and residency, barriers, traps, faults, scratch, initial registers. The programs are the
// words that LLVM MC 19 makes of the text above them (gfx1100, wave32).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/isa_rdna/machine.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

// s_load_b64 s[4:5], s[0:1], 0x0
// s_cmp_eq_u32 s2, 99
// s_cbranch_scc1 release
// spin:
// s_load_b32 s6, s[4:5], 0x0
// s_waitcnt lgkmcnt(0)
// s_cmp_eq_u32 s6, 0
// s_cbranch_scc1 spin
// s_endpgm
// release:
// v_mov_b32 v0, 0
// v_mov_b32 v1, 1
// global_store_b32 v0, v1, s[4:5]
// s_endpgm
constexpr u32 wait_for_last_group[] = {0xf4040100, 0xf8000000, 0xbf06ff02, 0x00000063, 0xbfa20006, 0xf4000182,
                                       0xf8000000, 0xbf89fc07, 0xbf068006, 0xbfa2fffb, 0xbfb00000, 0x7e000280,
                                       0x7e020281, 0xdc6a0000, 0x00040100, 0xbfb00000};

// s_load_b64 s[4:5], s[0:1], 0x0
// s_cmp_eq_u32 s2, 99
// s_cbranch_scc1 release
// spin:
// s_load_b32 s6, s[4:5], 0x0
// s_sleep 2
// s_cmp_eq_u32 s6, 0
// s_cbranch_scc1 spin
// s_endpgm
// release:
// v_mov_b32 v0, 0
// v_mov_b32 v1, 1
// global_store_b32 v0, v1, s[4:5]
// s_endpgm
constexpr u32 sleep_for_last_group[] = {0xf4040100, 0xf8000000, 0xbf06ff02, 0x00000063, 0xbfa20006, 0xf4000182,
                                        0xf8000000, 0xbf830002, 0xbf068006, 0xbfa2fffb, 0xbfb00000, 0x7e000280,
                                        0x7e020281, 0xdc6a0000, 0x00040100, 0xbfb00000};

// s_load_b64 s[4:5], s[0:1], 0x0
// v_and_b32 v0, 0x3ff, v0
// v_cmp_gt_u32 vcc_lo, 32, v0
// s_cbranch_vccnz leave
// s_barrier
// v_lshlrev_b32 v1, 2, v0
// global_store_b32 v1, v0, s[4:5]
// leave:
// s_endpgm
constexpr u32 barrier_after_an_exit[] = {0xf4040100, 0xf8000000, 0x360000ff, 0x000003ff, 0x7c9800a0, 0xbfa40004,
                                         0xbfbd0000, 0x30020082, 0xdc6a0000, 0x00040001, 0xbfb00000};

// v_mov_b32 v0, 0x1000
// v_mov_b32 v1, 0
// s_mov_b32 exec_lo, 8
// global_store_b32 v[0:1], v1, off
// s_endpgm
constexpr u32 store_to_unmapped[] = {0x7e0002ff, 0x00001000, 0x7e020280, 0xbefe0088,
                                     0xdc6a0000, 0x007c0100, 0xbfb00000};

// s_mov_b64 s[4:5], 0x5000
// s_setpc_b64 s[4:5]
constexpr u32 jump_nowhere[] = {0xbe8401ff, 0x00005000, 0xbe804804};

// s_load_b64 s[4:5], s[0:1], 0x0
// v_and_b32 v0, 0x3ff, v0
// v_cmp_gt_u32 vcc_lo, 32, v0
// s_cbranch_vccnz stay
// v_lshlrev_b32 v1, 2, v0
// global_store_b32 v1, v0, s[4:5]
// s_endpgm
// stay:
// s_sethalt 1
// s_endpgm
constexpr u32 halt_one_wave[] = {0xf4040100, 0xf8000000, 0x360000ff, 0x000003ff, 0x7c9800a0, 0xbfa40004,
                                 0x30020082, 0xdc6a0000, 0x00040001, 0xbfb00000, 0xbf820001, 0xbfb00000};

// s_load_b64 s[6:7], s[0:1], 0x0
// v_mov_b32 v1, s2
// v_mov_b32 v2, s3
// v_mov_b32 v3, s4
// v_mov_b32 v4, s5
// s_bfe_u32 s8, s5, 0x50014
// s_lshl_b32 s9, s2, 1
// s_add_i32 s8, s8, s9
// s_mulk_i32 s8, 0x280
// v_mbcnt_lo_u32_b32 v5, -1, 0
// v_mul_u32_u24 v5, 20, v5
// v_add_nc_u32 v5, s8, v5
// global_store_b128 v5, v[0:3], s[6:7]
// global_store_b32 v5, v4, s[6:7] offset:16
// s_endpgm
constexpr u32 report_registers[] = {0xf4040180, 0xf8000000, 0x7e020202, 0x7e040203, 0x7e060204, 0x7e080205, 0x9308ff05,
                                    0x00050014, 0x84098102, 0x81080908, 0xb8080280, 0xd71f0005, 0x000100c1, 0x160a0a94,
                                    0x4a0a0a08, 0xdc760000, 0x00060005, 0xdc6a0010, 0x00060405, 0xbfb00000};

// s_load_b64 s[4:5], s[0:1], 0x0
// v_mov_b32 v0, 0
// v_mov_b32 v1, 7
// s_trap 3
// global_store_b32 v0, v1, s[4:5]
// s_endpgm
constexpr u32 trap_and_go_on[] = {0xf4040100, 0xf8000000, 0x7e000280, 0x7e020287,
                                  0xbf900003, 0xdc6a0000, 0x00040100, 0xbfb00000};

// s_bfe_u32 s8, ttmp1, 0x80010
// v_mov_b32 v1, s8
// s_add_u32 s10, ttmp0, 4
// s_and_b32 s11, ttmp1, 0xffff
// s_rfe_b64 s[10:11]
constexpr u32 trap_handler[] = {0x9308ff6d, 0x00080010, 0x7e020208, 0x800a846c, 0x8b0bff6d, 0x0000ffff, 0xbe804a0a};

// s_load_b64 s[4:5], s[0:1], 0x0
// s_getreg_b32 s6, hwreg(HW_REG_SHADER_CYCLES)
// s_add_u32 s8, s8, 1
// s_add_u32 s8, s8, 1
// s_getreg_b32 s7, hwreg(HW_REG_SHADER_CYCLES)
// s_sub_u32 s7, s7, s6
// v_mov_b32 v0, 0
// v_mov_b32 v1, s7
// global_store_b32 v0, v1, s[4:5]
// s_endpgm
constexpr u32 read_cycles_twice[] = {0xf4040100, 0xf8000000, 0xb886f81d, 0x80088108, 0x80088108, 0xb887f81d,
                                     0x80870607, 0x7e000280, 0x7e020207, 0xdc6a0000, 0x00040100, 0xbfb00000};

// s_load_b64 s[4:5], s[0:1], 0x0
// s_getpc_b64 s[6:7]
// v_mov_b32 v0, 0
// v_mov_b32 v2, 0x7e0202c1
// s_mov_b32 s8, 0
// again:
// v_mov_b32 v1, 5
// global_store_b32 v0, v2, s[6:7] offset:16
// s_icache_inv
// s_add_u32 s8, s8, 1
// s_cmp_lt_u32 s8, 2
// s_cbranch_scc1 again
// global_store_b32 v0, v1, s[4:5]
// s_endpgm
constexpr u32 patch_itself[] = {0xf4040100, 0xf8000000, 0xbe864700, 0x7e000280, 0x7e0402ff, 0x7e0202c1,
                                0xbe880080, 0x7e020285, 0xdc6a0010, 0x00060200, 0xbfbc0000, 0x80088108,
                                0xbf0a8208, 0xbfa2fff9, 0xdc6a0000, 0x00040100, 0xbfb00000};

// s_load_b64 s[4:5], s[0:1], 0x0
// v_mov_b32 v1, s2
// scratch_store_b32 off, v1, off offset:4
// s_sleep 1
// scratch_load_b32 v2, off, off offset:4
// v_and_b32 v0, 0x3ff, v0
// v_lshl_add_u32 v3, s2, 5, v0
// v_lshlrev_b32 v3, 2, v3
// global_store_b32 v3, v2, s[4:5]
// s_endpgm
constexpr u32 use_scratch[] = {0xf4040100, 0xf8000000, 0x7e020202, 0xdc690004, 0x007c0100, 0xbf830001,
                               0xdc510004, 0x027c0000, 0x360000ff, 0x000003ff, 0xd6460003, 0x04010a02,
                               0x30060682, 0xdc6a0000, 0x00040203, 0xbfb00000};

// s_load_b64 s[4:5], s[0:1], 0x0
// v_mov_b32 v0, 0
// v_mov_b32 v1, 1
// global_atomic_add_u32 v0, v1, s[4:5]
// s_endpgm
constexpr u32 add_one[] = {0xf4040100, 0xf8000000, 0x7e000280, 0x7e020281, 0xdcd60000, 0x00040100, 0xbfb00000};

// wave64:
// s_load_b64 s[4:5], s[0:1], 0x0
// v_mbcnt_lo_u32_b32 v0, -1, 0
// v_mbcnt_hi_u32_b32 v0, -1, v0
// s_mov_b32 m0, 0
// ds_append v2
// ds_append v2
// scratch_store_b32 off, v0, off offset:8
// scratch_load_b32 v3, off, off offset:8
// v_lshlrev_b32 v4, 2, v0
// v_lshl_add_u32 v5, v2, 8, v3
// global_store_b32 v4, v5, s[4:5]
// s_endpgm
constexpr u32 count_and_spill[] = {0xf4040100, 0xf8000000, 0xd71f0000, 0x000100c1, 0xd7200000, 0x000200c1, 0xbefd0080,
                                   0xd8f80000, 0x02000000, 0xd8f80000, 0x02000000, 0xdc690008, 0x007c0000, 0xdc510008,
                                   0x037c0000, 0x30080082, 0xd6460005, 0x040d1102, 0xdc6a0000, 0x00040504, 0xbfb00000};

constexpr u64 plenty = 50'000'000;

// A program, an output buffer that s[0:1] leads to, and the launch.
class Dispatches : public testing::Test {
 protected:
  static constexpr u32 out_words = 4096;
  Dispatches() : out_(space_.put(std::vector<u32>(out_words))), kernarg_(space_.put(std::vector<u64>{out_})) {
    launch_.rsrc1 = 3;                  // 32 VGPRs
    launch_.rsrc2 = 2u << 1 | 1u << 7;  // two user SGPRs, workgroup id x
    launch_.user_data[0] = low32(kernarg_), launch_.user_data[1] = high32(kernarg_);
    launch_.group_threads = {32, 1, 1};
  }
  Dispatch start(std::span<const u32> code) {
    launch_.program = space_.put(std::vector<u32>(code.begin(), code.end()));
    return Dispatch(launch_, space_, programs_, environment_);
  }
  std::vector<u32> out(std::size_t words) { return space_.get<u32>(out_, words); }

  PagedSpace space_;
  QuietEnvironment environment_;
  ProgramCache programs_;
  u64 out_, kernarg_;
  Launch launch_;
};

TEST_F(Dispatches, GroupsThatSpinGetTheGroupTheyWaitForStarted) {
  launch_.groups = {100, 1, 1};
  Dispatch dispatch = start(wait_for_last_group);
  EXPECT_EQ(dispatch.run(20 * plenty), Progress::finished);
}

TEST_F(Dispatches, SleepingGroupsLeaveTheirTurnToOthers) {
  launch_.groups = {100, 1, 1};
  Dispatch dispatch = start(sleep_for_last_group);
  EXPECT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_LT(dispatch.retired(), 100'000u);
}

TEST_F(Dispatches, OutcomesDoNotDependOnBudgets) {
  launch_.groups = {100, 1, 1};
  Dispatch whole = start(sleep_for_last_group);
  ASSERT_EQ(whole.run(plenty), Progress::finished);
  space_.write(out_, std::vector<u32>(1).data(), 4);
  Dispatch sliced = start(sleep_for_last_group);
  while (sliced.run(10) == Progress::yielded) {
  }
  EXPECT_EQ(sliced.retired(), whole.retired());
}

TEST_F(Dispatches, WavesThatEndedDoNotHoldABarrier) {
  launch_.group_threads = {64, 1, 1};
  Dispatch dispatch = start(barrier_after_an_exit);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(64)[40], 40u);
}

TEST_F(Dispatches, AHaltedWaveKeepsTheDispatchFromEndingButNotTheOthers) {
  launch_.group_threads = {64, 1, 1};
  Dispatch dispatch = start(halt_one_wave);
  EXPECT_EQ(dispatch.run(plenty / 10), Progress::yielded);
  EXPECT_EQ(dispatch.run(plenty / 10), Progress::yielded);
  EXPECT_EQ(out(64)[40], 40u);
}

TEST_F(Dispatches, APageFaultNamesInstructionAddressAndLane) {
  Dispatch dispatch = start(store_to_unmapped);
  ASSERT_EQ(dispatch.run(plenty), Progress::faulted);
  EXPECT_EQ(dispatch.fault()->memory.va, 0x1000u);
  EXPECT_EQ(dispatch.fault()->pc, launch_.program + 16);
  EXPECT_THAT(
      dispatch.fault()->describe(),
      HasSubstr("(global_store_b32 v[0:1], v1, off), workgroup (0,0,0) wave 0 lane 3: write of 0x1000, not mapped"));
}

TEST_F(Dispatches, AJumpOutOfMappedCodeIsAFetchFault) {
  Dispatch dispatch = start(jump_nowhere);
  ASSERT_EQ(dispatch.run(plenty), Progress::faulted);
  EXPECT_EQ(dispatch.fault()->kind, Fault::Kind::instruction_fetch);
  EXPECT_EQ(dispatch.fault()->memory.va, 0x5000u);
}

TEST_F(Dispatches, AnIllegalWordIsNamed) {
  constexpr u32 code[] = {0xbf800000, 0x7e00fe00};  // s_nop; no such VOP1
  Dispatch dispatch = start(code);
  ASSERT_EQ(dispatch.run(plenty), Progress::faulted);
  EXPECT_EQ(dispatch.fault()->kind, Fault::Kind::illegal_instruction);
  EXPECT_EQ(dispatch.fault()->pc, launch_.program + 4);
  EXPECT_THAT(dispatch.fault()->describe(), HasSubstr("unknown 0x7e00fe00"));
}

TEST_F(Dispatches, GraphicsInstructionsAreSaidNotToBeModelled) {
  constexpr u32 image_load[] = {0xf0000f00, 0x00000000};
  Dispatch dispatch = start(image_load);
  ASSERT_EQ(dispatch.run(plenty), Progress::faulted);
  EXPECT_THAT(dispatch.fault()->describe(), HasSubstr("image_load: graphics, not modelled"));
}

TEST_F(Dispatches, AnImpossibleLaunchSaysWhy) {
  launch_.rsrc2 |= 1;  // scratch, but COMPUTE_TMPRING_SIZE is 0
  Dispatch dispatch = start(add_one);
  ASSERT_EQ(dispatch.run(plenty), Progress::faulted);
  EXPECT_EQ(dispatch.fault()->kind, Fault::Kind::launch);
  EXPECT_THAT(dispatch.fault()->text, HasSubstr("scratch for 1 waves per workgroup is needed"));
}

TEST_F(Dispatches, WavesGetTheRegistersThatTheirDescriptorAsksFor) {
  launch_.rsrc2 = 2u << 1 | 0xfu << 7 | 2u << 11;  // ids x, y, z, group size; work-item ids x, y, z
  launch_.group_threads = {8, 4, 2};
  launch_.groups = {2, 1, 1};
  Dispatch dispatch = start(report_registers);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  // Lane 13 of the second wave of the second group: work-item 45 = (5, 1, 1); TG_SIZE: wave 1 of 2.
  const std::size_t at = (3 * 32 + 13) * 5;
  const std::vector<u32> o = out(at + 5);
  EXPECT_THAT(std::vector<u32>(o.begin() + at, o.end()),
              ElementsAre(5u | 1u << 10 | 1u << 20, 1u, 0u, 0u, 1u << 20 | 2u));
}

TEST_F(Dispatches, WavesInFlightDoNotShareScratch) {
  launch_.rsrc2 |= 1;
  launch_.groups = {3, 1, 1};
  launch_.scratch_base = space_.allocate(64 * KiB);
  launch_.tmpring_size = 2 | 4u << 12;  // two waves of 1 KiB
  Dispatch dispatch = start(use_scratch);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  const std::vector<u32> o = out(96);
  EXPECT_THAT(std::vector<u32>(o.begin() + 32, o.begin() + 64), Each(1u));
  EXPECT_THAT(std::vector<u32>(o.begin() + 64, o.end()), Each(2u));
  // Two of the waves had a slot each, dword 1 of 32 lanes in the second 128 bytes; nothing lies behind the two.
  EXPECT_NE(space_.get<u32>(launch_.scratch_base + 1024 + 128, 1)[0],
            space_.get<u32>(launch_.scratch_base + 128, 1)[0]);
  EXPECT_EQ(space_.get<u32>(launch_.scratch_base + 2048 + 128, 1)[0], 0u);
}

TEST_F(Dispatches, AllSixtyFourLanesShareOneCounterAndHaveScratchOfTheirOwn) {
  launch_.wave_size = WaveSize::wave64;
  launch_.group_threads = {64, 1, 1};
  launch_.rsrc1 = 7;
  launch_.rsrc2 |= 1 | 1u << 15;
  launch_.scratch_base = space_.allocate(64 * KiB);
  launch_.tmpring_size = 1 | 4u << 12;
  Dispatch dispatch = start(count_and_spill);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(64)[3], 64u * 256 + 3);
  EXPECT_EQ(out(64)[40], 64u * 256 + 40);
  EXPECT_EQ(space_.get<u32>(launch_.scratch_base + 2 * 256 + 40 * 4, 1)[0], 40u);
}

TEST_F(Dispatches, TrapsGoToTheHandlerWhereThereIsOne) {
  launch_.rsrc2 |= 1u << 6;
  launch_.trap_base = space_.put(std::vector<u32>(std::begin(trap_handler), std::end(trap_handler)));
  Dispatch dispatch = start(trap_and_go_on);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(1)[0], 3u);
}

TEST_F(Dispatches, TrapsAreIgnoredWithoutAHandler) {
  Dispatch dispatch = start(trap_and_go_on);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(1)[0], 7u);
}

TEST_F(Dispatches, ShaderCyclesCountInstructions) {
  Dispatch dispatch = start(read_cycles_twice);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(1)[0], 3u);
}

TEST_F(Dispatches, PatchedCodeIsSeenAfterAnInstructionCacheInvalidate) {
  Dispatch dispatch = start(patch_itself);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(1)[0], ~0u);
}

TEST_F(Dispatches, GroupsThatFitInOneTurnRunOneAfterTheOther) {
  launch_.groups = {7, 5, 3};
  Dispatch dispatch = start(add_one);
  ASSERT_EQ(dispatch.run(plenty), Progress::finished);
  EXPECT_EQ(out(1)[0], 7u * 5 * 3 * 32);
}

}  // namespace
}  // namespace egpulab::simulator::isa::rdna
