// Device profiles from TOML text: one function per table, then the checks that span keys.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0

#include <bit>
#include <charconv>

#include "driver/regs/amd/discovery.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/nvidia_profile_parse.hpp"
#include "simulator/core/toml_reader.hpp"

namespace egpulab::simulator {
namespace {

// "11.0.0", or "1.2" where `parts` is 2; false where it is not that.
bool parse_version(std::string_view text, std::span<u8> parts) {
  const char* at = text.data();
  const char* end = at + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != '.') return false;
      ++at;
    }
    auto [next, error] = std::from_chars(at, end, parts[i]);
    if (error != std::errc{}) return false;
    at = next;
  }
  return at == end;
}

void read_bar(TomlReader& in, BarProfile& bar) {
  static constexpr std::string_view roles[] = {"vram", "doorbell", "mmio", "io", "instance"};
  in.required("index", bar.index);
  in.choice("role", bar.role, roles);
  in.required("size", bar.size);
  in.optional("wide", bar.wide);
  in.optional("prefetchable", bar.prefetchable);
  in.optional("io", bar.io);
  in.optional("sizes", bar.sizes);
  if (!in.ok()) return;
  if (bar.index > 5 || (bar.wide && bar.index > 4)) in.fail("index", "is beyond the last base address register");
  if (!std::has_single_bit(bar.size) || bar.size < (bar.io ? 4u : 16u)) in.fail("size", "must be a power of two");
  for (std::size_t i = 0; i < bar.sizes.size(); ++i) {
    // The capability expresses 1 MiB (bit 4) to 128 TiB; PCIe Base Specification 5.0, 7.8.6.2.
    if (!std::has_single_bit(bar.sizes[i]) || bar.sizes[i] < MiB || bar.sizes[i] > 128 * 1024 * GiB)
      in.fail("sizes", "must be powers of two from 1 MiB to 128 TiB");
    if (i > 0 && bar.sizes[i] <= bar.sizes[i - 1]) in.fail("sizes", "must ascend");
  }
  if (!bar.sizes.empty() && std::find(bar.sizes.begin(), bar.sizes.end(), bar.size) == bar.sizes.end())
    in.fail("size", "is not among its `sizes`");
}

void read_capability(TomlReader& in, CapabilityProfile& c) {
  in.required("kind", c.kind);
  in.required("offset", c.offset);
  in.required("id", c.id);
  in.optional("version", c.version);
  in.required("length", c.length);
  if (in.ok() && (c.offset < 0x40 || c.offset % 4 != 0 || c.offset + c.length > (c.offset < 0x100 ? 0x100 : 0x1000)))
    in.fail("offset", "leaves the config space that capabilities may use, or is not dword aligned");
}

void read_bridge(TomlReader& in, BridgeProfile& b) {
  in.required("vendor", b.vendor);
  in.required("device", b.device);
  in.required("revision", b.revision);
  in.required("upstream", b.upstream);
  in.optional("mmio_size", b.mmio_size);
}

void read_function(TomlReader& in, FunctionProfile& f) {
  in.required("function", f.function);
  in.required("vendor", f.vendor);
  in.required("device", f.device);
  in.required("subsystem_vendor", f.subsystem_vendor);
  in.required("subsystem_device", f.subsystem_device);
  in.required("revision", f.revision);
  in.required("class_code", f.class_code);
  if (in.ok() && (f.function == 0 || f.function > 7)) in.fail("function", "must be 1 to 7");
}

