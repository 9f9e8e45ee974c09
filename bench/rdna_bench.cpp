// The shader engine on compiled kernels, through page tables, at every level of the host: wave instructions a second
// and GFLOP/s, beside the same algorithms as the host runs them; the cost of an empty dispatch.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "bench/rdna_space.hpp"
#include "driver/amd/code_object.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/isa/rdna/dispatch.hpp"
#include "simulator/isa/rdna/level.hpp"

namespace {

using namespace egpulab;
using namespace simulator::isa;
using bench::TranslatedSpace;

class NoEnvironment final : public rdna::Environment {
 public:
  u64 realtime() override { return 0; }
  void interrupt(u32) override {}
};

std::vector<float> noise(std::size_t count, u32 seed, float scale = 1) {
  std::mt19937 random(seed);
  std::vector<float> v(count);
  for (float& x : v) x = scale * (static_cast<float>(random() >> 8) * 0x1p-23f - 1);
  return v;
}

// One kernel of a fixture with its buffers, ready to be launched again and again.
class Workload {
 public:
  Workload(std::string_view file, std::string_view kernel) {
    const auto object = driver::amd::CodeObject::parse(file, fixtures::kernel(file).value()).value();
    const driver::amd::Kernel& k = *object.kernel(kernel).value();
    const u64 base = memory.allocate(object.image_size());
    memory.write(base, object.image_at(base).value());
    launch.program = base + k.entry_offset;
    launch.rsrc1 = k.descriptor.compute_pgm_rsrc1, launch.rsrc2 = k.descriptor.compute_pgm_rsrc2;
    launch.rsrc2 |= (k.lds_size + 511) / 512 << 15;
    launch.wave_size = k.wave_size == 32 ? rdna::WaveSize::wave32 : rdna::WaveSize::wave64;
    arguments_.resize(k.kernarg_size + 64);
    kernarg_ = memory.allocate(arguments_.size());
    launch.user_data[0] = low32(kernarg_), launch.user_data[1] = high32(kernarg_);
  }
  template <class T>
  void argument(u32 offset, T value) {
    std::memcpy(arguments_.data() + offset, &value, sizeof value);
    memory.write(kernarg_, arguments_);
  }
  u64 run() {
    rdna::Dispatch d(launch, memory.space(), programs_, environment_);
    if (d.run(~u64{0}) != rdna::Progress::finished) throw std::runtime_error(d.fault()->describe());
    return d.retired();
  }
  // Runs once more and throws unless each result is within the relative `tolerance` of `expected`.
  void check(u64 result, const std::vector<float>& expected, double tolerance) {
    run();
    std::vector<float> got(expected.size());
    memory.read(result, std::as_writable_bytes(std::span(got)));
    for (std::size_t n = 0; n < got.size(); ++n)
      if (!(std::fabs(got[n] - expected[n]) <= tolerance * (std::fabs(expected[n]) + 1e-3)))
        throw std::runtime_error(fmt::format("result {}: expected {}, found {}", n, expected[n], got[n]));
  }

  TranslatedSpace memory;
  rdna::Launch launch;

