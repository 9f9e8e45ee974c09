// A GPU as data: everything that makes one card differ from another of the same IP versions, read from a TOML file
// (fixtures/devices/*.toml). Values say in the file whether they were read from a real card or inferred.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "simulator/core/nvidia_profile.hpp"

namespace egpulab::simulator {

// Version of one hardware block as the vendor's discovery table gives it.
struct IpVersion {
  u8 major = 0;
  u8 minor = 0;
  u8 revision = 0;
  auto operator<=>(const IpVersion&) const = default;
};
std::string to_string(IpVersion version);  // "11.0.0"

// One instance of a hardware block: [[ip]].
struct IpBlock {
  std::string name;     // discovery name: "GC", "SDMA0", "MP0", ...
  u16 hardware_id = 0;  // of the discovery table; follows from the name
  u8 instance = 0;
  IpVersion version;
  u8 variant = 0, sub_revision = 0;
  std::vector<u32> bases;  // segment bases, as dword indices into the register space
};

// One base address register: [[pci.bar]].
struct BarProfile {
  // `instance` is NVIDIA's BAR2, the window to instance memory (the third 64-bit BAR, index 3).
  enum class Role : u8 { vram, doorbell, mmio, io, instance };
  u8 index = 0;  // 0..5; a 64-bit BAR also takes index + 1
  Role role = Role::mmio;
  u64 size = 0;       // bytes at power-on; a power of two
  bool wide = false;  // 64-bit
  bool prefetchable = false;
  bool io = false;         // I/O space
  std::vector<u64> sizes;  // what the resizable BAR capability offers, ascending; empty: fixed
};

// A bridge between the slot and the GPU's function, on the card itself: [[pci.bridge]], from the slot inwards.
struct BridgeProfile {
  u16 vendor = 0;
  u16 device = 0;
  u8 revision = 0;
  bool upstream = false;  // PCIe upstream or downstream switch port
  u64 mmio_size = 0;      // BAR0 (32-bit memory), bytes; 0: none
};

// A further function beside function 0 (audio, USB): [[pci.function]].
struct FunctionProfile {
  u8 function = 0;
  u16 vendor = 0;
  u16 device = 0;
  u16 subsystem_vendor = 0;
  u16 subsystem_device = 0;
  u8 revision = 0;
  u32 class_code = 0;  // 24 bits: class, subclass, programming interface
};

// A capability that the function's config space carries: [[pci.capability]]. Contents follow from its kind.
struct CapabilityProfile {
  std::string kind;  // "pm" "pcie" "msi" "msix" "vendor" | "aer" "rebar" "acs" "pasid" "ltr" ...
  u16 offset = 0;    // in config space; 0x100 and above are extended capabilities
  u16 id = 0;
  u8 version = 0;  // extended capabilities only
  u16 length = 0;  // bytes that it occupies
};

struct PciProfile {
  u16 vendor = 0;
  u16 device = 0;
  u16 subsystem_vendor = 0;
  u16 subsystem_device = 0;
  u8 revision = 0;
  u32 class_code = 0;    // 24 bits
  u8 interrupt_pin = 0;  // 1 = INTA
  u64 rom_size = 0;      // expansion ROM BAR, bytes; 0: none
  std::vector<BarProfile> bars;
  std::vector<CapabilityProfile> capabilities;  // ascending offset
  std::vector<BridgeProfile> bridges;
  std::vector<FunctionProfile> functions;
  u8 link_generation = 0;       // the card's own: 4 = 16 GT/s
  u8 link_width = 0;            // lanes
  u16 max_payload = 0;          // bytes, DevCap
  bool function_reset = false;  // function-level reset offered
  u8 msi_vectors = 0;
  bool msi_masking = false;  // per-vector masking capable
  u16 msix_vectors = 0;      // 0: no MSI-X

  const BarProfile* bar(BarProfile::Role role) const;
};

struct VramProfile {
  u64 size = 0;       // bytes fitted
  u64 reported = 0;   // bytes that the card says are usable (CONFIG_MEMSIZE, NV_USABLE_FB_SIZE_IN_MB); a multiple of 1
                      // MiB, at most `size`
  u64 fb_base = 0;    // AMD: MC address of VRAM byte 0 as firmware leaves it at power-on; a multiple of 16 MiB
  std::string type;   // "GDDR6"
  u16 width = 0;      // bits
  u64 bandwidth = 0;  // bytes/s, peak
};

// Shader array and caches; the names of the discovery table's GC info without their "gc_" (units in its document).
struct GcProfile {
  u16 info_major = 1, info_minor = 2;  // version of the table published
  u32 num_se = 0;                      // shader engines
  u32 num_sa_per_se = 0;               // shader arrays per shader engine
  u32 num_wgp0_per_sa = 0;
  u32 num_wgp1_per_sa = 0;
  u32 num_rb_per_se = 0;
  u32 num_gl2c = 0;
  u32 num_gprs = 0;
  u32 num_max_gs_thds = 0;
  u32 gs_table_depth = 0;
  u32 gsprim_buff_depth = 0;
  u32 parameter_cache_depth = 0;
  u32 double_offchip_lds_buffer = 0;
  u32 wave_size = 0;
  u32 max_waves_per_simd = 0;
  u32 max_scratch_slots_per_cu = 0;
  u32 lds_size = 0;  // KiB per CU
  u32 num_sc_per_se = 0;
  u32 num_packer_per_sc = 0;
  u32 num_gl2a = 0;
  u32 num_tcp_per_sa = 0;
  u32 num_sdp_interface = 0;
  u32 num_tcps = 0;
  u32 num_tcp_per_wgp = 0;
  u32 tcp_l1_size = 0;  // KiB
  u32 num_sqc_per_wgp = 0;
  u32 l1_instruction_cache_size_per_sqc = 0;  // KiB
  u32 l1_data_cache_size_per_sqc = 0;         // KiB
  u32 gl1c_per_sa = 0;
  u32 gl1c_size_per_instance = 0;  // KiB
  u32 gl2c_per_gpu = 0;            // KiB
  // From table version 1.3 on:
  u32 tcp_size_per_cu = 0;                 // KiB
  u32 tcp_cache_line_size = 0;             // bytes
  u32 instruction_cache_size_per_sqc = 0;  // KiB
  u32 instruction_cache_line_size = 0;     // bytes
  u32 scalar_data_cache_size_per_sqc = 0;  // KiB
  u32 scalar_data_cache_line_size = 0;     // bytes
  u32 tcc_size = 0;                        // KiB
  u32 tcc_cache_line_size = 0;             // bytes
  // Not in the table:
  std::string target;      // LLVM's name, "gfx1100"
  u32 gb_addr_config = 0;  // register value at power-on
  u32 simds_per_cu = 0;
  u32 vgprs_per_lane = 0;  // physical, of one SIMD in wave32
  u32 sgprs_per_wave = 0;
  u32 lds_per_workgroup = 0;  // bytes, the largest a workgroup may ask for
  u32 workgroup_size = 0;     // work-items, the largest

