// Faults and dead channels: what the driver is told, and what a debugger reads; state that survives a snapshot.
#include <fmt/format.h>

#include "driver/regs/nvidia/fault.hpp"
#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

namespace {

namespace control = r570::control;

class GspRecovery : public Bench {
 protected:
  static constexpr u32 channel = 0xcf000010, other = 0xcf000011, compute = 0xcf000020, debugger = 0xcf000021;
  static constexpr u64 memory = 0x400000, notifier = 0x30000000;
  GspRecovery() {
    boot();
    make_client();
    make_group();
    auto p = channel_parameters(memory);
    p.error_notifier_mem = {notifier, 0xecc, static_cast<u32>(r570::AddressSpace::sysmem), 1};
    EXPECT_EQ(alloc(client, group, channel, classes::ampere_channel_gpfifo_a, p), Status::ok);
    p = channel_parameters(memory + 0x100000);
    EXPECT_EQ(alloc(client, group, other, classes::ampere_channel_gpfifo_a, p), Status::ok);
    r570::Nva06fCtrlGpfifoScheduleParams s;
    s.b_enable = 1;
    EXPECT_EQ(Bench::control(client, group, control::nva06c_gpfifo_schedule, s), Status::ok);
    lines_.host.clear();
  }
  static MmuFault page_fault() {
    return {.instance = {Aperture::video, memory},
            .address = 0x7f1234567000,
            .type = static_cast<u8>(regs::nvidia::FaultType::pte),
            .access = static_cast<u8>(regs::nvidia::FaultAccess::write),
            .client = 0,
            .engine = 64,
            .gpc = true};
  }
  std::vector<Message> after(Nanoseconds time = 1ms) {
    run(time);
    return receive();
  }
  static std::vector<u32> functions(const std::vector<Message>& messages) {
    std::vector<u32> f;
    for (const Message& m : messages) f.push_back(m.function);
    return f;
  }
};

TEST_F(GspRecovery, APageFaultIsToldInRmsOrder) {
  rm_.mmu_fault(page_fault());
  const auto messages = after();
  ASSERT_THAT(functions(messages), ElementsAre(0x1005u, 0x1006u, 0x1004u, 0x1020u));
  const auto log = messages[1].as<r570::RpcOsErrorLog>();
  EXPECT_EQ(log.except_type, 31u);
  EXPECT_THAT(reinterpret_cast<const char*>(log.err_string),
              HasSubstr("faulted @ 0x7f12_34567000. Fault is of type FAULT_PTE ACCESS_TYPE_VIRT_WRITE"));
  const auto rc = messages[2].as<r570::RpcRcTriggered>();
  EXPECT_EQ(rc.except_type, 31u);
  EXPECT_EQ(rc.nv2080_engine_type, 1u);
  EXPECT_EQ(u64{rc.mmu_fault_addr_hi} << 32 | rc.mmu_fault_addr_lo, 0x7f1234567000u);
}

TEST_F(GspRecovery, AChannelsErrorStandsInItsNotifier) {
  rm_.mmu_fault(page_fault());
  after();
  EXPECT_EQ(bus<u32>({Aperture::system_coherent, notifier + 8}), 31u);
  EXPECT_EQ(bus<u16>({Aperture::system_coherent, notifier + 14}), 0xffffu);
}

TEST_F(GspRecovery, AFailingChannelTakesItsGroupOffTheRunlist) {
  rm_.channel_error(lines_.runlists.begin()->first, 0, 32, "PBDMA: malformed method header 0x00000000");
  const auto messages = after();
  EXPECT_THAT(functions(messages), ElementsAre(0x1006u, 0x1004u, 0x1020u));
  EXPECT_THAT(lines_.host.back(), HasSubstr("has 0 entries"));
  r570::Nva06fCtrlGpfifoScheduleParams s;
  s.b_enable = 1;
  EXPECT_EQ(Bench::control(client, channel, control::nva06f_gpfifo_schedule, s), Status::err_invalid_state);
}

TEST_F(GspRecovery, AFaultOfNobodysInstanceIsLoggedAndKillsNothing) {
  MmuFault f = page_fault();
  f.instance.address = 0x123000;
  rm_.mmu_fault(f);
  EXPECT_THAT(functions(after()), ElementsAre(0x1005u, 0x1006u));
  EXPECT_THAT(lines_.host, IsEmpty());
}

TEST_F(GspRecovery, AnEventOfTheSubdeviceIsPostedWhenItWasAskedFor) {
  r570::Nv0005AllocParameters e;
  e.h_parent_client = client, e.h_src_resource = subdevice, e.h_class = classes::nv01_event, e.notify_index = 37;
  ASSERT_EQ(alloc(client, subdevice, 0x500, classes::nv01_event, e), Status::ok);
  r570::Nv2080CtrlEventSetNotificationParams n;
  n.event = 37, n.action = 2;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_event_set_notification, n), Status::ok);
  rm_.mmu_fault(page_fault());
  const auto messages = after();
  ASSERT_THAT(functions(messages), Contains(0x1003u));
  for (const Message& m : messages)
    if (m.function == 0x1003) {
      EXPECT_EQ(m.as<r570::RpcPostEvent>().h_event, 0x500u);
    }
}

