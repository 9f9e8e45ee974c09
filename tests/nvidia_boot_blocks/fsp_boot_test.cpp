// The boot chain of Hopper and Blackwell: FSP verifies the GSP's first microcode, which starts GSP-RM.
#include <openssl/sha.h>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

namespace rm = regs::nvidia::gsp::r570_144;
namespace header = regs::nvidia::firmware_header;
constexpr u64 fmc_at = 0x100000, parameters_at = 0x200000;  // in host memory
constexpr std::size_t hash_at = 36, key_at = 84, signature_at = 468;

// A card with an FMC and boot parameters in host memory, and a request that it accepts.
class FspBoot : public testing::Test {
 protected:
  explicit FspBoot(BenchOptions options = {.profile = "rtx5090"})
      : card(std::move(options)), files(place_gsp_files(card)) {
    card.pass(50ms);
    // The FMC finds the places itself.
    auto& m = files.meta;
    m.gsp_fw_wpr_start = m.gsp_fw_heap_offset = m.gsp_fw_offset = m.boot_bin_offset = m.non_wpr_heap_offset = 0;
    m.gsp_fw_wpr_end = m.frts_offset = m.fb_size = 0;
    place_meta(card, files);

    std::vector<std::byte> fmc(0x1048);
    simulator::nvidia::vbios::fill_opaque(fmc, 5);
    store(MutableBytes(fmc), 0, header::FmcImageHeader{{3, 4}, header::fmc_header_size, 0x1000, 0, 0xc00, 0, 0x400});
    card.memory.host.write(fmc_at, fmc);
    rm::GspFmcBootParams parameters;
    parameters.boot_gsp_rm_params.target = 1;
    parameters.boot_gsp_rm_params.gsp_rm_desc_size = 256;
    parameters.boot_gsp_rm_params.gsp_rm_desc_offset = files.meta_at;
    parameters.boot_gsp_rm_params.b_is_gsp_rm_boot = 1;
    parameters.gsp_rm_params.target = 1;
    parameters.gsp_rm_params.boot_args_offset = host_bus + 0x4000;
    card.memory.host.write(parameters_at, as_bytes(parameters));

    const bool hopper = card.registers.architecture() == Architecture::hopper;
    request.version = hopper ? 1 : 2;
    request.size = sizeof(request);
    request.gsp_fmc_sysmem_offset = host_bus + fmc_at;
    request.frts_vidmem_offset = 0x1c00000;
    request.frts_vidmem_size = MiB;
    request.gsp_boot_args_sysmem_offset = host_bus + parameters_at;
    std::array<unsigned char, 48> digest{};
    SHA384(reinterpret_cast<const unsigned char*>(fmc.data()), fmc.size(), digest.data());
    std::memcpy(field(hash_at), digest.data(), digest.size());
    const std::size_t key = hopper ? 384 : 97, signature = hopper ? 384 : 96;
    simulator::nvidia::vbios::fill_opaque({field(key_at), key}, 6);
    simulator::nvidia::vbios::fill_opaque({field(signature_at), signature}, 7);
  }
  std::byte* field(std::size_t at) { return as_writable_bytes(request).data() + at; }

  // Puts words into the message memory and hands them over.
  void send(Bytes packet) {
    card.write(PfspEmemc{"AINCW"_f = true}, 0u);
    for (std::size_t at = 0; at + 4 <= packet.size(); at += 4) card.write(PfspEmemd(load<u32>(packet, at)), 0u);
    card.write(PfspQueueTail(static_cast<u32>(packet.size() - 4)), 0u);
    card.write(PfspQueueHead(0), 0u);
    card.pass(20ms);
  }
  void send_request(u32 transport = 0xc0000000, u32 message = 0x1410de7e) {
    std::vector<std::byte> packet(8 + sizeof(request));
    store(MutableBytes(packet), 0, transport);
    store(MutableBytes(packet), 4, message);
    store(MutableBytes(packet), 8, request);
    send(packet);
  }
  bool answered() { return card.read<PfspMsgqHead>(0u).raw() != card.read<PfspMsgqTail>(0u).raw(); }
  // The answer's words, after which the queue is free again.
  std::vector<u32> answer() {
    const u32 head = card.read<PfspMsgqHead>(0u).raw(), tail = card.read<PfspMsgqTail>(0u).raw();
    card.write(PfspEmemc{"AINCR"_f = true}, 0u);
    std::vector<u32> words((tail - head) / 4 + 1);
    for (u32& w : words) w = card.read<PfspEmemd>(0u).raw();
    card.write(PfspMsgqTail(head), 0u);
    return words;
  }
  u32 error() { return answer().at(4); }
  std::vector<std::string> refusals() { return card.findings(Finding::refused); }