void read_pci(TomlReader& in, PciProfile& pci) {
  in.required("vendor", pci.vendor);
  in.required("device", pci.device);
  in.required("subsystem_vendor", pci.subsystem_vendor);
  in.required("subsystem_device", pci.subsystem_device);
  in.required("revision", pci.revision);
  in.required("class_code", pci.class_code);
  in.required("interrupt_pin", pci.interrupt_pin);
  in.optional("rom_size", pci.rom_size);
  in.required("link_generation", pci.link_generation);
  in.required("link_width", pci.link_width);
  in.required("max_payload", pci.max_payload);
  in.optional("function_reset", pci.function_reset);
  in.required("msi_vectors", pci.msi_vectors);
  in.optional("msi_masking", pci.msi_masking);
  in.optional("msix_vectors", pci.msix_vectors);
  in.tables("bar", pci.bars, read_bar);
  in.tables("capability", pci.capabilities, read_capability);
  in.tables("bridge", pci.bridges, read_bridge);
  in.tables("function", pci.functions, read_function);
  if (!in.ok()) return;
  if (pci.class_code > 0xffffff) in.fail("class_code", "has more than 24 bits");
  u32 used = 0;
  for (const BarProfile& bar : pci.bars) {
    const u32 mask = (bar.wide ? 3u : 1u) << bar.index;
    if (used & mask) in.fail("bar", fmt::format("{} overlaps another", bar.index));
    used |= mask;
  }
  for (std::size_t i = 1; i < pci.capabilities.size(); ++i) {
    const CapabilityProfile& before = pci.capabilities[i - 1];
    if (pci.capabilities[i].offset < before.offset + before.length)
      in.fail("capability",
              fmt::format("at {:#x} overlaps the one at {:#x}", pci.capabilities[i].offset, before.offset));
  }
}

void read_vram(TomlReader& in, VramProfile& vram, bool has_base) {
  u64 reported_mib = 0;
  in.required("size", vram.size);
  in.required("reported_mib", reported_mib);
  if (has_base) in.required("fb_base", vram.fb_base);
  in.required("type", vram.type);
  in.required("width", vram.width);
  in.required("bandwidth", vram.bandwidth);
  if (!in.ok()) return;
  if (reported_mib > vram.size / MiB)
    in.fail("reported_mib", fmt::format("exceeds the {} MiB fitted", vram.size / MiB));
  if (vram.size % MiB != 0 || vram.size == 0) in.fail("size", "must be a multiple of 1 MiB");
  if (vram.fb_base % (16 * MiB) != 0) in.fail("fb_base", "must be a multiple of 16 MiB");
  vram.reported = reported_mib * MiB;
}

void read_ip(TomlReader& in, IpBlock& ip) {
  std::string version;
  in.required("name", ip.name);
  in.optional("instance", ip.instance);
  in.required("version", version);
  in.required("bases", ip.bases);
  in.optional("hardware_id", ip.hardware_id);
  in.optional("variant", ip.variant);
  in.optional("sub_revision", ip.sub_revision);
  if (!in.ok()) return;
  u8 parts[3]{};
  if (!parse_version(version, parts)) in.fail("version", fmt::format("= \"{}\" is not of the form 11.0.0", version));
  ip.version = {parts[0], parts[1], parts[2]};
  if (ip.hardware_id == 0) ip.hardware_id = regs::amd::discovery::hardware_id(ip.name);
  if (ip.hardware_id == 0) in.fail("name", fmt::format("= \"{}\" has no known hardware id; give hardware_id", ip.name));
  if (ip.bases.size() > 255) in.fail("bases", "has more than 255 segments");
}

