// Device profiles: any text is a profile or a refusal.
#include "driver/base/embedded.hpp"
#include "simulator/core/device_profile.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::embedded {
std::span<const File> device_profiles();
}

namespace egpulab::fuzz {
namespace {

void run_profile(Bytes input) { (void)simulator::parse_device_profile(as_text(input), "fuzz.toml"); }

std::vector<Input> profile_seeds() {
  std::vector<Input> all;
  for (const embedded::File& file : embedded::device_profiles()) all.push_back(to_input(file.content));
  return all;
}

const Registration profile_registration({"Profile", run_profile, profile_seeds});

}  // namespace
}  // namespace egpulab::fuzz
