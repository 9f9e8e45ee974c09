// The walk, from the root directory to the leaf.
#include "simulator/nvidia/mmu/page_walk.hpp"

#include <array>

#include "driver/regs/nvidia/pte.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;

// The directory levels from the root on; the last one has dual entries, whose two tables share its span.
struct PageTableFormat {
  struct Level {
    u8 high, low;  // bits of the address that index it
    bool may_map;  // an entry may be a page
  };
  u8 address_bits;
  bool version3;
  std::span<const Level> directories;
};

namespace {

constexpr PageTableFormat::Level directories_v2[] = {{48, 47, false}, {46, 38, false}, {37, 29, true}, {28, 21, true}};
constexpr PageTableFormat::Level directories_v3[] = {
    {56, 56, false}, {55, 47, false}, {46, 38, false}, {37, 29, true}, {28, 21, true}};
// Blackwell has pages of 256 GiB besides (open-gpu-kernel-modules uvm_blackwell_mmu.c).
constexpr PageTableFormat::Level directories_blackwell[] = {
    {56, 56, false}, {55, 47, false}, {46, 38, true}, {37, 29, true}, {28, 21, true}};
constexpr PageTableFormat format_v2{49, false, directories_v2}, format_v3{57, true, directories_v3},
    format_blackwell{57, true, directories_blackwell};

constexpr unsigned page_shift = 12, big_page_shift = 16;

u64 bits(u64 va, unsigned high, unsigned low) { return va >> low & ((u64{1} << (high - low + 1)) - 1); }

// An entry of a table, whether it is a page's.
struct Leaf {
  enum class State : u8 { valid, sparse, invalid, no_small_page } state = State::invalid;
  PageFrame frame;
};

// Where a directory entry leads.
struct Table {
  bool present = false, sparse = false;
  PhysicalAddress at;
};

Aperture aperture_of(PdeAperture a) {
  return a == PdeAperture::video_memory ? Aperture::video : static_cast<Aperture>(a);
}

struct V2 {
  static Leaf page(u64 raw) {
    const PteV2 e(raw);
    Leaf leaf;
    if (!e["VALID"_f]) {
      // Without VALID, VOL means sparse, and PRIVILEGE in a big page's entry that the small ones are not to be looked
      // at.
      leaf.state = e["VOL"_f]         ? Leaf::State::sparse
                   : e["PRIVILEGE"_f] ? Leaf::State::no_small_page
                                      : Leaf::State::invalid;
      return leaf;
    }
    leaf.state = Leaf::State::valid;
    const auto aperture = static_cast<Aperture>(e["APERTURE"_f]);
    const u64 page = aperture == Aperture::video ? e["ADDRESS"_f] & pte_v2_video_address_mask : e["ADDRESS"_f];
    leaf.frame.physical = {aperture, page << page_shift};
    leaf.frame.kind = static_cast<u8>(e["KIND"_f]);
    leaf.frame.uncached = e["VOL"_f];
    leaf.frame.privileged = e["PRIVILEGE"_f];
    leaf.frame.read_only = e["READ_ONLY"_f];
    leaf.frame.no_atomics = e["ATOMIC_DISABLE"_f];
    return leaf;
  }
  static Table table(u64 raw) {
    const PdeV2 e(raw);
    const PdeAperture a = e["APERTURE"_f];
    const u64 page = a == PdeAperture::video_memory ? e["ADDRESS"_f] & pte_v2_video_address_mask : e["ADDRESS"_f];
    return {a != PdeAperture::invalid, e["VOL"_f], {aperture_of(a), page << page_shift}};
  }
  static Table big_table(u64 raw) {
    const DualPdeBigV2 e(raw);
    const PdeAperture a = e["APERTURE"_f];
    const u64 mask = a == PdeAperture::video_memory ? (u64{1} << 29) - 1 : ~u64{0};
    return {a != PdeAperture::invalid, e["VOL"_f], {aperture_of(a), (e["ADDRESS_BIG"_f] & mask) << 8}};
  }
};

struct V3 {
  static Leaf page(u64 raw) {
    const PteV3 e(raw);
    const u32 pcf = e["PCF"_f];
    Leaf leaf;
    if (!e["VALID"_f]) {
      leaf.state = pcf == pcf_sparse              ? Leaf::State::sparse
                   : pcf == pcf_no_valid_4kb_page ? Leaf::State::no_small_page
                                                  : Leaf::State::invalid;
      return leaf;
    }
    leaf.state = Leaf::State::valid;
    leaf.frame.physical = {static_cast<Aperture>(e["APERTURE"_f]), e["ADDRESS"_f] << page_shift};
    leaf.frame.kind = static_cast<u8>(e["KIND"_f]);
    leaf.frame.uncached = (pcf & pcf_uncached) != 0;
    leaf.frame.privileged = (pcf & pcf_privilege) != 0;
    leaf.frame.read_only = (pcf & pcf_read_only) != 0;
    leaf.frame.no_atomics = (pcf & pcf_no_atomic) != 0;
    return leaf;
  }
  static Table table(u64 raw) {
    const PdeV3 e(raw);
    const PdeAperture a = e["APERTURE"_f];
    return {a != PdeAperture::invalid, (e["PCF"_f] & pcf_sparse) != 0, {aperture_of(a), e["ADDRESS"_f] << page_shift}};
  }
  static Table big_table(u64 raw) {
    const DualPdeBigV3 e(raw);
    const PdeAperture a = e["APERTURE"_f];
    return {a != PdeAperture::invalid, (e["PCF"_f] & pcf_sparse) != 0, {aperture_of(a), e["ADDRESS_BIG"_f] << 8}};
  }
};

template <class Format>
class Walk {
 public:
  Walk(const PageTableFormat& format, u64 va, TableReader& reader) : format_(format), va_(va), reader_(reader) {}

