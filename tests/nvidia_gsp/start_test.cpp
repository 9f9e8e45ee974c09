// GSP-RM comes up, or says why not.
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "simulator/nvidia/gsp/libos_log.hpp"
#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

class GspStart : public Bench {
 protected:
  // What the driver reads in LOGRM: the put pointer.
  u64 log_words() { return bus<u64>({Aperture::system_coherent, logs + 2 * 0x10000}); }
  bool comes_up() {
    start();
    run(1s);
    return bus<r570::MsgqTxHeader>(queue_at(status_queue)).write_ptr != 0;
  }
  template <class T>
  void change(u64 at, const std::function<void(T&)>& how) {
    T t = bus<T>({Aperture::system_coherent, at});
    how(t);
    put({Aperture::system_coherent, at}, t);
  }
};

TEST_F(GspStart, TellsWhatARealCardTellsBeforeItIsReady) {
  prepare();
  start();
  run(1s);
  std::vector<std::pair<u32, std::size_t>> seen;
  for (const Message& m : receive()) seen.emplace_back(m.function, m.payload.size() + sizeof(r570::GspMsgQueueElement));
  // Lengths as nova-core logged them on an RTX A4000.
  EXPECT_THAT(seen,
              ::testing::ElementsAre(std::pair{0x1002u, 0x18e8u}, std::pair{0x1020u, 0x50cu}, std::pair{0x100cu, 0x68u},
                                     std::pair{0x100cu, 0x70u}, std::pair{0x1001u, 0x50u}));
}

TEST_F(GspStart, GivesTheStatusQueueAHeaderThatMirrorsTheCommandQueues) {
  boot();
  const auto h = bus<r570::MsgqTxHeader>(queue_at(status_queue));
  EXPECT_EQ(h.size, 0x40000u);
  EXPECT_EQ(h.msg_size, 0x1000u);
  EXPECT_EQ(h.msg_count, ring);
  EXPECT_EQ(h.entry_off, 0x1000u);
  EXPECT_EQ(h.rx_hdr_off, 0x20u);
}

TEST_F(GspStart, TakesSystemInformationAndRegistryThatWereQueuedBefore) {
  prepare();
  struct {
    r570::PackedRegistryTable table{48, 1};
    r570::PackedRegistryEntry entry{24, 1, {}, 7, 4};  // its name follows
    char name[24] = "RMSecBusResetEnable";
  } registry;
  send(RpcFunction::gsp_set_system_info, as_bytes(r570::GspSystemInfo{}));
  send(RpcFunction::set_registry, as_bytes(registry));
  start();
  run(1s);
  const auto messages = receive();
  EXPECT_EQ(messages.back().function, 0x1001u);
  EXPECT_EQ(messages.back().result, 0u);
  EXPECT_THAT(messages, Each(::testing::Field(&Message::function, ::testing::Ge(0x1000u))));  // no replies
  EXPECT_EQ(bus<u32>(queue_at(status_queue + 0x20)), 2u);                                     // both are read
}

TEST_F(GspStart, BindsTheWindowsToDirectoriesOfItsOwn) {
  boot();
  const auto directory = bus<u32>({Aperture::video, lines_.bar2.address + regs::nvidia::ramin::page_dir_base});
  EXPECT_GE(lines_.bar1.address, lines_.protection.begin);
  EXPECT_NE(lines_.bar1, lines_.bar2);
  EXPECT_NE(directory >> 12, 0u);
}

TEST_F(GspStart, RefusesWprMetadataWithAWrongMagicAndSaysSoInItsLog) {
  prepare();
  change<r570::GspFwWprMeta>(meta, [](auto& m) { m.magic = 0x1234; });
  EXPECT_FALSE(comes_up());
  EXPECT_GT(log_words(), 0u);
  EXPECT_THAT(findings(), Contains(HasSubstr("WPR metadata has magic 0x1234")));
}

TEST_F(GspStart, RefusesAHeapOutsideWpr2) {
  prepare();
  change<r570::GspFwWprMeta>(meta, [](auto& m) { m.gsp_fw_heap_offset = 0x1000; });
  EXPECT_FALSE(comes_up());
  EXPECT_THAT(findings(), Contains(HasSubstr("is not inside WPR2")));
}

TEST_F(GspStart, RefusesToRunWithoutWpr2) {
  prepare();
  lines_.protection = {};
  EXPECT_FALSE(comes_up());
}

TEST_F(GspStart, RefusesLibosArgumentsWithoutRmArguments) {
  prepare();
  change<r570::LibosMemoryRegionInitArgument>(libos + 5 * 32, [](auto& r) { r = {}; });
  EXPECT_FALSE(comes_up());
  EXPECT_THAT(findings(), Contains(HasSubstr("no region RMARGS")));
}

TEST_F(GspStart, RefusesQueueMemoryThatIsNotPageAligned) {
  prepare();
  change<r570::GspArgumentsCached>(rm_arguments,
                                   [](auto& a) { a.message_queue_init_arguments.shared_mem_phys_addr += 8; });
  EXPECT_FALSE(comes_up());
  EXPECT_THAT(findings(), Contains(HasSubstr("not page-aligned")));
}

TEST_F(GspStart, RefusesAPageListThatTheIommuDoesNotLetThrough) {
  prepare();
  memory_.refused_pages.insert(queue_memory);
  EXPECT_FALSE(comes_up());
  EXPECT_THAT(findings(), Contains(HasSubstr("cannot be read")));
}

