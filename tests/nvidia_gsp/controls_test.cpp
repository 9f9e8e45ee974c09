// Controls: the card's numbers, and requests that do not fit.
#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

using ::testing::Contains;
using ::testing::HasSubstr;

namespace {

namespace control = r570::control;

class GspControls : public Bench {
 protected:
  explicit GspControls(std::string_view card = "rtx3090") : Bench(card) {
    boot();
    make_client();
  }
};

TEST_F(GspControls, TheDeviceTableGivesRunlistsByRmsEngineNumbers) {
  r570::Nv2080CtrlFifoGetDeviceInfoTableParams p;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_fifo_get_device_info_table, p), Status::ok);
  ASSERT_GE(p.num_entries, 2u);
  std::map<u32, u32> runlists;
  for (u32 i = 0; i < p.num_entries; ++i)
    runlists[p.entries[i].engine_data[static_cast<u32>(r570::EngineInfo::rm_engine_type)]] =
        p.entries[i].engine_data[static_cast<u32>(r570::EngineInfo::runlist)];
  for (const NvidiaEngine& e : profile_.nvidia.engines) {
    if (e.type == 1) {
      EXPECT_EQ(runlists.at(1), e.runlist);
    }
    if (e.type == 0x13) {
      EXPECT_EQ(runlists.at(0x1d), e.runlist);  // NVDEC0 is 0x13 in public, 0x1d in RM
    }
  }
}

TEST_F(GspControls, AFlushOfStoresHasNoParameters) {
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_internal_bus_flush_with_sysmembar), Status::ok);
}

TEST_F(GspControls, GraphicsInformationIsTheChips) {
  r570::Nv2080CtrlInternalStaticGrGetInfoParams p;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_internal_static_kgr_get_info, p), Status::ok);
  const auto& list = p.engine_info[0].info_list;
  EXPECT_EQ(list[0x14].data, 7u);         // GPCs of GA102
  EXPECT_EQ(list[0x17].data, 6u);         // TPCs of each
  EXPECT_EQ(list[0x20].data, 2u);         // SMs of each
  EXPECT_EQ(list[0x0c].data, 0x806u);     // SM version
  EXPECT_EQ(list[0x0d].data, 48u);        // warps
  EXPECT_EQ(list[0x1d].data, 82u * 128);  // cores that an RTX 3090 has
}

TEST_F(GspControls, ContextBuffersHaveSizesAndAlignments) {
  r570::Nv2080CtrlInternalStaticGrGetContextBuffersInfoParams p;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_internal_static_kgr_get_context_buffers_info, p),
            Status::ok);
  for (const u32 i : {0u, 16u, 17u, 18u, 19u, 20u, 23u, 24u}) {
    EXPECT_NE(p.engine_context_buffers_info[0].engine[i].size, 0u) << i;
    EXPECT_NE(p.engine_context_buffers_info[0].engine[i].alignment, 0u) << i;
  }
}

TEST_F(GspControls, GpcsAndTpcsAddUpToTheCardsSms) {
  r570::Nv2080CtrlGpuGetFermiGpcInfoParams g;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_gpu_get_fermi_gpc_info, g), Status::ok);
  int tpcs = 0;
  for (u32 gpc = 0; gpc < static_cast<u32>(std::popcount(g.gpc_mask)); ++gpc) {
    r570::Nv2080CtrlGpuGetFermiTpcInfoParams t;
    t.gpc_id = gpc;
    ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_gpu_get_fermi_tpc_info, t), Status::ok);
    tpcs += std::popcount(t.tpc_mask);
  }
  EXPECT_EQ(tpcs, 41);
}

TEST_F(GspControls, AGpcBeyondTheLastIsAnInvalidArgument) {
  r570::Nv2080CtrlGpuGetFermiTpcInfoParams t;
  t.gpc_id = 30;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_gpu_get_fermi_tpc_info, t), Status::err_invalid_argument);
}

TEST_F(GspControls, StaticInformationNamesTheCardAndAnInternalClientThatWorks) {
  const std::vector<std::byte> room(sizeof(r570::GspStaticConfigInfo));
  const auto s = call(RpcFunction::get_gsp_static_info, Bytes(room)).as<r570::GspStaticConfigInfo>();
  EXPECT_STREQ(reinterpret_cast<const char*>(s.gpu_name_string), "NVIDIA GeForce RTX 3090");
  EXPECT_EQ(s.fb_length, profile_.vram.reported);
  EXPECT_EQ(s.fb_region_info_params.fb_region[0].limit + 1, lines_.protection.begin - 0x100000);
  r570::Nv2080CtrlCeGetFaultMethodBufferSizeParams p;
  EXPECT_EQ(
      Bench::control(s.h_internal_client, s.h_internal_subdevice, control::nv2080_ce_get_fault_method_buffer_size, p),
      Status::ok);
  EXPECT_EQ(p.size, 0x5000u);
}

TEST_F(GspControls, TheInterruptTableHasGspAndTheEngines) {
  r570::Nv2080CtrlInternalIntrGetKernelTableParams p;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_internal_intr_get_kernel_table, p), Status::ok);
  std::map<u32, u32> nonstall;
  for (u32 i = 0; i < p.table_len; ++i) nonstall[p.table[i].engine_idx] = p.table[i].vector_non_stall;
  EXPECT_TRUE(nonstall.contains(50));  // GSP
  EXPECT_TRUE(nonstall.contains(84));  // GR0
  EXPECT_TRUE(nonstall.contains(15));  // CE0
}

