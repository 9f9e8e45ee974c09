// Reads the embedded name tables and joins them with the declarations.
#include "driver/regs/nvidia/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/embedded.hpp"
#include "driver/regs/nvidia/tsv.hpp"

namespace egpulab::embedded {
std::span<const File> nvidia_name_files();
}

namespace egpulab::regs::nvidia {
namespace {

std::string_view file_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::ampere:
      return "ampere.tsv";
    case Architecture::hopper:
      return "hopper.tsv";
    case Architecture::ada:
      return "ada.tsv";
    case Architecture::blackwell_gb10x:
      return "blackwell_gb10x.tsv";
    case Architecture::blackwell:
      return "blackwell.tsv";
  }
  return {};
}

// Calls `add(prefix, offset in BAR0)` for each place that a register at `offset` of the space has.
template <class Add>
void at_each_place(Space space, u32 offset, Add add) {
  if (space == Space::bar0) return add(std::string(), offset);
  for (const Microcontroller* unit : microcontrollers)
    add(std::string(unit->name) + ".", unit->base + (space == Space::riscv ? riscv_offset : 0) + offset);
}

void add(std::map<u32, RegisterNames::Entry>& known, RegisterNames::Entry entry) {
  const u32 offset = entry.offset;
  known.emplace(offset, std::move(entry));
}

}  // namespace

RegisterNames::RegisterNames(Architecture architecture) {
  // The first at an offset is the best: declarations, then names of one place, then those of microcontrollers.
  std::map<u32, Entry> known;
  add_declared(architecture, known);
  add_named(architecture, known);
  for (auto& [offset, entry] : known) entries_.push_back(std::move(entry));
}

void RegisterNames::add_declared(Architecture architecture, std::map<u32, Entry>& known) {
  for (const DeclaredRegister& r : declared_registers()) {
    const Location location = r.location_for(architecture);
    if (location.offset == absent) continue;
    at_each_place(location.space, location.offset, [&](const std::string& prefix, u32 base) {
      for (u32 e = 0; e < r.info.count(); ++e)
        add(known, {base + r.info.element_offset(e), prefix + r.info.element_name(e), &r, e});
    });
  }
}

void RegisterNames::add_named(Architecture architecture, std::map<u32, Entry>& known) {
  std::vector<Entry> of_one_place, of_units;
  for (const embedded::File& file : embedded::nvidia_name_files()) {
    if (file.name != file_of(architecture)) continue;
    for_each_row<4>(file.content, [&](const std::array<std::string_view, 4>& columns) {
      const Space space = columns[0] == "bar0" ? Space::bar0 : columns[0] == "riscv" ? Space::riscv : Space::falcon;
      std::string_view dimension = columns[3];
      const u32 count = dimension.empty() ? 1 : number(take(dimension, ':'), 10);
      const u32 stride = number(dimension, 10);
      auto& list = space == Space::bar0 ? of_one_place : of_units;
      at_each_place(space, number(columns[1], 16), [&](const std::string& prefix, u32 base) {
        for (u32 i = 0; i < count; ++i) {
          const std::string index = columns[3].empty() ? std::string() : fmt::format("({})", i);
          list.push_back({base + i * stride, fmt::format("{}{}{}", prefix, columns[2], index), nullptr, 0});
        }
      });
    });
  }
  for (Entry& e : of_one_place) add(known, std::move(e));
  for (Entry& e : of_units) add(known, std::move(e));
}

const RegisterNames::Entry* RegisterNames::find(u32 offset) const {
  const auto found = std::ranges::lower_bound(entries_, offset, {}, &Entry::offset);
  return found != entries_.end() && found->offset == offset ? &*found : nullptr;
}

const RegisterNames::Entry* RegisterNames::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  return found == entries_.end() ? nullptr : &*found;
}

std::string RegisterNames::name_of(u32 offset) const {
  const Entry* entry = find(offset);
  return entry ? entry->name : fmt::format("{:#x}", offset);
}

std::string RegisterNames::describe(u32 offset, u32 value) const {
  const Entry* entry = find(offset);
  if (!entry || !entry->declared || entry->declared->info.fields.empty())
    return fmt::format("{}={:#x}", name_of(offset), value);
  return entry->name + " " + regs::describe(entry->declared->info.fields, std::span<const u32>(&value, 1));
}

}  // namespace egpulab::regs::nvidia
