// Channels: what RM checks, what it writes for the host, and how it schedules.
#include <fmt/format.h>

#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

namespace {

namespace control = r570::control;
using namespace regs::literals;

class GspChannels : public Bench {
 protected:
  static constexpr u32 channel = 0xcf000010, second = 0xcf000011;
  static constexpr u64 memory = 0x400000, second_memory = 0x500000;
  GspChannels() {
    boot();
    make_client();
    make_group();
  }
  Status make_channel(u32 handle = channel, u64 at = memory) {
    auto p = channel_parameters(at);
    return alloc(client, group, handle, classes::ampere_channel_gpfifo_a, p);
  }
  Status schedule(u32 object, u32 command, bool on = true) {
    r570::Nva06fCtrlGpfifoScheduleParams p;
    p.b_enable = on;
    return Bench::control(client, object, command, p);
  }
  u32 token(u32 handle) {
    r570::Nvc36fCtrlCmdGpfifoGetWorkSubmitTokenParams p;
    EXPECT_EQ(Bench::control(client, handle, control::nvc36f_gpfifo_get_work_submit_token, p), Status::ok);
    return p.work_submit_token;
  }
  u32 word(u64 at) { return bus<u32>({Aperture::video, at}); }
};

TEST_F(GspChannels, AnInstanceBlockHasTheRingAndTheAddressSpacesDirectory) {
  ASSERT_EQ(make_channel(), Status::ok);
  EXPECT_EQ(word(memory + regs::nvidia::RamfcLayout::signature) & 0xffff, 0xfaceu);
  EXPECT_EQ(word(memory + regs::nvidia::ramfc_ampere.gp_base), 0x20000000u);
  EXPECT_EQ(word(memory + regs::nvidia::ramfc_ampere.gp_base_hi) & 0xff, 0x10u);
  EXPECT_EQ(word(memory + regs::nvidia::ramfc_ampere.gp_base_hi) >> 16 & 0x1f, 6u);  // 64 entries
  const regs::nvidia::PageDirBase directory(word(memory + regs::nvidia::ramin::page_dir_base));
  EXPECT_EQ(directory["TARGET"_f], regs::nvidia::RaminTarget::video);
  EXPECT_EQ(directory["BASE_LO"_f], 0x10u);
}

TEST_F(GspChannels, AnotherPageDirectoryReachesChannelsThatAreThere) {
  ASSERT_EQ(make_channel(), Status::ok);
  r570::RpcSetPageDirectory p;
  p.h_client = client, p.h_device = device;
  p.params.phys_address = 0x777000, p.params.num_entries = 4, p.params.h_va_space = va_space;
  ASSERT_EQ(call(RpcFunction::set_page_directory, p).result, 0u);
  EXPECT_EQ(word(memory + regs::nvidia::ramin::page_dir_base) >> 12, 0x777u);
  EXPECT_GT(lines_.invalidations, 0u);
}

TEST_F(GspChannels, SchedulingAGroupWritesItsRunlistAndThenEnablesItsChannels) {
  ASSERT_EQ(make_channel(), Status::ok);
  ASSERT_EQ(make_channel(second, second_memory), Status::ok);
  lines_.host.clear();
  ASSERT_EQ(schedule(group, control::nva06c_gpfifo_schedule), Status::ok);
  const u32 runlist = lines_.runlists.begin()->first;
  EXPECT_THAT(lines_.host, ElementsAre(fmt::format("runlist {} has 3 entries", runlist),
                                       fmt::format("enable channel {} of runlist {}", token(channel), runlist),
                                       fmt::format("enable channel {} of runlist {}", token(second), runlist)));
  const auto base = lines_.runlists.at(runlist).first;
  EXPECT_GE(base.address, lines_.protection.begin);  // in memory that only GSP-RM has
  const regs::nvidia::RunlistGroup header(bus<std::array<u32, 4>>(base));
  EXPECT_TRUE(header["TYPE_TSG"_f]);
  EXPECT_EQ(header["LENGTH"_f], 2u);
  const regs::nvidia::RunlistChannel first(bus<std::array<u32, 4>>({base.aperture, base.address + 16}));
  EXPECT_EQ(first["CHID"_f], token(channel));
  EXPECT_EQ(first["INST_PTR_LO"_f], memory >> 12);
  EXPECT_EQ(first["USERD_PTR_LO"_f], (memory + 0x1000) >> 8);
}

TEST_F(GspChannels, ATokenIsTheChannelsNumberOnItsRunlist) {
  ASSERT_EQ(make_channel(), Status::ok);
  ASSERT_EQ(make_channel(second, second_memory), Status::ok);
  EXPECT_NE(token(channel), token(second));
}

TEST_F(GspChannels, ADriverMayChooseTheNumberByItsUserdPage) {
  auto p = channel_parameters(memory);
  p.flags = 0x200320;  // page 0, index 3, fixed: as a privileged channel of another driver has it
  ASSERT_EQ(alloc(client, group, channel, classes::ampere_channel_gpfifo_a, p), Status::ok);
  EXPECT_EQ(token(channel), 3u);
  EXPECT_EQ(alloc(client, group, second, classes::ampere_channel_gpfifo_a, p), Status::err_state_in_use);
}

TEST_F(GspChannels, FreeingAGroupTakesItsChannelsOffTheEngineFirst) {
  ASSERT_EQ(make_channel(), Status::ok);
  ASSERT_EQ(schedule(group, control::nva06c_gpfifo_schedule), Status::ok);
  const u32 number = token(channel), runlist = lines_.runlists.begin()->first;
  lines_.host.clear();
  ASSERT_EQ(free(client, group), Status::ok);
  EXPECT_THAT(lines_.host, ElementsAre(fmt::format("disable channel {} of runlist {}", number, runlist),
                                       fmt::format("preempt channel {} of runlist {}", number, runlist),
                                       fmt::format("runlist {} has 0 entries", runlist),
                                       fmt::format("release channel {} of runlist {}", number, runlist)));
  EXPECT_EQ(free(client, channel), Status::err_object_not_found);
}

TEST_F(GspChannels, FreeingTheAddressSpaceEndsTheChannelsOnIt) {
  ASSERT_EQ(make_channel(), Status::ok);
  ASSERT_EQ(free(client, va_space), Status::ok);
  EXPECT_EQ(free(client, channel), Status::err_object_not_found);
}

TEST_F(GspChannels, AChannelOfAGroupNamesNoAddressSpaceOfItsOwn) {
  auto p = channel_parameters(memory);
  p.h_context_share = 0, p.h_va_space = va_space;
  EXPECT_EQ(alloc(client, group, channel, classes::ampere_channel_gpfifo_a, p), Status::err_invalid_argument);
}

TEST_F(GspChannels, AContextShareMustBeThere) {
  auto p = channel_parameters(memory);
  p.h_context_share = 0xdead;
  EXPECT_EQ(alloc(client, group, channel, classes::ampere_channel_gpfifo_a, p), Status::err_object_not_found);
}

TEST_F(GspChannels, ARingHasAPowerOfTwoOfEntries) {
  auto p = channel_parameters(memory);
  p.gp_fifo_entries = 100;
  EXPECT_EQ(alloc(client, group, channel, classes::ampere_channel_gpfifo_a, p), Status::err_invalid_argument);
}

TEST_F(GspChannels, AnInstanceBlockBeyondVramIsAnInvalidAddress) {
  auto p = channel_parameters(1ull << 40);
  EXPECT_EQ(alloc(client, group, channel, classes::ampere_channel_gpfifo_a, p), Status::err_invalid_address);
}

TEST_F(GspChannels, AnEngineThatTheCardLacksIsAnInvalidArgument) {
  r570::NvChannelGroupAllocationParameters g;
  g.engine_type = 0x32;  // NVJPEG7
  EXPECT_EQ(alloc(client, device, 0x99, classes::kepler_channel_group_a, g), Status::err_invalid_argument);
}

TEST_F(GspChannels, ComputeAndCopyObjectsStandOnAGraphicsChannel) {
  ASSERT_EQ(make_channel(), Status::ok);
  EXPECT_EQ(alloc(client, channel, 0x201, classes::ampere_compute_b), Status::ok);
  EXPECT_EQ(alloc(client, channel, 0x202, classes::ampere_dma_copy_b), Status::ok);
  EXPECT_EQ(alloc(client, channel, 0x203, classes::nvc7b0_video_decoder), Status::err_invalid_class);
}

TEST_F(GspChannels, PromotedContextBuffersAreCheckedAndTheMainOneGoesIntoTheInstanceBlock) {
  ASSERT_EQ(make_channel(), Status::ok);
  r570::Nv2080CtrlGpuPromoteCtxParams p;
  p.engine_type = 1, p.h_chan_client = client, p.h_object = channel, p.entry_count = 1;
  p.promote_entry[0].gpu_virt_addr = 0x1230000000, p.promote_entry[0].gpu_phys_addr = 0x900000;
  p.promote_entry[0].size = 0x60000, p.promote_entry[0].b_initialize = 1;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_gpu_promote_ctx, p), Status::ok);
  EXPECT_EQ(word(memory + regs::nvidia::ramin::engine_wfi) >> 12, 0x30000000u >> 12);
  EXPECT_EQ(word(memory + regs::nvidia::ramin::engine_wfi + 4), 0x12u);
  p.h_object = 0xdead;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_gpu_promote_ctx, p), Status::err_invalid_object);
  p.h_object = channel, p.entry_count = 17;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_gpu_promote_ctx, p), Status::err_invalid_argument);
}

