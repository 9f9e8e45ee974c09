// The VBIOS of real cards, and what malformed ones are refused with.
#include "driver/nvidia/vbios.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "driver/base/file.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
namespace layout = regs::nvidia::vbios;

std::filesystem::path shared_data() {
  if (const char* shared = std::getenv("EGPULAB_SHARED")) return shared;
  return std::filesystem::path(EGPULAB_SOURCE_DIR) / ".." / "shared";
}

// GA104 boards' images, whose FWSEC is the one that nova-core printed on an RTX A4000.
class RealVbios : public testing::TestWithParam<const char*> {};

TEST_P(RealVbios, HasTheFwsecThatTheLogOfARealCardShows) {
  const auto path = shared_data() / "data/nvidia/vbios" / GetParam();
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const auto content = read_file(path);
  ASSERT_TRUE(content);
  Rom rom{Bytes(*content)};
  const Parsed<Vbios> vbios = parse_vbios(rom);
  ASSERT_TRUE(vbios) << vbios.error().message;
  const layout::FalconUcodeDescV3& d = vbios->fwsec.descriptor;
  EXPECT_EQ(d.header, 78381825u);
  EXPECT_EQ(d.stored_size, 59904u);
  EXPECT_EQ(d.pkc_data_offset, 1444u);
  EXPECT_EQ(d.interface_offset, 28u);
  EXPECT_EQ(d.imem_phys_base, 0u);
  EXPECT_EQ(d.imem_load_size, 57856u);
  EXPECT_EQ(d.imem_virt_base, 0u);
  EXPECT_EQ(d.dmem_phys_base, 0u);
  EXPECT_EQ(d.dmem_load_size, 2048u);
  EXPECT_EQ(d.engine_id_mask, 1024u);
  EXPECT_EQ(d.ucode_id, 9u);
  EXPECT_EQ(d.signature_count, 3u);
  EXPECT_EQ(d.signature_versions, 7u);
  EXPECT_EQ(vbios->fwsec.signatures.size(), 3u * 384);
}

INSTANTIATE_TEST_SUITE_P(Images, RealVbios,
                         testing::Values("Sample_RTX3070_Mobile.rom", "Razer.RTX3080.8192.210603.rom"),
                         [](const auto& row) { return std::string(row.param).substr(0, 5); });

// A ROM of two images, the smallest that a driver can use.
class SmallRom {
 public:
  static constexpr u32 base_size = 0x400, extension = base_size, pcir = 0x40, bit = 0x1b0, token = bit + 12,
                       falcon_data = 0x200, table = extension + 0x80, descriptor = extension + 0x100;
  static constexpr u32 imem = 0x200, dmem = 0x400, signatures = 1;

  SmallRom() : bytes_(0x2000) {
    image(0, base_size, layout::code_type_x86, false);
    image(extension, 0x1800, layout::code_type_nvidia, true);
    put(bit, layout::BitHeader{layout::bit_id, layout::bit_signature, 0x100, 12, 6, 1, 0});
    put(token, layout::BitToken{layout::bit_token_falcon_data, 2, 4, falcon_data});
    put(falcon_data, table);
    put(table, layout::PmuTableHeader{1, 6, 6, 1, 1, 0});
    put(table + 6, layout::PmuTableEntry{layout::application_fwsec_prod, 0, descriptor});
    put(descriptor, fwsec());
  }
  static layout::FalconUcodeDescV3 fwsec() {
    layout::FalconUcodeDescV3 d{};
    d.header = (44 + signatures * 384) << 16 | 3 << 8 | 1;
    d.stored_size = imem + dmem;
    d.pkc_data_offset = 0x40;
    d.imem_load_size = imem;
    d.dmem_load_size = dmem;
    d.engine_id_mask = 0x400;
    d.ucode_id = 9;
    d.signature_count = signatures;
    d.signature_versions = 1;
    return d;
  }
  template <class T>
  void put(u32 at, const T& value) {
    store(MutableBytes(bytes_), at, value);
  }
  std::vector<std::byte>& bytes() { return bytes_; }
  Parsed<Vbios> parse() {
    Rom rom{Bytes(bytes_)};
    return parse_vbios(rom);
  }
  std::string refusal() {
    const auto parsed = parse();
    return parsed ? "accepted" : parsed.error().message;
  }

 private:
  void image(u32 at, u32 size, u8 type, bool last) {
    put(at, layout::rom_signature);
    put(at + layout::rom_pcir_pointer, static_cast<u16>(pcir));
    layout::Pcir p{};
    p.signature = layout::pcir_signature;
    p.length = sizeof p;
    p.image_length = static_cast<u16>(size / layout::image_block);
    p.code_type = type;
    p.last_image = last ? layout::last_image_flag : u8{0};
    put(at + pcir, p);
  }
  std::vector<std::byte> bytes_;
};

