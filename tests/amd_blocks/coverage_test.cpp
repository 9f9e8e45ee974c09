// What the card says of its own completeness.
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

using simulator::CoverageRow;
using State = CoverageRow::State;

class Coverage : public Card {
 protected:
  CoverageRow row(std::string_view kind, std::string_view name) {
    for (const CoverageRow& r : gpu.coverage())
      if (r.kind == kind && r.name == name) return r;
    throw std::logic_error("no row of that name");
  }
};

TEST_F(Coverage, RegisterWithBehaviourActs) {
  const CoverageRow r = row("register", "RLC_SAFE_MODE");
  EXPECT_EQ(r.state, State::acts);
  EXPECT_EQ(r.block, "GC");
  EXPECT_EQ(r.number, byte_address<RlcSafeMode>(gpu.bases()));
}

TEST_F(Coverage, RegisterThatOnlyKeepsItsValueHolds) { EXPECT_EQ(row("register", "TCP_CNTL").state, State::holds); }

TEST_F(Coverage, RegisterOfAnEngineThatIsNotThereIsMissing) {
  EXPECT_EQ(row("register", "SPI_SHADER_PGM_LO_PS").state, State::missing);
  EXPECT_EQ(row("register", "SPI_SHADER_PGM_LO_PS").used, std::nullopt);
}

TEST_F(Coverage, RegisterCountsAsUsedOnceSoftwareHasMetIt) {
  EXPECT_EQ(row("register", "SCRATCH_REG3").used, false);
  read<ScratchReg>(3u);
  EXPECT_EQ(row("register", "SCRATCH_REG3").used, true);
}

TEST_F(Coverage, MessagesCommandsAndPacketsAreListedByTheVendorsNames) {
  EXPECT_EQ(row("message", "SetPptLimit").state, State::acts);
  EXPECT_EQ(row("message", "SetVideoFps").state, State::holds);
  EXPECT_EQ(row("command", "LOAD_IP_FW").state, State::acts);
  EXPECT_EQ(row("command", "INVOKE_CMD").state, State::missing);
  EXPECT_EQ(row("packet", "DISPATCH_DIRECT").state, State::acts);
  EXPECT_EQ(row("packet", "DRAW_INDEX_AUTO").state, State::missing);
  EXPECT_EQ(row("packet", "COPY_LINEAR").block, "SDMA0");
}

TEST_F(Coverage, NoRowIsThereTwice) {
  std::vector<std::string> all;
  for (const CoverageRow& r : gpu.coverage()) all.push_back(std::string(r.kind) + " " + r.block + " " + r.name);
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

}  // namespace
}  // namespace egpulab::test