TEST_F(GspChannels, AnIdleChannelHasFetchedAllOfItsRing) {
  ASSERT_EQ(make_channel(), Status::ok);
  const std::array<u32, 6> request{0, 1000000, 1, client, device, channel};
  EXPECT_EQ(call(RpcFunction::idle_channels, request).result, 0u);
  put({Aperture::video, memory + 0x1000 + regs::nvidia::userd::gp_put}, u32{3});
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::idle_channels, request).result), Status::err_timeout);
  const std::array<u32, 6> unknown{0, 1000000, 1, client, device, 0xdead};
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::idle_channels, unknown).result), Status::err_invalid_channel);
}

TEST_F(GspChannels, WithoutAPageDirectoryAChannelsSpaceIsInvalid) {
  ASSERT_EQ(make_channel(), Status::ok);
  r570::RpcUnsetPageDirectory p;
  p.h_client = client, p.h_device = device, p.params.h_va_space = va_space;
  ASSERT_EQ(call(RpcFunction::unset_page_directory, p).result, 0u);
  const regs::nvidia::PageDirBase directory(word(memory + regs::nvidia::ramin::page_dir_base));
  EXPECT_EQ(directory["TARGET"_f], regs::nvidia::RaminTarget::invalid);
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::unset_page_directory, p).result), Status::err_invalid_state);
}