 private:
  std::vector<std::byte> arguments_;
  u64 kernarg_ = 0;
  rdna::ProgramCache programs_;
  NoEnvironment environment_;
};

void measure(benchmark::State& state, Workload& w, double flop) {
  u64 instructions = 0;
  for (auto _ : state) instructions += w.run();
  state.counters["wave_instructions"] =
      benchmark::Counter(static_cast<double>(instructions), benchmark::Counter::kIsRate);
  state.counters["FLOPS"] =
      benchmark::Counter(flop * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

// c = a + b, 64 Ki elements.
constexpr u32 vector_size = 1 << 16;
void native_vector_add(const float* a, const float* b, float* c) {
  for (u32 n = 0; n < vector_size; ++n) c[n] = a[n] + b[n];
}
void vector_add(benchmark::State& state, Level level) {
  force_level(level);
  Workload w("basic.gfx1100.co", "vecadd");
  const auto a = noise(vector_size, 1), b = noise(vector_size, 2);
  std::vector<float> c(vector_size);
  w.argument<u64>(0, w.memory.put(a)), w.argument<u64>(8, w.memory.put(b));
  const u64 result = w.memory.put(c);
  w.argument<u64>(16, result);
  w.launch.group_threads = {256, 1, 1}, w.launch.groups = {vector_size / 256, 1, 1};
  native_vector_add(a.data(), b.data(), c.data());
  w.check(result, c, 0);
  measure(state, w, vector_size);
}
void vector_add_native(benchmark::State& state) {
  const auto a = noise(vector_size, 1), b = noise(vector_size, 2);
  std::vector<float> c(vector_size);
  for (auto _ : state) {
    native_vector_add(a.data(), b.data(), c.data());
    benchmark::ClobberMemory();
  }
  state.counters["FLOPS"] =
      benchmark::Counter(double{vector_size} * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

// C = A B, 256 x 256, in tiles of 16 x 16 that lie in local memory; or, `matmul_reg`, of 64 x 64 with 4 x 4 a thread.
constexpr u32 matrix_size = 256;
void native_matmul(const float* a, const float* b, float* c) {
  constexpr u32 n = matrix_size, t = 16;
  for (u32 row = 0; row < n; row += t)
    for (u32 column = 0; column < n; column += t) {
      float sum[t][t] = {};
      for (u32 k = 0; k < n; k += t) {
        float left[t][t], right[t][t];
        for (u32 y = 0; y < t; ++y)
          for (u32 x = 0; x < t; ++x) left[y][x] = a[(row + y) * n + k + x], right[y][x] = b[(k + y) * n + column + x];
        for (u32 y = 0; y < t; ++y)
          for (u32 z = 0; z < t; ++z)
            for (u32 x = 0; x < t; ++x) sum[y][x] += left[y][z] * right[z][x];
      }
      for (u32 y = 0; y < t; ++y)
        for (u32 x = 0; x < t; ++x) c[(row + y) * n + column + x] = sum[y][x];
    }
}
constexpr double matmul_flop = 2.0 * matrix_size * matrix_size * matrix_size;
void matmul(benchmark::State& state, std::string_view kernel, u32 tile, Level level) {
  force_level(level);
  Workload w("matmul.gfx1100.co", kernel);
  const auto a = noise(matrix_size * matrix_size, 3), b = noise(matrix_size * matrix_size, 4);
  std::vector<float> c(matrix_size * matrix_size);
  w.argument<u64>(0, w.memory.put(a)), w.argument<u64>(8, w.memory.put(b));
  const u64 result = w.memory.put(c);
  w.argument<u64>(16, result), w.argument<u32>(24, matrix_size);
  w.launch.group_threads = {16, 16, 1}, w.launch.groups = {matrix_size / tile, matrix_size / tile, 1};
  native_matmul(a.data(), b.data(), c.data());
  w.check(result, c, 1e-2);
  measure(state, w, matmul_flop);
}
void matmul_native(benchmark::State& state) {
  const auto a = noise(matrix_size * matrix_size, 3), b = noise(matrix_size * matrix_size, 4);
  std::vector<float> c(matrix_size * matrix_size);
  for (auto _ : state) {
    native_matmul(a.data(), b.data(), c.data());
    benchmark::ClobberMemory();
  }
  state.counters["FLOPS"] =
      benchmark::Counter(matmul_flop * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

// Softmax of 64 rows of 2048.
constexpr u32 softmax_rows = 64, softmax_columns = 2048;
void native_softmax(const float* x, float* o) {
  for (u32 r = 0; r < softmax_rows; ++r, x += softmax_columns, o += softmax_columns) {
    float most = -INFINITY, total = 0;
    for (u32 n = 0; n < softmax_columns; ++n) most = std::fmax(most, x[n]);
    for (u32 n = 0; n < softmax_columns; ++n) total += o[n] = std::exp(x[n] - most);
    for (u32 n = 0; n < softmax_columns; ++n) o[n] /= total;
  }
}
constexpr double softmax_flop = 5.0 * softmax_rows * softmax_columns;  // maximum, difference, power, sum, quotient
void softmax(benchmark::State& state, std::string_view kernel, Level level) {
  force_level(level);
  Workload w("llm.gfx1100.co", kernel);
  const auto x = noise(softmax_rows * softmax_columns, 5, 3);
  std::vector<float> o(x.size());
  const u64 result = w.memory.put(o);
  w.argument<u64>(0, w.memory.put(x)), w.argument<u64>(8, result), w.argument<u32>(16, softmax_columns);
  w.launch.group_threads = {256, 1, 1}, w.launch.groups = {softmax_rows, 1, 1};
  native_softmax(x.data(), o.data());
  w.check(result, o, 1e-4);
  measure(state, w, softmax_flop);
}
void softmax_native(benchmark::State& state) {
  const auto x = noise(softmax_rows * softmax_columns, 5, 3);
  std::vector<float> o(x.size());
  for (auto _ : state) {
    native_softmax(x.data(), o.data());
    benchmark::ClobberMemory();
  }
  state.counters["FLOPS"] =
      benchmark::Counter(softmax_flop * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

// One thread of a kernel that ends at once.
void empty_dispatch(benchmark::State& state, Level level) {
  force_level(level);
  TranslatedSpace memory;
  const u64 code = memory.allocate(4096);
  const u32 words[] = {0xbfb00000, 0xbf9f0000, 0xbf9f0000};  // s_endpgm, s_code_end
  memory.write(code, std::as_bytes(std::span(words)));
  rdna::Launch launch;
  launch.program = code;
  rdna::ProgramCache programs;
  NoEnvironment environment;
  for (auto _ : state) {
    rdna::Dispatch d(launch, memory.space(), programs, environment);
    benchmark::DoNotOptimize(d.run(~u64{0}));
  }
}

void register_all() {
  const auto add = [](std::string name, auto&& run) {
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMicrosecond);
  };
  add("vector_add/native", vector_add_native);
  add("matmul_lds/native", matmul_native);
  add("softmax/native", softmax_native);
  for (const Level level : available_levels()) {
    const std::string suffix = "/" + std::string(name(level));
    add("vector_add" + suffix, [=](benchmark::State& s) { vector_add(s, level); });
    add("matmul_lds" + suffix, [=](benchmark::State& s) { matmul(s, "matmul_lds", 16, level); });
    add("matmul_reg" + suffix, [=](benchmark::State& s) { matmul(s, "matmul_reg", 64, level); });
    add("softmax" + suffix, [=](benchmark::State& s) { softmax(s, "softmax", level); });
    add("empty_dispatch" + suffix, [=](benchmark::State& s) { empty_dispatch(s, level); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
