// A small endpoint for tests of the machine around it: VRAM behind BAR0, a few registers behind BAR5, a doorbell that
// makes it copy between host memory and VRAM after a while.
#pragma once

#include <optional>

#include "driver/base/error.hpp"
#include "simulator/machine/machine.hpp"

namespace egpulab::simulator::tests {

class ScratchEndpoint final : public Endpoint, private Block, private PageWatcher {
 public:
  // Registers of BAR5.
  static constexpr u64 scratch = 0x00, reset_count = 0x04, dma_address = 0x08, dma_address_high = 0x0c, dma_go = 0x10,
                       dma_result = 0x14, busy_wait = 0x18;
  // Values of dma_go: read a dword from host memory into dma_result; write dma_result there, through the port or by
  // page; raise an interrupt; wait until the dword there is not zero and write dma_result behind it.
  static constexpr u32 go_read = 1, go_write = 2, go_write_page = 3, go_interrupt = 4, go_wait = 5;

  explicit ScratchEndpoint(const EndpointContext& context)
      : Block(context.timeline),
        host_(context.host),
        vram_("VRAM", context.profile.vram.size),
        registers_("BAR5", 1 * MiB, context.timeline, context.report) {
    for (const auto& [address, name] : {std::pair<u64, const char*>{scratch, "SCRATCH"},
                                        {dma_address, "DMA_ADDRESS"},
                                        {dma_address_high, "DMA_ADDRESS_HIGH"},
                                        {dma_go, "DMA_GO"},
                                        {dma_result, "DMA_RESULT"}})
      registers_.add(address, name, {});
    registers_.add(reset_count, "RESET_COUNT", {.rw = 0});
    registers_.on_write(
        dma_go, [](void* self, u32, u32 v) { static_cast<ScratchEndpoint*>(self)->schedule(work_time, v); }, this);
  }
  static constexpr Nanoseconds work_time{10'000};

  u32 read32(u8 bar, u64 offset) override {
    if (bar == 0) return vram_.contains(offset, 4) ? vram_.load<u32>(offset) : ~0u;
    return registers_.read(offset);
  }
  void write32(u8 bar, u64 offset, u32 value) override {
    if (bar != 0) return registers_.write(offset, value);
    if (vram_.contains(offset, 4)) vram_.store(offset, value);
  }
  void read_block(u8, u64 offset, MutableBytes into) override { vram_.read(offset, into); }
  void write_block(u8, u64 offset, Bytes from) override { vram_.write(offset, from); }
  void reset(Reset) override {
    cancel_events();
    const u32 count = registers_.get(reset_count) + 1;
    registers_.reset();
    registers_.put(reset_count, count);
  }
  void visit(StateVisitor& visit) override { registers_.visit(visit); }
  std::vector<Memory*> memories() override { return {&vram_}; }
  std::vector<const RegisterFile*> register_files() const override { return {&registers_}; }
  std::string_view name() const override { return "scratch"; }

  Memory& vram() { return vram_; }

 private:
  void on_event(u32 kind, u64) override {
    const u64 at = join64(registers_.get(dma_address), registers_.get(dma_address_high));
    u32 value = registers_.get(dma_result);
    switch (kind) {
      case go_read:
        host_.dma_read(at, as_writable_bytes(value)), registers_.put(dma_result, value);
        break;
      case go_write:
        host_.dma_write(at, as_bytes(value));
        break;
      case go_write_page:
        if (const auto page = host_.dma_page(at, true); page.memory) page.memory->store(page.offset + at % 4096, value);
        break;
      case go_wait:
        host_.dma_read(at, as_writable_bytes(value));
        if (const auto page = host_.dma_page(at, false); page.memory && value == 0)
          page.memory->watch(page.offset, *this);
        else if (page.memory)
          page.memory->unwatch(page.offset, *this), schedule(work_time, go_answer);
        break;
      case go_answer:
        host_.dma_write(at + 4, as_bytes(value));
        break;
      default:
        host_.interrupt(0);
    }
  }
  void page_written(u64) override {
    if (!event_pending(go_wait)) schedule(work_time, go_wait);
  }

  static constexpr u32 go_answer = 6;

  HostPort& host_;
  Memory vram_;
  RegisterFile registers_;
};

inline MachineOptions scratch_options(std::string dock = "native") {
  MachineOptions options;
  options.profiles = {"rx7900xtx"};
  options.dock = std::move(dock);
  options.factory = [](const EndpointContext& c) { return std::make_unique<ScratchEndpoint>(c); };
  return options;
}
inline std::shared_ptr<Machine> scratch_machine(MachineOptions options = scratch_options()) {
  return std::make_shared<Machine>(std::move(options));
}

}  // namespace egpulab::simulator::tests
