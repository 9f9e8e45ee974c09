// Resource objects: handles, parents, classes, lifetime.
#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

class GspObjects : public Bench {
 protected:
  GspObjects() {
    boot();
    make_client();
  }
  r570::Nv2080AllocParameters subdevice_parameters_;
};

TEST_F(GspObjects, AHandleIsThereOnce) {
  EXPECT_EQ(alloc(client, device, subdevice, classes::nv20_subdevice_0, subdevice_parameters_),
            Status::err_insert_duplicate_name);
}

TEST_F(GspObjects, AClientIsThereOnce) {
  r570::Nv0000AllocParameters p;
  EXPECT_EQ(alloc(client, 0, client, classes::nv01_root, p), Status::err_insert_duplicate_name);
}

TEST_F(GspObjects, AnUnknownClientHasNoObjects) {
  EXPECT_EQ(alloc(0x1234, device, 0x55, classes::nv20_subdevice_0, subdevice_parameters_),
            Status::err_invalid_object_handle);
}

TEST_F(GspObjects, AnUnknownParentIsNotFound) {
  EXPECT_EQ(alloc(client, 0xdead, 0x55, classes::nv20_subdevice_0, subdevice_parameters_),
            Status::err_object_not_found);
}

TEST_F(GspObjects, ASubdeviceStandsUnderADeviceOnly) {
  EXPECT_EQ(alloc(client, client, 0x55, classes::nv20_subdevice_0, subdevice_parameters_),
            Status::err_invalid_object_parent);
}

TEST_F(GspObjects, AClassOfAnotherGenerationIsInvalid) {
  EXPECT_EQ(alloc(client, device, 0x55, classes::ada_compute_a), Status::err_invalid_class);
  EXPECT_EQ(alloc(client, device, 0x55, classes::blackwell_channel_gpfifo_a), Status::err_invalid_class);
}

TEST_F(GspObjects, AClassThatIsNoClassIsInvalid) {
  EXPECT_EQ(alloc(client, device, 0x55, 0x9999), Status::err_invalid_class);
}

TEST_F(GspObjects, ParametersOfAnotherSizeAreAnInvalidStructure) {
  u64 wrong = 0;
  EXPECT_EQ(alloc(client, device, 0x55, classes::nv20_subdevice_0, wrong), Status::err_invalid_param_struct);
}

TEST_F(GspObjects, RequiredParametersMayNotBeLeftOut) {
  EXPECT_EQ(alloc(client, device, 0x55, classes::fermi_vaspace_a), Status::err_invalid_argument);
}

TEST_F(GspObjects, DisplayIsNotModelledAndCountedByName) {
  EXPECT_EQ(alloc(client, device, 0x55, classes::nv04_display_common), Status::err_not_supported);
  EXPECT_THAT(findings(), Contains(HasSubstr("NV04_DISPLAY_COMMON")));
}

TEST_F(GspObjects, FreeingTwiceFindsNothingTheSecondTime) {
  EXPECT_EQ(free(client, va_space), Status::ok);
  EXPECT_EQ(free(client, va_space), Status::err_object_not_found);
}

TEST_F(GspObjects, FreeingAParentFreesItsChildren) {
  ASSERT_EQ(free(client, device), Status::ok);
  EXPECT_EQ(free(client, subdevice), Status::err_object_not_found);
}

TEST_F(GspObjects, FreeingTheRootFreesTheClient) {
  ASSERT_EQ(free(client, client), Status::ok);
  EXPECT_EQ(free(client, device), Status::err_invalid_object_handle);
  make_client();  // its handle is free again
}

TEST_F(GspObjects, UsermodeAndDebuggerAreThereForThoseWhoAsk) {
  EXPECT_EQ(alloc(client, subdevice, 0x55, classes::turing_usermode_a), Status::ok);
  r570::Nv83deAllocParameters p;
  p.h_app_client = client, p.h_class3d_object = 0x1234;
  EXPECT_EQ(alloc(client, device, 0x56, classes::gt200_debugger, p), Status::err_invalid_argument);  // no such object
}

TEST_F(GspObjects, MemoryCanBeSharedAndAChannelGroupCannot) {
  r570::NvMemoryAllocationParams m;
  m.size = 0x1000;
  ASSERT_EQ(alloc(client, device, 0x60, classes::nv01_memory_local_user, m), Status::ok);
  make_group();
  r570::RpcDupObject d;
  d.params.h_client = d.params.h_client_src = client, d.params.h_parent = device;
  d.params.h_object_src = 0x60, d.params.h_object = 0x61;
  EXPECT_EQ(call(RpcFunction::dup_object, d).result, 0u);
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::dup_object, d).result), Status::err_insert_duplicate_name);
  d.params.h_object_src = group, d.params.h_object = 0x62;
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::dup_object, d).result), Status::err_invalid_argument);
}

TEST_F(GspObjects, ADeviceThatIsNotThereIsAnInvalidState) {
  r570::Nv0080AllocParameters p;
  p.device_id = 1;
  EXPECT_EQ(alloc(client, client, 0x70, classes::nv01_device_0, p), Status::err_invalid_state);
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test