void read_gc(TomlReader& in, GcProfile& gc) {
  std::string version;
  in.required("info_version", version);
  // clang-format off
  const std::pair<std::string_view, u32*> fields[] = {
      {"num_se", &gc.num_se}, {"num_sa_per_se", &gc.num_sa_per_se}, {"num_wgp0_per_sa", &gc.num_wgp0_per_sa},
      {"num_wgp1_per_sa", &gc.num_wgp1_per_sa}, {"num_rb_per_se", &gc.num_rb_per_se}, {"num_gl2c", &gc.num_gl2c},
      {"num_gprs", &gc.num_gprs}, {"num_max_gs_thds", &gc.num_max_gs_thds}, {"gs_table_depth", &gc.gs_table_depth},
      {"gsprim_buff_depth", &gc.gsprim_buff_depth}, {"parameter_cache_depth", &gc.parameter_cache_depth},
      {"double_offchip_lds_buffer", &gc.double_offchip_lds_buffer}, {"wave_size", &gc.wave_size},
      {"max_waves_per_simd", &gc.max_waves_per_simd}, {"max_scratch_slots_per_cu", &gc.max_scratch_slots_per_cu},
      {"lds_size", &gc.lds_size}, {"num_sc_per_se", &gc.num_sc_per_se}, {"num_packer_per_sc", &gc.num_packer_per_sc},
      {"num_gl2a", &gc.num_gl2a}, {"num_tcp_per_sa", &gc.num_tcp_per_sa}, {"num_sdp_interface", &gc.num_sdp_interface},
      {"num_tcps", &gc.num_tcps}, {"num_tcp_per_wgp", &gc.num_tcp_per_wgp}, {"tcp_l1_size", &gc.tcp_l1_size},
      {"num_sqc_per_wgp", &gc.num_sqc_per_wgp},
      {"l1_instruction_cache_size_per_sqc", &gc.l1_instruction_cache_size_per_sqc},
      {"l1_data_cache_size_per_sqc", &gc.l1_data_cache_size_per_sqc}, {"gl1c_per_sa", &gc.gl1c_per_sa},
      {"gl1c_size_per_instance", &gc.gl1c_size_per_instance}, {"gl2c_per_gpu", &gc.gl2c_per_gpu},
      {"gb_addr_config", &gc.gb_addr_config}, {"simds_per_cu", &gc.simds_per_cu},
      {"vgprs_per_lane", &gc.vgprs_per_lane}, {"sgprs_per_wave", &gc.sgprs_per_wave},
      {"lds_per_workgroup", &gc.lds_per_workgroup}, {"workgroup_size", &gc.workgroup_size}};
  // clang-format on
  for (auto [key, value] : fields) in.required(key, *value);
  in.required("target", gc.target);
  // clang-format off
  const std::pair<std::string_view, u32*> later[] = {
      {"tcp_size_per_cu", &gc.tcp_size_per_cu}, {"tcp_cache_line_size", &gc.tcp_cache_line_size},
      {"instruction_cache_size_per_sqc", &gc.instruction_cache_size_per_sqc},
      {"instruction_cache_line_size", &gc.instruction_cache_line_size},
      {"scalar_data_cache_size_per_sqc", &gc.scalar_data_cache_size_per_sqc},
      {"scalar_data_cache_line_size", &gc.scalar_data_cache_line_size}, {"tcc_size", &gc.tcc_size},
      {"tcc_cache_line_size", &gc.tcc_cache_line_size}};
  // clang-format on
  for (auto [key, value] : later) in.optional(key, *value);
  if (!in.ok()) return;
  u8 parts[2]{};
  if (!parse_version(version, parts) || parts[0] != 1 || parts[1] > 3)
    in.fail("info_version", fmt::format("= \"{}\" is none of 1.0, 1.1, 1.2, 1.3", version));
  gc.info_major = parts[0];
  gc.info_minor = parts[1];
  if (gc.cus() == 0) in.fail("num_se", "and its neighbours make no compute unit");
  if (gc.wave_size != 32 && gc.wave_size != 64) in.fail("wave_size", "must be 32 or 64");
}

void read_clocks(TomlReader& in, ClockProfile& clocks) {
  in.required("reference_khz", clocks.reference_khz);
  in.required("game_mhz", clocks.game_mhz);
  in.required("boost_mhz", clocks.boost_mhz);
  in.tables("domain", clocks.domains, [](TomlReader& d, ClockDomain& domain) {
    d.required("name", domain.name);
    d.required("id", domain.id);
    d.required("fine_grained", domain.fine_grained);
    d.required("mhz", domain.mhz);
    d.required("boot_mhz", domain.boot_mhz);
    d.required("dc_limit_mhz", domain.dc_limit_mhz);
    if (!d.ok()) return;
    if (domain.mhz.empty() || !std::is_sorted(domain.mhz.begin(), domain.mhz.end()))
      d.fail("mhz", "must be a list that ascends");
    if (domain.fine_grained && domain.mhz.size() != 2) d.fail("mhz", "of a fine-grained domain must be its two ends");
  });
  if (!in.ok()) return;
  if (clocks.reference_khz == 0) in.fail("reference_khz", "must not be 0");
  for (std::size_t i = 1; i < clocks.domains.size(); ++i)
    if (clocks.domains[i].id <= clocks.domains[i - 1].id) in.fail("domain", "must ascend by id");
}