TEST_F(GspControls, TheClassListHasWhatTheChipHasAndWhatIsModelled) {
  r570::Nv0080CtrlGpuGetClasslistV2Params p;
  ASSERT_EQ(Bench::control(client, device, control::nv0080_gpu_get_classlist_v2, p), Status::ok);
  const std::vector<u32> list(p.class_list, p.class_list + p.num_classes);
  EXPECT_THAT(list, ::testing::IsSupersetOf({classes::ampere_compute_b, classes::ampere_dma_copy_b}));
  EXPECT_THAT(list, ::testing::Not(Contains(classes::ada_compute_a)));
  EXPECT_THAT(list, ::testing::Not(Contains(classes::nv04_display_common)));
}

TEST_F(GspControls, ACopyEngineThatTheCardLacksHasNoCapabilities) {
  r570::Nv2080CtrlCeGetCapsV2Params p;
  p.ce_engine_type = 9;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_ce_get_caps_v2, p), Status::ok);
  EXPECT_NE(p.caps_tbl[0], 0);
  p.ce_engine_type = 1;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_ce_get_caps_v2, p), Status::err_invalid_argument);
}

TEST_F(GspControls, ACommandOfAnotherClassIsNotSupportedOnThatObject) {
  r570::Nv2080CtrlPerfBoostParams p;
  EXPECT_EQ(Bench::control(client, device, control::nv2080_perf_boost, p), Status::err_not_supported);
}

TEST_F(GspControls, AnUnknownCommandIsNotSupportedAndCounted) {
  EXPECT_EQ(Bench::control(client, subdevice, 0x2080ffff), Status::err_not_supported);
  EXPECT_THAT(findings(), Contains(HasSubstr("0x2080ffff")));
}

TEST_F(GspControls, ParametersOfAnotherSizeAreAnInvalidStructure) {
  const u32 wrong = 0;
  EXPECT_EQ(Bench::control(client, subdevice, control::nv2080_perf_boost, as_bytes(wrong)),
            Status::err_invalid_param_struct);
}

TEST_F(GspControls, SerializedParametersAreNotModelledAndCounted) {
  struct {
    r570::RpcGspRmControl header;
    r570::Nv2080CtrlPerfBoostParams parameters;
  } c{{client, subdevice, control::nv2080_perf_boost, 0, 8, 2}, {}};
  const auto reply = call(RpcFunction::gsp_rm_control, c).as<r570::RpcGspRmControl>();
  EXPECT_EQ(static_cast<Status>(reply.status), Status::err_not_supported);
  EXPECT_THAT(findings(), Contains(HasSubstr("serialized parameters of NV2080_CTRL_CMD_PERF_BOOST")));
}

TEST_F(GspControls, AParameterSizeBeyondTheMessageIsAnInvalidStructure) {
  struct {
    r570::RpcGspRmControl header;
    r570::Nv2080CtrlPerfBoostParams parameters;
  } c{{client, subdevice, control::nv2080_perf_boost, 0, 0x1000, 0}, {}};
  const auto reply = call(RpcFunction::gsp_rm_control, c).as<r570::RpcGspRmControl>();
  EXPECT_EQ(static_cast<Status>(reply.status), Status::err_invalid_param_struct);
}

TEST_F(GspControls, AnObjectThatIsNotThereIsNotFound) {
  r570::Nv2080CtrlPerfBoostParams p;
  EXPECT_EQ(Bench::control(client, 0xdead, control::nv2080_perf_boost, p), Status::err_object_not_found);
  EXPECT_EQ(Bench::control(0xdead, subdevice, control::nv2080_perf_boost, p), Status::err_invalid_object_handle);
}

TEST_F(GspControls, APageDirectoryMustBeAlignedAndInVram) {
  r570::RpcSetPageDirectory p;
  p.h_client = client, p.h_device = device, p.params.h_va_space = va_space, p.params.num_entries = 4;
  p.params.phys_address = 0x10008;
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::set_page_directory, p).result), Status::err_invalid_address);
  p.params.phys_address = 1ull << 40;
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::set_page_directory, p).result), Status::err_invalid_address);
  p.params.phys_address = 0x20000, p.params.h_va_space = subdevice;
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::set_page_directory, p).result), Status::err_object_type_mismatch);
}

TEST_F(GspControls, AWindowsDirectoryTakesTheDriversEntry) {
  r570::RpcUpdateBarPde p;
  p.info = {1, {}, 0x1234567, 47};
  EXPECT_EQ(call(RpcFunction::update_bar_pde, p).result, 0u);
  const std::vector<std::byte> room(sizeof(r570::GspStaticConfigInfo));
  const auto s = call(RpcFunction::get_gsp_static_info, Bytes(room)).as<r570::GspStaticConfigInfo>();
  EXPECT_EQ(bus<u64>({Aperture::video, s.bar2_pde_base}), 0x1234567u);
}

class BlackwellControls : public GspControls {
 protected:
  BlackwellControls() : GspControls("rtx5090") {}
};
TEST_F(BlackwellControls, HaveBlackwellsShaders) {
  r570::Nv2080CtrlInternalStaticGrGetInfoParams p;
  ASSERT_EQ(Bench::control(client, subdevice, control::nv2080_internal_static_kgr_get_info, p), Status::ok);
  EXPECT_EQ(p.engine_info[0].info_list[0x0c].data, 0xa04u);
  EXPECT_EQ(p.engine_info[0].info_list[0x1d].data, 21760u);  // cores of an RTX 5090
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test
