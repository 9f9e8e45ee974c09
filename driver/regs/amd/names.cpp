// Reads the embedded name tables and joins them with the declarations.
#include "driver/regs/amd/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "driver/base/embedded.hpp"

namespace egpulab::embedded {
std::span<const File> register_name_files();
}

namespace egpulab::regs::amd {
namespace {

// One block's names; ascending by name.
struct Table {
  Ip ip{};
  IpVersion version;
  std::vector<KnownRegister> registers;
};

template <class T>
T number(std::string_view text, int base) {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

// "!GC 11.0.0", then rows "NAME<tab>segment<tab>dword[<tab>reset]", dword and reset in hex; '#' begins a comment.
Table parse(std::string_view text) {
  Table table;
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '!') {
      line.remove_prefix(1);
      table.ip = ip_from_name(take_until(line, ' ')).value_or(Ip{});
      table.version.major = number<u8>(take_until(line, '.'), 10);
      table.version.minor = number<u8>(take_until(line, '.'), 10);
      table.version.revision = number<u8>(line, 10);
      continue;
    }
    const std::string_view name = take_until(line, '\t');
    const u32 segment = number<u32>(take_until(line, '\t'), 10);
    const u32 dword = number<u32>(take_until(line, '\t'), 16);
    table.registers.push_back({name, {table.ip, segment, dword}, number<u32>(line, 16)});
  }
  std::ranges::sort(table.registers, {}, &KnownRegister::name);
  return table;
}

// Newest versions first.
const std::vector<Table>& tables() {
  static const std::vector<Table> all = [] {
    std::vector<Table> t;
    for (const embedded::File& file : embedded::register_name_files())
      t.push_back(parse({reinterpret_cast<const char*>(file.content.data()), file.content.size()}));
    std::ranges::sort(
        t, [](const Table& a, const Table& b) { return std::tie(b.version, b.ip) < std::tie(a.version, a.ip); });
    return t;
  }();
  return all;
}

const KnownRegister* find_in(const Table& table, std::string_view name) {
  const auto found = std::ranges::lower_bound(table.registers, name, {}, &KnownRegister::name);
  return found != table.registers.end() && found->name == name ? &*found : nullptr;
}

const Table* table_for(const IpBlock& block) {
  for (const Table& t : tables())
    if (t.ip == block.ip && t.version.major == block.version.major && t.version <= block.version) return &t;
  return nullptr;
}

}  // namespace

std::optional<KnownRegister> find_by_name(std::string_view name) {
  for (const Table& t : tables())
    if (const KnownRegister* r = find_in(t, name)) return *r;
  return std::nullopt;
}

std::optional<KnownRegister> find_by_name(std::string_view name, const IpBases& card) {
  for (const Table& t : tables())
    if (const IpBlock* block = card.find(t.ip); block && table_for(*block) == &t)
      if (const KnownRegister* r = find_in(t, name)) return *r;
  return std::nullopt;
}

std::optional<u32> reset_value(std::string_view name, const IpBases& card) {
  const auto known = find_by_name(name, card);
  if (!known || known->reset == 0) return std::nullopt;
  return known->reset;
}

RegisterNames::RegisterNames(const IpBases& bases) {
  for (const DeclaredRegister& declared : declared_registers()) {
    const IpBlock* block = bases.find(declared.location.ip);
    if (!block) continue;
    const Location location = declared.location_for(block->version);
    if (!bases.contains(location)) continue;
    const Table* table = table_for(*block);
    for (u32 element = 0; element < declared.info.count(); ++element) {
      const u64 address = bases.byte_address(location) + declared.info.element_offset(element);
      std::string name = declared.info.element_name(element);
      const KnownRegister* known = table ? find_in(*table, name) : nullptr;
      const std::string_view view =
          known ? known->name : std::string_view(*own_.emplace_back(std::make_unique<std::string>(std::move(name))));
      entries_.push_back({address, view, &declared, element, location.ip, block->version});
    }
  }
  for (const IpBlock& block : bases.blocks()) {
    const Table* table = block.instance == 0 ? table_for(block) : nullptr;
    if (!table) continue;
    for (const KnownRegister& r : table->registers)
      if (bases.contains(r.location))
        entries_.push_back({bases.byte_address(r.location), r.name, nullptr, 0, block.ip, block.version});
  }
  // A declaration stands before mere names of the same address (the vendor has aliases), so that unique() keeps it.
  std::ranges::sort(entries_, {}, [](const Entry& e) { return std::tuple(e.address, e.declared == nullptr, e.name); });
  const auto rest = std::ranges::unique(entries_, {}, &Entry::address);
  entries_.erase(rest.begin(), rest.end());

  by_name_.resize(entries_.size());
  for (u32 i = 0; i < by_name_.size(); ++i) by_name_[i] = i;
  std::ranges::sort(by_name_, {}, [this](u32 i) { return entries_[i].name; });
}

const RegisterNames::Entry* RegisterNames::find(u64 byte_address) const {
  const auto found = std::ranges::lower_bound(entries_, byte_address, {}, &Entry::address);
  return found != entries_.end() && found->address == byte_address ? &*found : nullptr;
}

const RegisterNames::Entry* RegisterNames::find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(by_name_, name, {}, [this](u32 i) { return entries_[i].name; });
  return found != by_name_.end() && entries_[*found].name == name ? &entries_[*found] : nullptr;
}

std::string RegisterNames::name_of(u64 byte_address) const {
  const Entry* entry = find(byte_address);
  return entry ? std::string(entry->name) : fmt::format("{:#x}", byte_address);
}

std::string RegisterNames::describe(u64 byte_address, u32 value) const {
  const Entry* entry = find(byte_address);
  if (entry && entry->declared) return regs::describe(entry->declared->info_for(entry->version), value, entry->element);
  return fmt::format("{}={:#x}", name_of(byte_address), value);
}

}  // namespace egpulab::regs::amd
