// What `trace show` says about an NVIDIA session: registers, messages to FSP and GSP-RM, pushbuffers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "traces/nvidia_messages.hpp"
#include "traces/reader.hpp"
#include "traces/session_info.hpp"
#include "traces/show.hpp"
#include "traces/writer.hpp"

using namespace egpulab;
using namespace egpulab::regs::nvidia;
using namespace egpulab::regs::nvidia::gsp::r570_144;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using traces::Kind;

namespace {

// A session written by hand.
class Session {
 public:
  explicit Session(std::string_view chip) {
    if (!chip.empty()) writer_.append({.kind = Kind::fact}, traces::fact_bytes(chip_fact, chip));
  }
  Session& access(Kind kind, u64 offset, u32 value) {
    writer_.append({.address = offset, .value = value, .size = 4, .kind = kind});
    return *this;
  }
  Session& memory(Kind kind, Bytes bytes, u64 offset = 0) {
    writer_.append({.address = 0x1000 + offset, .kind = kind, .bar = 1}, bytes);
    return *this;
  }
  std::string shown() {
    writer_.finish();
    std::ostringstream out;
    show(traces::Reader::from_bytes(bytes_, "session.egt").value(), {.collapse = false}, out);
    return out.str();
  }

 private:
  std::vector<std::byte> bytes_;
  traces::Writer writer_{traces::write_to_memory(bytes_)};
};

template <class Parameters>
std::vector<std::byte> element(u32 function, const Parameters& parameters, u32 result = rpc_result_pending) {
  GspMsgQueueElement e;
  e.seq_num = 7;
  e.elem_count = 1;
  e.rpc = {.header_version = rpc_header_version,
           .signature = rpc_signature,
           .length = rpc_header_size + sizeof parameters,
           .function = function,
           .rpc_result = result};
  std::vector<std::byte> bytes(4096);
  store(MutableBytes(bytes), 0, e);
  store(MutableBytes(bytes), sizeof e, parameters);
  return bytes;
}

std::vector<std::byte> bytes_of_words(std::vector<u32> words) {
  const Bytes b = std::as_bytes(std::span(words));
  return {b.begin(), b.end()};
}

}  // namespace

TEST(NvidiaShow, NamesRegistersOfTheChipAndOfItsMicrocontrollers) {
  EXPECT_THAT(Session("GA102").access(Kind::read32, 0xa00, 0x172a1000).access(Kind::write32, 0x840118, 0x614).shown(),
              AllOf(HasSubstr("R NV_PMC_BOOT_42 = 0x172a1000 {"), HasSubstr("ARCHITECTURE=0x17"),
                    HasSubstr("W SEC2.NV_PFALCON_FALCON_DMATRFCMD = 0x614 {"), HasSubstr("IMEM=1")));
}

TEST(NvidiaShow, NamesTheMemoryThatIsSeenThroughBar0) {
  EXPECT_THAT(Session("GA102").access(Kind::read32, 0x300004, 0xaa55).access(Kind::write32, 0x700010, 1).shown(),
              AllOf(HasSubstr("R NV_PROM+0x4 = 0xaa55"), HasSubstr("W NV_PRAMIN+0x10 = 0x1")));
}

TEST(NvidiaShow, SaysWhereTheRegisterBusAnsweredWithAnError) {
  EXPECT_THAT(Session("GA102").access(Kind::read32, 0x118234, 0xbadf5040).shown(),
              HasSubstr("NV_PGC6_AON_SECURE_SCRATCH_GROUP_05(0) = 0xbadf5040 (error of the register bus)"));
}

TEST(NvidiaShow, KnowsNothingOfASessionThatIsNotOfItsChips) {
  EXPECT_THAT(Session("").access(Kind::read32, 0xa00, 1).shown(), HasSubstr("R BAR0+0xa00 = 0x1"));
  EXPECT_THAT(Session("XY999").access(Kind::read32, 0xa00, 1).shown(), HasSubstr("R BAR0+0xa00 = 0x1"));
}

TEST(NvidiaShow, TellsControlsOfGspRmAndTheirAnswers) {
  RpcGspRmControl control;
  control.h_object = 0xcf000002;
  control.cmd = gsp::r570_144::control::nv2080_perf_boost;
  const u32 function = static_cast<u32>(RpcFunction::gsp_rm_control);
  EXPECT_THAT(Session("GA102").memory(Kind::write_block, element(function, control)).shown(),
              HasSubstr("4096 bytes: RPC 7: GSP_RM_CONTROL NV2080_CTRL_CMD_PERF_BOOST (0x2080200a) of 0xcf000002"));
  control.status = 0x56;
  EXPECT_THAT(Session("GA102").memory(Kind::dma_read, element(function, control, 0)).shown(),
              HasSubstr("of 0xcf000002, NV_ERR_NOT_SUPPORTED (0x56) -> NV_OK (0x0)"));
}

TEST(NvidiaShow, TellsAnAnswerThatIsReadInTwoParts) {
  RpcGspRmAlloc alloc;
  alloc.h_class = classes::nv01_device_0;
  alloc.status = 0x22;
  const auto whole = element(static_cast<u32>(RpcFunction::gsp_rm_alloc), alloc, 0);
  const std::size_t header = traces::rpc_header_bytes;
  EXPECT_THAT(Session("AD102")
                  .memory(Kind::dma_read, Bytes(whole).first(header))
                  .memory(Kind::dma_read, Bytes(whole).subspan(header, 88), header)
                  .shown(),
              AllOf(HasSubstr("80 bytes: RPC 7: GSP_RM_ALLOC -> NV_OK (0x0)"),
                    HasSubstr("88 bytes: RPC 7: GSP_RM_ALLOC NV01_DEVICE_0 (0x80) 0x0 under 0x0, "
                              "NV_ERR_INVALID_CLASS (0x22) -> NV_OK (0x0)")));
}

