// Parsing the IP discovery binary; every offset and count in it is checked against its size.
#include "driver/amd/discovery.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::driver::amd {
namespace {

namespace layout = regs::amd::discovery;
using layout::Table;

class Parser {
 public:
  explicit Parser(Bytes binary) : bytes_(binary) {}

  Parsed<Discovery> run() {
    if (!binary_header() || !ip_table() || !harvest_table() || !gc_table() || !vcn_table() || !mall_table())
      return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  bool binary_header() {
    if (bytes_.size() < sizeof(layout::BinaryHeader))
      return fail("header", 0, fmt::format("at least {} bytes", sizeof(layout::BinaryHeader)),
                  fmt::format("{}", bytes_.size()));
    header_ = load<layout::BinaryHeader>(bytes_);
    if (header_.signature != layout::binary_signature)
      return fail("header", 0, fmt::format("signature {:#010x}", layout::binary_signature),
                  fmt::format("{:#010x}", header_.signature));
    if (header_.size < sizeof(layout::BinaryHeader) || header_.size > bytes_.size())
      return fail("header", 10, fmt::format("a size of {} to {}", sizeof(layout::BinaryHeader), bytes_.size()),
                  fmt::format("{}", header_.size));
    bytes_ = bytes_.first(header_.size);
    out_.version_major = header_.version_major;
    out_.version_minor = header_.version_minor;
    out_.size = header_.size;
    checksum("binary", header_.checksum, bytes_.subspan(layout::checksum_start));
    for (std::size_t i = 0; i < layout::table_count; ++i) {
      const layout::TableInfo& t = header_.tables[i];
      if (t.offset == 0 || t.size == 0) continue;
      if (u32{t.offset} + t.size > bytes_.size())
        return fail(layout::table_names[i], 12 + i * sizeof t,
                    fmt::format("a table within the binary's {} bytes", bytes_.size()),
                    fmt::format("{} bytes at {:#x}", t.size, t.offset));
      checksum(layout::table_names[i], t.checksum, bytes_.subspan(t.offset, t.size));
    }
    return true;
  }

  bool ip_table() {
    namespace h = layout::ip_header;
    const std::size_t at = header_.tables[static_cast<std::size_t>(Table::ip_discovery)].offset;
    const Bytes table = table_bytes(Table::ip_discovery);
    if (table.size() < h::bytes)
      return fail("IP discovery", at, fmt::format("at least {} bytes", h::bytes), fmt::format("{}", table.size()));
    if (const u32 signature = load<u32>(table, h::signature); signature != layout::ip_table_signature)
      return fail("IP discovery", at, "signature IPDS (0x53445049)", fmt::format("{:#010x}", signature));
    out_.ip_table_version = load<u16>(table, h::version);
    out_.ip_table_id = load<u32>(table, h::id);
    if (out_.ip_table_version == 0 || out_.ip_table_version > 4)
      return fail("IP discovery", at + h::version, "version 1 to 4", fmt::format("{}", out_.ip_table_version));
    const u16 dies = load<u16>(table, h::num_dies);
    if (dies == 0 || dies > layout::max_dies)
      return fail("IP discovery", at + h::num_dies, fmt::format("1 to {} dies", layout::max_dies),
                  fmt::format("{}", dies));
    const bool wide = out_.ip_table_version >= 4 && (load<u8>(table, h::flags) & h::base_addresses_64_bit);
    for (u16 i = 0; i < dies; ++i)
      if (!die(load<layout::DieInfo>(table, h::dies + i * sizeof(layout::DieInfo)), wide)) return false;
    return true;
  }

  bool die(layout::DieInfo info, bool wide) {
    const std::size_t base_size = wide ? 8 : 4;
    std::size_t at = info.die_offset;
    if (at + sizeof(layout::DieHeader) > bytes_.size())
      return fail("die header", at, fmt::format("an offset within the binary's {} bytes", bytes_.size()),
                  fmt::format("{:#x}", at));
    const auto header = load<layout::DieHeader>(bytes_, at);
    at += sizeof header;
    for (u16 i = 0; i < header.num_ips; ++i) {
      const std::size_t room = bytes_.size() - at;
      const std::size_t bases = room < sizeof(layout::IpEntry) ? 0 : load<layout::IpEntry>(bytes_, at).num_bases;
      if (room < sizeof(layout::IpEntry) + bases * base_size)
        return fail(fmt::format("IP {} of {} of die {}", i, header.num_ips, header.die_id), at,
                    fmt::format("{} bytes", sizeof(layout::IpEntry) + bases * base_size),
                    fmt::format("{} before the binary's end", room));
      const auto entry = load<layout::IpEntry>(bytes_, at);
      at += sizeof entry;
      DiscoveredIp ip{header.die_id,
                      entry.hardware_id,
                      entry.instance,
                      {entry.major, entry.minor, entry.revision},
                      0,
                      0,
                      false,
                      {}};
      if (out_.ip_table_version <= 2) {
        ip.harvested = (entry.flags & 0xf) != 0;
      } else {
        ip.sub_revision = entry.flags & 0xf;
        ip.variant = entry.flags >> 4;
      }
      for (std::size_t b = 0; b < entry.num_bases; ++b, at += base_size)
        ip.bases.push_back(wide ? load<u64>(bytes_, at) : load<u32>(bytes_, at));
      out_.ips.push_back(std::move(ip));
    }
    return true;
  }

  bool harvest_table() {
    const Bytes table = table_bytes(Table::harvest);
    if (table.empty()) return true;
    if (!expect_size(Table::harvest, table, 8)) return false;
    if (const u32 signature = load<u32>(table); signature != layout::harvest_table_signature)
      return fail("harvest", offset(Table::harvest), "signature HARV (0x56524148)", fmt::format("{:#010x}", signature));
    for (std::size_t at = 8; at + sizeof(layout::HarvestEntry) <= table.size(); at += sizeof(layout::HarvestEntry)) {
      const auto entry = load<layout::HarvestEntry>(table, at);
      if (entry.hardware_id == 0) break;
      for (DiscoveredIp& ip : out_.ips)
        if (ip.hardware_id == entry.hardware_id && ip.instance == entry.instance) ip.harvested = true;
    }
    return true;
  }

  bool gc_table() {
    const Bytes table = table_bytes(Table::gc);
    if (table.empty()) return true;
    layout::InfoHeader header{};
    if (!info_header(Table::gc, table, layout::gc_table_id, header)) return false;
    std::span<const std::string_view> names;
    if (header.version_major == 1)
      names = std::span(layout::gc_fields_v1).first(field_count(layout::gc_field_count_v1, header.version_minor));
    else if (header.version_major == 2)
      names = std::span(layout::gc_fields_v2).first(field_count(layout::gc_field_count_v2, header.version_minor));
    else
      return fail("GC info", offset(Table::gc) + 4, "major version 1 or 2", fmt::format("{}", header.version_major));
    if (!expect_size(Table::gc, table, sizeof header + 4 * names.size())) return false;
    GcInfo& gc = out_.gc.emplace();
    gc.major = header.version_major;
    gc.minor = header.version_minor;
    for (std::size_t i = 0; i < names.size(); ++i) gc.fields.emplace(names[i], load<u32>(table, sizeof header + 4 * i));
    return true;
  }

  bool vcn_table() {
    const Bytes table = table_bytes(Table::vcn);
    if (table.empty()) return true;
    layout::InfoHeader header{};
    if (!info_header(Table::vcn, table, layout::vcn_table_id, header)) return false;
    if (!expect_size(Table::vcn, table, sizeof header + 4)) return false;
    const u32 count = load<u32>(table, sizeof header);
    if (count > (table.size() - sizeof header - 4) / 16)
      return fail("VCN info", offset(Table::vcn) + sizeof header, "instances that fit the table",
                  fmt::format("{}", count));
    for (u32 i = 0; i < count; ++i)
      out_.vcn.push_back({load<u32>(table, sizeof header + 4 + 16 * i), load<u32>(table, sizeof header + 8 + 16 * i)});
    return true;
  }

  bool mall_table() {
    const Bytes table = table_bytes(Table::mall);
    if (table.empty()) return true;
    layout::InfoHeader header{};
    if (!info_header(Table::mall, table, layout::mall_table_id, header)) return false;
    if (!expect_size(Table::mall, table, sizeof header + 12)) return false;
    // Size for each memory controller; version 1 also says which have a second slice, and which use half of theirs
    // (Linux amdgpu_discovery.c).
    const bool first = header.version_major == 1;
    const u64 size = load<u32>(table, sizeof header);
    const u32 doubled = first ? load<u32>(table, sizeof header + 4) : 0,
              halved = first ? load<u32>(table, sizeof header + 8) : 0;
    u64 total = 0;
    u32 controller = 0;
    for (const DiscoveredIp& ip : out_.ips) {
      if (ip.hardware_id != layout::hardware_id("UMC")) continue;
      const u32 bit = controller < 32 ? 1u << controller : 0;
      total += doubled & bit ? size * 2 : halved & bit ? size / 2 : size;
      ++controller;
    }
    out_.mall_size = total;
    return true;
  }

  template <std::size_t N>
  static std::size_t field_count(const std::array<std::size_t, N>& counts, u16 minor) {
    return counts[std::min<std::size_t>(minor, N - 1)];
  }
  // Empty where the binary has no such table.
  Bytes table_bytes(Table table) const {
    const layout::TableInfo& t = header_.tables[static_cast<std::size_t>(table)];
    return t.offset == 0 ? Bytes{}
                         : bytes_.subspan(std::min<std::size_t>(t.offset, bytes_.size())).first(t.size ? t.size : 0);
  }
  std::size_t offset(Table table) const { return header_.tables[static_cast<std::size_t>(table)].offset; }

  bool info_header(Table table, Bytes bytes, u32 id, layout::InfoHeader& out) {
    if (!expect_size(table, bytes, sizeof out)) return false;
    out = load<layout::InfoHeader>(bytes);
    if (out.table_id == id) return true;
    return fail(layout::table_names[static_cast<std::size_t>(table)], offset(table),
                fmt::format("table id {:#010x}", id), fmt::format("{:#010x}", out.table_id));
  }
  bool expect_size(Table table, Bytes bytes, std::size_t size) {
    if (bytes.size() >= size) return true;
    return fail(layout::table_names[static_cast<std::size_t>(table)], offset(table),
                fmt::format("at least {} bytes", size), fmt::format("{}", bytes.size()));
  }
  void checksum(std::string_view table, u16 expected, Bytes bytes) {
    const u16 found = layout::byte_sum(bytes);
    if (found != expected) out_.checksum_mismatches.push_back({std::string(table), expected, found});
  }
  bool fail(std::string_view table, std::size_t at, std::string_view expected, std::string_view found) {
    error_ = fmt::format("IP discovery binary: {} (offset {:#x}): expected {}, found {}", table, at, expected, found);
    return false;
  }

  Bytes bytes_;
  layout::BinaryHeader header_{};
  Discovery out_;
  std::string error_;
};

}  // namespace

u32 GcInfo::field(std::string_view name) const {
  const auto it = fields.find(name);
  return it == fields.end() ? 0 : it->second;
}

const DiscoveredIp* Discovery::find(u16 hardware_id, u8 instance) const {
  for (const DiscoveredIp& ip : ips)
    if (ip.hardware_id == hardware_id && ip.instance == instance) return &ip;
  return nullptr;
}

regs::amd::IpBases Discovery::bases() const {
  std::vector<regs::amd::IpBlock> blocks;
  for (const DiscoveredIp& ip : ips) {
    if (ip.harvested) continue;
    regs::amd::IpBlock block{static_cast<regs::amd::Ip>(ip.hardware_id), ip.instance, ip.version, {}};
    for (u64 base : ip.bases)
      if (high32(base) == 0) block.bases.push_back(low32(base));
    blocks.push_back(std::move(block));
  }
  return regs::amd::IpBases(std::move(blocks));
}

Parsed<Discovery> parse_discovery(Bytes binary) { return Parser(binary).run(); }

}  // namespace egpulab::driver::amd
