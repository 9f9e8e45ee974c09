// Reads the IP discovery binary: which hardware blocks a card has, their versions, and where their registers are.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "driver/regs/amd/discovery.hpp"
#include "driver/regs/amd/ip.hpp"

namespace egpulab::driver::amd {

// One IP as the table lists it, with what regs::amd::IpBlock leaves out.
struct DiscoveredIp {
  u16 die = 0;
  u16 hardware_id = 0;
  u8 instance = 0;
  regs::amd::IpVersion version;
  u8 sub_revision = 0;     // tables of version 3 and later
  u8 variant = 0;          // tables of version 3 and later
  bool harvested = false;  // by its own flag (version 2) or the harvest table
  std::vector<u64> bases;  // dword indices
};

// Units of the shader array, from either major version of the GC table; fields that a table lacks are 0.
struct GcInfo {
  u16 major = 0, minor = 0;
  std::map<std::string, u32, std::less<>> fields;  // all, by their names in regs/amd/discovery.hpp

  u32 field(std::string_view name) const;  // 0 where absent
  u32 shader_engines() const { return field("num_se"); }
  u32 arrays_per_engine() const { return major == 2 ? field("num_sh_per_se") : field("num_sa_per_se"); }
  u32 cus_per_array() const {
    return major == 2 ? field("num_cu_per_sh") : 2 * (field("num_wgp0_per_sa") + field("num_wgp1_per_sa"));
  }
  u32 compute_units() const { return shader_engines() * arrays_per_engine() * cus_per_array(); }
  u32 wave_size() const { return field("wave_size"); }
  u32 max_waves_per_simd() const { return field("max_waves_per_simd"); }
  u32 max_scratch_slots_per_cu() const { return field("max_scratch_slots_per_cu"); }
  u64 lds_bytes_per_cu() const { return u64{field("lds_size")} * KiB; }
};

struct VcnInstance {
  u32 instance = 0;
  u32 fuses = 0;  // bit 0 AV1, 1 VP9, 2 HEVC, 3 H.264 disabled
};

// A checksum of the binary that does not hold: the table is read all the same, as Linux refuses but hardware is known
// to be probed by people with edited tables; the caller decides.
struct ChecksumMismatch {
  std::string table;
  u16 expected = 0;  // as the header says
  u16 found = 0;     // as summed
};

struct Discovery {
  u16 version_major = 0, version_minor = 0;
  u16 ip_table_version = 0;  // 2 to 4
  u32 ip_table_id = 0;
  u16 size = 0;                   // bytes of the whole binary
  std::vector<DiscoveredIp> ips;  // in table order
  std::optional<GcInfo> gc;
  std::vector<VcnInstance> vcn;
  std::optional<u64> mall_size;  // bytes of last-level cache
  std::vector<ChecksumMismatch> checksum_mismatches;

  const DiscoveredIp* find(u16 hardware_id, u8 instance = 0) const;
  // What the register maps need: all IPs that are not harvested; bases beyond 32 bits are left out.
  regs::amd::IpBases bases() const;
};

// `binary` may be longer than the table says (the 10 KiB that firmware reserves). Refuses wrong signatures, tables that
// reach beyond the binary, and unknown table versions; names table, offset, expected and found.
Parsed<Discovery> parse_discovery(Bytes binary);

}  // namespace egpulab::driver::amd
