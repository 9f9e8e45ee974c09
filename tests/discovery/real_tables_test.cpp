// Real IP discovery binaries against independent decodings of them, where the shared data is present.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "driver/amd/discovery.hpp"
#include "driver/base/file.hpp"
#include "simulator/amd/discovery_table.hpp"

namespace egpulab::driver::amd {
namespace {

using nlohmann::ordered_json;
namespace layout = regs::amd::discovery;

std::filesystem::path shared_folder() {
  const char* shared = std::getenv("EGPULAB_SHARED");
  return std::filesystem::path(shared ? shared : EGPULAB_SOURCE_DIR "/../shared") / "data/amd/ip_discovery";
}

class RealDiscovery : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto path = shared_folder() / (std::string(GetParam()) + ".bin");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is absent";
    binary_ = *read_file(path);
    const auto text = *read_file(shared_folder() / (std::string(GetParam()) + ".json"));
    json_ = ordered_json::parse(std::string_view(reinterpret_cast<const char*>(text.data()), text.size()));
  }
  std::vector<std::byte> binary_;
  ordered_json json_;
};

TEST_P(RealDiscovery, ListsTheSameBlocksVersionsAndBases) {
  const Discovery found = *parse_discovery(binary_);

  ASSERT_EQ(found.ips.size(), json_["ips"].size());
  for (std::size_t i = 0; i < found.ips.size(); ++i) {
    const DiscoveredIp& ip = found.ips[i];
    const ordered_json& expected = json_["ips"][i];
    EXPECT_EQ(ip.hardware_id, expected["hw_id"].get<u16>());
    EXPECT_EQ(ip.instance, expected["inst"].get<u8>());
    EXPECT_EQ(regs::amd::to_string(ip.version), expected["ver"].get<std::string>());
    EXPECT_EQ(ip.variant, expected["variant"].get<u8>());
    EXPECT_EQ(ip.harvested, expected["harvest"].get<int>() != 0);
    std::vector<u64> bases;
    for (const auto& b : expected["base"]) bases.push_back(std::stoull(b.get<std::string>(), nullptr, 16));
    EXPECT_EQ(ip.bases, bases) << expected["name"];
  }
}

TEST_P(RealDiscovery, HasTheSameGcValuesInOrder) {
  const Discovery found = *parse_discovery(binary_);
  if (!json_.contains("GC")) {
    EXPECT_FALSE(found.gc.has_value());
    return;
  }
  std::vector<u32> expected, values;
  for (const auto& [name, value] : json_["GC"]["fields"].items()) expected.push_back(value.get<u32>());
  ASSERT_TRUE(found.gc);
  const auto names = found.gc->major == 1 ? std::span<const std::string_view>(layout::gc_fields_v1)
                                          : std::span<const std::string_view>(layout::gc_fields_v2);
  for (std::string_view name : names.first(found.gc->fields.size())) values.push_back(found.gc->field(name));
  EXPECT_EQ(values, expected);
}

TEST_P(RealDiscovery, PassesAllChecksums) {
  ASSERT_TRUE(json_["checksum_ok"].get<bool>());
  EXPECT_TRUE(parse_discovery(binary_)->checksum_mismatches.empty());
}

INSTANTIATE_TEST_SUITE_P(All, RealDiscovery,
                         testing::Values("navi48_gc12_0_1_from_vbios_flash", "gfx1151_discovery", "vega10_ip_discovery",
                                         "vega12_ip_discovery", "vega20_ip_discovery", "raven_ip_discovery",
                                         "raven2_ip_discovery", "picasso_ip_discovery", "arcturus_ip_discovery",
                                         "aldebaran_ip_discovery"));

class RealNavi48 : public testing::Test {
 protected:
  void SetUp() override {
    const auto path = shared_folder() / "navi48_gc12_0_1_from_vbios_flash.bin";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is absent";
    binary_ = *read_file(path);
  }
  std::vector<std::byte> binary_;
};

TEST_F(RealNavi48, HasTheUnitsOfAnRx9070Xt) {
  const Discovery card = *parse_discovery(binary_);
  EXPECT_EQ(card.gc->compute_units(), 64u);
  EXPECT_EQ(card.gc->lds_bytes_per_cu(), 64 * KiB);
  EXPECT_EQ(card.mall_size, 64 * MiB);
  EXPECT_EQ(card.bases().at(regs::amd::Ip::gc).bases, (std::vector<u32>{0x1260, 0xa000, 0x1c000, 0x02402c00}));
}

