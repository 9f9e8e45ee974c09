// Reading launch descriptors by the vendor's field tables, and the scheduler's checks.
#include "simulator/nvidia/compute/qmd_decode.hpp"

#include <fmt/format.h>

#include "driver/regs/nvidia/qmd.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

// A version's fields, looked up once. Addresses come in two halves and shifted by what the field's name says.
struct Fields {
  struct Wide {
    QmdField lower, upper;
    u8 shift = 0;
  };
  struct Release {
    QmdField enable, structure, reduction_enable, reduction_op, reduction_format, trap, payload64;
    u32 index = 0;  // in arrays of fields
    Wide address, payload;
  };
  const QmdLayout* layout = nullptr;
  QmdField grid[3], block[3], registers, barriers, sass;
  QmdField shared, local_low, local_high;
  u8 shared_shift = 0, local_shift = 0;
  Wide program, constant_address;
  QmdField constant_valid, constant_size;
  QmdField invalidate_instruction, invalidate_data, invalidate_constant;
  Release release[3];
  QmdField dependent_enable[2], dependent_action[2], dependent_pointer[2];
  u32 dependent_index[2] = {};
};

class Finder {
 public:
  explicit Finder(const QmdLayout& layout) : layout_(layout) {}
  // The first of the names that this version has.
  template <class... Names>
  QmdField one(Names... names) const {
    for (const std::string_view name : {std::string_view(names)...})
      if (const auto f = layout_.find(name)) return *f;
    return layout_.field((std::string_view(names), ...));
  }
  bool has(std::string_view name) const { return layout_.find(name).has_value(); }
  Fields::Wide wide(const std::string& lower, const std::string& upper) const {
    for (const auto& [suffix, shift] : {std::pair<const char*, u8>{"", 0}, {"_SHIFTED4", 4}, {"_SHIFTED6", 6}})
      if (has(lower + suffix)) return {one(lower + suffix), one(upper + suffix), shift};
    return {layout_.field(lower), layout_.field(upper), 0};
  }

 private:
  const QmdLayout& layout_;
};

Fields::Release release_fields(const Finder& find, u32 i) {
  Fields::Release r;
  if (find.has("RELEASE_ENABLE")) {
    r.index = i;
    r.enable = find.one("RELEASE_ENABLE");
    r.structure = find.one("RELEASE_STRUCTURE_SIZE");
    r.reduction_enable = find.one("RELEASE_REDUCTION_ENABLE");
    r.reduction_op = find.one("RELEASE_REDUCTION_OP");
    r.reduction_format = find.one("RELEASE_REDUCTION_FORMAT");
    r.trap = find.one("RELEASE_TRAP_TYPE");
    r.payload64 = find.one("RELEASE_PAYLOAD64B");
    const std::string semaphore = fmt::format("RELEASE_SEMAPHORE{}_", i);
    r.address = find.wide(semaphore + "ADDR_LOWER", semaphore + "ADDR_UPPER");
    r.payload = find.wide(semaphore + "PAYLOAD_LOWER", semaphore + "PAYLOAD_UPPER");
    return r;
  }
  const std::string name = fmt::format("RELEASE{}_", i);
  r.enable = find.one(name + "ENABLE");
  r.structure = find.one(name + "STRUCTURE_SIZE");
  r.reduction_enable = find.one(name + "REDUCTION_ENABLE");
  r.reduction_op = find.one(name + "REDUCTION_OP");
  r.reduction_format = find.one(name + "REDUCTION_FORMAT");
  r.trap = find.one(name + "TRAP_TYPE");
  r.payload64 = find.one(name + "PAYLOAD64B");
  r.address = find.wide(name + "ADDRESS_LOWER", name + "ADDRESS_UPPER");
  r.payload = find.wide(name + "PAYLOAD_LOWER", name + "PAYLOAD_UPPER");
  return r;
}

