// Cubins on the command line: disassembled, and compared with the vendor's tool, for which a script stands in here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "fixtures/kernels.hpp"
#include "tests/cli/program.hpp"

namespace egpulab::tool {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Cubins : public testing::Test {
 protected:
  Cubins()
      : folder_(testing::TempDir() + "egpulab_cubins_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
  }
  ~Cubins() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string cubin(const std::string& name) const {
    const Bytes bytes = *fixtures::kernel(name);
    std::ofstream(path(name), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path(name);
  }
  // A tool that prints our own text in nvdisasm's layout, changed by a sed command.
  std::string disassembler(const std::string& change) const {
    const std::string name = path("nvdisasm");
    std::ofstream(name) << "#!/bin/sh\n"
                        << "target=$(echo \"$2\" | sed s/SM/sm_/)\n"
                        << EGPULAB_PROGRAM " disasm --raw --target $target \"$3\" |\n"
                        << "sed -E 's|^ *([0-9a-f]+): [0-9a-f]+ [0-9a-f]+  (.*)|        /*\\1*/      \\2|; " << change
                        << "'\n";
    ::chmod(name.c_str(), 0755);
    return name;
  }

 private:
  std::string folder_;
};

TEST_F(Cubins, AreDisassembledKernelByKernel) {
  const Outcome o = egpulab("disasm --scheduling " + cubin("basic.sm_86.cubin") + " --kernel vecadd");

  EXPECT_EQ(o.status, 0) << o.text;
  EXPECT_THAT(o.text, AllOf(HasSubstr("vecadd: sm_86"), HasSubstr("S2R "), HasSubstr("FADD "), HasSubstr("EXIT ;"),
                            HasSubstr("stall ")));
}

TEST_F(Cubins, WithoutTheKernelAskedForSayWhichTheyHave) {
  const Outcome o = egpulab("disasm " + cubin("basic.sm_120.cubin") + " --kernel nothing");

  EXPECT_EQ(o.status, 2);
  EXPECT_THAT(o.text, AllOf(HasSubstr("no code \"nothing\""), HasSubstr("vecadd")));
}

TEST_F(Cubins, OfAnUnknownVersionAreRefused) {
  const Outcome o = egpulab("disasm --raw --target sm_61 " + cubin("basic.sm_86.cubin"));

  EXPECT_EQ(o.status, 2);
  EXPECT_THAT(o.text, AllOf(HasSubstr("sm_61"), HasSubstr("sm_80")));
}

TEST_F(Cubins, ThatTheVendorPrintsAlikeAgree) {
  const Outcome o = egpulab("verify-sass --nvdisasm " + disassembler("") + " " + cubin("basic.sm_86.cubin") + " " +
                            cubin("basic.sm_120.cubin"));

  EXPECT_EQ(o.status, 0) << o.text;
  EXPECT_THAT(o.text, AllOf(HasSubstr("instructions agree"), HasSubstr("FADD"), Not(HasSubstr("vendor:"))));
}

TEST_F(Cubins, ThatTheVendorPrintsOtherwiseAreToldByTheFirstDifference) {
  const Outcome o =
      egpulab("verify-sass --nvdisasm " + disassembler("s/FADD R/FADD.FTZ R/") + " " + cubin("basic.sm_86.cubin"));

  EXPECT_EQ(o.status, 1);
  EXPECT_THAT(o.text,
              AllOf(HasSubstr("first difference: "), HasSubstr("vendor: FADD.FTZ R"), HasSubstr("ours:   FADD R")));
}

TEST_F(Cubins, CannotBeComparedWithoutTheTool) {
  const Outcome o = egpulab("verify-sass --nvdisasm " + path("missing") + " " + cubin("basic.sm_86.cubin"));

  EXPECT_EQ(o.status, 2);
  EXPECT_THAT(o.text, AllOf(HasSubstr("missing"), HasSubstr("No such file")));
}

}  // namespace
}  // namespace egpulab::tool
