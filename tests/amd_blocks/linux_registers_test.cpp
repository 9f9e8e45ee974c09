// Every register that Linux's bring-up of this card accesses by name is one that the card declares.
#include <fstream>
#include <sstream>

#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

struct Access {
  std::string name, file;
};
std::vector<Access> linux_accesses() {
  std::ifstream list(std::string(EGPULAB_SOURCE_DIR) + "/fixtures/drivers/linux_6_1_navi31_registers.tsv");
  std::vector<Access> accesses;
  for (std::string line; std::getline(list, line);) {
    std::istringstream fields(line);
    if (Access a; !line.starts_with('#') && fields >> a.name >> a.file) accesses.push_back(a);
  }
  return accesses;
}

// The graphics front end, the MES and the flash with its VBIOS: what the card does not have; counted as unmodelled.
bool of_an_absent_part(std::string_view name) {
  constexpr std::string_view prefixes[] = {"CP_GFX_", "CP_RB",  "CP_ME_IC_", "CP_ME_PRGRM_",
                                           "CP_PFP_", "CP_MES", "CP_HYP_",   "ROM_"};
  return std::ranges::any_of(prefixes, [&](std::string_view p) { return name.starts_with(p); });
}

using RegistersOfLinux = Card;

TEST_F(RegistersOfLinux, AreModelledWhereverTheirPartIs) {
  const RegisterNames names(gpu.bases());
  const std::vector<Access> accesses = linux_accesses();
  ASSERT_GT(accesses.size(), 500u);
  for (const Access& a : accesses) {
    const auto* known = names.find(a.name);
    ASSERT_NE(known, nullptr) << a.name << " of " << a.file << " has no place on this card";
    EXPECT_TRUE(gpu.registers().declared(known->address) || of_an_absent_part(a.name)) << a.name << " of " << a.file;
  }
}

}  // namespace
}  // namespace egpulab::test
