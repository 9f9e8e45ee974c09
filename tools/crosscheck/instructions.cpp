// Finds the forms by the names of kernels, and makes their operands.
#include "tools/crosscheck/instructions.hpp"

#include <algorithm>
#include <bit>

#include "fixtures/kernels.hpp"
#include "fixtures/random.hpp"

namespace egpulab::tool {
namespace {

constexpr u32 random_count = 2048, block = 128;

constexpr u64 edges_f32[] = {
    0x00000000, 0x80000000, 0x3f800000, 0xbf800000, 0x40000000, 0x3f000000, 0x7f800000, 0xff800000, 0x7fffffff,
    0x7fc00000, 0xffc00001, 0x7f800001, 0x00000001, 0x80000001, 0x007fffff, 0x00800000, 0x80800000, 0x00800001,
    0x7f7fffff, 0xff7fffff, 0x3effffff, 0x3f7fffff, 0x3f800001, 0x4effffff, 0x4f000000, 0x4f7fffff, 0xcf000000,
    0x5effffff, 0x5f000000, 0x5f800000, 0x3fc00000, 0x40200000, 0xc0200000, 0x477fe000, 0x477ff000, 0x33800000,
    0x33000000, 0x38800000, 0x7e800000, 0x42fe0000, 0x437f8000, 0x40490fdb, 0x47ce4780, 0x7149f2ca};
constexpr u64 edges_f64[] = {
    0x0000000000000000, 0x8000000000000000, 0x3ff0000000000000, 0xbff0000000000000, 0x4000000000000000,
    0x3fe0000000000000, 0x7ff0000000000000, 0xfff0000000000000, 0x7fffffffffffffff, 0x7ff8000000000000,
    0xfff8000000000001, 0x7ff0000000000001, 0x0000000000000001, 0x8000000000000001, 0x000fffffffffffff,
    0x0010000000000000, 0x7fefffffffffffff, 0xffefffffffffffff, 0x3fefffffffffffff, 0x3ff0000000000001,
    0x41dfffffffc00000, 0x41e0000000000000, 0x41efffffffe00000, 0xc1e0000000000000, 0x43dfffffffffffff,
    0x43e0000000000000, 0x43f0000000000000, 0x3ff8000000000000, 0x4004000000000000, 0xc004000000000000,
    0x36a0000000000000, 0x3810000000000000, 0x47efffffe0000000, 0x47effffff0000000, 0x3fe0000000000001};
constexpr u64 edges_f16[] = {0x0000, 0x8000, 0x3c00, 0xbc00, 0x4000, 0x3800, 0x7c00, 0xfc00, 0x7fff,
                             0x7e00, 0xfe01, 0x7c01, 0x0001, 0x8001, 0x03ff, 0x0400, 0x0401, 0x7bff,
                             0xfbff, 0x3bff, 0x3c01, 0x3e00, 0x4100, 0xc100, 0x7f80, 0xff80, 0x3f80,
                             0xbf80, 0x7f7f, 0x0080, 0x007f, 0x4380, 0x5800, 0x77ff, 0x00ff, 0xff00};
constexpr u64 edges_words[] = {0,
                               1,
                               2,
                               3,
                               5,
                               7,
                               8,
                               15,
                               16,
                               31,
                               32,
                               33,
                               63,
                               64,
                               65,
                               127,
                               128,
                               255,
                               256,
                               0x7fff,
                               0x8000,
                               0xffff,
                               0x10000,
                               0x7fffffff,
                               0x80000000,
                               0x80000001,
                               0xfffffffe,
                               0xffffffff,
                               0x100000000,
                               0x7fffffffffffffff,
                               0x8000000000000000,
                               0xffffffffffffffff,
                               0x3c003c00,
                               0x7c00fc00,
                               0x7e000001,
                               0x3f803f80,
                               0x55555555,
                               0xaaaaaaaa,
                               0x01020304};

std::span<const u64> edges_of(char letter) {
  switch (letter) {
    case 'f':
      return edges_f32;
    case 'd':
      return edges_f64;
    case 'h':
      return edges_f16;
    default:
      return edges_words;
  }
}
fixtures::Element element_of(char letter) {
  switch (letter) {
    case 'h':
      return fixtures::Element::u16;
    case 'd':
    case 'l':
      return fixtures::Element::u64;
    default:
      return fixtures::Element::u32;
  }
}
u64 bytes_of(char letter) { return fixtures::size_of(element_of(letter)); }

}  // namespace

std::vector<InstructionForm> instruction_forms(u32 sm) {
  std::vector<InstructionForm> forms;
  const std::string suffix = fmt::format(".sm_{}.cubin", sm);
  for (const std::string_view file : fixtures::cubin_names(suffix)) {
    if (!file.starts_with("i_")) continue;
    const auto cubin = driver::nvidia::Cubin::parse(file, fixtures::kernel(file).value()).value();
    for (const driver::nvidia::CubinKernel& k : cubin.kernels()) {
      const std::size_t mark = k.name.rfind("__");
      if (mark == std::string::npos || mark + 3 > k.name.size()) continue;
      InstructionForm f{std::string(file.substr(0, file.size() - suffix.size())), k.name, k.name.substr(0, mark),
                        k.name[mark + 2], k.name.substr(mark + 3)};
      std::replace(f.instruction.begin(), f.instruction.end(), '_', '.');
      forms.push_back(std::move(f));
    }
  }
  std::sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.kernel < b.kernel; });
  return forms;
}