TEST(Vbios, OfTwoImagesGivesFwsec) {
  SmallRom rom;
  const auto vbios = rom.parse();
  ASSERT_TRUE(vbios) << vbios.error().message;
  EXPECT_EQ(vbios->images.size(), 2u);
  EXPECT_EQ(vbios->fwsec.offset, SmallRom::descriptor);
  EXPECT_EQ(vbios->fwsec.microcode.size(), SmallRom::imem + SmallRom::dmem);
}

TEST(Vbios, WithoutSignatureOfItsFirstImageIsRefused) {
  SmallRom rom;
  rom.put(0, u16{0x1234});
  EXPECT_THAT(rom.refusal(), AllOf(HasSubstr("signature of image 0"), HasSubstr("0xaa55"), HasSubstr("0x1234")));
}

TEST(Vbios, ThatEndsWithinAnImageIsRefused) {
  SmallRom rom;
  rom.bytes().resize(0x600);
  EXPECT_THAT(rom.refusal(), AllOf(HasSubstr("image length"), HasSubstr("0x1800 bytes at 0x400")));
}

TEST(Vbios, WithoutInformationTableIsRefused) {
  SmallRom rom;
  rom.put(SmallRom::bit, u16{0});
  EXPECT_THAT(rom.refusal(), HasSubstr("BIT"));
}

TEST(Vbios, WithoutMicrocodeTokenIsRefused) {
  SmallRom rom;
  rom.put(SmallRom::token, layout::BitToken{'x', 2, 4, SmallRom::falcon_data});
  EXPECT_THAT(rom.refusal(), HasSubstr("a token 'p' among its 1"));
}

TEST(Vbios, WithoutFwsecInItsTableIsRefused) {
  SmallRom rom;
  rom.put(SmallRom::table + 6, layout::PmuTableEntry{layout::application_fwsec_dbg, 0, SmallRom::descriptor});
  EXPECT_THAT(rom.refusal(), HasSubstr("FWSEC (application 0x85) among its 1 entries"));
}

TEST(Vbios, WhoseTablePointsOutsideIsRefused) {
  SmallRom rom;
  rom.put(SmallRom::falcon_data, u32{0x00ff'0000});
  EXPECT_THAT(rom.refusal(), HasSubstr("microcode table"));
}

TEST(Vbios, WithFwsecOfAnotherVersionIsRefused) {
  SmallRom rom;
  auto d = SmallRom::fwsec();
  d.header = (d.header & ~0xff00u) | 2 << 8;
  rom.put(SmallRom::descriptor, d);
  EXPECT_THAT(rom.refusal(), HasSubstr("version 3"));
}

TEST(Vbios, WithUnsignedFwsecIsRefused) {
  SmallRom rom;
  auto d = SmallRom::fwsec();
  d.signature_count = 0;
  rom.put(SmallRom::descriptor, d);
  EXPECT_THAT(rom.refusal(), HasSubstr("SignatureCount"));
}

TEST(Vbios, WhoseFwsecLeavesTheRomIsRefused) {
  SmallRom rom;
  auto d = SmallRom::fwsec();
  d.imem_load_size = 0x10'0000;
  rom.put(SmallRom::descriptor, d);
  EXPECT_THAT(rom.refusal(), HasSubstr("microcode within the ROM's 0x2000 bytes"));
}

TEST(Vbios, BehindAHeaderOfTheRomChipIsFound) {
  SmallRom small;
  std::vector<std::byte> whole(0x4000);
  const auto put = [&](u32 at, u32 value) { store(MutableBytes(whole), at, value); };
  constexpr u32 first = 0x2000, status = 0x200, total = 0x100;
  put(0, layout::ifr_signature);
  put(layout::ifr_fixed1, 3 << 8);
  put(layout::ifr_fixed2, total);
  put(total, status);
  put(status + layout::rom_directory_distance, layout::rom_directory_signature);
  put(status + layout::rom_directory_distance + layout::rom_directory_image_offset, first);
  std::copy(small.bytes().begin(), small.bytes().end(), whole.begin() + first);
  Rom rom{Bytes(whole)};
  const auto vbios = parse_vbios(rom);
  ASSERT_TRUE(vbios) << vbios.error().message;
  EXPECT_EQ(vbios->rom_offset, first);
  EXPECT_EQ(vbios->fwsec.offset, first + SmallRom::descriptor);
}

TEST(Rom, IsReadOnlyWhereItIsLookedAt) {
  std::vector<u32> blocks;
  Rom rom(0x10000, [&](u32 offset, MutableBytes) { blocks.push_back(offset); });
  rom.at(0x10, 4);
  rom.at(0x20, 4);
  rom.at(0x8ffe, 4);
  EXPECT_THAT(blocks, testing::ElementsAre(0u, 0x8000u));
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test