Fields fields_of(const QmdLayout& layout) {
  const Finder find(layout);
  Fields f;
  f.layout = &layout;
  const char* const raster[] = {"CTA_RASTER_WIDTH", "CTA_RASTER_HEIGHT", "CTA_RASTER_DEPTH"};
  const char* const grid[] = {"GRID_WIDTH", "GRID_HEIGHT", "GRID_DEPTH"};
  const char* const block[] = {"CTA_THREAD_DIMENSION0", "CTA_THREAD_DIMENSION1", "CTA_THREAD_DIMENSION2"};
  for (u32 d = 0; d < 3; ++d) {
    f.grid[d] = find.one(grid[d], raster[d]);
    f.block[d] = find.one(block[d]);
    f.release[d] = release_fields(find, d);
  }
  f.registers = find.one("REGISTER_COUNT", "REGISTER_COUNT_V");
  f.barriers = find.one("BARRIER_COUNT");
  f.sass = find.one("SASS_VERSION");
  f.shared_shift = find.has("SHARED_MEMORY_SIZE_SHIFTED7") ? 7 : 0;
  f.shared = find.one("SHARED_MEMORY_SIZE_SHIFTED7", "SHARED_MEMORY_SIZE");
  f.local_shift = find.has("SHADER_LOCAL_MEMORY_LOW_SIZE_SHIFTED4") ? 4 : 0;
  f.local_low = find.one("SHADER_LOCAL_MEMORY_LOW_SIZE_SHIFTED4", "SHADER_LOCAL_MEMORY_LOW_SIZE");
  f.local_high = find.one("SHADER_LOCAL_MEMORY_HIGH_SIZE_SHIFTED4", "SHADER_LOCAL_MEMORY_HIGH_SIZE");
  f.program = find.wide("PROGRAM_ADDRESS_LOWER", "PROGRAM_ADDRESS_UPPER");
  f.constant_address = find.wide("CONSTANT_BUFFER_ADDR_LOWER", "CONSTANT_BUFFER_ADDR_UPPER");
  f.constant_valid = find.one("CONSTANT_BUFFER_VALID");
  f.constant_size = find.one("CONSTANT_BUFFER_SIZE_SHIFTED4");
  f.invalidate_instruction = find.one("INVALIDATE_INSTRUCTION_CACHE");
  f.invalidate_data = find.one("INVALIDATE_SHADER_DATA_CACHE");
  f.invalidate_constant = find.one("INVALIDATE_SHADER_CONSTANT_CACHE");
  const bool arrays = find.has("DEPENDENT_QMD_ENABLE");
  for (u32 i = 0; i < 2; ++i) {
    const std::string name = arrays ? "DEPENDENT_QMD" : fmt::format("DEPENDENT_QMD{}", i);
    f.dependent_index[i] = arrays ? i : 0;
    f.dependent_enable[i] = find.one(name + "_ENABLE");
    f.dependent_action[i] = find.one(name + "_ACTION");
    const std::string pointer = fmt::format("DEPENDENT_QMD{}_POINTER", i);
    // Format 3 has one pointer for both.
    f.dependent_pointer[i] = find.has(pointer) ? find.one(pointer) : find.one("DEPENDENT_QMD0_POINTER");
  }
  return f;
}

// Versions that chips take, and where they look for the number.
struct Version {
  Architecture first, last;
  u8 major, minor;
  u16 major_high, major_low, minor_high, minor_low;
};
constexpr Version versions[] = {
    {Architecture::blackwell_gb10x, Architecture::blackwell, 5, 0, 471, 468, 467, 464},
    {Architecture::blackwell_gb10x, Architecture::blackwell, 4, 1, 583, 580, 579, 576},
    {Architecture::hopper, Architecture::hopper, 4, 0, 583, 580, 579, 576},
    {Architecture::ampere, Architecture::ada, 3, 0, 583, 580, 579, 576},
};

const Fields* fields_for(u8 major, u8 minor) {
  static const std::vector<Fields> known = [] {
    std::vector<Fields> all;
    for (const Version& v : versions)
      if (const QmdLayout* layout = qmd_layout(v.major, v.minor)) all.push_back(fields_of(*layout));
    return all;
  }();
  for (const Fields& f : known)
    if (f.layout->major() == major && f.layout->minor() == minor) return &f;
  return nullptr;
}

}  // namespace

u32 qmd_bytes(Architecture a) { return a == Architecture::ampere || a == Architecture::ada ? 256 : 384; }

