// libFuzzer's entries for the one target of a fuzz program. `fuzz_x --seeds FOLDER` writes its seeds.
#include "tests/fuzz/target.hpp"

#ifdef __clang__

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace egpulab;

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const u8* data, std::size_t size);

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc < 3 || std::string_view((*argv)[1]) != "--seeds") return 0;
  const std::filesystem::path folder = (*argv)[2];
  std::filesystem::create_directories(folder);
  int n = 0;
  for (const fuzz::Input& seed : fuzz::targets().front().seeds())
    std::ofstream(folder / fmt::format("seed{:03}", n++), std::ios::binary)
        .write(reinterpret_cast<const char*>(seed.data()), static_cast<std::streamsize>(seed.size()));
  std::exit(0);
}

extern "C" int LLVMFuzzerTestOneInput(const u8* data, std::size_t size) {
  fuzz::targets().front().run({reinterpret_cast<const std::byte*>(data), size});
  return 0;
}

#endif
