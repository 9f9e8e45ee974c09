// Builds the IP discovery binary from a device profile.
#include "simulator/amd/discovery_table.hpp"

#include <algorithm>

#include "driver/regs/amd/discovery.hpp"

namespace egpulab::simulator::amd {
namespace {

using namespace regs::amd::discovery;
using Buffer = std::vector<std::byte>;

constexpr u16 ip_table_version = 3;
constexpr u32 ip_table_id = 0x66000000;  // any: real ones are time stamps of the table's build

template <class T>
void append(Buffer& out, const T& value) {
  const Bytes bytes = as_bytes(value);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// `at`: where the table will begin in the binary; the die's offset counts from the binary's start.
Buffer ip_table(const DeviceProfile& profile, std::size_t at) {
  Buffer out(ip_header::bytes);
  append(out, DieHeader{0, static_cast<u16>(profile.ips.size())});
  for (const IpBlock& ip : profile.ips) {
    append(out,
           IpEntry{ip.hardware_id, ip.instance, static_cast<u8>(ip.bases.size()), ip.version.major, ip.version.minor,
                   ip.version.revision, static_cast<u8>(ip.variant << 4 | (ip.sub_revision & 0xf))});
    for (u32 base : ip.bases) append(out, base);
  }
  const MutableBytes table(out);
  store(table, ip_header::signature, ip_table_signature);
  store(table, ip_header::version, ip_table_version);
  store(table, ip_header::size, static_cast<u16>(out.size()));
  store(table, ip_header::id, ip_table_id);
  store(table, ip_header::num_dies, u16{1});
  store(table, ip_header::dies, DieInfo{0, static_cast<u16>(at + ip_header::bytes)});
  return out;
}

Buffer gc_table(const GcProfile& gc) {
  // In the order of gc_fields_v1.
  const u32 values[] = {gc.num_se,
                        gc.num_wgp0_per_sa,
                        gc.num_wgp1_per_sa,
                        gc.num_rb_per_se,
                        gc.num_gl2c,
                        gc.num_gprs,
                        gc.num_max_gs_thds,
                        gc.gs_table_depth,
                        gc.gsprim_buff_depth,
                        gc.parameter_cache_depth,
                        gc.double_offchip_lds_buffer,
                        gc.wave_size,
                        gc.max_waves_per_simd,
                        gc.max_scratch_slots_per_cu,
                        gc.lds_size,
                        gc.num_sc_per_se,
                        gc.num_sa_per_se,
                        gc.num_packer_per_sc,
                        gc.num_gl2a,
                        gc.num_tcp_per_sa,
                        gc.num_sdp_interface,
                        gc.num_tcps,
                        gc.num_tcp_per_wgp,
                        gc.tcp_l1_size,
                        gc.num_sqc_per_wgp,
                        gc.l1_instruction_cache_size_per_sqc,
                        gc.l1_data_cache_size_per_sqc,
                        gc.gl1c_per_sa,
                        gc.gl1c_size_per_instance,
                        gc.gl2c_per_gpu,
                        gc.tcp_size_per_cu,
                        gc.tcp_cache_line_size,
                        gc.instruction_cache_size_per_sqc,
                        gc.instruction_cache_line_size,
                        gc.scalar_data_cache_size_per_sqc,
                        gc.scalar_data_cache_line_size,
                        gc.tcc_size,
                        gc.tcc_cache_line_size};
  static_assert(std::size(values) == gc_fields_v1.size());
  const std::size_t count = gc_field_count_v1[std::min<std::size_t>(gc.info_minor, gc_field_count_v1.size() - 1)];
  Buffer out;
  append(out, InfoHeader{gc_table_id, gc.info_major, gc.info_minor, static_cast<u32>(sizeof(InfoHeader) + 4 * count)});
  for (std::size_t i = 0; i < count; ++i) append(out, values[i]);
  return out;
}

Buffer harvest_table() {
  Buffer out;
  append(out, harvest_table_signature);
  out.resize(harvest_table_size);
  return out;
}

Buffer vcn_table() {
  Buffer out;
  append(out, InfoHeader{vcn_table_id, 1, 0, vcn_table_size});
  out.resize(vcn_table_size);
  return out;
}

Buffer mall_table(const DeviceProfile& profile) {
  const auto umcs =
      std::count_if(profile.ips.begin(), profile.ips.end(), [](const IpBlock& ip) { return ip.name == "UMC"; });
  Buffer out;
  // Navi31's generation: version 1, the only one that the Linux releases of its time read; real GC 11.5 and 12: 2.
  const IpBlock* gc = profile.ip("GC");
  const u16 version = gc && gc->version < IpVersion{11, 5, 0} ? 1 : 2;
  append(out, InfoHeader{mall_table_id, version, 0, mall_table_size});
  append(out, umcs ? profile.mall_size / static_cast<u32>(umcs) : 0);
  out.resize(mall_table_size);
  return out;
}

}  // namespace

std::vector<std::byte> build_discovery_table(const DeviceProfile& profile) {
  Buffer out(sizeof(BinaryHeader));
  BinaryHeader header{binary_signature, 1, 3, 0, 0, {}};
  auto place = [&](Table table, const Buffer& bytes) {
    header.tables[static_cast<std::size_t>(table)] = {static_cast<u16>(out.size()), byte_sum(bytes),
                                                      static_cast<u16>(bytes.size()), 0};
    out.insert(out.end(), bytes.begin(), bytes.end());
  };
  place(Table::ip_discovery, ip_table(profile, out.size()));
  place(Table::gc, gc_table(profile.gc));
  place(Table::harvest, harvest_table());
  place(Table::vcn, vcn_table());
  place(Table::mall, mall_table(profile));
  header.size = static_cast<u16>(out.size());
  store(MutableBytes(out), 0, header);
  header.checksum = byte_sum(Bytes(out).subspan(checksum_start));
  store(MutableBytes(out), 0, header);
  return out;
}

}  // namespace egpulab::simulator::amd
