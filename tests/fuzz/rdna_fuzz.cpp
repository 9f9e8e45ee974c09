// Machine code as text: any words, in both wave sizes, up to the end of what there is.
#include <cstdlib>

#include "fixtures/kernels.hpp"
#include "simulator/isa/rdna/disassemble.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

namespace rdna = simulator::isa::rdna;

void run_rdna(Bytes input) {
  for (const rdna::WaveSize wave : {rdna::WaveSize::wave32, rdna::WaveSize::wave64})
    for (Bytes code = input; !code.empty();) {
      const rdna::Disassembly d = rdna::disassemble(code, rdna::Generation::gfx11, wave);
      if (d.size == 0 || d.size > 20 || d.text.empty()) std::abort();
      code = code.subspan(std::min<std::size_t>(d.size, code.size()));
    }
}

// Windows of compiled kernels, and one word of each encoding's first byte.
std::vector<Input> rdna_seeds() {
  std::vector<Input> all;
  for (const embedded::File& file : fixtures::kernels())
    for (std::size_t at = 0x1000; at + 256 <= file.content.size(); at += 0x1000)
      all.push_back(to_input(file.content.subspan(at, 256)));
  Input words;
  for (u32 first = 0; first < 256; ++first) {
    const std::array<u32, 2> pair{first << 24 | 0x00fa00ff, 0x01020304 * first};
    const Bytes bytes = std::as_bytes(std::span(pair));
    words.insert(words.end(), bytes.begin(), bytes.end());
  }
  all.push_back(words);
  return all;
}

const Registration rdna_registration({"Rdna", run_rdna, rdna_seeds});

}  // namespace
}  // namespace egpulab::fuzz
