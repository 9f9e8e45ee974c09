// Facts: fields of open-gpu-doc's qmd headers (driver/regs/nvidia/classes/qmd_*.tsv); values as tinygrad ops_nv.py and
// Mesa src/nouveau/compiler/nak/qmd.rs choose them.
#include "driver/nvidia/grid_descriptor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;

namespace {

const QmdLayout& layout_of(Architecture a) {
  if (a == Architecture::ampere || a == Architecture::ada) return *qmd_layout(3, 0);
  if (a == Architecture::hopper) return *qmd_layout(4, 0);
  return *qmd_layout(5, 0);
}

// Versions differ in what they have and in what they call it; what none of them lacks is checked where it is used.
struct Fixed {
  std::string_view name;
  u32 value;
};
constexpr Fixed fixed_fields[] = {
    {"QMD_TYPE", 2},  // GRID_CTA
    {"QMD_GROUP_ID", 0x3f},
    {"SM_GLOBAL_CACHING_ENABLE", 1},
    {"INVALIDATE_TEXTURE_HEADER_CACHE", 1},
    {"INVALIDATE_TEXTURE_SAMPLER_CACHE", 1},
    {"INVALIDATE_TEXTURE_DATA_CACHE", 1},
    {"INVALIDATE_SHADER_DATA_CACHE", 1},
    {"CWD_MEMBAR_TYPE", 1},         // L1_SYSMEMBAR: stores are visible to everybody when the grid has ended
    {"API_VISIBLE_CALL_LIMIT", 1},  // NO_CHECK
    {"SAMPLER_INDEX", 1},           // VIA_HEADER_INDEX
};

// MIN, TARGET and MAX_SM_CONFIG_SHARED_MEM_SIZE count 4 KiB from 1 on.
constexpr u32 shared_configuration(u32 kib) { return kib / 4 + 1; }

}  // namespace

GridDescriptor::GridDescriptor(Architecture architecture, std::span<const u16> shared_configurations)
    : layout_(layout_of(architecture)),
      shared_configurations_(shared_configurations),
      fixed_(layout_.bytes() / 4),
      program_(number("PROGRAM_ADDRESS")),
      prefetch_address_(number("PROGRAM_PREFETCH_ADDR")),
      prefetch_size_(number("PROGRAM_PREFETCH_SIZE")),
      registers_(number(layout_.find("REGISTER_COUNT") ? "REGISTER_COUNT" : "REGISTER_COUNT_V")),
      barriers_(number("BARRIER_COUNT")),
      shared_(number("SHARED_MEMORY_SIZE")),
      local_(number("SHADER_LOCAL_MEMORY_HIGH_SIZE")),
      sass_version_(number("SASS_VERSION")),
      bank_valid_(number("CONSTANT_BUFFER_VALID")),
      bank_address_(number("CONSTANT_BUFFER_ADDR")),
      bank_size_(number("CONSTANT_BUFFER_SIZE")),
      bank_invalidate_(number("CONSTANT_BUFFER_INVALIDATE")),
      least_shared_(number("MIN_SM_CONFIG_SHARED_MEM_SIZE")),
      wanted_shared_(number("TARGET_SM_CONFIG_SHARED_MEM_SIZE")) {
  constexpr std::string_view grid[] = {"GRID_WIDTH", "GRID_HEIGHT", "GRID_DEPTH"};
  constexpr std::string_view raster[] = {"CTA_RASTER_WIDTH", "CTA_RASTER_HEIGHT", "CTA_RASTER_DEPTH"};
  for (u32 d = 0; d < 3; ++d) {
    blocks_[d] = number(layout_.find(grid[d]) ? grid[d] : raster[d]);
    threads_[d] = number(fmt::format("CTA_THREAD_DIMENSION{}", d));
  }
  set(fixed_, number("QMD_MAJOR_VERSION"), layout_.major());
  set(fixed_, number(layout_.find("QMD_MINOR_VERSION") ? "QMD_MINOR_VERSION" : "QMD_VERSION"), layout_.minor());
  set(fixed_, number("MAX_SM_CONFIG_SHARED_MEM_SIZE"), shared_configuration(shared_configurations_.back()));
  for (const Fixed& f : fixed_fields)
    if (const auto field = layout_.find(f.name)) qmd_set(fixed_, *field, f.value);
}

GridDescriptor::Number GridDescriptor::number(std::string_view name) const {
  // _SHIFTED alone: 256 bytes.
  constexpr std::pair<std::string_view, u8> suffixes[] = {
      {"", 0}, {"_SHIFTED4", 4}, {"_SHIFTED6", 6}, {"_SHIFTED7", 7}, {"_SHIFTED", 8}};
  for (const auto& [suffix, shift] : suffixes) {
    if (const auto whole = layout_.find(fmt::format("{}{}", name, suffix))) return {*whole, {}, false, shift};
    const auto low = layout_.find(fmt::format("{}_LOWER{}", name, suffix));
    if (!low) continue;
    return {*low, layout_.field(fmt::format("{}_UPPER{}", name, suffix)), true, shift};
  }
  return {layout_.field(name), {}, false, 0};  // throws
}

void GridDescriptor::set(std::span<u32> words, const Number& n, u64 value, u32 index) {
  value = align_up(value, u64{1} << n.shift) >> n.shift;
  if (!n.split) return qmd_set(words, n.low, value, index);
  qmd_set(words, n.low, value & n.low.max(), index);
  qmd_set(words, n.high, value >> n.low.width(), index);
}

void GridDescriptor::write(const Grid& g, std::span<u32> words) const {
  std::ranges::copy(fixed_, words.begin());
  const u32 blocks[] = {g.blocks.x, g.blocks.y, g.blocks.z}, threads[] = {g.threads.x, g.threads.y, g.threads.z};
  for (u32 d = 0; d < 3; ++d) {
    set(words, blocks_[d], blocks[d]);
    set(words, threads_[d], threads[d]);
  }
  set(words, program_, g.program);
  set(words, prefetch_address_, align_down(g.program, 256));
  set(words, prefetch_size_, std::min<u64>(g.program_bytes >> 8, prefetch_size_.low.max()));
  set(words, registers_, g.registers);
  set(words, barriers_, g.barriers);
  set(words, shared_, g.shared_bytes);
  set(words, local_, g.local_bytes);
  set(words, sass_version_, g.sass_version);
  // The smallest part of an SM's memory that a block fits: the rest is cache.
  u32 kib = shared_configurations_.back();
  for (const u16 configuration : shared_configurations_)
    if (configuration * KiB >= g.shared_bytes) kib = std::min<u32>(kib, configuration);
  set(words, least_shared_, shared_configuration(kib));
  set(words, wanted_shared_, shared_configuration(kib));
  for (const Grid::Bank& b : g.banks) {
    set(words, bank_valid_, 1, b.index);
    set(words, bank_invalidate_, 1, b.index);
    set(words, bank_address_, b.address, b.index);
    set(words, bank_size_, b.bytes, b.index);
  }
}

}  // namespace egpulab::driver::nvidia
