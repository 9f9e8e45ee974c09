// The program as a person or a script meets it: what it prints, what it refuses and how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/cli/program.hpp"

namespace egpulab::tool {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// A folder of its own for each test.
class Cli : public testing::Test {
 protected:
  Cli() {
    folder_ = std::filesystem::path(testing::TempDir()) /
              (std::string("egpulab_cli_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  ~Cli() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static std::string kernels() { return EGPULAB_SOURCE_DIR "/fixtures/kernels/"; }
  static std::string run_saxpy(const std::string& more) {
    return "run --code " + kernels() + "basic.gfx1100.co --kernel saxpy --grid 1 --block 64 " + more;
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(Cli, ListsDevices) {
  const Outcome o = egpulab("devices");
  EXPECT_EQ(o.status, 0);
  EXPECT_THAT(o.text, HasSubstr("sim:rx7900xtx"));
}

TEST_F(Cli, RunsAKernelAndPrintsItsResult) {
  const Outcome o = egpulab("run --code " + kernels() +
                            "basic.gfx1100.co --kernel vecadd --grid 1 --block 256 --arg buf:f32:256=iota "
                            "--arg buf:f32:256=iota --arg buf:f32:256=zero --out 2");
  EXPECT_EQ(o.status, 0) << o.text;
  EXPECT_THAT(o.text, HasSubstr("\n2\n4\n6\n8\n"));
}

TEST_F(Cli, RecordsASessionThatReplaysAndTellsWhatWasChanged) {
  const std::string session = path("run.egt"), changed = path("changed.egt");
  ASSERT_EQ(egpulab("snapshot save " + path("warm.snapshot") + " --record " + session).status, 0);

  const Outcome same = egpulab("replay " + session);
  EXPECT_EQ(same.status, 0) << same.text;
  EXPECT_THAT(same.text, AllOf(HasSubstr(" 0 differ"), HasSubstr("as recorded")));

  ASSERT_EQ(egpulab("trace edit " + session + " --out " + changed + " --set read:MP0_SMN_C2PMSG_81:1=0x1").status, 0);
  const Outcome other = egpulab("replay " + changed);
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.text, HasSubstr("R MP0_SMN_C2PMSG_81: expected 0x1, found 0x0"));

  const Outcome difference = egpulab("trace diff " + session + " " + changed);
  EXPECT_EQ(difference.status, 1);
  EXPECT_THAT(difference.text, HasSubstr("MP0_SMN_C2PMSG_81"));
  EXPECT_THAT(egpulab("trace stats " + session).text, HasSubstr("secure OS"));
  EXPECT_THAT(egpulab("trace export " + session).text, HasSubstr("traceEvents"));
}

TEST_F(Cli, KeepsAWarmCardInAFile) {
  const std::string file = path("warm.snapshot");
  ASSERT_EQ(egpulab("snapshot save " + file).status, 0);
  EXPECT_THAT(egpulab("snapshot restore " + file).text, HasSubstr("state hash"));
  const Outcome missing = egpulab("snapshot restore " + path("none"));
  EXPECT_NE(missing.status, 0);
  EXPECT_THAT(missing.text, HasSubstr(path("none")));
}

TEST_F(Cli, RefusesWhatItCannotOpen) {
  EXPECT_THAT(egpulab("check --bus sim:rx7900xyz").text, HasSubstr("rx7900xyz"));
  EXPECT_THAT(egpulab("check --bus usb:1").text, HasSubstr("sim"));
  EXPECT_THAT(egpulab("run --bus 'sim:rx7900xtx?dok=native' --code x --kernel y").status, 2);
  EXPECT_THAT(egpulab("trace show " + kernels() + "basic.cl").text, HasSubstr("basic.cl"));
}

TEST_F(Cli, RefusesArgumentsThatMakeNoSense) {
  EXPECT_THAT(egpulab(run_saxpy("--arg buf:f33:4=zero")).text, HasSubstr("\"f33\" is no element type"));
  EXPECT_THAT(egpulab(run_saxpy("--arg u8:256")).text, HasSubstr("\"256\" is no value of u8"));
  EXPECT_THAT(egpulab(run_saxpy("--arg buf:f32:4=file:/no/such")).text, HasSubstr("/no/such"));
  EXPECT_THAT(egpulab(run_saxpy("--arg f32:1 --out 0")).text, HasSubstr("--out 0"));
}

TEST_F(Cli, NamesWhatIsWrongWithCodeAndKernels) {
  std::ofstream(path("bad.co")) << "no ELF";
  const Outcome bad = egpulab("run --code " + path("bad.co") + " --kernel k");
  EXPECT_EQ(bad.status, 2);
  EXPECT_THAT(bad.text, HasSubstr("bad.co"));
  const Outcome unknown = egpulab("run --code " + kernels() + "basic.gfx1100.co --kernel nothing");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.text, AllOf(HasSubstr("nothing"), HasSubstr("vecadd")));
  const Outcome few = egpulab(run_saxpy("--arg f32:2"));
  EXPECT_EQ(few.status, 2) << few.text;
}

TEST_F(Cli, Disassembles) {
  const Outcome o = egpulab("disasm " + kernels() + "basic.gfx1100.co --kernel vecadd");
  EXPECT_EQ(o.status, 0);
  EXPECT_THAT(o.text, AllOf(HasSubstr("vecadd: wave32"), HasSubstr("v_add_f32"), HasSubstr("s_endpgm")));
}

TEST_F(Cli, DisassemblesEachGenerationByTheTargetOfTheCode) {
  const Outcome o = egpulab("disasm " + kernels() + "basic.gfx12-generic.co --kernel vecadd");
  EXPECT_EQ(o.status, 0);
  EXPECT_THAT(o.text, HasSubstr("s_wait_loadcnt 0x0"));

  std::ofstream(path("wait.bin"), std::ios::binary).write("\x00\x00\xc0\xbf", 4);
  EXPECT_THAT(egpulab("disasm --raw --target gfx1201 " + path("wait.bin")).text, HasSubstr("s_wait_loadcnt 0x0"));

  const Outcome other = egpulab("disasm --raw --target gfx906 " + path("wait.bin"));
  EXPECT_EQ(other.status, 2);
  EXPECT_THAT(other.text, AllOf(HasSubstr("gfx906"), HasSubstr("gfx12")));
}

TEST_F(Cli, CountsWhatTheCardModels) {
  EXPECT_THAT(egpulab("coverage --list").text, AllOf(HasSubstr("CP_HQD_ACTIVE"), HasSubstr("SMUIO")));
}

}  // namespace
}  // namespace egpulab::tool
