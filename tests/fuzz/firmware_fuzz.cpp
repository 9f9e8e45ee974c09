// Firmware containers, compressed or not, in every role.
#include "driver/firmware/container.hpp"
#include "driver/firmware/source.hpp"
#include "fixtures/firmware.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

constexpr u8 roles = static_cast<u8>(firmware::Role::rlc) + 1;

// Every byte that a parser hands out lies in the file.
void touch(Bytes bytes) {
  u8 all = 0;
  for (const std::byte b : bytes) all ^= static_cast<u8>(b);
  volatile u8 sink = all;
  (void)sink;
}

// The first byte is the role.
void run_firmware(Bytes input) {
  Source source{input};
  const auto role = static_cast<firmware::Role>(source.take<u8>() % roles);
  const auto file = firmware::decompress(to_input(source.rest), "fuzz.bin");
  if (!file) return;
  const auto container = firmware::parse_container(role, "fuzz.bin", *file);
  if (!container) return;
  for (const firmware::Piece& piece : container->pieces) touch(piece.bytes);
  for (const firmware::SoftPptable& table : container->pptables) touch(table.bytes);
}

// The first 8 KiB of a file hold its headers and tables; what a cut file lacks is refused, which is a path too.
std::vector<Input> firmware_seeds() {
  std::vector<Input> all;
  const auto files = fixtures::synthetic_firmware("gc_11_0_0");
  for (u8 role = 0; role < roles; ++role)
    for (const auto& [name, bytes] : *files) {
      const auto container = firmware::parse_container(static_cast<firmware::Role>(role), name, bytes);
      if (!container || bytes.size() > 256 * KiB) continue;
      Input seed{static_cast<std::byte>(role)};
      seed.insert(seed.end(), bytes.begin(), bytes.end());
      all.push_back(std::move(seed));
    }
  return all;
}

const Registration firmware_registration({"Firmware", run_firmware, firmware_seeds});

}  // namespace
}  // namespace egpulab::fuzz
