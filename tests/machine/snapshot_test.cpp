// Machines that go back in time, into files and out of them, and the hash that says whether two are alike.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "driver/bus/pci_config.hpp"
#include "simulator/machine/sim_device.hpp"
#include "simulator/machine/snapshot_file.hpp"
#include "tests/machine/scratch_endpoint.hpp"

namespace egpulab::simulator::tests {
namespace {

using namespace std::chrono_literals;
using Scratch = ScratchEndpoint;
using ::testing::HasSubstr;

// A session with a bit of everything in it: registers, VRAM, host memory, a pending event.
struct Session {
  explicit Session(MachineOptions options = scratch_options()) : machine(scratch_machine(std::move(options))) {
    device = open_on(machine);
    bus::pci::enable_memory_and_bus_master(*device);
    buffer = device->allocate_dma({.size = 64 * KiB, .contiguous = false, .label = "test"});
    buffer->store<u32>(100, 7);
    device->write32(0, 5 * MiB, 0x1234);
    device->write32(5, Scratch::scratch, 9);
    device->write32(5, Scratch::dma_address, low32(buffer->segments()[0].bus_address + 100));
    device->write32(5, Scratch::dma_address_high, high32(buffer->segments()[0].bus_address));
    device->write32(5, Scratch::dma_go, Scratch::go_read);
  }
  void go_on() { device->clock().sleep_for(1ms); }
  std::shared_ptr<Machine> machine;
  std::unique_ptr<SimDevice> device;
  std::unique_ptr<bus::DmaBuffer> buffer;
};

struct TemporaryFile {
  TemporaryFile() {
    const auto* const info = testing::UnitTest::GetInstance()->current_test_info();
    path = (std::filesystem::temp_directory_path() / fmt::format("egpulab-{}-{}", info->name(), getpid())).string();
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
  std::string content() const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void replace(const std::string& bytes) const { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }
  std::string path;
};

std::string load_error(Machine& machine, const std::string& path) {
  auto loaded = machine.load(path);
  return loaded ? "loaded" : loaded.error().message;
}

TEST(Snapshot, RestoringBringsBackRegistersMemoriesAndPendingEvents) {
  Session session;
  const auto before = session.machine->take_snapshot();
  const u64 hash = session.machine->state_hash();
  session.go_on();
  EXPECT_EQ(session.device->read32(5, Scratch::dma_result), 7u);
  session.device->write32(0, 5 * MiB, 0);
  session.buffer->store<u32>(100, 8);
  ASSERT_NE(session.machine->state_hash(), hash);

  session.machine->restore(*before);

  EXPECT_EQ(session.machine->state_hash(), hash);
  session.go_on();
  EXPECT_EQ(session.device->read32(5, Scratch::dma_result), 7u) << "the copy that was under way ran again";
}

TEST(Snapshot, RestoringUndoesResizedBarsAndLaterBuffers) {
  Session session;
  const auto before = session.machine->take_snapshot();
  session.device->resize_bar(0, 1 * GiB);
  const auto later = session.device->allocate_dma({.size = 4096, .contiguous = true, .label = "later"});

  session.machine->restore(*before);

  EXPECT_EQ(session.device->bar(0).size, 32 * GiB);
  EXPECT_EQ(session.device->read32(0, 5 * MiB), 0x1234u);
  EXPECT_THROW(later->load<u32>(0), InvalidRequest);
  EXPECT_EQ(session.buffer->load<u32>(100), 7u);
}

TEST(StateHash, EqualSessionsHaveEqualHashesPartByPart) {
  Session one, other;
  one.go_on();
  other.go_on();
  EXPECT_EQ(one.machine->state_hash(), other.machine->state_hash());
  EXPECT_EQ(one.machine->state_hashes(), other.machine->state_hashes());
}

TEST(StateHash, ADifferenceShowsInThePartThatHasIt) {
  Session one, other;
  other.machine->host_memory().memory().store<u8>(0, 1);
  const auto a = one.machine->state_hashes(), b = other.machine->state_hashes();
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i] == b[i], a[i].first != "host memory") << a[i].first;
}

TEST(StateHash, LookingDoesNotChangeTheState) {
  Session session;
  const u64 hash = session.machine->state_hash();
  session.machine->report().add(Finding::unmodelled, "X", "y", 0ns);
  session.machine->take_snapshot();
  EXPECT_EQ(session.machine->state_hash(), hash);
}

TEST(SnapshotFile, AnotherMachineContinuesWhereTheFirstWas) {
  const TemporaryFile file;
  Session session;
  session.machine->save(file.path);
  const u64 hash = session.machine->state_hash();
  session.go_on();
  const u64 later = session.machine->state_hash();

  const auto other = scratch_machine();
  ASSERT_EQ(load_error(*other, file.path), "loaded");

  EXPECT_EQ(other->state_hash(), hash);
  other->timeline().advance(1ms);
  EXPECT_EQ(other->state_hash(), later);
}

TEST(SnapshotFile, ItTellsTheOptionsOfItsMachine) {
  const TemporaryFile file;
  auto options = scratch_options("usb4-40g");
  options.seed = 7;
  options.bar0 = 512 * MiB;
  scratch_machine(options)->save(file.path);

  const auto saved = snapshot_options(file.path);

  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->profiles, std::vector<std::string>{"rx7900xtx"});
  EXPECT_EQ(saved->dock, "usb4-40g");
  EXPECT_EQ(saved->seed, 7u);
  EXPECT_EQ(saved->bar0, std::optional<u64>(512 * MiB));
}

