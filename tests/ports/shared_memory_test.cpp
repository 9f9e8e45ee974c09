// MAP_SYSMEM_FD: memory that client and device both have, without a request for each store.
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>

#include "tests/machine/scratch_endpoint.hpp"
#include "tests/ports/client.hpp"
#include "tests/ports/served_card.hpp"
#include "traces/reader.hpp"
#include "traces/recorder.hpp"
#include "traces/reissue.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {
namespace {

using simulator::tests::ScratchEndpoint;
using ::testing::HasSubstr;

std::unique_ptr<SimDevice> scratch_card() {
  MachineOptions options;
  options.profiles = {"rx7900xtx"};
  options.bar0 = 256 * MiB;
  options.factory = [](const EndpointContext& c) { return std::make_unique<ScratchEndpoint>(c); };
  return open_on(std::make_shared<Machine>(std::move(options)));
}

// The client's view of a mapping.
class Shared {
 public:
  Shared(int descriptor, u64 bytes) : descriptor_(descriptor), bytes_(bytes) {
    at_ = static_cast<std::byte*>(::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0));
    if (at_ == MAP_FAILED) throw std::runtime_error("the descriptor cannot be mapped");
  }
  ~Shared() {
    ::munmap(at_, bytes_);
    ::close(descriptor_);
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  int descriptor() const { return descriptor_; }
  template <class T>
  T get(u64 offset) const {
    return std::atomic_ref<T>(*reinterpret_cast<T*>(at_ + offset)).load();
  }
  template <class T>
  void put(u64 offset, T value) {
    std::atomic_ref<T>(*reinterpret_cast<T*>(at_ + offset)).store(value);
  }

 private:
  int descriptor_;
  u64 bytes_;
  std::byte* at_;
};

class SharedMemory : public ::testing::Test {
 protected:
  SharedMemory() { client.call({.command = Command::config_write, .a0 = 4, .a1 = 2, .a2 = 6}); }

  static std::vector<std::unique_ptr<bus::PciDevice>> cards(std::vector<std::byte>& trace) {
    std::vector<std::unique_ptr<bus::PciDevice>> all;
    auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(trace));
    all.push_back(std::make_unique<traces::Recorder>(scratch_card(), std::move(writer)));
    return all;
  }
  std::unique_ptr<Shared> map(u64 bytes, bool contiguous) {
    const auto [answer, descriptor] =
        client.call_for_descriptor({.command = Command::map_sysmem_fd, .a0 = bytes, .a1 = contiguous});
    EXPECT_EQ(answer.status, 0);
    EXPECT_GE(descriptor, 0);
    return std::make_unique<Shared>(descriptor, answer.r0);
  }
  void write(u64 offset, u32 value) {
    client.send({.command = Command::mmio_write, .bar = 5, .a0 = offset, .a1 = 4}, as_bytes(value));
  }
  u32 read(u64 offset) {
    return client.call({.command = Command::mmio_read, .bar = 5, .a0 = offset, .a1 = 4}, 4).as<u32>();
  }
  void go(u32 what, u64 bus_address) {
    write(ScratchEndpoint::dma_address, low32(bus_address));
    write(ScratchEndpoint::dma_address_high, high32(bus_address));
    write(ScratchEndpoint::dma_go, what);
  }

  std::vector<std::byte> trace;
  ServedCards server{{fmt::format("unix:{}egpulab-shared-{}.sock", ::testing::TempDir(), ::getpid())}, cards(trace)};
  Client client{server.address()};
};

TEST_F(SharedMemory, BeginsWithTheListOfItsAddresses) {
  const auto memory = map(5 * 4096, false);

  u64 bytes = 0;
  for (u64 at = 0; memory->get<u64>(at + 8) != 0; at += 16) {
    EXPECT_EQ(memory->get<u64>(at) % 4096, 0u);
    bytes += memory->get<u64>(at + 8);
  }
  EXPECT_EQ(bytes, 5 * 4096u);
}

TEST_F(SharedMemory, TheDeviceReadsWhatTheClientStoredAndTheClientSeesWhatTheDeviceWrote) {
  const auto memory = map(2 * 4096, true);
  const u64 address = memory->get<u64>(0);

  memory->put<u32>(4096, 0xcafe);
  go(ScratchEndpoint::go_read, address + 4096);
  EXPECT_EQ(read(ScratchEndpoint::dma_result), 0xcafeu);

  write(ScratchEndpoint::dma_result, 0xbeef);
  go(ScratchEndpoint::go_write, address + 4100);
  go(ScratchEndpoint::go_write_page, address + 4108);
  ASSERT_EQ(read(ScratchEndpoint::scratch), 0u);
  EXPECT_EQ(memory->get<u32>(4100), 0xbeefu);
  EXPECT_EQ(memory->get<u32>(4108), 0xbeefu);
  EXPECT_EQ(memory->get<u32>(4096), 0xcafeu) << "the client's own store stays";
}