TEST(NvidiaShow, TellsAllocationsByClassAndEventsByWhatHappened) {
  RpcGspRmAlloc alloc;
  alloc.h_parent = 0xcf000001;
  alloc.h_object = 0xcf000009;
  alloc.h_class = classes::ampere_compute_b;
  EXPECT_THAT(
      Session("GA102").memory(Kind::device_read, element(static_cast<u32>(RpcFunction::gsp_rm_alloc), alloc)).shown(),
      HasSubstr("GSP_RM_ALLOC AMPERE_COMPUTE_B (0xc7c0) 0xcf000009 under 0xcf000001"));
  RpcOsErrorLog log;
  log.except_type = 31;
  log.chid = 3;
  const char text[] = "MMU fault\nat 0x1000";
  std::memcpy(log.err_string, text, sizeof text);
  EXPECT_THAT(
      Session("GA102").memory(Kind::device_write, element(static_cast<u32>(RpcEvent::os_error_log), log, 0)).shown(),
      HasSubstr("OS_ERROR_LOG FIFO_ERROR_MMU_ERR_FLT channel 3: MMU fault at 0x1000"));
}

TEST(NvidiaShow, GathersFspMessagesFromTheWordsOfEmem) {
  const u32 ememc = 0x8f2ac0, ememd = 0x8f2ac4, head = 0x8f2c00, msgq_tail = 0x8f2c84;
  Session session("GB202");
  session.access(Kind::write32, ememc, 0x1000000).access(Kind::write32, ememd, 0xc0000000);
  session.access(Kind::write32, ememd, 0x1410de7e);
  for (u32 i = 0; i < 215; ++i) session.access(Kind::write32, ememd, i);
  session.access(Kind::write32, head, 0).access(Kind::write32, ememc, 0x2000000);
  for (const u32 word : {0xc0000000u, 0x1510de7eu, 0u, 0x14u, 0u}) session.access(Kind::read32, ememd, word);
  EXPECT_THAT(session.access(Kind::write32, msgq_tail, 0).shown(),
              AllOf(HasSubstr("W NV_PFSP_QUEUE_HEAD(0) = 0x0 {ADDRESS=0}  -- FSP COT, 860 bytes"),
                    HasSubstr("-- FSP answers COT: error 0x0")));
}

TEST(NvidiaShow, TellsThePushbuffersMethodsByTheClassesOfTheirSubchannels) {
  const auto push = bytes_of_words({0x20018000, 0xc7b5,                                 // SET_OBJECT on subchannel 4
                                    0x20048100, 0x10, 0x1000, 0x10, 0x2000,             // source and target
                                    0x20018106, 0x40, 0x200180c0, 0x182,                // length, launch
                                    0x20050017, 0x3000, 0x10, 1, 0, 0x03100001, 0x0});  // host semaphore, NOP
  EXPECT_THAT(
      Session("GA102").memory(Kind::write_block, push).shown(),
      AllOf(HasSubstr("bytes: methods: SET_OBJECT {NVCLASS=0xc7b5} AMPERE_DMA_COPY_B (0xc7b5), OFFSET_IN_UPPER=0x10, "
                      "OFFSET_IN_LOWER=0x1000, OFFSET_OUT_UPPER=0x10, OFFSET_OUT_LOWER=0x2000, LINE_LENGTH_IN=0x40, "
                      "LAUNCH_DMA {DATA_TRANSFER_TYPE=NON_PIPELINED SRC_MEMORY_LAYOUT=PITCH DST_MEMORY_LAYOUT=PITCH}"),
            HasSubstr("SEM_EXECUTE {OPERATION=RELEASE RELEASE_WFI=EN PAYLOAD_SIZE=64BIT RELEASE_TIMESTAMP=EN}")));
}

// Sessions are files, and files may be damaged: whatever the bytes, there is some text and no more.
TEST(NvidiaShow, LivesThroughMessagesOfRandomBytes) {
  u64 state = 1;
  const auto random = [&state] { return state = state * 6364136223846793005u + 1442695040888963407u, state >> 33; };
  traces::SubchannelClasses classes{};
  for (int round = 0; round < 3000; ++round) {
    std::vector<u32> words(random() % 40);
    for (u32& w : words) w = static_cast<u32>(random() % 3 == 0 ? 0x20018000 + random() % 0x200 : random() << 1);
    if (words.size() > 21 && round % 2 == 0) {  // a header that is right, and then nothing that is
      words[12] = rpc_header_version;
      words[13] = rpc_signature;
      constexpr u32 functions[] = {10, 76, 103, 0x1002, 0x1004, 0x1006, 0x100c, 0x1020};
      words[15] = functions[random() % std::size(functions)];
    }
    traces::describe_rpc(std::as_bytes(std::span(words)));
    traces::describe_methods(std::as_bytes(std::span(words)), classes);
    traces::describe_fsp_message(words);
  }
  for (const u32 c : classes) EXPECT_LE(c, 0xffffu);
}

TEST(NvidiaShow, TakesNoOtherMemoryForMethods) {
  const std::vector<u32> page_table{0x06000001, 0x06000000, 0x06000101, 0x06000000};
  const std::vector<u32> cut{0x20048100, 0x10, 0x1000};               // a header that promises more words
  const std::vector<u32> unknown{0x20018000, 0xc7b5, 0x2001802f, 1};  // no method at 0xbc
  for (const auto& words : {page_table, cut, unknown, std::vector<u32>(64)})
    EXPECT_THAT(Session("GA102").memory(Kind::write_block, bytes_of_words(words)).shown(), Not(HasSubstr("methods")));
}