TEST(SnapshotFile, ATruncatedOrDamagedFileIsRefusedAndTheMachineStaysAsItWas) {
  const TemporaryFile file;
  Session session;
  session.machine->save(file.path);
  const std::string good = file.content();
  const u64 hash = session.machine->state_hash();

  file.replace(good.substr(0, 4));
  EXPECT_THAT(load_error(*session.machine, file.path), HasSubstr("is not a snapshot file"));
  file.replace(good.substr(0, 14));
  EXPECT_THAT(load_error(*session.machine, file.path), HasSubstr("damaged or cut off in its header"));
  file.replace(good.substr(0, good.size() - 1));
  EXPECT_THAT(load_error(*session.machine, file.path), HasSubstr("is cut off or damaged"));
  std::string flipped = good;
  flipped[good.size() - 40] = static_cast<char>(flipped[good.size() - 40] ^ 0x10);
  file.replace(flipped);
  EXPECT_THAT(load_error(*session.machine, file.path), HasSubstr("is damaged"));
  std::string newer = good;
  newer[8] = 99;
  file.replace(newer);
  EXPECT_THAT(load_error(*session.machine, file.path), HasSubstr("has version 99, expected 1"));
  EXPECT_THAT(load_error(*session.machine, "/nonexistent"), HasSubstr("cannot be opened"));

  EXPECT_EQ(session.machine->state_hash(), hash);
}

TEST(SnapshotFile, AFileOfAnotherMachineIsRefusedWithBothNamed) {
  const TemporaryFile file;
  scratch_machine(scratch_options("usb4-40g"))->save(file.path);
  EXPECT_THAT(load_error(*scratch_machine(), file.path),
              HasSubstr("is of rx7900xtx on dock usb4-40g with seed 0; this machine is rx7900xtx on dock native"));
}

// The reference card itself, not the scratch device.
TEST(SnapshotFile, TheReferenceCardGoesThroughAFile) {
  const TemporaryFile file;
  MachineOptions options;
  options.profiles = {"rx7900xtx"};
  const auto machine = std::make_shared<Machine>(options);
  machine->save(file.path);
  const auto uri = bus::parse_uri("sim:?snapshot=" + file.path);

  const auto device = open_sim(*uri);

  EXPECT_EQ(device->machine()->state_hashes(), machine->state_hashes());
}

}  // namespace
}  // namespace egpulab::simulator::tests