  Expected<PageFrame, FaultType> from(PhysicalAddress table) {
    const std::size_t last = format_.directories.size() - 1;
    for (std::size_t l = 0;; ++l) {
      const auto& level = format_.directories[l];
      const bool dual = l == last;
      std::array<u64, 2> entry{};
      const u64 bytes = dual ? 16 : 8;
      if (!read(table, bits(va_, level.high, level.low) * bytes, std::span(entry).first(dual ? 2 : 1)))
        return Unexpected(FaultType::pde);
      if ((entry[0] & 1) != 0) {  // IS_PTE
        if (!level.may_map) return Unexpected(FaultType::pde_size);
        return map(Format::page(entry[0]).frame, level.low);
      }
      if (dual) return tables(entry[0], entry[1], level.low);
      const Table next = Format::table(entry[0]);
      if (!next.present) return missing(next.sparse, level.low);
      table = next.at;
    }
  }

 private:
  bool read(PhysicalAddress table, u64 offset, std::span<u64> into) {
    return reader_.read_entry({table.aperture, table.address + offset}, std::as_writable_bytes(into));
  }

  Expected<PageFrame, FaultType> missing(bool sparse, unsigned shift) {
    if (!sparse) return Unexpected(FaultType::pde);
    PageFrame frame;
    frame.sparse = true;
    return place(frame, shift);
  }

  // The two tables of a dual entry: what the one of big pages leaves open, the one of small pages may map.
  Expected<PageFrame, FaultType> tables(u64 big_raw, u64 small_raw, unsigned shift) {
    const Table big = Format::big_table(big_raw), small = Format::table(small_raw);
    if (big.present) {
      u64 raw = 0;
      if (!read(big.at, bits(va_, shift - 1, big_page_shift) * 8, std::span(&raw, 1)))
        return Unexpected(FaultType::pte);
      const Leaf leaf = Format::page(raw);
      if (leaf.state == Leaf::State::valid) return map(leaf.frame, big_page_shift);
      if (leaf.state == Leaf::State::no_small_page) return Unexpected(FaultType::pte);
      if (leaf.state == Leaf::State::sparse) return sparse_page(big_page_shift);
    }
    if (!small.present) {
      if (big.present) return Unexpected(FaultType::pte);
      return missing(big.sparse || small.sparse, shift);
    }
    u64 raw = 0;
    if (!read(small.at, bits(va_, shift - 1, page_shift) * 8, std::span(&raw, 1))) return Unexpected(FaultType::pte);
    const Leaf leaf = Format::page(raw);
    if (leaf.state == Leaf::State::valid) return map(leaf.frame, page_shift);
    if (leaf.state == Leaf::State::sparse) return sparse_page(page_shift);
    return Unexpected(FaultType::pte);
  }

  Expected<PageFrame, FaultType> sparse_page(unsigned shift) {
    PageFrame frame;
    frame.sparse = true;
    return place(frame, shift);
  }

  Expected<PageFrame, FaultType> map(PageFrame frame, unsigned shift) {
    if (frame.physical.aperture == Aperture::peer) return Unexpected(FaultType::unsupported_aperture);
    if (frame.kind == kind_invalid || frame.kind > kind_last) return Unexpected(FaultType::unsupported_kind);
    // Address bits below the page's size are not looked at.
    frame.physical.address = align_down(frame.physical.address, u64{1} << shift);
    return place(frame, shift);
  }

  PageFrame place(PageFrame frame, unsigned shift) {
    frame.order = static_cast<u8>(shift - page_shift);
    frame.virtual_page = va_ >> shift << (shift - page_shift);
    return frame;
  }

  const PageTableFormat& format_;
  u64 va_;
  TableReader& reader_;
};

}  // namespace

const PageTableFormat& page_table_format(Architecture a) {
  if (a >= Architecture::blackwell_gb10x) return format_blackwell;
  return a == Architecture::hopper ? format_v3 : format_v2;
}

u32 virtual_address_bits(const PageTableFormat& format) { return format.address_bits; }

Expected<PageFrame, FaultType> walk(const PageTableFormat& format, PhysicalAddress root, u64 va, TableReader& reader) {
  if (va >> format.address_bits != 0) return Unexpected(FaultType::va_limit_violation);
  return format.version3 ? Walk<V3>(format, va, reader).from(root) : Walk<V2>(format, va, reader).from(root);
}

}  // namespace egpulab::simulator::nvidia
