// Every register that Linux's bring-up of this card accesses by name is one that the card declares.
#include <fstream>
#include <sstream>

#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

struct Access {
  std::string name, file;
};
std::vector<Access> linux_accesses(const std::string& file) {
  std::ifstream list(std::string(EGPULAB_SOURCE_DIR) + "/fixtures/drivers/" + file);
  std::vector<Access> accesses;
  for (std::string line; std::getline(list, line);) {
    std::istringstream fields(line);
    if (Access a; !line.starts_with('#') && fields >> a.name >> a.file) accesses.push_back(a);
  }
  return accesses;
}

// The graphics front end, the MES and the flash with its VBIOS: what the card does not have; counted as unmodelled.
bool of_an_absent_part(std::string_view name) {
  constexpr std::string_view prefixes[] = {"CP_GFX_", "CP_RB",   "CP_ME_IC_", "CP_ME_PRGRM_", "CP_PFP_",
                                           "CP_MES",  "CP_HYP_", "ROM_",      "CP_IB1_",      "CP_IB2_"};
  return std::ranges::any_of(prefixes, [&](std::string_view p) { return name.starts_with(p); });
}

struct List {
  const char *profile, *file;
};
void PrintTo(const List& list, std::ostream* out) { *out << list.profile; }

class RegistersOfLinux : public ::testing::TestWithParam<List> {};

TEST_P(RegistersOfLinux, AreModelledWhereverTheirPartIs) {
  const CardParts card(true, GetParam().profile);
  const RegisterNames names(card.gpu.bases());
  const std::vector<Access> accesses = linux_accesses(GetParam().file);
  ASSERT_GT(accesses.size(), 400u);
  for (const Access& a : accesses) {
    // By the declaration's name, or by one that the vendor's tables have for the same place.
    const auto* declared = names.find(a.name);
    const auto listed = find_by_name(a.name, card.gpu.bases());
    ASSERT_TRUE(declared || listed) << a.name << " of " << a.file << " has no place on this card";
    const u64 address = declared ? declared->address : card.gpu.bases().byte_address(listed->location);
    EXPECT_TRUE(card.gpu.registers().declared(address) || of_an_absent_part(a.name)) << a.name << " of " << a.file;
  }
}

INSTANTIATE_TEST_SUITE_P(OnEachGeneration, RegistersOfLinux,
                         ::testing::Values(List{"rx7900xtx", "linux_6_1_navi31_registers.tsv"},
                                           List{"rx9070xt", "linux_6_12_navi48_registers.tsv"}),
                         [](const auto& row) { return std::string(row.param.profile); });

}  // namespace
}  // namespace egpulab::test
