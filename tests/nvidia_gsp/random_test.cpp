// A driver that has lost its mind: random requests on random objects. Every one is answered, and nothing breaks.
#include <random>

#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/object.hpp"
#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {
namespace {

class RandomDriver : public Bench {
 protected:
  RandomDriver() {
    boot();
    make_client();
    make_group();
    auto p = channel_parameters(0x400000);
    EXPECT_EQ(alloc(client, group, 0xcf000010, classes::ampere_channel_gpfifo_a, p), Status::ok);
  }
  u32 pick(u32 below) { return static_cast<u32>(random_() % below); }
  u32 handle() {
    static constexpr u32 some[] = {client,     device,     subdevice,  va_space,   group,      share, 0xcf000010,
                                   0xcf000020, 0xcf000021, 0xcf000022, 0xcf000023, 0xcf000024, 0,     0xffffffff};
    return some[pick(std::size(some))];
  }
  std::vector<std::byte> junk(std::size_t bytes) {
    std::vector<std::byte> v(bytes);
    // Small numbers and handles get further than noise.
    for (std::size_t i = 0; i + 4 <= bytes; i += 4) {
      const u32 kind = pick(4);
      store(MutableBytes(v), i,
            kind == 0   ? static_cast<u32>(random_())
            : kind == 1 ? handle()
            : kind == 2 ? pick(4)
                        : 0);
    }
    return v;
  }
  std::vector<std::byte> with_header(Bytes header, std::size_t bytes) {
    std::vector<std::byte> v(header.begin(), header.end());
    const auto parameters = junk(bytes);
    v.insert(v.end(), parameters.begin(), parameters.end());
    return v;
  }
  // The function, and its request.
  std::pair<RpcFunction, std::vector<std::byte>> request() {
    switch (pick(8)) {
      case 0:
      case 1: {
        const ClassRow& row = classes()[pick(static_cast<u32>(gsp::classes().size()))];
        const u32 bytes = pick(8) == 0 ? pick(64) : row.parameter_bytes;
        const r570::RpcGspRmAlloc h{pick(20) ? client : handle(), handle(), handle(), row.number, 0, bytes, 0, {}};
        return {RpcFunction::gsp_rm_alloc, with_header(as_bytes(h), bytes)};
      }
      case 2:
      case 3:
      case 4: {
        const ControlRow& row = all_controls()[pick(static_cast<u32>(all_controls().size()))];
        const u32 bytes = pick(8) == 0 ? pick(64) : row.bytes;
        const r570::RpcGspRmControl h{pick(20) ? client : handle(), handle(), row.command, 0, bytes, 0};
        return {RpcFunction::gsp_rm_control, with_header(as_bytes(h), bytes)};
      }
      case 5: {
        r570::RpcFree f;
        f.params.h_root = client;
        // Not what the others stand on: then all the rest would only be refused.
        f.params.h_object_old = pick(10) ? 0xcf000020 + pick(5) : 0xcf000010;
        return {RpcFunction::free, with_header(as_bytes(f), 0)};
      }
      default: {
        static constexpr RpcFunction functions[] = {RpcFunction::alloc_memory,         RpcFunction::dup_object,
                                                    RpcFunction::idle_channels,        RpcFunction::set_page_directory,
                                                    RpcFunction::unset_page_directory, RpcFunction::update_bar_pde,
                                                    RpcFunction::get_gsp_static_info};
        return {functions[pick(std::size(functions))], junk(pick(300))};
      }
    }
  }

 private:
  static std::span<const ClassRow> classes() { return gsp::classes(); }
  std::mt19937_64 random_{570144};
};

TEST_F(RandomDriver, IsAnsweredEveryTime) {
  for (u32 i = 0; i < 4000; ++i) {
    const auto [function, payload] = request();
    ASSERT_EQ(call(function, Bytes(payload)).function, static_cast<u32>(function)) << "request " << i;
  }
  // And it can still be a client that behaves.
  EXPECT_EQ(free(client, client), Status::ok);
  make_client();
  EXPECT_EQ(call(RpcFunction::unloading_guest_driver, r570::RpcUnloadingGuestDriver{}).result, 0u);
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test
