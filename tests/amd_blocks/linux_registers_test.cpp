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

using RegistersOfLinux = Card;

TEST_F(RegistersOfLinux, AreAllModelled) {
  const RegisterNames names(gpu.bases());
  const std::vector<Access> accesses = linux_accesses();
  ASSERT_GT(accesses.size(), 500u);
  for (const Access& a : accesses) {
    const auto* known = names.find(a.name);
    ASSERT_NE(known, nullptr) << a.name << " of " << a.file << " has no place on this card";
    EXPECT_TRUE(gpu.registers().declared(known->address)) << a.name << " of " << a.file;
  }
}

}  // namespace
}  // namespace egpulab::test
