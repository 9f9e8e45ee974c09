// GSP-RM's interface: structures against the vendor's layouts, names of what crosses it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"
#include "driver/regs/nvidia/gsp/r570_144/names.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "driver/regs/nvidia/gsp/r570_144/status.hpp"
#include "tests/regs/golden.hpp"
#include "tests/regs/structure_row.hpp"

namespace egpulab::regs::nvidia::test {
namespace {

using namespace gsp::r570_144;
using amd::test::lines_of;
using amd::test::split;

struct Place {
  std::size_t offset, size;
  friend bool operator==(const Place&, const Place&) = default;
};
void PrintTo(const Place& p, std::ostream* out) { *out << p.size << " bytes at " << p.offset; }
using Layouts = std::map<std::pair<std::string, std::string>, Place>;

Layouts golden_layouts() {
  Layouts layouts;
  for (const std::string& line : lines_of(EGPULAB_SOURCE_DIR "/fixtures/registers/nvidia_gsp_r570_144.tsv")) {
    if (line.starts_with('#')) continue;
    const auto c = split(line, '\t');
    layouts[{c.at(0), c.at(1)}] = {std::stoul(c.at(2)), std::stoul(c.at(3))};
  }
  return layouts;
}

TEST(GspStructures, HaveEveryFieldWhereTheVendorsCompilerPutsIt) {
  const Layouts golden = golden_layouts();
  std::size_t compared = 0;
  for (const StructureRow& row : nvidia_gsp_r570_144_rows()) {
    const auto found = golden.find({std::string(row.structure), std::string(row.field)});
    ASSERT_NE(found, golden.end()) << row.structure << '.' << row.field << " has no golden row";
    EXPECT_EQ((Place{row.offset, row.size}), found->second) << row.structure << '.' << row.field;
    ++compared;
  }
  EXPECT_EQ(compared, golden.size()) << "some golden rows have no declaration";
  EXPECT_GT(compared, 900u);
}

TEST(GspQueues, BeginTheirMessagesBehindTheElementsHeader) {
  EXPECT_EQ(offsetof(GspMsgQueueElement, rpc), queue_element_header_size);
  EXPECT_EQ(sizeof(RpcMessageHeader), rpc_header_size);
  const char text[] = "VRPC";
  EXPECT_EQ(load<u32>(std::as_bytes(std::span(text))), rpc_signature);
}

TEST(LibosRegions, AreNamedByTheBytesOfTheirTextLastCharacterLowest) {
  EXPECT_EQ(libos_region_id("LOGINIT"), 0x4c4f47494e4954u);
  EXPECT_EQ(libos_region_id("RMARGS"), 0x524d41524753u);
}

TEST(GspNames, TellFunctionsAndEventsApartByNumber) {
  EXPECT_EQ(rpc_name(76), "GSP_RM_CONTROL");
  EXPECT_EQ(rpc_name(103), "GSP_RM_ALLOC");
  EXPECT_EQ(rpc_name(47), "UNLOADING_GUEST_DRIVER");
  EXPECT_EQ(rpc_name(0x1001), "GSP_INIT_DONE");
  EXPECT_EQ(rpc_name(0x1006), "OS_ERROR_LOG");
  EXPECT_EQ(rpc_name(0x7777), "function 0x7777");
}

TEST(GspNames, DescribeStatusCodesOfRmAndOfTheRpcLayer) {
  EXPECT_EQ(describe_status(0), "NV_OK (0x0)");
  EXPECT_EQ(describe_status(static_cast<u32>(Status::err_invalid_object_handle)),
            "NV_ERR_INVALID_OBJECT_HANDLE (0x33)");
  EXPECT_EQ(describe_status(0xff100002), "NV_VGPU_MSG_RESULT_RPC_INVALID_MESSAGE_FORMAT (0xff100002)");
  EXPECT_EQ(describe_status(0x12345), "status 0x12345");
}

TEST(GspNames, KnowTheClassesAndControlsThatDriversUse) {
  EXPECT_EQ(describe_class(classes::ampere_compute_b), "AMPERE_COMPUTE_B (0xc7c0)");
  EXPECT_EQ(describe_class(classes::blackwell_dma_copy_b), "BLACKWELL_DMA_COPY_B (0xcab5)");
  EXPECT_EQ(describe_class(0xabcd), "class 0xabcd");
  EXPECT_EQ(control_name(control::nva06c_gpfifo_schedule), "NVA06C_CTRL_CMD_GPFIFO_SCHEDULE");
  EXPECT_EQ(control_name(control::nv90f1_vaspace_copy_server_reserved_pdes),
            "NV90F1_CTRL_CMD_VASPACE_COPY_SERVER_RESERVED_PDES");
  EXPECT_EQ(describe_control(0x12345678), "control 0x12345678");
}

TEST(GspNames, TellWhyAChannelDiedAndOnWhichEngine) {
  EXPECT_EQ(to_string(RobustChannelError{31}), "FIFO_ERROR_MMU_ERR_FLT");
  EXPECT_EQ(to_string(RobustChannelError{13}), "GR_EXCEPTION");
  EXPECT_EQ(to_string(RmEngineType{9}), "COPY0");
  EXPECT_EQ(to_string(Nv2080EngineType{1}), "GRAPHICS");
  EXPECT_EQ(to_string(RmEngineType{0x4711}), "");
}

TEST(GspNames, AreInAscendingTablesWithoutDuplicates) {
  for (const char* file : {"classes.tsv", "controls.tsv"}) {
    u32 previous = 0;
    std::size_t rows = 0;
    for (const std::string& line :
         lines_of(std::string(EGPULAB_SOURCE_DIR "/driver/regs/nvidia/gsp/r570_144/") + file)) {
      if (line.starts_with('#')) continue;
      const u32 value = static_cast<u32>(std::stoul(line, nullptr, 16));
      EXPECT_TRUE(rows == 0 || value > previous) << line;
      previous = value;
      ++rows;
    }
    EXPECT_GT(rows, 200u) << file;
  }
}

}  // namespace
}  // namespace egpulab::regs::nvidia::test