TEST_F(SharedMemory, ADeviceThatWaitsForAStoreGoesOnWithoutARequest) {
  const auto memory = map(4096, true);
  const u64 address = memory->get<u64>(0);
  write(ScratchEndpoint::dma_result, 0x55);
  go(ScratchEndpoint::go_wait, address + 256);
  ASSERT_EQ(read(ScratchEndpoint::scratch), 0u);
  ASSERT_EQ(memory->get<u32>(260), 0u);

  memory->put<u32>(256, 0x77);

  while (memory->get<u32>(260) == 0) std::this_thread::yield();
  EXPECT_EQ(memory->get<u32>(260), 0x55u);
}

TEST_F(SharedMemory, RequestsByHandleMeanTheSameMemory) {
  const auto memory = map(4096, true);
  client.send({.command = Command::sysmem_write, .bar = 0, .a0 = 512, .a1 = 4}, as_bytes(u32{5}));
  memory->put<u32>(516, 6);

  const Answer both = client.call({.command = Command::sysmem_read, .bar = 0, .a0 = 512, .a1 = 8}, 8);

  EXPECT_EQ(both.as<u64>(), u64{6} << 32 | 5);
  EXPECT_EQ(memory->get<u32>(512), 5u);
}

TEST_F(SharedMemory, TheClientCannotCutItShort) {
  const auto memory = map(4096, true);
  EXPECT_NE(::ftruncate(memory->descriptor(), 0), 0);
  EXPECT_EQ(read(ScratchEndpoint::scratch), 0u);
}

TEST_F(SharedMemory, ASizeThatCannotBeIsRefusedAndASocketWithoutDescriptorsSaysSo) {
  EXPECT_THAT(client.call({.command = Command::map_sysmem_fd, .a0 = 0}).text(), HasSubstr("0 bytes cannot be mapped"));
  EXPECT_EQ(client.call({.command = Command::map_sysmem_fd, .a0 = ~u64{0}}).status, 1);

  ServedCard tcp;
  Client other(tcp.address());
  EXPECT_THAT(other.call({.command = Command::map_sysmem_fd, .a0 = 4096}).text(),
              HasSubstr("only a unix socket can; use MAP_SYSMEM"));
}

TEST_F(SharedMemory, ASessionWithItReplaysThoughItsStoresWereNoRequests) {
  {
    const auto memory = map(3 * 4096, true);
    const u64 address = memory->get<u64>(0);
    for (u32 i = 1; i <= 20; ++i) {
      memory->put<u32>(4096 + 8 * i, 1000 + i);
      go(ScratchEndpoint::go_read, address + 4096 + 8 * i);
      ASSERT_EQ(read(ScratchEndpoint::dma_result), 1000 + i);
      go(ScratchEndpoint::go_write, address + 4100 + 8 * i);
    }
    go(ScratchEndpoint::go_wait, address + 512);
    ASSERT_EQ(read(ScratchEndpoint::dma_result), 1020u);
    memory->put<u32>(512, 9);
    while (memory->get<u32>(516) == 0) std::this_thread::yield();
  }
  auto& recorder = dynamic_cast<traces::Recorder&>(server.device(0));
  server.stop();
  const u64 hash = dynamic_cast<SimDevice&>(recorder.inner()).machine()->state_hash();
  recorder.record_state_hash(hash);
  recorder.writer().finish();

  const auto session = traces::Reader::from_bytes(trace, "shared memory");
  ASSERT_TRUE(session) << session.error().message;
  const auto again = scratch_card();
  const traces::ReissueResult replayed = traces::reissue(*session, *again);

  EXPECT_EQ(replayed.stopped, "");
  EXPECT_TRUE(replayed.mismatches.empty()) << replayed.mismatches[0].text();
  EXPECT_GT(replayed.compared, 40u);
  EXPECT_EQ(again->machine()->state_hash(), hash);
}

}  // namespace
}  // namespace egpulab::simulator::ports::tinygpu::tests