  Bench card;
  GspFiles files;
  rm::NvdmPayloadCot request;
};

TEST_F(FspBoot, StartsGspRmInTheWpr2ThatTheFmcLaidOut) {
  send_request();

  EXPECT_THAT(answer(), ElementsAre(0xc0000000u, 0x1510de7eu, 0u, 0x14u, 0u));
  EXPECT_TRUE(card.firmware.runs);
  EXPECT_EQ(card.firmware.booted_with.libos_arguments.address, host_bus + 0x4000);
  EXPECT_EQ(card.pfb.wpr2().end, card.usable() - 0x1c00000);
  EXPECT_LT(card.pfb.wpr2().begin, card.pfb.wpr2().end - 128 * MiB);
  EXPECT_EQ(card.read_at<FalconMailbox0>(gsp_unit).raw(), 0u);
  EXPECT_FALSE(card.read_at<FalconHwcfg2>(gsp_unit)["RISCV_BR_PRIV_LOCKDOWN"_f]);
}

TEST_F(FspBoot, TakesTheCommandFromTheQueueAndCountsWhatItRead) {
  send_request();
  EXPECT_EQ(card.read<PfspQueueHead>(0u).raw(), card.read<PfspQueueTail>(0u).raw());
  answer();
  EXPECT_FALSE(answered());
  EXPECT_EQ(card.read<PfspEmemc>(0u)["OFFS"_f], 5u);
}

TEST_F(FspBoot, KeepsTheGspLockedUntilTheFmcLetsTheCpuIn) {
  EXPECT_TRUE(card.read_at<FalconHwcfg2>(gsp_unit)["RISCV_BR_PRIV_LOCKDOWN"_f]);
  std::vector<std::byte> packet(8 + sizeof(request));
  store(MutableBytes(packet), 0, u32{0xc0000000});
  store(MutableBytes(packet), 4, u32{0x1410de7e});
  store(MutableBytes(packet), 8, request);
  card.write(PfspEmemc{"AINCW"_f = true}, 0u);
  for (std::size_t at = 0; at < packet.size(); at += 4) card.write(PfspEmemd(load<u32>(packet, at)), 0u);
  card.write(PfspQueueTail(static_cast<u32>(packet.size() - 4)), 0u);
  card.write(PfspQueueHead(0), 0u);

  card.pass(1100us);
  EXPECT_TRUE(answered());
  EXPECT_EQ(card.read_at<FalconHwcfg2>(gsp_unit).raw() & 0xffffff00, 0xbadf4100u);
  EXPECT_EQ(card.read_at<FalconMailbox0>(gsp_unit).raw() & 0xffffff00, 0xbadf4100u);
  card.pass(1ms);
  EXPECT_TRUE(card.read_at<FalconHwcfg2>(gsp_unit)["RISCV_BR_PRIV_LOCKDOWN"_f]);
  EXPECT_FALSE(card.firmware.runs);
  card.pass(5ms);
  EXPECT_FALSE(card.read_at<FalconHwcfg2>(gsp_unit)["RISCV_BR_PRIV_LOCKDOWN"_f]);
  EXPECT_TRUE(card.firmware.runs);
}

TEST_F(FspBoot, RefusesAnFmcWhoseHashIsAnother) {
  card.memory.host.store(fmc_at + 0x800, u32{1});
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  EXPECT_FALSE(card.firmware.runs);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("the SHA-384 of the FMC's 0x1048 bytes is not the one given")));
}

TEST_F(FspBoot, RefusesAnUnsignedFmc) {
  std::fill_n(field(signature_at), 96, std::byte{0});
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("no signature")));
}

TEST_F(FspBoot, RefusesARequestOfAnotherGenerationOrSize) {
  request.version = 1;
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  request.version = 2;
  request.size = 100;
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("version 1 with 860 bytes, expected 2 with 860"),
                                      HasSubstr("version 2 with 100 bytes")));
}