TEST_F(GspStart, RefusesACommandQueueOfAnotherElementSize) {
  prepare();
  change<r570::MsgqTxHeader>(queue_memory + command_queue, [](auto& h) { h.msg_size = 0x800; });
  EXPECT_FALSE(comes_up());
  EXPECT_THAT(findings(), Contains(HasSubstr("elements have 0x800 bytes")));
}

TEST_F(GspStart, AnswersADamagedRegistryWithAnErrorInInitDone) {
  prepare();
  send(RpcFunction::set_registry, as_bytes(r570::PackedRegistryTable{0x1000, 5}));
  start();
  run(1s);
  const auto messages = receive();
  ASSERT_FALSE(messages.empty());
  EXPECT_EQ(messages.back().function, 0x1001u);
  EXPECT_EQ(static_cast<Status>(messages.back().result), Status::err_invalid_param_struct);
}

class SilentGsp : public Bench {
 protected:
  SilentGsp() : Bench("rtx4090", {.silent = true}) {}
};
TEST_F(SilentGsp, StartsAndNeverSaysThatItIsDone) {
  prepare();
  start();
  run(10s);
  EXPECT_TRUE(lines_.active);
  EXPECT_THAT(receive(), IsEmpty());
}

class InitFailure : public Bench {
 protected:
  InitFailure() : Bench("rtx4090", {.init_fails = true}) {}
};
TEST_F(InitFailure, ShowsInInitDonesResult) {
  prepare();
  start();
  run(1s);
  const auto messages = receive();
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(static_cast<Status>(messages[0].result), Status::err_timeout);
}

class BlackwellStart : public Bench {
 protected:
  BlackwellStart() : Bench("rtx5090") {}
};
TEST_F(BlackwellStart, NeedsNoCpuSequencer) {
  prepare();
  start();
  run(1s);
  for (const Message& m : receive()) EXPECT_NE(m.function, static_cast<u32>(RpcEvent::gsp_run_cpu_sequencer));
}

TEST_F(GspStart, WritesRecordsThatItsLoggingSectionNames) {
  boot();
  const PhysicalAddress ring_start{Aperture::system_coherent, logs + 2 * 0x10000 + 8};
  // The first record: three arguments, its line, the time.
  const u64 line = bus<u64>({ring_start.aperture, ring_start.address + 3 * 8});
  EXPECT_EQ(bus<u64>({ring_start.aperture, ring_start.address + 8}), lines_.protection.begin);
  const auto elf = logging_elf();
  const u64 section_at = load<u64>(Bytes(elf), 64 + 8), section_address = load<u64>(Bytes(elf), 64 + 16);
  const u64 metadata = section_at + (line - section_address);
  const u64 format = section_at + (load<u64>(Bytes(elf), metadata + 8) - section_address);
  EXPECT_EQ(static_cast<u8>(elf[metadata + 20]), 3);
  EXPECT_THAT(std::string(reinterpret_cast<const char*>(elf.data() + format)), HasSubstr("GSP-RM starts on chip"));
}

TEST_F(GspStart, CoverageTellsWhatActsAndWhatIsMissing) {
  std::vector<CoverageRow> rows;
  rm_.add_coverage(rows);
  const auto state = [&](std::string_view kind, u64 number) -> std::optional<CoverageRow::State> {
    for (const CoverageRow& r : rows)
      if (r.kind == kind && r.number == number) return r.state;
    return std::nullopt;
  };
  EXPECT_EQ(state("rpc", static_cast<u32>(RpcFunction::gsp_rm_alloc)), CoverageRow::State::acts);
  EXPECT_EQ(state("rpc", static_cast<u32>(RpcFunction::invalidate_tlb)), CoverageRow::State::missing);
  EXPECT_EQ(state("class", classes::ampere_compute_b), CoverageRow::State::acts);
  EXPECT_EQ(state("class", classes::nv04_display_common), CoverageRow::State::missing);
  EXPECT_EQ(state("class", classes::ada_compute_a), std::nullopt);  // of another chip
  EXPECT_EQ(state("control", r570::control::nv2080_gpu_promote_ctx), CoverageRow::State::acts);
  EXPECT_EQ(state("control", r570::control::nv2080_perf_boost), CoverageRow::State::holds);
  EXPECT_EQ(state("control", 0xb0cc0105), CoverageRow::State::missing);  // ALLOC_PMA_STREAM
}

TEST_F(GspStart, UnloadingAnswersThenHaltsAndLeavesItsMark) {
  boot();
  EXPECT_EQ(call(RpcFunction::unloading_guest_driver, r570::RpcUnloadingGuestDriver{}).result, 0u);
  EXPECT_EQ(lines_.mailboxes[0], 0x80000000u);
  EXPECT_FALSE(lines_.active);
  EXPECT_FALSE(rm_.running());
  EXPECT_FALSE(lines_.protection.empty());  // the booter takes WPR2 down, not GSP-RM
}

TEST_F(GspStart, CanBeStartedAgainAfterUnloading) {
  boot();
  call(RpcFunction::unloading_guest_driver, r570::RpcUnloadingGuestDriver{});
  sequence_ = 0, read_pointer_ = 0;
  boot();
  EXPECT_TRUE(rm_.running());
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test
