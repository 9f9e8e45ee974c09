// The SASS engine on compiled kernels, through page tables, at every level of the host: warp instructions a second and
// FLOP/s, beside the same algorithms as the host runs them (and as rdna_bench has them for the RDNA engine, under the
// same names and sizes); the time that decoding a kernel takes.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "bench/sass_space.hpp"
#include "fixtures/half.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/isa/level.hpp"

namespace {

using namespace egpulab;
using fixtures::SuiteArgument;
using simulator::isa::Level;
namespace sass = simulator::isa::sass;

constexpr u32 sm = 86;

class NoTime final : public sass::GridEnvironment {
 public:
  u64 nanoseconds() override { return 0; }
};

std::vector<float> noise(std::size_t count, u32 seed, float scale = 1) {
  std::mt19937 random(seed);
  std::vector<float> v(count);
  for (float& x : v) x = scale * (static_cast<float>(random() >> 8) * 0x1p-23f - 1);
  return v;
}

// One kernel with its arguments, ready to be launched again and again.
class Workload {
 public:
  Workload(std::string_view module, std::string_view kernel, const tool::LaunchShape& shape,
           const fixtures::SuiteArguments& arguments, bool exact_sums = false)
      : arguments_(arguments, memory_),
        file_(fmt::format("{}.sm_{}.cubin", module, sm)),
        cubin_(tool::LoadedCubin::load(file_, fixtures::kernel(file_).value(), memory_).value()) {
    const auto parameters = arguments_.parameters(*cubin_.cubin().kernel(kernel).value()).value();
    launch_ = cubin_.launch(kernel, shape, parameters).value();
    launch_.exact_mma = exact_sums;
  }
  u64 run() {
    sass::Grid grid(launch_, memory_.space(), *programs_, time_);
    if (grid.run(~u64{0}) != sass::Progress::finished) throw std::runtime_error(grid.describe(*grid.fault()));
    return grid.retired();
  }
  // All decoded code is forgotten, as by a launch that invalidates the instruction caches of new code.
  void forget() { programs_ = std::make_unique<sass::ProgramCache>(); }
  // Runs once more and throws unless each element of argument n is within the relative `tolerance` of `expected`.
  void check(std::size_t n, const std::vector<float>& expected, double tolerance) {
    run();
    const fixtures::SuiteArguments results = arguments_.results();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const float got = load<float>(results[n].data, 4 * i);
      if (!(std::fabs(got - expected[i]) <= tolerance * (std::fabs(expected[i]) + 1e-3)))
        throw std::runtime_error(fmt::format("{}: result {}: expected {}, found {}", file_, i, expected[i], got));
    }
  }

 private:
  bench::PagedCardMemory memory_;
  tool::DeviceArguments arguments_;
  std::string file_;
  tool::LoadedCubin cubin_;
  sass::GridLaunch launch_;
  std::unique_ptr<sass::ProgramCache> programs_ = std::make_unique<sass::ProgramCache>();
  NoTime time_;
};

template <class T>
SuiteArgument buffer(const std::vector<T>& items) {
  SuiteArgument a{"buffer", SuiteArgument::Kind::in_out, fixtures::Element::u32, {}};
  a.data.resize(items.size() * sizeof(T));
  std::memcpy(a.data.data(), items.data(), a.data.size());
  return a;
}
template <class T>
SuiteArgument value(T v) {
  SuiteArgument a{"value", SuiteArgument::Kind::value, fixtures::Element::u32, {}};
  a.data.resize(sizeof v);
  std::memcpy(a.data.data(), &v, sizeof v);
  return a;
}

