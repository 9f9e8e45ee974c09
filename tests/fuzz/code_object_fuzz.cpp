// Code objects: ELF, notes, metadata, kernel descriptors, relocations.
#include "driver/amd/code_object.hpp"
#include "fixtures/kernels.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

void run_code_object(Bytes input) {
  const auto code = driver::amd::CodeObject::parse("fuzz.co", input, "gfx1100");
  if (!code) return;
  for (const driver::amd::Kernel& kernel : code->kernels()) (void)code->kernel(kernel.name);
  // A hostile file may ask for any amount of memory below what the parser allows; only usual ones are built here.
  if (code->image_size() <= 16 * MiB) (void)code->image_at(0x7f00'0000'0000);
}

std::vector<Input> code_object_seeds() {
  std::vector<Input> all;
  for (const embedded::File& file : fixtures::kernels())
    if (file.content.size() <= 64 * KiB) all.push_back(to_input(file.content));
  return all;
}

const Registration code_object_registration({"CodeObject", run_code_object, code_object_seeds});

}  // namespace
}  // namespace egpulab::fuzz
