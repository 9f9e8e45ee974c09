// Cubins: target, image, kernels and what .nv.info says of them, relocations.
#include "driver/nvidia/cubin.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "driver/nvidia/constant_bank.hpp"
#include "driver/nvidia/cubin_info.hpp"
#include "driver/nvidia/cubin_relocation.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr u64 code_alignment = 128, bank_alignment = 256, most_alignment = 64 * KiB;
// No compiler makes larger ones; keeps a bad file from taking all memory.
constexpr u64 most_image = 256 * MiB, most_zeroed = 16 * GiB;
// Instructions are fetched ahead of those that run.
constexpr u64 prefetch_bytes = 4 * KiB;
constexpr u32 most_threads = 1024;  // of a block
constexpr u32 most_bank = 64 * KiB, last_bank = 7;
// "Stack size cannot be statically determined": there are calls.
constexpr u32 unknown_stack = 0xffff'ffff;
// BPT.TRAP, the same word from sm_80 to sm_120 (what ptxas makes of PTX's trap).
constexpr u64 trap_low = 0x0000'0004'0000'795c, trap_high = 0x001f'ea00'0030'0000;

// The bank that a section fills, as in .nv.constant3 and .nv.constant2.kernel.
std::optional<u32> bank_of(std::string_view section) {
  constexpr std::string_view prefix = ".nv.constant";
  if (!section.starts_with(prefix)) return {};
  section.remove_prefix(prefix.size());
  u32 index = 0;
  const auto r = std::from_chars(section.data(), section.data() + section.size(), index);
  if (r.ec != std::errc() || (r.ptr != section.data() + section.size() && *r.ptr != '.')) return {};
  return index;
}

}  // namespace

class Cubin::Parser {
 public:
  Parser(std::string_view name, Bytes file, std::optional<std::string_view> target)
      : name_(name), file_(file), target_(target) {}

