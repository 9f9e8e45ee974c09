// A driver's session on the test device, recorded in memory.
#pragma once

#include "driver/bus/link.hpp"
#include "tests/bus/memory_device.hpp"
#include "traces/reader.hpp"
#include "traces/recorder.hpp"

namespace egpulab::testing {

// What a small driver does: identifies the device, uploads, runs the engine once, waits, and fetches the result.
inline u32 drive(bus::PciDevice& device, u32 job = 7) {
  bus::Link link(device);
  device.config_read(0, 4);
  auto ring = device.allocate_dma({.size = 100, .contiguous = true, .label = "ring"});
  {
    const bus::Phase phase(link, "upload");
    std::vector<std::byte> image(10'000, std::byte{0x5a});
    link.write_block(0, 0x1000, image);
    ring->store<u32>(8, job);
    ring->fill(16, 32, 0xee);
  }
  const bus::Phase phase(link, "run");
  link.write32(5, MemoryDevice::target, low32(ring->segments()[0].bus_address) + 64);
  link.write32(5, MemoryDevice::start, job);
  u32 done = 0;
  link.wait(
      {.what = "engine", .limit = 5ms, .interval = 10us},
      [&] { return (done = link.read32(5, MemoryDevice::done)) == job; }, [&] { return std::to_string(done); });
  return ring->load<u32>(64);
}

struct Recording {
  std::vector<std::byte> bytes;
  u32 result = 0;
  u64 trace_hash = 0;

  traces::Reader reader() const { return traces::Reader::from_bytes(bytes, "session.egt").value(); }
};

// Records what `act` does to a fresh device.
template <class Act>
Recording record(Act&& act) {
  Recording r;
  MemoryDevice device;
  auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(r.bytes));
  {
    traces::Recorder recorder(device, writer);
    r.result = act(static_cast<bus::PciDevice&>(recorder));
  }
  r.trace_hash = writer->trace_hash();
  writer->finish();
  return r;
}
inline Recording record() {
  return record([](bus::PciDevice& device) { return drive(device); });
}

}  // namespace egpulab::testing