Parsed<Launch> decode_qmd(std::span<const u32> words, Architecture architecture) {
  const Fields* f = nullptr;
  u64 major = 0, minor = 0;
  for (const Version& v : versions) {
    if (architecture < v.first || architecture > v.last) continue;
    major = qmd_get(words, {v.major_high, v.major_low});
    minor = qmd_get(words, {v.minor_high, v.minor_low});
    if (major == v.major && minor == v.minor) {
      f = fields_for(v.major, v.minor);
      break;
    }
  }
  if (!f)
    return refuse(fmt::format("launch descriptor of version {}.{}, which {} does not take", major, minor,
                              to_string(architecture)));

  const auto get = [&](QmdField field, u32 index = 0) { return static_cast<u32>(qmd_get(words, field, index)); };
  const auto wide = [&](const Fields::Wide& w, u32 index = 0) {
    return (qmd_get(words, w.lower, index) | qmd_get(words, w.upper, index) << w.lower.width()) << w.shift;
  };
  Launch l;
  l.version_major = f->layout->major();
  l.version_minor = f->layout->minor();
  for (u32 d = 0; d < 3; ++d) {
    l.grid[d] = get(f->grid[d]);
    l.block[d] = get(f->block[d]);
  }
  l.program = wide(f->program);
  l.sass_version = get(f->sass);
  l.registers = get(f->registers);
  l.barriers = get(f->barriers);
  l.shared_bytes = get(f->shared) << f->shared_shift;
  l.local_low_bytes = get(f->local_low) << f->local_shift;
  l.local_high_bytes = get(f->local_high) << f->local_shift;
  for (u32 i = 0; i < f->constant_valid.count; ++i)
    if (get(f->constant_valid, i) != 0)
      l.constants.push_back({i, wide(f->constant_address, i), get(f->constant_size, i) << 4});
  for (u32 i = 0; i < 3; ++i) {
    const Fields::Release& r = f->release[i];
    LaunchRelease& out = l.releases[i];
    out.enabled = get(r.enable, r.index) != 0;
    if (!out.enabled) continue;
    out.address = wide(r.address);
    out.payload = wide(r.payload);
    out.four_words = get(r.structure, r.index) == 0;  // FOUR_WORDS 0, ONE_WORD 1, TWO_WORDS 2
    out.payload_64bit = get(r.payload64, r.index) != 0;
    out.reduction = get(r.reduction_enable, r.index) != 0;
    out.reduction_op = static_cast<u8>(get(r.reduction_op, r.index));
    out.reduction_signed = get(r.reduction_format, r.index) == 1;
    out.awaken = get(r.trap, r.index) == 1;
  }
  for (u32 i = 0; i < 2; ++i) {
    l.dependents[i].enabled = get(f->dependent_enable[i], f->dependent_index[i]) != 0;
    l.dependents[i].action = static_cast<u8>(get(f->dependent_action[i], f->dependent_index[i]));
    l.dependents[i].descriptor = u64{get(f->dependent_pointer[i])} << 8;
  }
  l.invalidate_instruction_cache = get(f->invalidate_instruction) != 0;
  l.invalidate_data_cache = get(f->invalidate_data) != 0;
  l.invalidate_constant_cache = get(f->invalidate_constant) != 0;

  // Checks of the scheduler, open-gpu-doc manuals ampere/ga100/pri_sked.
  const u64 threads = u64{l.block[0]} * l.block[1] * l.block[2];
  if (threads == 0)
    return refuse(fmt::format("SKEDCHECK16_CTA_THREAD_DIMENSION_ZERO: block of {}x{}x{} threads", l.block[0],
                              l.block[1], l.block[2]));
  if (threads > 1024)
    return refuse(fmt::format("SKEDCHECK11_TOTAL_THREADS: {} threads of a block; at most 1024", threads));
  if (l.program % 16 != 0)
    return refuse(fmt::format("SKEDCHECK13_PROGRAM_OFFSET: program at {:#x}, not a multiple of 16", l.program));
  if (l.registers > 256) return refuse(fmt::format("SKEDCHECK06_REGISTER_COUNT: {} registers a thread", l.registers));
  if (threads * l.registers > 65536)
    return refuse(fmt::format("SKEDCHECK19_CTA_REGISTER_CONSUMPTION: {} threads of {} registers exceed 65536", threads,
                              l.registers));
  // The largest of any of these chips: 227 KiB and 1 KiB that the system takes of each block.
  if (l.shared_bytes > 228 * KiB)
    return refuse(fmt::format("SKEDCHECK14_SHARED_MEMORY_SIZE: {:#x} bytes of shared memory", l.shared_bytes));
  if (l.local_low_bytes % 16 != 0)
    return refuse(fmt::format("SKEDCHECK02_LOCAL_MEMORY_LOW_SIZE: {:#x} is not a multiple of 16", l.local_low_bytes));
  if (l.local_high_bytes % 16 != 0)
    return refuse(fmt::format("SKEDCHECK03_LOCAL_MEMORY_HIGH_SIZE: {:#x} is not a multiple of 16", l.local_high_bytes));
  return l;
}

}  // namespace egpulab::simulator::nvidia
