// AMDGPU HSA code objects: target, image, relocations, kernels and their metadata.
#include "driver/amd/code_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "driver/amd/code_object_elf.hpp"

namespace egpulab::driver::amd {

using namespace regs::literals;
namespace {

namespace elf = regs::amd::elf;
using nlohmann::json;
using regs::amd::KernelDescriptor;

constexpr u64 page = 4096;
constexpr u64 largest_kernarg = 64 * KiB;

// Typed access to a metadata map; absent keys give the default, wrong types throw json::exception.
u32 number(const json& map, const char* key, u32 otherwise) {
  const auto it = map.find(key);
  return it == map.end() ? otherwise : it->get<u32>();
}
std::string text(const json& map, const char* key) {
  const auto it = map.find(key);
  return it == map.end() ? std::string() : it->get<std::string>();
}

}  // namespace

class CodeObjectParser {
 public:
  CodeObjectParser(std::string_view name, Bytes file, std::optional<std::string_view> target)
      : name_(name), file_(file), target_(target) {}

  Parsed<CodeObject> run() {
    Parsed<Elf> parsed = Elf::parse(name_, file_);
    if (!parsed) return Unexpected<ParseError>(parsed.error());
    elf_ = std::move(*parsed);
    out_.name_ = name_;
    if (!machine() || !image() || !relocations() || !metadata()) return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  bool machine() {
    const Elf64_Ehdr& h = elf_.header();
    if (h.e_machine != elf::em_amdgpu)
      return fail("e_machine", fmt::format("AMDGPU ({})", elf::em_amdgpu), fmt::format("{}", h.e_machine));
    if (h.e_ident[EI_OSABI] != elf::osabi_amdgpu_hsa)
      return fail("EI_OSABI", fmt::format("AMDGPU_HSA ({})", elf::osabi_amdgpu_hsa),
                  fmt::format("{}", h.e_ident[EI_OSABI]));
    out_.abi_version_ = h.e_ident[EI_ABIVERSION];
    if (out_.abi_version_ < elf::abi_version_v4 || out_.abi_version_ > elf::abi_version_v6)
      return fail("EI_ABIVERSION", "code object version 4 to 6 (2 to 4)", fmt::format("{}", out_.abi_version_));
    if (h.e_type != ET_DYN)
      return fail("e_type", "a shared object (3): link it with ld.lld", fmt::format("{}", h.e_type));
    const std::string_view known = elf::machine_name(h.e_flags);
    out_.target_ =
        known.empty() ? fmt::format("unknown target {:#x}", h.e_flags & elf::flags_mach_mask) : std::string(known);
    if (!target_ || out_.target_ == *target_) return true;
    const std::string_view generic = elf::generic_of(*target_);
    if (!generic.empty() && out_.target_ == generic) return true;
    return fail("target", fmt::format("code for {}{}{}", *target_, generic.empty() ? "" : " or ", generic),
                out_.target_);
  }

  bool image() {
    u64 end = 0;
    for (const Elf::Segment& s : elf_.loads()) {
      end = std::max(end, s.address + s.memory_size);
      if (s.alignment > out_.alignment_ && (s.alignment & (s.alignment - 1)) == 0 && s.alignment <= 2 * MiB)
        out_.alignment_ = s.alignment;
    }
    if (end == 0) return fail("segments", "at least one to load", "none");
    out_.image_.resize(align_up(end, page));
    for (const Elf::Segment& s : elf_.loads())
      std::copy_n(file_.begin() + static_cast<std::ptrdiff_t>(s.offset), s.file_size,
                  out_.image_.begin() + static_cast<std::ptrdiff_t>(s.address));
    return true;
  }

  bool relocations() {
    using elf::Relocation;
    for (const Elf::Relocation& r : elf_.relocations()) {
      const auto type = static_cast<Relocation>(r.type);
      if (type == Relocation::none) continue;
      const bool wide = type == Relocation::relative64 || type == Relocation::abs64 || type == Relocation::rel64;
      const bool narrow = type == Relocation::abs32 || type == Relocation::abs32_lo || type == Relocation::abs32_hi ||
                          type == Relocation::rel32 || type == Relocation::rel32_lo || type == Relocation::rel32_hi;
      if (!wide && !narrow)
        return fail(fmt::format("relocation at {:#x}", r.address), "a type that loaders apply (RELATIVE64, ABS64, ...)",
                    fmt::format("type {}", r.type));
      if (!in_image(r.address, wide ? 8 : 4))
        return fail("relocation", fmt::format("a place within the image's {:#x} bytes", out_.image_.size()),
                    fmt::format("{:#x}", r.address));
      u64 value = static_cast<u64>(r.addend);
      if (r.symbol != 0) {
        const Elf::Symbol& s = elf_.symbols()[r.symbol];
        if (!s.defined)
          return fail(fmt::format("relocation at {:#x}", r.address), "a symbol that the file defines",
                      std::string(s.name));
        value += s.address;
      }
      out_.relocations_.push_back({r.address, type, value, false});
    }
    return true;
  }

  bool metadata() {
    const Bytes note = elf_.note("AMDGPU", elf::note_metadata);
    if (note.empty()) return fail("metadata", "a note AMDGPU of type 32", "none");
    try {
      const auto* begin = reinterpret_cast<const u8*>(note.data());
      const json document = json::from_msgpack(begin, begin + note.size());
      const auto kernels = document.find("amdhsa.kernels");
      if (!document.is_object() || kernels == document.end() || !kernels->is_array())
        return fail("metadata", "a list amdhsa.kernels", document.type_name());
      for (const json& entry : *kernels)
        if (!kernel(entry)) return false;
    } catch (const json::exception& e) {
      return fail("metadata", "msgpack as in LLVM's AMDGPUUsage", e.what());
    }
    return true;
  }

  bool kernel(const json& map) {
    Kernel k;
    k.name = map.at(".name").get<std::string>();
    const std::string symbol = map.at(".symbol").get<std::string>();
    const auto found = std::find_if(elf_.symbols().begin(), elf_.symbols().end(),
                                    [&](const Elf::Symbol& s) { return s.name == symbol; });
    if (found == elf_.symbols().end() || !found->defined)
      return fail(fmt::format("kernel {}", k.name), fmt::format("a symbol {}", symbol), "none");
    k.descriptor_offset = found->address;
    if (!in_image(k.descriptor_offset, sizeof(KernelDescriptor)) ||
        k.descriptor_offset % regs::amd::kernel_descriptor_alignment != 0)
      return fail(fmt::format("kernel {}", k.name),
                  fmt::format("a 64-byte aligned descriptor within the image's {:#x} bytes", out_.image_.size()),
                  fmt::format("{:#x}", k.descriptor_offset));
    k.descriptor = load<KernelDescriptor>(out_.image_, k.descriptor_offset);
    k.entry_offset = k.descriptor_offset + static_cast<u64>(k.descriptor.kernel_code_entry_byte_offset);
    if (!in_image(k.entry_offset, 4) || k.entry_offset % regs::amd::kernel_code_alignment != 0)
      return fail(fmt::format("kernel {}", k.name), "a 256-byte aligned entry within the image",
                  fmt::format("{:#x}", k.entry_offset));

    k.kernarg_size = number(map, ".kernarg_segment_size", k.descriptor.kernarg_size);
    k.kernarg_align = std::max<u32>(number(map, ".kernarg_segment_align", 16), 1);
    if (k.kernarg_size > largest_kernarg)
      return fail(fmt::format("kernel {}: .kernarg_segment_size", k.name), fmt::format("at most {}", largest_kernarg),
                  fmt::format("{}", k.kernarg_size));
    k.lds_size = number(map, ".group_segment_fixed_size", k.descriptor.group_segment_fixed_size);
    k.scratch_size = number(map, ".private_segment_fixed_size", k.descriptor.private_segment_fixed_size);
    const regs::amd::KernelCodeProperties properties(k.descriptor.kernel_code_properties);
    const auto dynamic = map.find(".uses_dynamic_stack");
    k.dynamic_stack = (dynamic != map.end() && dynamic->get<bool>()) || properties["USES_DYNAMIC_STACK"_f];
    const u32 wave = number(map, ".wavefront_size", properties["ENABLE_WAVEFRONT_SIZE32"_f] ? 32 : 64);
    if (wave != 32 && wave != 64)
      return fail(fmt::format("kernel {}: .wavefront_size", k.name), "32 or 64", fmt::format("{}", wave));
    k.wave_size = static_cast<u8>(wave);
    k.max_workgroup_size = number(map, ".max_flat_workgroup_size", 1024);
    k.sgpr_count = number(map, ".sgpr_count", 0);
    k.vgpr_count = number(map, ".vgpr_count", 0);
    if (const auto size = map.find(".reqd_workgroup_size"); size != map.end())
      k.required_workgroup_size = size->get<std::array<u32, 3>>();
    if (const auto arguments = map.find(".args"); arguments != map.end())
      for (const json& argument : *arguments)
        if (!this->argument(argument, k)) return false;
    std::sort(k.arguments.begin(), k.arguments.end(), [](const KernelArgument& a, const KernelArgument& b) {
      return std::pair(a.offset, a.size) < std::pair(b.offset, b.size);
    });
    out_.kernels_.push_back(std::move(k));
    return true;
  }

  bool argument(const json& map, Kernel& k) {
    KernelArgument a{text(map, ".name"),           text(map, ".type_name"),    map.at(".value_kind").get<std::string>(),
                     map.at(".offset").get<u32>(), map.at(".size").get<u32>(), number(map, ".pointee_align", 0)};
    if (u64{a.offset} + a.size > k.kernarg_size)
      return fail(fmt::format("kernel {}: argument {}", k.name, k.arguments.size()),
                  fmt::format("a place within the {} bytes of arguments", k.kernarg_size),
                  fmt::format("{} bytes at {}", a.size, a.offset));
    k.arguments.push_back(std::move(a));
    return true;
  }

  bool in_image(u64 offset, u64 size) const {
    return offset <= out_.image_.size() && size <= out_.image_.size() - offset;
  }
  bool fail(std::string_view what, std::string_view expected, std::string_view found) {
    error_ = fmt::format("code object {}: {}: expected {}, found {}", name_, what, expected, found);
    return false;
  }

  std::string_view name_;
  Bytes file_;
  std::optional<std::string_view> target_;
  Elf elf_;
  CodeObject out_;
  std::string error_;
};

std::vector<const KernelArgument*> Kernel::parameters() const {
  std::vector<const KernelArgument*> explicit_ones;
  for (const KernelArgument& a : arguments)
    if (!a.hidden()) explicit_ones.push_back(&a);
  return explicit_ones;
}
const KernelArgument* Kernel::hidden(std::string_view value_kind) const {
  for (const KernelArgument& a : arguments)
    if (a.hidden() && a.value_kind == value_kind) return &a;
  return nullptr;
}

Parsed<CodeObject> CodeObject::parse(std::string_view name, Bytes file, std::optional<std::string_view> target) {
  return CodeObjectParser(name, file, target).run();
}

Parsed<const Kernel*> CodeObject::kernel(std::string_view kernel_name) const {
  std::vector<std::string_view> names;
  for (const Kernel& k : kernels_) {
    if (k.name == kernel_name) return &k;
    names.push_back(k.name);
  }
  return refuse(fmt::format("code object {}: no kernel {}; it has {}", name_, kernel_name, fmt::join(names, ", ")));
}

Parsed<std::vector<std::byte>> CodeObject::image_at(u64 load_address) const {
  using elf::Relocation;
  if (load_address % alignment_ != 0)
    return refuse(fmt::format("code object {}: load address: expected a multiple of {:#x}, found {:#x}", name_,
                              alignment_, load_address));
  std::vector<std::byte> image = image_;
  const MutableBytes out(image);
  for (const auto& r : relocations_) {
    const u64 value = r.absolute ? r.value : load_address + r.value, relative = value - (load_address + r.offset);
    switch (r.type) {
      case Relocation::relative64:
      case Relocation::abs64:
        store(out, r.offset, value);
        break;
      case Relocation::rel64:
        store(out, r.offset, relative);
        break;
      case Relocation::abs32_hi:
        store(out, r.offset, high32(value));
        break;
      case Relocation::rel32:
      case Relocation::rel32_lo:
        store(out, r.offset, low32(relative));
        break;
      case Relocation::rel32_hi:
        store(out, r.offset, high32(relative));
        break;
      case Relocation::abs32:
        if (high32(value) != 0)
          return refuse(fmt::format("code object {}: relocation at {:#x}: expected an address below 4 GiB, found {:#x}",
                                    name_, r.offset, value));
        [[fallthrough]];
      default:
        store(out, r.offset, low32(value));
    }
  }
  return image;
}

}  // namespace egpulab::driver::amd