TEST_F(FspBoot, RefusesAnFmcThatCannotBeReadOrHasNoSensibleSize) {
  request.gsp_fmc_sysmem_offset = 0x1000;
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  request.gsp_fmc_sysmem_offset = host_bus + fmc_at;
  card.memory.host.store(fmc_at + 4, u32{0xffffffff});
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("cannot be read"), HasSubstr("0xffffffff bytes")));
}

TEST_F(FspBoot, RefusesFrtsOutsideOfVram) {
  request.frts_vidmem_offset = u64{1} << 40;
  send_request();
  EXPECT_EQ(error(), 0xa1u);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("FRTS of 0x100000 bytes")));
}

TEST_F(FspBoot, RefusesASecondRequest) {
  send_request();
  answer();
  send_request();
  EXPECT_EQ(error(), 0x9eu);
}

TEST_F(FspBoot, RefusesMessagesThatItDoesNotKnow) {
  send_request(0xc0000000, 0x1310de7e);
  EXPECT_THAT(answer(), ElementsAre(0xc0000000u, 0x1510de7eu, 0u, 0x13u, 0xa0u));
  send_request(0xc0000000, 0x14100000);
  EXPECT_EQ(error(), 0xa1u);
  send_request(0x80000000);
  EXPECT_EQ(error(), 0xa0u);
}

TEST_F(FspBoot, RefusesPacketsThatLeaveTheChannelOrAreTooShort) {
  card.write(PfspQueueTail(0x2000), 0u);
  card.write(PfspQueueHead(0), 0u);
  card.pass(20ms);
  EXPECT_EQ(error(), 0xa1u);
  const u32 words[] = {0xc0000000, 0x1410de7e, 1};
  send(std::as_bytes(std::span(words)));
  EXPECT_EQ(error(), 0xa1u);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("leaves the channel's 1024 bytes"), HasSubstr("of 4 bytes")));
}

TEST_F(FspBoot, LeavesTheGspLockedWithACodeInItsMailboxWhenTheFmcGivesUp) {
  files.meta.magic = 0;
  place_meta(card, files);
  send_request();

  EXPECT_EQ(error(), 0u);  // FSP has done its part
  EXPECT_FALSE(card.firmware.runs);
  EXPECT_NE(card.read_at<FalconMailbox0>(gsp_unit).raw(), 0u);
  EXPECT_NE(card.read<PbusSwScratch>(scratch_gsp_fmc_error).raw(), 0u);
  EXPECT_TRUE(card.read_at<FalconHwcfg2>(gsp_unit)["RISCV_BR_PRIV_LOCKDOWN"_f]);
  EXPECT_THAT(refusals(), ElementsAre(HasSubstr("GSP-FMC: WPR metadata: magic is 0x0")));
}

TEST_F(FspBoot, CanStartAgainAfterAReset) {
  send_request();
  answer();
  card.firmware.runs = false;
  card.reset(Reset::bus);
  EXPECT_EQ(card.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);
  card.pass(50ms);

  send_request();
  EXPECT_EQ(error(), 0u);
  EXPECT_TRUE(card.firmware.runs);
}

class HopperBoot : public FspBoot {
 protected:
  HopperBoot() : FspBoot({.profile = "h100"}) {}
};
TEST_F(HopperBoot, TakesRequestsOfVersion1) {
  send_request();
  EXPECT_EQ(error(), 0u);
  EXPECT_TRUE(card.firmware.runs);
}

class SilentFsp : public FspBoot {
 protected:
  SilentFsp() : FspBoot({.profile = "rtx5080", .faults = {.fsp_silent = true}}) {}
};
TEST_F(SilentFsp, NeverAnswers) {
  send_request();
  card.pass(60s);
  EXPECT_FALSE(answered());
  EXPECT_FALSE(card.firmware.runs);
}

TEST(EarlyFsp, AnswersNobodyBeforeTheCardHasBooted) {
  Bench card({.profile = "rtx5090", .gfw_never_done = true});
  card.write(PfspQueueTail(8), 0u);
  card.write(PfspQueueHead(0), 0u);
  card.pass(1s);
  EXPECT_EQ(card.read<PfspMsgqHead>(0u).raw(), card.read<PfspMsgqTail>(0u).raw());
}

TEST(AmpereCards, HaveNoFsp) {
  Bench card;
  EXPECT_EQ(card.file.read(0x8f2c80), 0xbadf1100u);
}

}  // namespace
}  // namespace egpulab::test
