// A client's bytes on a socket, against the simulated card.
#include "driver/bus/limited_device.hpp"
#include "simulator/machine/sim_device.hpp"
#include "simulator/ports/tinygpu/session.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

namespace tinygpu = simulator::ports::tinygpu;

// One card for all inputs, put back before each. A small window and little DMA memory: sizes that the simulator would
// have to honour are not the subject.
struct Card {
  std::unique_ptr<simulator::SimDevice> device = simulator::open_sim(*bus::parse_uri("sim:rx7900xtx?bar0=256M"));
  bus::LimitedDevice limited{*device, bus::Limits{.max_dma_bytes = 8 * MiB}};
  std::shared_ptr<const simulator::Machine::Snapshot> fresh = device->machine()->take_snapshot();
};

// The first byte says in pieces of how many bytes the rest arrives.
void run_tinygpu(Bytes input) {
  static Card card;
  card.device->machine()->restore(*card.fresh);
  card.device->machine()->report().clear();
  std::vector<tinygpu::Served> devices;
  devices.push_back({&card.limited, "0000:03:00.0", std::chrono::milliseconds(1)});
  tinygpu::Session session(devices, {.passes_descriptors = true});
  Source source{input};
  const std::size_t piece = 1 + std::size_t{source.take<u8>()} * 8;
  tinygpu::StreamBuffer out;
  for (Bytes rest = source.rest; !rest.empty() || session.more();) {
    const MutableBytes room = session.room();
    const std::size_t n = std::min({piece, rest.size(), room.size()});
    std::ranges::copy(rest.first(n), room.begin());
    if (!session.received(n, out)) return;
    session.take_descriptor();
    out.clear();
    rest = rest.subspan(n);
  }
}

// command u8, device u32, bar u32, then three u64.
Input request(u8 command, u32 bar, u64 a0, u64 a1, u64 a2 = 0, std::size_t payload = 0) {
  Input all(tinygpu::Request::wire_bytes + payload, std::byte{0x5a});
  store(MutableBytes(all), 0, command);
  store(MutableBytes(all), 1, u32{0});
  store(MutableBytes(all), 5, bar);
  store(MutableBytes(all), 9, a0);
  store(MutableBytes(all), 17, a1);
  store(MutableBytes(all), 25, a2);
  return all;
}

std::vector<Input> tinygpu_seeds() {
  using tinygpu::Command;
  const auto of = [](Command c) { return static_cast<u8>(c); };
  const std::vector<Input> requests{
      request(of(Command::ping), 0, 0, 0),
      request(of(Command::map_bar), 5, 0, 0),
      request(of(Command::config_read), 0, 0, 4),
      request(of(Command::config_write), 0, 4, 2, 6),
      request(of(Command::mmio_read), 5, 0x378c, 4),
      request(of(Command::mmio_write), 5, 0x1000, 4, 0, 4),
      request(of(Command::map_sysmem), 0, 0x2000, 0),
      request(of(Command::map_sysmem_fd), 0, 0x2000, 0),
      request(of(Command::sysmem_write), 0, 0x100, 8, 0, 8),
      request(of(Command::sysmem_read), 0, 0x100, 8),
      request(of(Command::mmio_read), 0, 0x100, 64),
      request(of(Command::resize_bar), 0, 0, 0),
      request(of(Command::reset), 0, 0, 0),
  };
  Input whole{std::byte{255}};
  std::vector<Input> all;
  for (const Input& r : requests) {
    whole.insert(whole.end(), r.begin(), r.end());
    all.push_back({std::byte{4}});
    all.back().insert(all.back().end(), r.begin(), r.end());
  }
  all.push_back(whole);
  return all;
}

const Registration tinygpu_registration({"TinyGpu", run_tinygpu, tinygpu_seeds});

}  // namespace
}  // namespace egpulab::fuzz
