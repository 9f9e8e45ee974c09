// Logs of the GSP's operating system, and the register sequences that it asks for.
#include <gmock/gmock.h>

#include "driver/nvidia/cpu_sequencer.hpp"
#include "driver/nvidia/gsp_error.hpp"
#include "driver/nvidia/libos_log.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "simulator/nvidia/gsp/libos_log.hpp"
#include "tests/driver_nvidia/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using simulator::nvidia::gsp::LogLine;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace rm = regs::nvidia::gsp::r570_144;

// A log buffer with these records in a ring of `entries` words.
class LogBuffer {
 public:
  explicit LogBuffer(std::size_t entries) : words_(1 + entries) {}
  LogBuffer& write(LogLine line, std::initializer_list<u64> arguments, u64 time) {
    for (const u64 w : simulator::nvidia::gsp::log_record(line, arguments, Nanoseconds(time))) {
      words_[1 + words_[0] % (words_.size() - 1)] = w;
      ++words_[0];
    }
    return *this;
  }
  Bytes bytes() const { return std::as_bytes(std::span(words_)); }

 private:
  std::vector<u64> words_;
};

LogTexts texts() { return *LogTexts::parse("logging", simulator::nvidia::gsp::logging_elf()); }

std::vector<std::string> decoded(const LogBuffer& buffer, std::size_t most = 8) {
  const LogTexts with = texts();
  std::vector<std::string> out;
  for (const LogRecord& r : decode_log(buffer.bytes(), &with, most)) out.push_back(r.text);
  return out;
}

TEST(LibosLog, IsDecodedOldestRecordFirst) {
  LogBuffer buffer(64);
  buffer.write(LogLine::init_done, {0}, 100).write(LogLine::bad_checksum, {7, 0xab}, 200);
  EXPECT_THAT(decoded(buffer),
              ElementsAre(HasSubstr("initialised, status 0x00000000"),
                          AllOf(HasSubstr("command 7: bad checksum, sum 0x000000ab"), HasSubstr("gsp_queue.c:88"))));
}

TEST(LibosLog, ThatWentAroundItsRingKeepsTheNewest) {
  LogBuffer buffer(16);
  for (u64 i = 0; i < 20; ++i) buffer.write(LogLine::bad_checksum, {i, i}, i);
  EXPECT_THAT(decoded(buffer, 3),
              ElementsAre(HasSubstr("command 17"), HasSubstr("command 18"), HasSubstr("command 19")));
}

TEST(LibosLog, WithoutTextsGivesTheNewestLinesAddressAndTime) {
  LogBuffer buffer(64);
  buffer.write(LogLine::init_done, {0}, 123);
  const auto records = decode_log(buffer.bytes(), nullptr, 4);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].time, 123u);
  EXPECT_THAT(records[0].text, HasSubstr("without text"));
}

TEST(LibosLog, ThatNobodyWroteIsEmpty) { EXPECT_THAT(decoded(LogBuffer(64)), IsEmpty()); }

TEST(LibosLog, TextsThatAreNoElfFileAreRefused) {
  const std::vector<std::byte> junk(128);
  EXPECT_FALSE(LogTexts::parse("junk", junk));
}

// A boot error with the lines that the firmware wrote.
TEST(LibosLog, IsPartOfABootsError) {
  class WithTexts final : public firmware::Source {
   public:
    Parsed<std::optional<firmware::File>> find(std::string_view name) const override {
      if (name == "nvidia/570.144/gsp_log_ga10x.bin")
        return firmware::File{std::string(name), std::string(name), simulator::nvidia::gsp::logging_elf()};
      return synthetic_firmware().find(name);
    }
    std::vector<std::string> places() const override { return synthetic_firmware().places(); }
  } source;
  Card card(rtx3090, "fault=gsp-init-error");
  EXPECT_THAT(error_of<RmError>([&] { card.boot({.firmware = &source}); }),
              AllOf(HasSubstr("LOGRM"), HasSubstr("initialised, status 0x00000065")));
}

// Sequences run on a card whose GSP does not.
class Sequence : public testing::Test {
 protected:
  void run(std::vector<u32> words) {
    rm::RpcRunCpuSequencer header;
    header.buffer_size_dword = header.cmd_index = static_cast<u32>(words.size());
    std::vector<std::byte> payload(sizeof header);
    store(MutableBytes(payload), 0, header);
    const Bytes bytes = std::as_bytes(std::span(words));
    payload.insert(payload.end(), bytes.begin(), bytes.end());
    sequencer_.run(payload);
  }
  static u32 op(rm::SequencerOpcode o) { return static_cast<u32>(o); }

  static constexpr u32 scratch = 0x1400;  // NV_PBUS_SW_SCRATCH(0)
  Card card_{rtx3090};
  bus::Link link_{card_.pci()};
  Registers registers_{link_, regs::nvidia::Architecture::ampere};
  FalconUnit gsp_{registers_, regs::nvidia::gsp_unit, 0};
  FalconUnit sec2_{registers_, regs::nvidia::sec2_unit, 0};
  CpuSequencer sequencer_{registers_, gsp_, sec2_, 0, 0};
};

TEST_F(Sequence, WritesModifiesAndPolls) {
  using Op = rm::SequencerOpcode;
  run({op(Op::reg_write), scratch, 0xff00, op(Op::reg_modify), scratch, 0x0ff0, 0x0120, op(Op::delay_us), 5,
       op(Op::reg_poll), scratch, 0xffff, 0xf120, 1000, 1});
  EXPECT_EQ(registers_.raw_read(scratch), 0xf120u);
}

TEST_F(Sequence, ResetsTheCoreWhereAsked) {
  run({op(rm::SequencerOpcode::core_reset)});
  EXPECT_FALSE(gsp_.riscv_active());
}

TEST_F(Sequence, WhosePollNeverHoldsIsGivenUp) {
  EXPECT_THAT(error_of<Timeout>([&] {
                run({op(rm::SequencerOpcode::reg_poll), scratch, 1, 1, 1000, 0x77});
              }),
              AllOf(HasSubstr("sequence polls"), HasSubstr("0x1400"), HasSubstr("0x77")));
}

TEST_F(Sequence, WithAnUnknownOperationIsRefused) {
  EXPECT_THAT(error_of<RpcBroken>([&] { run({42}); }), HasSubstr("0x2a"));
}

TEST_F(Sequence, ThatIsCutOffIsRefused) {
  EXPECT_THAT(error_of<RpcBroken>([&] { run({op(rm::SequencerOpcode::reg_write), scratch}); }), HasSubstr("word 0"));
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test