// A profile that says what the real table says makes the real table, byte for byte but for its build stamp.
TEST_F(RealNavi48, IsReproducedByTheBuilder) {
  const Discovery card = *parse_discovery(binary_);
  simulator::DeviceProfile profile;
  for (const DiscoveredIp& ip : card.ips) {
    simulator::IpBlock block;
    block.hardware_id = ip.hardware_id;
    block.name = layout::hardware_name(ip.hardware_id);
    block.instance = ip.instance;
    block.version = {ip.version.major, ip.version.minor, ip.version.revision};
    block.variant = ip.variant;
    block.sub_revision = ip.sub_revision;
    block.bases.assign(ip.bases.begin(), ip.bases.end());
    profile.ips.push_back(block);
  }
  profile.mall_size = static_cast<u32>(*card.mall_size);
  simulator::GcProfile& gc = profile.gc;
  gc.info_minor = card.gc->minor;
  auto f = [&](std::string_view name) { return card.gc->field(name); };
  gc.num_se = f("num_se"), gc.num_sa_per_se = f("num_sa_per_se"), gc.num_wgp0_per_sa = f("num_wgp0_per_sa");
  gc.num_wgp1_per_sa = f("num_wgp1_per_sa"), gc.num_rb_per_se = f("num_rb_per_se"), gc.num_gl2c = f("num_gl2c");
  gc.num_gprs = f("num_gprs"), gc.num_max_gs_thds = f("num_max_gs_thds"), gc.gs_table_depth = f("gs_table_depth");
  gc.gsprim_buff_depth = f("gsprim_buff_depth"), gc.parameter_cache_depth = f("parameter_cache_depth");
  gc.double_offchip_lds_buffer = f("double_offchip_lds_buffer"), gc.wave_size = f("wave_size");
  gc.max_waves_per_simd = f("max_waves_per_simd"), gc.max_scratch_slots_per_cu = f("max_scratch_slots_per_cu");
  gc.lds_size = f("lds_size"), gc.num_sc_per_se = f("num_sc_per_se"), gc.num_packer_per_sc = f("num_packer_per_sc");
  gc.num_gl2a = f("num_gl2a"), gc.num_tcp_per_sa = f("num_tcp_per_sa"), gc.num_sdp_interface = f("num_sdp_interface");
  gc.num_tcps = f("num_tcps"), gc.num_tcp_per_wgp = f("num_tcp_per_wgp"), gc.tcp_l1_size = f("tcp_l1_size");
  gc.num_sqc_per_wgp = f("num_sqc_per_wgp"), gc.gl1c_per_sa = f("gl1c_per_sa");
  gc.l1_instruction_cache_size_per_sqc = f("l1_instruction_cache_size_per_sqc");
  gc.l1_data_cache_size_per_sqc = f("l1_data_cache_size_per_sqc");
  gc.gl1c_size_per_instance = f("gl1c_size_per_instance"), gc.gl2c_per_gpu = f("gl2c_per_gpu");
  gc.tcp_size_per_cu = f("tcp_size_per_cu"), gc.tcp_cache_line_size = f("tcp_cache_line_size");
  gc.instruction_cache_size_per_sqc = f("instruction_cache_size_per_sqc");
  gc.instruction_cache_line_size = f("instruction_cache_line_size");
  gc.scalar_data_cache_size_per_sqc = f("scalar_data_cache_size_per_sqc");
  gc.scalar_data_cache_line_size = f("scalar_data_cache_line_size");
  gc.tcc_size = f("tcc_size"), gc.tcc_cache_line_size = f("tcc_cache_line_size");

  auto built = simulator::amd::build_discovery_table(profile);

  const std::size_t stamp = sizeof(layout::BinaryHeader) + layout::ip_header::id;
  ASSERT_EQ(built.size(), binary_.size());
  auto without_sums = [&](std::vector<std::byte> table) {
    store(MutableBytes(table), stamp, u32{0});
    store(MutableBytes(table), offsetof(layout::BinaryHeader, checksum), u16{0});
    store(MutableBytes(table), offsetof(layout::BinaryHeader, tables) + offsetof(layout::TableInfo, checksum), u16{0});
    return table;
  };
  EXPECT_EQ(without_sums(built), without_sums(binary_));
}

}  // namespace
}  // namespace egpulab::driver::amd
