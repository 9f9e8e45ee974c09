// The vendor's own files, where EGPULAB_FIRMWARE names a directory that has them.
#include <algorithm>
#include <cstdlib>

#include "driver/base/file.hpp"
#include "driver/firmware/firmware_set.hpp"
#include "fixtures/firmware.hpp"

namespace egpulab::firmware {
namespace {

namespace image = regs::amd::psp_image;
using regs::amd::SosPart;

class VendorFirmware : public testing::Test {
 protected:
  void SetUp() override {
    const char* directory = std::getenv("EGPULAB_FIRMWARE");
    if (!directory || !*directory) GTEST_SKIP() << "EGPULAB_FIRMWARE is not set";
    source_ = system_source(std::filesystem::path(directory));
    directory_ = directory;
  }
  std::unique_ptr<Source> source_;
  std::filesystem::path directory_;
};

struct Generation {
  const char* name;
  IpVersions versions;
};
constexpr Generation generations[] = {
    {"Navi31", {{13, 0, 0}, {13, 0, 0}, {6, 0, 0}, {11, 0, 0}}},
    {"Navi33", {{13, 0, 7}, {13, 0, 7}, {6, 0, 2}, {11, 0, 2}}},
    {"Navi32", {{13, 0, 10}, {13, 0, 10}, {6, 0, 3}, {11, 0, 3}}},
    {"Navi44", {{14, 0, 2}, {14, 0, 2}, {7, 0, 0}, {12, 0, 0}}},
    {"Navi48", {{14, 0, 3}, {14, 0, 3}, {7, 0, 1}, {12, 0, 1}}},
};

TEST_F(VendorFirmware, OfEveryGenerationLoads) {
  for (const Generation& g : generations) {
    auto set = FirmwareSet::load(*source_, g.versions);
    ASSERT_TRUE(set) << g.name << ": " << set.error().message;
    EXPECT_GE(set->load_order().size(), 9u) << g.name;
    EXPECT_NE(set->sos(SosPart::kdb), nullptr) << g.name;
  }
}

TEST_F(VendorFirmware, HoldsPspImagesThatFillTheirPieces) {
  const FirmwareSet set = *FirmwareSet::load(*source_, generations[0].versions);
  for (const Piece* piece : set.load_order(4, true)) {
    ASSERT_TRUE(piece->psp_image) << piece->name;
    EXPECT_EQ(load<u32>(piece->bytes, image::is_signed), 1u) << piece->name;
    EXPECT_EQ(load<u32>(piece->bytes, image::image_size),
              load<u32>(piece->bytes, image::signed_size) + image::header_size + image::signature_size)
        << piece->name;
    EXPECT_LE(load<u32>(piece->bytes, image::image_size), piece->bytes.size()) << piece->name;
  }
}

// Our synthetic files differ from the vendor's in payloads only: pieces, sizes and versions are the same.
TEST_F(VendorFirmware, IsWhatTheSyntheticSetImitates) {
  const auto ours_from = fixtures::synthetic_firmware_source();
  for (const Generation& g : generations) {
    SCOPED_TRACE(g.name);
    const FirmwareSet real = *FirmwareSet::load(*source_, g.versions);
    const FirmwareSet ours = *FirmwareSet::load(*ours_from, g.versions);
    const auto a = real.load_order(4, true), b = ours.load_order(4, true);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i]->name, b[i]->name);
      EXPECT_EQ(a[i]->version, b[i]->version) << a[i]->name;
      EXPECT_EQ(a[i]->bytes.size(), b[i]->bytes.size()) << a[i]->name;
      EXPECT_EQ(a[i]->psp_image, b[i]->psp_image) << a[i]->name;
    }
    EXPECT_EQ(real.smu().bytes.size(), ours.smu().bytes.size());
    for (u32 part = 1; part < regs::amd::sos_part_names.size(); ++part) {
      const Piece *theirs = real.sos(static_cast<SosPart>(part)), *mine = ours.sos(static_cast<SosPart>(part));
      ASSERT_EQ(theirs == nullptr, mine == nullptr) << regs::amd::sos_part_names[part];
      if (!mine) continue;
      EXPECT_EQ(theirs->bytes.size(), mine->bytes.size()) << regs::amd::sos_part_names[part];
    }
  }
}

// All but those of the datacentre parts of PSP 13.0.6, .12 and .14, whose sOS header 2.1 nothing here drives.
TEST_F(VendorFirmware, ParsesInEveryFileOfAKindThatWeKnow) {
  struct Kind {
    std::string_view prefix, suffix;
    Role role;
  };
  constexpr Kind kinds[] = {{"psp_13_", "_sos.bin", Role::sos},  {"psp_14_", "_sos.bin", Role::sos},
                            {"psp_13_", "_ta.bin", Role::ta},    {"psp_14_", "_ta.bin", Role::ta},
                            {"sdma_6_", ".bin", Role::sdma},     {"sdma_7_", ".bin", Role::sdma},
                            {"smu_13_", ".bin", Role::smu},      {"smu_14_", ".bin", Role::smu},
                            {"gc_11_", "_mec.bin", Role::mec},   {"gc_12_", "_mec.bin", Role::mec},
                            {"gc_11_", "_pfp.bin", Role::pfp},   {"gc_12_", "_pfp.bin", Role::pfp},
                            {"gc_11_", "_me.bin", Role::me},     {"gc_12_", "_me.bin", Role::me},
                            {"gc_11_", "_mes_2.bin", Role::mes}, {"gc_11_", "_mes1.bin", Role::mes_kiq},
                            {"gc_12_", "_mes.bin", Role::mes},   {"gc_12_", "_mes1.bin", Role::mes_kiq},
                            {"gc_11_", "_imu.bin", Role::imu},   {"gc_12_", "_imu.bin", Role::imu},
                            {"gc_11_", "_rlc.bin", Role::rlc},   {"gc_12_", "_rlc.bin", Role::rlc}};
  std::size_t parsed = 0;
  for (const auto& folder : {directory_, directory_ / "amdgpu"}) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
      for (const auto& [prefix, suffix, role] : kinds) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix) || !name.ends_with(suffix)) continue;
        if (name == "psp_13_0_6_sos.bin" || name == "psp_13_0_12_sos.bin" || name == "psp_13_0_14_sos.bin") continue;
        auto bytes = read_file(entry.path());
        ASSERT_TRUE(bytes) << bytes.error().message;
        auto container = parse_container(role, name, *bytes);
        EXPECT_TRUE(container) << container.error().message;
        ++parsed;
      }
  }
  RecordProperty("files", static_cast<int>(parsed));
  EXPECT_GT(parsed, 0u);
}

}  // namespace
}  // namespace egpulab::firmware