fixtures::SuiteArguments instruction_operands(const InstructionForm& form, u64 seed) {
  fixtures::Random random(seed);
  u64 pairs = 1;
  for (std::size_t n = 0; n < std::min<std::size_t>(form.sources.size(), 2); ++n)
    pairs *= edges_of(form.sources[n]).size();
  const u64 count = align_up(pairs + random_count, block);
  fixtures::SuiteArguments arguments;
  for (std::size_t n = 0; n < form.sources.size(); ++n) {
    const char letter = form.sources[n];
    const auto edges = edges_of(letter);
    const u64 size = bytes_of(letter), before = n == 1 ? edges_of(form.sources[0]).size() : 1;
    std::vector<std::byte> data(count * size);
    for (u64 i = 0; i < count; ++i) {
      // The first two go through all pairs, the third through its edges in another order.
      u64 v = i >= pairs ? random.next()
              : n == 2   ? edges[(i * 7 + i / edges.size()) % edges.size()]
                         : edges[i / before % edges.size()];
      std::memcpy(&data[i * size], &v, size);
    }
    arguments.push_back({"source", fixtures::SuiteArgument::Kind::input, element_of(letter), std::move(data)});
  }
  arguments.push_back({"result", fixtures::SuiteArgument::Kind::output, element_of(form.result),
                       std::vector<std::byte>(count * bytes_of(form.result), std::byte{0xcd})});
  return arguments;
}

KernelRun instruction_run(const InstructionForm& form, std::string_view file, Bytes cubin,
                          const fixtures::SuiteArguments& operands) {
  const u32 threads = static_cast<u32>(operands.back().count());
  return {file, cubin, form.kernel, {{threads / block}, {block}}, operands};
}

std::string operands_text(const InstructionForm& form, const fixtures::SuiteArguments& operands, std::size_t thread) {
  std::string text;
  for (std::size_t n = 0; n < form.sources.size(); ++n) {
    const u64 size = bytes_of(form.sources[n]);
    u64 v = 0;
    std::memcpy(&v, &operands[n].data[thread * size], size);
    text += fmt::format("{}{} = {:#0{}x}", n ? ", " : "", static_cast<char>('a' + n), v, 2 + 2 * size);
  }
  return text;
}

}  // namespace egpulab::tool
