// The boot half of a simulated NVIDIA card on a bench: no bus, no driver, no GSP-RM; registers by hand.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/regs/nvidia/firmware_headers.hpp"
#include "simulator/core/blocks.hpp"
#include "simulator/nvidia/boot_chain.hpp"
#include "simulator/nvidia/pfb.hpp"
#include "simulator/nvidia/pgc6.hpp"
#include "simulator/nvidia/pmc.hpp"
#include "simulator/nvidia/prom.hpp"
#include "simulator/nvidia/ptimer.hpp"
#include "simulator/nvidia/ptop.hpp"

namespace egpulab::test {

using namespace regs::nvidia;
using namespace regs::literals;
using namespace std::chrono_literals;
using simulator::Finding;
using simulator::Reset;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// VRAM, and host memory from bus address `host_base` on.
class BenchMemory final : public simulator::nvidia::PhysicalMemory {
 public:
  static constexpr u64 host_base = 0x1'0000'0000, host_size = 64 * MiB;
  explicit BenchMemory(u64 vram_bytes) : vram("VRAM", vram_bytes) {}

  bool read(simulator::nvidia::PhysicalAddress from, MutableBytes into) override;
  bool write(simulator::nvidia::PhysicalAddress to, Bytes from) override;
  Page page(simulator::nvidia::PhysicalAddress at, bool write) override;
  u64 epoch() const override { return 1; }

  simulator::Memory vram, host{"host", host_size};
};

inline constexpr u64 host_bus = BenchMemory::host_base;

// Stands where GSP-RM stands.
class FirmwareProbe final : public simulator::nvidia::GspFirmware {
 public:
  void start(const simulator::nvidia::GspBoot& boot) override { runs = true, booted_with = boot; }
  void stop() override { runs = false; }
  bool running() const override { return runs; }
  void doorbell(u32 queue) override { rung.push_back(queue); }

  bool runs = false;
  simulator::nvidia::GspBoot booted_with{};
  std::vector<u32> rung;
};

class InterruptProbe final : public simulator::nvidia::InterruptSink {
 public:
  void raise(u32 vector) override { vectors.push_back(vector); }
  std::vector<u32> vectors;
};

struct BenchOptions {
  std::string_view profile = "rtx3090";
  bool wpr2_up = false, gfw_never_done = false;
  simulator::nvidia::BootFaults faults{};
  std::vector<std::byte> rom{};  // instead of the one made from the profile
};

class Bench {
 public:
  explicit Bench(BenchOptions options = {});

  // Registers as software reaches them.
  template <class R, class... Index>
  R read(Index... index) {
    return R(file.read(registers.address<R>(index...)));
  }
  template <class R, class... Index>
  void write(R value, Index... index) {
    file.write(registers.address<R>(index...), value.raw());
  }
  template <class R, class... Index>
  R read_at(const Microcontroller& unit, Index... index) {
    return R(file.read(registers.at(unit).address<R>(index...)));
  }
  template <class R, class... Index>
  void write_at(const Microcontroller& unit, R value, Index... index) {
    file.write(registers.at(unit).address<R>(index...), value.raw());
  }
  void pass(Nanoseconds time) { timeline.advance(time); }
  void reset(Reset kind);
  // Registers, blocks and time, as a snapshot keeps them.
  void visit(simulator::StateVisitor& visit);
  // The finding texts of one kind, "block: what".
  std::vector<std::string> findings(Finding kind) const;

  simulator::DeviceProfile profile;
  simulator::Timeline timeline;
  simulator::Report report;
  BenchMemory memory;
  InterruptProbe interrupts;
  FirmwareProbe firmware;
  simulator::RegisterFile file;
  simulator::nvidia::Registers registers;
  simulator::nvidia::Pmc pmc;
  simulator::nvidia::Ptimer ptimer;
  simulator::nvidia::Pgc6 pgc6;
  simulator::nvidia::Pfb pfb;
  simulator::nvidia::Prom prom;
  simulator::nvidia::BootChain boot_chain;
  simulator::Blocks blocks;

  u64 usable() const { return profile.vram.reported; }
};

// --- What a driver does with a Falcon

struct Image {
  std::vector<std::byte> code, data;
  u32 code_virtual = 0, signature = 0, engine_id_mask = 0, ucode_id = 0;
};
enum class From : u8 { vram, host };

void reset_falcon(Bench& bench, const Microcontroller& unit);
// Puts the image into memory and lets the unit's DMA engine fetch it, code as secure.
void load_image(Bench& bench, const Microcontroller& unit, const Image& image, From from = From::vram);
void start_image(Bench& bench, const Microcontroller& unit, const Image& image, u64 mailboxes = 0);
// All of that, and time enough.
void run_image(Bench& bench, const Microcontroller& unit, const Image& image, u64 mailboxes = 0);
bool halted(Bench& bench, const Microcontroller& unit);

// FWSEC of the card's own ROM with a command, signed for the card's fuse.
Image fwsec_image(const Bench& bench, u32 command, u64 frts_offset, u64 frts_size = MiB);
// A booter with the family's first bytes and a made-up signature.
Image booter_image(const Bench& bench);
// FRTS one MiB below the end's MiB, as drivers place it.
u64 usual_frts(const Bench& bench);

// --- What a driver prepares for GSP-RM

struct GspFiles {
  simulator::nvidia::WprMeta meta;  // in host memory at meta_at
  u64 meta_at = 0;
};
// A GSP image of `pages` pages behind its tree, a bootloader and a signature, in host memory; a layout of VRAM that
// fits.
GspFiles place_gsp_files(Bench& bench, u64 pages = 700);
void place_meta(Bench& bench, const GspFiles& files);

}  // namespace egpulab::test