void read_power(TomlReader& in, PowerProfile& p) {
  const std::pair<std::string_view, u16*> fields[] = {{"limit_watts", &p.limit_watts},
                                                      {"limit_min_watts", &p.limit_min_watts},
                                                      {"limit_max_watts", &p.limit_max_watts},
                                                      {"idle_watts", &p.idle_watts},
                                                      {"idle_c", &p.idle_c},
                                                      {"edge_limit_c", &p.edge_limit_c},
                                                      {"hotspot_limit_c", &p.hotspot_limit_c},
                                                      {"memory_limit_c", &p.memory_limit_c},
                                                      {"shutdown_c", &p.shutdown_c},
                                                      {"fan_max_rpm", &p.fan_max_rpm}};
  for (auto [key, value] : fields) in.required(key, *value);
  if (in.ok() && (p.limit_watts < p.limit_min_watts || p.limit_watts > p.limit_max_watts))
    in.fail("limit_watts", "is outside limit_min_watts to limit_max_watts");
}

void read_amd(TomlReader& in, DeviceProfile& profile) {
  in.required("mall_size", profile.mall_size);
  in.optional("pci_chip_revision", profile.pci_chip_revision);
  in.optional("discovery_file", profile.discovery_file);
  in.tables("ip", profile.ips, read_ip);
  in.table("gc", [&](TomlReader& t) { read_gc(t, profile.gc); });
  in.table("clocks", [&](TomlReader& t) { read_clocks(t, profile.clocks); });
  in.table("power", [&](TomlReader& t) { read_power(t, profile.power); });
  in.table("smu", [&](TomlReader& t) {
    t.required("firmware_version", profile.smu.firmware_version);
    t.required("driver_if_version", profile.smu.driver_if_version);
  });
  in.tables("firmware", profile.firmware, [](TomlReader& t, FirmwareFile& file) {
    t.required("role", file.role);
    t.required("file", file.file);
    t.optional("required", file.required);
  });
  if (!in.ok()) return;
  for (const IpBlock& ip : profile.ips)
    if (profile.ip(ip.name, ip.instance) != &ip)
      in.fail("ip", fmt::format("{} instance {} is given twice", ip.name, ip.instance));
}

void read_profile(TomlReader& in, DeviceProfile& profile) {
  in.required("id", profile.id);
  in.required("name", profile.name);
  in.required("vendor", profile.vendor);
  in.required("chip", profile.chip);
  in.required("dock", profile.dock);
  in.required("unique_id", profile.unique_id);
  in.table("pci", [&](TomlReader& t) { read_pci(t, profile.pci); });
  in.table("vram", [&](TomlReader& t) { read_vram(t, profile.vram, profile.vendor == "amd"); });
  if (profile.vendor == "amd")
    read_amd(in, profile);
  else if (profile.vendor == "nvidia")
    in.table("nvidia", [&](TomlReader& t) { read_nvidia(t, profile.nvidia); });
  else if (in.ok())
    in.fail("vendor", fmt::format("= \"{}\" is not modelled; expected amd or nvidia", profile.vendor));
}

}  // namespace

Parsed<DeviceProfile> parse_device_profile(std::string_view text, std::string_view name) {
  const toml::parse_result parsed = toml::parse(text, name);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return refuse(fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
  }
  TomlErrors errors{std::string(name), {}};
  TomlReader reader(parsed.table(), "", errors);
  DeviceProfile profile;
  read_profile(reader, profile);
  reader.finish();
  if (errors.first) return refuse(*errors.first);
  return profile;
}

}  // namespace egpulab::simulator
