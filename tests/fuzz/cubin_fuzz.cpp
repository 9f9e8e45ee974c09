// Cubins: ELF, records about kernels, constant banks, relocations.
#include "driver/nvidia/cubin.hpp"
#include "fixtures/kernels.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

void run_cubin(Bytes input) {
  const auto cubin = driver::nvidia::Cubin::parse("fuzz.cubin", input);
  if (!cubin) return;
  for (const driver::nvidia::CubinKernel& kernel : cubin->kernels()) (void)cubin->kernel(kernel.name);
  // A hostile file may ask for any amount of memory below what the parser allows; only usual ones are built here.
  if (cubin->image_bytes() <= 16 * MiB) (void)cubin->image_at(0x10'0000'0000, 0x20'0000'0000);
}

std::vector<Input> cubin_seeds() {
  std::vector<Input> all;
  for (const std::string_view name : fixtures::cubin_names())
    if (const Bytes file = *fixtures::kernel(name); file.size() <= 32 * KiB) all.push_back(to_input(file));
  return all;
}

const Registration cubin_registration({"Cubin", run_cubin, cubin_seeds});

}  // namespace
}  // namespace egpulab::fuzz