void count(benchmark::State& state, const char* name, double each) {
  state.counters[name] =
      benchmark::Counter(each * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
void measure(benchmark::State& state, Workload& w, double flop) {
  u64 instructions = 0;
  for (auto _ : state) instructions += w.run();
  state.counters["warp_instructions"] =
      benchmark::Counter(static_cast<double>(instructions), benchmark::Counter::kIsRate);
  if (flop > 0) count(state, "FLOPS", flop);
}

// An algorithm: the kernel with checked results, and the host's own way.
struct Algorithm {
  const char* name;
  double flop;
  std::unique_ptr<Workload> (*simulated)();
  void (*native)(benchmark::State&);
};

// ---- c = a + b and y = k x + y, 64 Ki elements

constexpr u32 vector_size = 1 << 16;
template <class F>
void elementwise_native(benchmark::State& state, F&& f) {
  const auto a = noise(vector_size, 1), b = noise(vector_size, 2);
  std::vector<float> c(vector_size);
  for (auto _ : state) {
    for (u32 n = 0; n < vector_size; ++n) c[n] = f(a[n], b[n]);
    benchmark::ClobberMemory();
  }
}
std::unique_ptr<Workload> vector_add() {
  const auto a = noise(vector_size, 1), b = noise(vector_size, 2);
  auto w = std::make_unique<Workload>("basic", "vecadd", tool::LaunchShape{{vector_size / 256}, {256}},
                                      fixtures::SuiteArguments{buffer(a), buffer(b), buffer(a)});
  std::vector<float> c(vector_size);
  for (u32 n = 0; n < vector_size; ++n) c[n] = a[n] + b[n];
  w->check(2, c, 0);
  return w;
}
std::unique_ptr<Workload> saxpy() {
  return std::make_unique<Workload>("k01_basic", "saxpy", tool::LaunchShape{{16}, {256}},
                                    fixtures::SuiteArguments{value(1.5f), buffer(noise(vector_size, 1)),
                                                             buffer(noise(vector_size, 2)), value<i32>(vector_size)});
}

// ---- C = A B, 256 x 256: in tiles of 16 x 16 in shared memory, or of 64 x 64 with 4 x 4 a thread

constexpr u32 matrix_size = 256;
constexpr double matmul_flop = 2.0 * matrix_size * matrix_size * matrix_size;
void multiply(const float* a, const float* b, float* c) {
  constexpr u32 n = matrix_size, t = 16;
  for (u32 row = 0; row < n; row += t)
    for (u32 column = 0; column < n; column += t) {
      float sum[t][t] = {};
      for (u32 k = 0; k < n; ++k)
        for (u32 y = 0; y < t; ++y)
          for (u32 x = 0; x < t; ++x) sum[y][x] += a[(row + y) * n + k] * b[k * n + column + x];
      for (u32 y = 0; y < t; ++y)
        for (u32 x = 0; x < t; ++x) c[(row + y) * n + column + x] = sum[y][x];
    }
}
std::unique_ptr<Workload> matmul(const char* kernel, u32 tile) {
  const auto a = noise(matrix_size * matrix_size, 3), b = noise(matrix_size * matrix_size, 4);
  std::vector<float> c(a.size());
  auto w = std::make_unique<Workload>(
      "matmul", kernel, tool::LaunchShape{{matrix_size / tile, matrix_size / tile}, {16, 16}},
      fixtures::SuiteArguments{buffer(a), buffer(b), buffer(c), value<u32>(matrix_size)});
  multiply(a.data(), b.data(), c.data());
  w->check(2, c, 1e-2);
  return w;
}
void matmul_native(benchmark::State& state) {
  const auto a = noise(matrix_size * matrix_size, 3), b = noise(matrix_size * matrix_size, 4);
  std::vector<float> c(a.size());
  for (auto _ : state) {
    multiply(a.data(), b.data(), c.data());
    benchmark::ClobberMemory();
  }
  count(state, "FLOPS", matmul_flop);
}

// ---- The same in binary16 on the matrix unit, sums in binary32 (B transposed): asynchronous copies, ldmatrix,
// mma.sync

std::unique_ptr<Workload> hgemm(bool exact) {
  std::vector<u16> a(matrix_size * matrix_size), b(a.size());
  const auto fa = noise(a.size(), 5), fb = noise(a.size(), 6);
  for (std::size_t n = 0; n < a.size(); ++n)
    a[n] = fixtures::float_to_half(fa[n]), b[n] = fixtures::float_to_half(fb[n]);
  std::vector<float> c(a.size());
  auto w = std::make_unique<Workload>(
      "k10_tensor", "hgemm", tool::LaunchShape{{matrix_size / 64, matrix_size / 64}, {128}},
      fixtures::SuiteArguments{buffer(a), buffer(b), buffer(c), value<i32>(matrix_size), value<i32>(matrix_size)},
      exact);
  for (u32 row = 0; row < matrix_size; ++row)
    for (u32 column = 0; column < matrix_size; ++column) {
      double s = 0;
      for (u32 k = 0; k < matrix_size; ++k)
        s += double{fixtures::half_to_float(a[row * matrix_size + k])} *
             fixtures::half_to_float(b[column * matrix_size + k]);
      c[row * matrix_size + column] = static_cast<float>(s);
    }
  w->check(2, c, 1e-2);
  return w;
}

// ---- Softmax of 64 rows of 2048

constexpr u32 softmax_rows = 64, softmax_columns = 2048;
constexpr double softmax_flop = 5.0 * softmax_rows * softmax_columns;  // maximum, difference, power, sum, quotient
void native_softmax(const float* x, float* o) {
  for (u32 r = 0; r < softmax_rows; ++r, x += softmax_columns, o += softmax_columns) {
    float most = -INFINITY, total = 0;
    for (u32 n = 0; n < softmax_columns; ++n) most = std::fmax(most, x[n]);
    for (u32 n = 0; n < softmax_columns; ++n) total += o[n] = std::exp(x[n] - most);
    for (u32 n = 0; n < softmax_columns; ++n) o[n] /= total;
  }
}
std::unique_ptr<Workload> softmax() {
  const auto x = noise(softmax_rows * softmax_columns, 5, 3);
  std::vector<float> o(x.size());
  auto w = std::make_unique<Workload>("llm", "softmax", tool::LaunchShape{{softmax_rows}, {256}},
                                      fixtures::SuiteArguments{buffer(x), buffer(o), value<u32>(softmax_columns)});
  native_softmax(x.data(), o.data());
  w->check(1, o, 1e-4);
  return w;
}
void softmax_native(benchmark::State& state) {
  const auto x = noise(softmax_rows * softmax_columns, 5, 3);
  std::vector<float> o(x.size());
  for (auto _ : state) {
    native_softmax(x.data(), o.data());
    benchmark::ClobberMemory();
  }
  count(state, "FLOPS", softmax_flop);
}

// ---- Sums of blocks of 256 through shared memory

constexpr u32 reduced = 1 << 18;
std::unique_ptr<Workload> reduction() {
  return std::make_unique<Workload>(
      "k03_reduce", "reduce_shared", tool::LaunchShape{{reduced / 256}, {256}, 1024},
      fixtures::SuiteArguments{buffer(noise(reduced, 7)), buffer(std::vector<float>(reduced / 256)),
                               value<i32>(reduced)});
}
void reduction_native(benchmark::State& state) {
  const auto x = noise(reduced, 7);
  for (auto _ : state) {
    float sum = 0;
    for (float v : x) sum += v;
    benchmark::DoNotOptimize(sum);
  }
  count(state, "FLOPS", reduced);
}

// ---- 64-bit hashes, 100 rounds each; points of the Mandelbrot set, up to 200 steps

constexpr u32 hashed = 1 << 14, rounds = 100;
std::vector<u64> hash_inputs() {
  std::mt19937_64 random(8);
  std::vector<u64> v(hashed);
  for (u64& x : v) x = random();
  return v;
}
std::unique_ptr<Workload> hash() {
  return std::make_unique<Workload>(
      "k06_int", "hash_mix", tool::LaunchShape{{hashed / 256}, {256}},
      fixtures::SuiteArguments{buffer(hash_inputs()), buffer(std::vector<u64>(hashed)), value<i32>(rounds)});
}
void hash_native(benchmark::State& state) {
  auto v = hash_inputs();
  for (auto _ : state) {
    for (u64& x : v)
      for (u64 i = 0; i < rounds; ++i) {
        x = (x ^ x >> 33) * 0xff51afd7ed558ccd;
        x = (x ^ x >> 29) * 0xc4ceb9fe1a85ec53 + i;
      }
    benchmark::ClobberMemory();
  }
}
constexpr u32 picture = 512;
std::unique_ptr<Workload> mandelbrot() {
  return std::make_unique<Workload>(
      "k08_control", "mandel", tool::LaunchShape{{picture / 16, picture / 16}, {16, 16}},
      fixtures::SuiteArguments{buffer(std::vector<u8>(picture * picture)), value<i32>(picture), value<i32>(picture),
                               value(-2.f), value(-1.f), value(0x1p-8f), value<i32>(200)});
}
void mandelbrot_native(benchmark::State& state) {
  std::vector<u8> image(picture * picture);
  for (auto _ : state) {
    for (u32 y = 0; y < picture; ++y)
      for (u32 x = 0; x < picture; ++x) {
        const float cr = -2 + static_cast<float>(x) * 0x1p-8f, ci = -1 + static_cast<float>(y) * 0x1p-8f;
        float zr = 0, zi = 0;
        u32 k = 0;
        for (; k < 200 && zr * zr + zi * zi < 4.f; ++k) {
          const float t = zr * zr - zi * zi + cr;
          zi = 2 * zr * zi + ci, zr = t;
        }
        image[y * picture + x] = static_cast<u8>(k);
      }
    benchmark::ClobberMemory();
  }
}

const Algorithm algorithms[] = {
    {"vector_add", vector_size, vector_add,
     [](benchmark::State& s) { elementwise_native(s, [](float a, float b) { return a + b; }); }},
    {"saxpy", 2.0 * vector_size, saxpy,
     [](benchmark::State& s) { elementwise_native(s, [](float a, float b) { return 1.5f * a + b; }); }},
    {"matmul_lds", matmul_flop, [] { return matmul("matmul_lds", 16); }, matmul_native},
    {"matmul_reg", matmul_flop, [] { return matmul("matmul_reg", 64); }, matmul_native},
    {"matmul_hmma", matmul_flop, [] { return hgemm(false); }, matmul_native},
    {"matmul_hmma_exact", matmul_flop, [] { return hgemm(true); }, nullptr},
    {"softmax", softmax_flop, softmax, softmax_native},
    {"reduction", reduced, reduction, reduction_native},
    {"hash", 0, hash, hash_native},
    {"mandelbrot", 0, mandelbrot, mandelbrot_native},
};

// A kernel of some 800 instructions, whose first launch decodes it; the empty range of it, so that nothing else runs.
void decode(benchmark::State& state, Level level) {
  simulator::isa::force_level(level);
  Workload w("k11_llm", "attn_decode", {{1}, {32}, 4},
             {buffer(noise(64, 1)), buffer(noise(64, 1)), buffer(noise(64, 1)), buffer(noise(64, 1)), value<i32>(1),
              value<i32>(1), value<i32>(1), value(1.f)});
  for (auto _ : state) {
    w.forget();
    benchmark::DoNotOptimize(w.run());
  }
}

void register_all() {
  const auto add = [](std::string name, auto&& run) {
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMicrosecond);
  };
  for (const Algorithm& a : algorithms) {
    if (a.native) add(std::string(a.name) + "/native", a.native);
    for (const Level level : simulator::isa::available_levels())
      add(fmt::format("{}/{}", a.name, simulator::isa::name(level)), [=](benchmark::State& s) {
        simulator::isa::force_level(level);
        const auto w = a.simulated();
        measure(s, *w, a.flop);
      });
  }
  for (const Level level : simulator::isa::available_levels())
    add(fmt::format("decode/{}", simulator::isa::name(level)), [=](benchmark::State& s) { decode(s, level); });
}

}  // namespace

int main(int argc, char** argv) {
  register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