TEST_F(GspRecovery, ADebuggerReadsTheFault) {
  ASSERT_EQ(alloc(client, channel, compute, classes::ampere_compute_b), Status::ok);
  r570::Nv83deAllocParameters d;
  d.h_app_client = client, d.h_class3d_object = compute;
  ASSERT_EQ(alloc(client, device, debugger, classes::gt200_debugger, d), Status::ok);
  rm_.mmu_fault(page_fault());
  after();
  r570::Nv83deCtrlDebugReadAllSmErrorStatesParams s;
  s.h_target_channel = channel, s.num_sms_to_read = 80;
  EXPECT_EQ(Bench::control(client, debugger, control::nv83de_debug_read_all_sm_error_states, s), Status::ok);
  EXPECT_EQ(s.mmu_fault.valid, 1);
  r570::Nv83deCtrlDebugReadMmuFaultInfoParams f;
  EXPECT_EQ(Bench::control(client, debugger, control::nv83de_debug_read_mmu_fault_info, f), Status::ok);
  ASSERT_EQ(f.count, 1u);
  EXPECT_EQ(f.mmu_fault_info_list[0].fault_address, 0x7f1234567000u);
  s.starting_sm = 82;  // an RTX 3090 has 82
  EXPECT_EQ(Bench::control(client, debugger, control::nv83de_debug_read_all_sm_error_states, s),
            Status::err_invalid_argument);
}

TEST_F(GspRecovery, AWarpsErrorNamesItsSmAndADebuggerReadsAndClearsIt) {
  ASSERT_EQ(alloc(client, channel, compute, classes::ampere_compute_b), Status::ok);
  r570::Nv83deAllocParameters d;
  d.h_app_client = client, d.h_class3d_object = compute;
  ASSERT_EQ(alloc(client, device, debugger, classes::gt200_debugger, d), Status::ok);
  rm_.warp_exception({.runlist = lines_.runlists.begin()->first, .channel = 0, .sm = 3, .warp_esr = 0x9, .pc = 0x1230});
  const auto messages = after();
  ASSERT_THAT(functions(messages), ElementsAre(0x1006u, 0x1006u, 0x1004u, 0x1020u));
  EXPECT_THAT(reinterpret_cast<const char*>(messages[0].as<r570::RpcOsErrorLog>().err_string),
              HasSubstr("(GPC 1, TPC 0, SM 1): Illegal Instruction Encoding"));
  r570::Nv83deCtrlDebugReadAllSmErrorStatesParams s;
  s.num_sms_to_read = 100;
  ASSERT_EQ(Bench::control(client, debugger, control::nv83de_debug_read_all_sm_error_states, s), Status::ok);
  EXPECT_EQ(s.sm_error_state_array[3].hww_warp_esr, 0x9u);
  EXPECT_EQ(s.sm_error_state_array[3].hww_warp_esr_pc64, 0x1230u);
  r570::Nv83deCtrlDebugClearAllSmErrorStatesParams c;
  ASSERT_EQ(Bench::control(client, debugger, control::nv83de_debug_clear_all_sm_error_states, c), Status::ok);
  ASSERT_EQ(Bench::control(client, debugger, control::nv83de_debug_read_all_sm_error_states, s), Status::ok);
  EXPECT_EQ(s.sm_error_state_array[3].hww_warp_esr, 0u);
}

TEST_F(GspRecovery, ASnapshotHoldsObjectsQueuesAndPendingFaults) {
  rm_.mmu_fault(page_fault());
  std::vector<std::byte> saved;
  StateSaver saver(saved);
  rm_.visit(saver);
  rm_.reset(Reset::bus);
  StateRestorer restorer(saved);
  rm_.visit(restorer);
  restorer.finish();
  std::vector<std::byte> again;
  StateSaver second(again);
  rm_.visit(second);
  EXPECT_EQ(saved, again);
}

TEST_F(GspRecovery, AResetForgetsEverything) {
  rm_.reset(Reset::bus);
  run(1s);
  EXPECT_FALSE(rm_.running());
  sequence_ = 0, read_pointer_ = 0;
  boot();
  make_client();
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test