TEST_F(GspChannels, DisabledChannelsStayOnTheRunlist) {
  ASSERT_EQ(make_channel(), Status::ok);
  ASSERT_EQ(schedule(group, control::nva06c_gpfifo_schedule), Status::ok);
  lines_.host.clear();
  r570::Nv2080CtrlFifoDisableChannelsParams p;
  p.b_disable = 1, p.num_channels = 1, p.h_client_list[0] = client, p.h_channel_list[0] = channel;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_fifo_disable_channels, p), Status::ok);
  EXPECT_EQ(lines_.host.size(), 2u);  // disabled and preempted; no new runlist
  p.h_channel_list[0] = group;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_fifo_disable_channels, p), Status::err_invalid_channel);
}

TEST_F(GspChannels, AnObjectTellsItsClassToItsOwnChannelOnly) {
  ASSERT_EQ(make_channel(), Status::ok);
  ASSERT_EQ(make_channel(second, second_memory), Status::ok);
  ASSERT_EQ(alloc(client, channel, 0x201, classes::ampere_compute_b), Status::ok);
  r570::Nv906fCtrlGetClassEngineidParams p;
  p.h_object = 0x201;
  ASSERT_EQ(Bench::control(client, channel, control::nv906f_get_class_engineid, p), Status::ok);
  EXPECT_EQ(p.class_id, classes::ampere_compute_b);
  EXPECT_EQ(Bench::control(client, second, control::nv906f_get_class_engineid, p), Status::err_invalid_object);
}

TEST_F(GspChannels, AGroupKeepsItsTimeslice) {
  r570::Nva06cCtrlTimesliceParams p;
  p.timeslice_us = 5000;
  ASSERT_EQ(Bench::control(client, group, control::nva06c_set_timeslice, p), Status::ok);
  p.timeslice_us = 0;
  EXPECT_EQ(Bench::control(client, group, control::nva06c_set_timeslice, p), Status::err_invalid_argument);
  ASSERT_EQ(Bench::control(client, group, control::nva06c_get_timeslice, p), Status::ok);
  EXPECT_EQ(p.timeslice_us, 5000u);
}

TEST_F(GspChannels, RmsOwnAddressSpaceTakesTheDriversDirectories) {
  r570::NvVaspaceAllocationParameters v;
  ASSERT_EQ(alloc(client, device, 0x300, classes::fermi_vaspace_a, v), Status::ok);
  r570::Nv90f1CtrlVaspaceCopyServerReservedPdesParams p;
  p.page_size = 512 * MiB, p.virt_addr_lo = 0x1000000000, p.virt_addr_hi = 0x101fffffff, p.num_levels_to_copy = 3;
  p.levels[0] = {0x1000, 0x20, 1, 47, {}}, p.levels[1] = {0x2000, 0x1000, 1, 38, {}};
  p.levels[2] = {0x3000, 0x1000, 1, 29, {}};
  ASSERT_EQ(Bench::control(client, 0x300, control::nv90f1_vaspace_copy_server_reserved_pdes, p), Status::ok);
  auto c = channel_parameters(memory);
  c.h_context_share = 0, c.h_va_space = 0x300, c.engine_type = 1;
  ASSERT_EQ(alloc(client, device, channel, classes::ampere_channel_gpfifo_a, c), Status::ok);
  EXPECT_EQ(word(memory + regs::nvidia::ramin::page_dir_base) >> 12, 1u);
  p.levels[1].aperture = 0;
  EXPECT_EQ(Bench::control(client, 0x300, control::nv90f1_vaspace_copy_server_reserved_pdes, p),
            Status::err_invalid_argument);
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test