  u32 wgps() const { return num_se * num_sa_per_se * (num_wgp0_per_sa + num_wgp1_per_sa); }
  u32 cus() const { return 2 * wgps(); }
};

// One clock domain of the power firmware: [[clocks.domain]].
struct ClockDomain {
  std::string name;           // "GFXCLK"
  u8 id = 0;                  // PPCLK index in SMU messages
  bool fine_grained = false;  // the two levels are the ends of a continuous range
  std::vector<u16> mhz;       // DPM levels, ascending
  u16 boot_mhz = 0;           // after reset, before DPM runs
  u16 dc_limit_mhz = 0;       // answer of GetDcModeMaxDpmFreq
};

struct ClockProfile {
  u32 reference_khz = 0;  // GPU timestamp counter
  u16 game_mhz = 0, boost_mhz = 0;
  std::vector<ClockDomain> domains;  // ascending id

  const ClockDomain* domain(std::string_view name) const;
};

struct PowerProfile {
  u16 limit_watts = 0;                           // PPT limit at power-on
  u16 limit_min_watts = 0, limit_max_watts = 0;  // overdrive range
  u16 idle_watts = 0;                            // socket power that sensors show when idle
  u16 edge_limit_c = 0, hotspot_limit_c = 0, memory_limit_c = 0, shutdown_c = 0;
  u16 idle_c = 0;  // temperature that sensors show when idle
  u16 fan_max_rpm = 0;
};

// What the power firmware reports of itself.
struct SmuProfile {
  u32 firmware_version = 0;  // until a firmware with another version is loaded
  u32 driver_if_version = 0;
};

// A firmware file that the device's driver loads: [[firmware]], in /lib/firmware/amdgpu.
struct FirmwareFile {
  std::string role;  // "sos" "smu" "sdma" "mec" "imu" "rlc" "pfp" "me" "mes" ...
  std::string file;  // "gc_11_0_0_mec.bin"
  bool required = true;
};

struct DeviceProfile {
  std::string id;             // how a URI names it: "rx7900xtx"
  std::string name;           // "AMD Radeon RX 7900 XTX"
  std::string vendor;         // "amd", "nvidia"
  std::string chip;           // "navi31", "ga102"
  std::string dock;           // dock profile used unless a URI names one: "native", "usb4-40g", ...
  u32 pci_chip_revision = 0;  // NBIO's revision id strap
  PciProfile pci;
  VramProfile vram;
  NvidiaProfile nvidia;      // of vendor "nvidia"; what follows is AMD's, but for unique_id
  std::vector<IpBlock> ips;  // in the order of the discovery table
  GcProfile gc;
  ClockProfile clocks;
  PowerProfile power;
  SmuProfile smu;
  std::vector<FirmwareFile> firmware;
  u32 mall_size = 0;  // bytes of last-level cache
  u64 unique_id = 0;  // serial number that the SMU reports
  // A discovery binary to serve instead of the one made from this profile (a real card's): its file, relative to the
  // profile's, and its content. The blocks must be those of the profile, for the model has these.
  std::string discovery_file;
  std::vector<std::byte> discovery;

  const IpBlock* ip(std::string_view name, u8 instance = 0) const;
  const FirmwareFile* firmware_file(std::string_view role) const;
};

// Reads a profile. An error names `name`, the line, the key, what was expected and what was found: unknown and missing
// keys, wrong types, values out of range, contradictions (BAR smaller than 16 bytes, CONFIG_MEMSIZE beyond VRAM, ...).
Parsed<DeviceProfile> parse_device_profile(std::string_view text, std::string_view name);

// A profile of the binary by its id ("rx7900xtx"), or of a file where `id_or_path` ends in ".toml".
Parsed<DeviceProfile> load_device_profile(std::string_view id_or_path);

// Ids of the profiles that the binary holds, ascending.
std::vector<std::string> list_device_profiles();

}  // namespace egpulab::simulator