  Parsed<Cubin> run() {
    auto parsed = CubinElf::parse(name_, file_);
    if (!parsed) return Unexpected<ParseError>(parsed.error());
    elf_ = std::move(*parsed);
    out_.name_ = name_;
    out_.sm_ = elf_.sm();
    if (!target() || !place() || !kernels() || !module_info() || !kernel_infos() || !relocations())
      return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  struct Place {
    enum Where : u8 { nowhere, image, zeroed } where = nowhere;
    u64 offset = 0;
  };

  bool target() {
    u32 card = 0;
    if (target_ && target_->starts_with("sm_"))
      std::from_chars(target_->data() + 3, target_->data() + target_->size(), card);
    const u32 sm = out_.sm_;
    if (target_ && (sm / 10 != card / 10 || sm > card))
      return fail("architecture",
                  fmt::format("code for {}{}", *target_, card % 10 ? fmt::format(" (or sm_{}0)", card / 10) : ""),
                  fmt::format("sm_{}", sm));
    if (!constant_bank_layout(sm)) return fail("architecture", "sm_80 to sm_121", fmt::format("sm_{}", sm));
    return true;
  }

  // Where each section goes that is needed on the card.
  bool place() {
    places_.resize(elf_.sections().size());
    for (u32 i = 0; i < places_.size(); ++i) by_name_.emplace(elf_.sections()[i].name, i);
    u64 zeroed = 0;
    std::vector<std::byte>& image = out_.image_;
    for (u32 i = 0; i < places_.size(); ++i) {
      const CubinElf::Section& s = elf_.sections()[i];
      const std::optional<u32> bank = bank_of(s.name);
      if (!s.is_code() && !s.name.starts_with(".nv.global") && bank.value_or(0) == 0) continue;
      const u64 alignment = std::max(s.alignment, s.is_code() ? code_alignment : bank ? bank_alignment : 1);
      if ((alignment & (alignment - 1)) != 0 || alignment > most_alignment)
        return fail(fmt::format("alignment of {}", s.name), fmt::format("a power of two to {:#x}", most_alignment),
                    fmt::format("{:#x}", alignment));
      if (s.type == SHT_NOBITS) {
        places_[i] = {Place::zeroed, align_up(zeroed, alignment)};
        zeroed = places_[i].offset + s.size;
      } else {
        places_[i] = {Place::image, align_up(image.size(), alignment)};
        if (places_[i].offset + s.size > most_image)
          return fail("image", fmt::format("at most {:#x} bytes", most_image), "more");
        image.resize(places_[i].offset);
        image.insert(image.end(), s.content.begin(), s.content.end());
      }
      if (zeroed > most_zeroed) return fail("variables", fmt::format("at most {:#x} bytes", most_zeroed), "more");
    }
    out_.zeroed_bytes_ = zeroed;
    image.resize(align_up(image.size(), code_alignment));
    for (u32 i = 0; i < elf_.symbols().size(); ++i) {
      const CubinElf::Symbol& s = elf_.symbols()[i];
      if (s.type != STT_FUNC) continue;
      if (!s.is_defined()) {
        externs_[i] = image.size();
        out_.functions_.push_back({image.size(), image.size() + 16, fmt::format("{} of the vendor's driver", s.name)});
        image.resize(image.size() + 16);
        store(MutableBytes(image), image.size() - 16, trap_low);
        store(MutableBytes(image), image.size() - 8, trap_high);
      } else if (const CubinElf::Section* section = section_of(s); section && section->is_code()) {
        if (s.value > section->size || s.size > section->size - s.value)
          return fail(fmt::format("function {}", s.name),
                      fmt::format("a range within {}'s {:#x} bytes", section->name, section->size),
                      fmt::format("{:#x} bytes at {:#x}", s.size, s.value));
        const u64 begin = places_[s.section].offset + s.value;
        out_.functions_.push_back({begin, begin + s.size, std::string(s.name)});
      }
    }
    image.resize(align_up(image.size(), prefetch_bytes) + prefetch_bytes);
    // A kernel before the functions behind it.
    std::ranges::sort(out_.functions_, {}, [](const Function& f) { return std::pair(f.begin, ~f.end); });
    return true;
  }

  bool kernels() {
    for (u32 i = 0; i < elf_.symbols().size(); ++i) {
      const CubinElf::Symbol& s = elf_.symbols()[i];
      const CubinElf::Section* section = section_of(s);
      if (s.type != STT_FUNC || !(s.other & CubinElf::entry_flag) || !section || !section->is_code()) continue;
      if (s.value % 16 != 0 || section->size - s.value < 16)
        return fail(fmt::format("kernel {}", s.name), fmt::format("an instruction in {}", section->name),
                    fmt::format("offset {:#x} of {:#x}", s.value, section->size));
      CubinKernel k;
      k.name = s.name;
      k.entry = places_[s.section].offset + s.value;
      k.code_bytes = section->size - s.value;
      k.parameter_base = constant_bank_layout(out_.sm_)->parameters;
      if (const auto* shared = find(fmt::format(".nv.shared.{}", s.name))) {
        if (shared->size > GiB)
          return fail(fmt::format("kernel {}: shared memory", s.name), "less than 1 GiB",
                      fmt::format("{:#x}", shared->size));
        k.shared_bytes = static_cast<u32>(shared->size);
      }
      if (!banks(k)) return false;
      by_symbol_[i] = out_.kernels_.size();
      out_.kernels_.push_back(std::move(k));
    }
    return !out_.kernels_.empty() || fail("kernels", "at least one", "none");
  }

  // Module-wide banks, or the kernel's own in their place.
  bool banks(CubinKernel& k) {
    for (u32 index = 1; index <= last_bank; ++index) {
      const CubinElf::Section* section = find(fmt::format(".nv.constant{}.{}", index, k.name));
      if (!section) section = find(fmt::format(".nv.constant{}", index));
      if (!section || section->content.empty()) continue;
      if (section->size > most_bank)
        return fail(section->name, fmt::format("at most {:#x} bytes", most_bank), fmt::format("{:#x}", section->size));
      const Place& place = places_[static_cast<std::size_t>(section - elf_.sections().data())];
      k.banks.push_back({index, place.offset, static_cast<u32>(section->size)});
    }
    return true;
  }

  // Registers and stack, by symbol.
  bool module_info() {
    find_callers();
    const CubinElf::Section* section = find(".nv.info");
    if (!section) return true;
    CubinInfoReader reader(section->content);
    while (const auto r = reader.next()) {
      const auto found = by_symbol_.find(r->word(0));
      if (found == by_symbol_.end()) continue;
      CubinKernel& k = out_.kernels_[found->second];
      switch (r->attribute) {
        case CubinAttribute::regcount:
          k.registers = r->word(1);
          break;
        case CubinAttribute::frame_size:
        case CubinAttribute::min_stack_size:
        case CubinAttribute::max_stack_size:
          if (r->word(1) == unknown_stack)
            k.calls = true;
          else
            k.stack_bytes = std::max(k.stack_bytes, r->word(1));
          break;
        default:
          break;
      }
    }
    return whole(reader, *section);
  }

  // Functions may call themselves, and use stack where the compiler says that their frame is empty. Their kernels are
  // those of the same section, or all where a linker gave the function a section of its own. The compiler's own, for
  // division and roots, call nothing.
  void find_callers() {
    std::set<u32> callees, of_kernels;
    for (const CubinElf::Symbol& s : elf_.symbols())
      if (const CubinElf::Section* section = section_of(s); s.type == STT_FUNC && section && section->is_code()) {
        if (s.other & CubinElf::entry_flag)
          of_kernels.insert(s.section);
        else if (s.name.find("$__internal_") == s.name.npos)
          callees.insert(s.section);
      }
    const bool by_any = !std::ranges::includes(of_kernels, callees);
    for (const auto& [symbol, kernel] : by_symbol_)
      out_.kernels_[kernel].calls = by_any || callees.contains(elf_.symbols()[symbol].section);
  }

  bool kernel_infos() {
    for (CubinKernel& k : out_.kernels_) {
      if (const auto* section = find(fmt::format(".nv.info.{}", k.name)); section && !kernel_info(k, *section))
        return false;
      if (!bank0(k)) return false;
    }
    return true;
  }

  bool kernel_info(CubinKernel& k, const CubinElf::Section& section) {
    std::map<u32, CubinParameter> parameters;
    CubinInfoReader reader(section.content);
    while (const auto r = reader.next()) {
      const u32 place = r->word(1);
      switch (r->attribute) {
        case CubinAttribute::param_cbank:
          k.parameter_base = place & 0xffff;
          k.parameter_bytes = place >> 16;
          break;
        case CubinAttribute::kparam_info:
          parameters[place & 0xffff] = {place >> 16, r->word(2) >> 18};
          break;
        case CubinAttribute::kparam_info_v2:
          parameters[place & 0xffff] = {place >> 16, r->word(2) & 0xff'ffff};
          break;
        case CubinAttribute::max_threads:
          k.max_threads = 1;
          for (u32 d = 0; d < 3; ++d)
            k.max_threads =
                static_cast<u32>(std::min<u64>(u64{k.max_threads} * std::max(r->word(d), 1u), most_threads));
          break;
        case CubinAttribute::reqntid:
          k.required_block = std::array<u32, 3>{r->word(0), r->word(1), r->word(2)};
          break;
        case CubinAttribute::cta_per_cluster:
          k.cluster = std::array<u32, 3>{r->word(0), r->word(1), r->word(2)};
          break;
        case CubinAttribute::externs:
          for (std::size_t i = 0; i < r->words(); ++i)
            if (externs_.contains(r->word(i))) k.externs.emplace_back(elf_.symbols()[r->word(i)].name);
          break;
        case CubinAttribute::num_barriers:
          k.barriers = r->value;
          break;
        default:
          break;
      }
    }
    if (!whole(reader, section)) return false;
    for (const auto& [ordinal, p] : parameters) {
      if (ordinal != k.parameters.size())
        return fail(fmt::format("kernel {}", k.name), fmt::format("a parameter {}", k.parameters.size()),
                    fmt::format("parameter {} next", ordinal));
      if (u64{p.offset} + p.size > k.parameter_bytes)
        return fail(fmt::format("kernel {}: parameter {}", k.name, ordinal),
                    fmt::format("a place within the {} bytes of parameters", k.parameter_bytes),
                    fmt::format("{} bytes at {}", p.size, p.offset));
      k.parameters.push_back(p);
    }
    return true;
  }

  bool bank0(CubinKernel& k) {
    const u64 bytes = u64{k.parameter_base} + k.parameter_bytes;
    const auto* section = find(fmt::format(".nv.constant0.{}", k.name));
    const u64 given = section ? section->content.size() : 0;
    if (std::max(bytes, given) > most_bank || k.parameter_base < constant_bank_layout(out_.sm_)->parameters)
      return fail(fmt::format("kernel {}: constant bank 0", k.name),
                  fmt::format("parameters from {:#x} on in at most {:#x} bytes",
                              constant_bank_layout(out_.sm_)->parameters, most_bank),
                  fmt::format("{} bytes at {:#x}, {:#x} bytes given", k.parameter_bytes, k.parameter_base, given));
    if (section) k.bank0.assign(section->content.begin(), section->content.end());
    k.bank0.resize(std::max(bytes, given));
    return true;
  }

  bool relocations() {
    for (const CubinElf::Relocation& r : elf_.relocations()) {
      const CubinElf::Section& section = elf_.sections()[r.section];
      const bool bank_zero = bank_of(section.name) == 0u;
      const Place& place = places_[r.section];
      if (r.type == 0 || (place.where == Place::nowhere && !bank_zero)) continue;
      const std::string where = fmt::format("{} at {}+{:#x}", cubin_relocation_name(r.type), section.name, r.offset);
      const CubinRelocationType* type = find_cubin_relocation(r.type);
      if (!type || bank_zero || place.where == Place::zeroed)
        return fail("relocation", "one that this driver applies", where);
      if (r.offset > section.size || type->bytes() > section.size - r.offset)
        return fail("relocation", fmt::format("a place within the section's {:#x} bytes", section.size), where);
      Relocation out{place.offset + r.offset, r.type, false, static_cast<u64>(r.addend)};
      bool absolute = type->clears;
      if (!absolute && !value_of(r.symbol, out, absolute))
        return fail(fmt::format("relocation {}", where), "a symbol that the file defines",
                    std::string(elf_.name_of(elf_.symbols()[r.symbol])));
      if (type->in_place && !r.has_addend) {
        u64 addend = 0;
        std::memcpy(&addend, out_.image_.data() + out.offset, type->bytes());
        out.value += addend;
      }
      if (absolute)
        apply_cubin_relocation(*type, MutableBytes(out_.image_).subspan(out.offset), out.value);
      else
        out_.relocations_.push_back(out);
    }
    return true;
  }

  // Adds the symbol's address. `absolute`: it does not depend on where the image lies, as offsets in shared memory and
  // in banks.
  bool value_of(u32 index, Relocation& out, bool& absolute) const {
    if (index >= elf_.symbols().size()) return absolute = true;  // of no symbol
    const CubinElf::Symbol& s = elf_.symbols()[index];
    if (const auto found = externs_.find(index); found != externs_.end()) {
      out.value += found->second;
      return true;
    }
    const CubinElf::Section* section = section_of(s);
    // Where the system's shared memory lies is said by the value of a symbol of no section.
    if (!section && s.binding != STB_WEAK && index != 0) return false;
    out.value += s.value;
    absolute = !section || places_[s.section].where == Place::nowhere || bank_of(section->name).has_value();
    if (absolute) return true;
    out.zeroed = places_[s.section].where == Place::zeroed;
    out.value += places_[s.section].offset;
    return true;
  }

  const CubinElf::Section* find(std::string_view section) const {
    const auto found = by_name_.find(section);
    return found == by_name_.end() ? nullptr : &elf_.sections()[found->second];
  }
  const CubinElf::Section* section_of(const CubinElf::Symbol& s) const {
    return s.section != SHN_UNDEF && s.section < elf_.sections().size() ? &elf_.sections()[s.section] : nullptr;
  }
  bool whole(const CubinInfoReader& reader, const CubinElf::Section& section) {
    if (!reader.broken()) return true;
    return fail(fmt::format("{}+{:#x}", section.name, reader.offset()), "a record of format 1 to 4 within the section",
                "another");
  }
  bool fail(std::string_view what, std::string_view expected, std::string_view found) {
    error_ = fmt::format("cubin {}: {}: expected {}, found {}", name_, what, expected, found);
    return false;
  }

  std::string_view name_;
  Bytes file_;
  std::optional<std::string_view> target_;
  CubinElf elf_;
  std::vector<Place> places_;  // by section
  std::map<std::string_view, u32> by_name_;
  std::map<u32, u64> externs_;            // by symbol: where its trap lies in the image
  std::map<u32, std::size_t> by_symbol_;  // kernels
  Cubin out_;
  std::string error_;
};

Parsed<Cubin> Cubin::parse(std::string_view name, Bytes file, std::optional<std::string_view> target) {
  return Parser(name, file, target).run();
}

Parsed<const CubinKernel*> Cubin::kernel(std::string_view kernel_name) const {
  std::vector<std::string_view> names;
  for (const CubinKernel& k : kernels_) {
    if (k.name == kernel_name) return &k;
    names.push_back(k.name);
  }
  return refuse(fmt::format("cubin {}: no kernel {}; it has {}", name_, kernel_name, fmt::join(names, ", ")));
}

std::vector<std::byte> Cubin::image_at(u64 image, u64 zeroed) const {
  std::vector<std::byte> out = image_;
  for (const Relocation& r : relocations_)
    apply_cubin_relocation(*find_cubin_relocation(r.type), MutableBytes(out).subspan(r.offset),
                           r.value + (r.zeroed ? zeroed : image));
  return out;
}

}  // namespace egpulab::driver::nvidia
