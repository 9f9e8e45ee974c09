// A Falcon's DMA engine: blocks between its memories and VRAM or system memory, through the frame buffer interface.
#include <fmt/format.h>

#include <array>

#include "simulator/nvidia/falcon/falcon.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;
using namespace std::chrono_literals;

namespace {

constexpr Nanoseconds block_time = 100ns;  // 2.5 GB/s: inferred
constexpr u32 queue_depth = 8;             // commands that wait before FULL: inferred

}  // namespace

void Falcon::declare_dma() {
  registers_.on_read<FalconDmactl, &Falcon::read_dmactl>(this);
  registers_.storage<FalconDmatrfbase, FalconDmatrfmoffs, FalconDmatrffboffs, FalconDmatrfbase1, FalconFbifTranscfg,
                     FalconFbifCtl>();
  registers_.on_write<FalconDmatrfcmd, &Falcon::command_written>(this);
  registers_.on_read<FalconDmatrfcmd, &Falcon::read_command>(this);
}

u32 Falcon::outstanding() const {
  const Nanoseconds left = dma_busy_until_ - timeline().now();
  return left.count() <= 0 ? 0 : static_cast<u32>((left.count() + block_time.count() - 1) / block_time.count());
}

FalconDmatrfcmd Falcon::read_command(FalconDmatrfcmd stored) {
  const u32 waiting = outstanding();
  return stored.with("FULL"_f = waiting >= queue_depth, "IDLE"_f = waiting == 0);
}

// Bytes move at once; what takes time is that the engine says so.
void Falcon::command_written(FalconDmatrfcmd command) {
  if (in_reset_) return complain(Finding::fault, "DMA command while held in reset");
  if (outstanding() >= queue_depth) return complain(Finding::fault, "DMA command while the queue is full: dropped");
  dma_busy_until_ = std::max(dma_busy_until_, timeline().now()) + block_time;
  if (const std::string error = transfer(command); !error.empty()) {
    complain(Finding::fault, "DMA: " + error);
    interrupt(FalconIrqstat("EXTERR"_f = true).raw());
  }
}

// Empty, or why nothing moved.
std::string Falcon::transfer(FalconDmatrfcmd command) {
  const u32 bytes = 4u << command["SIZE"_f];
  if (command["SIZE"_f] > dma_size_256) return fmt::format("size code {} is not defined", command["SIZE"_f]);
  const bool imem = command["IMEM"_f], write = command["WRITE"_f];
  const u32 at = registers_.get<FalconDmatrfmoffs>()["OFFS"_f], offset = registers_.get<FalconDmatrffboffs>().raw();
  auto& memory = imem ? memories_.imem : memories_.dmem;
  const std::string_view which = imem ? "IMEM" : "DMEM";
  if (at % bytes != 0 || at + bytes > memory.size())
    return fmt::format("{} {:#x} of {:#x} bytes is not aligned, or beyond its {:#x} bytes", which, at, bytes,
                       memory.size());
  if (imem && (write || bytes != falcon_block)) return "code moves inwards only, in blocks of 256 bytes";

  const u32 context = command["CTXDMA"_f];
  const auto config = registers_.get<FalconFbifTranscfg>(context);
  if (!config["MEM_TYPE"_f])
    return fmt::format("FBIF_TRANSCFG({}) says virtual memory, and no instance block is bound", context);
  if (!registers_.get<FalconFbifCtl>()["ALLOW_PHYS_NO_CTX"_f])
    return "physical addresses without a context, which FBIF_CTL.ALLOW_PHYS_NO_CTX does not allow";
  if (registers_.get<FalconDmactl>()["REQUIRE_CTX"_f]) return "DMACTL.REQUIRE_CTX is set, and no context is bound";
  const u64 base = (u64{registers_.get<FalconDmatrfbase1>()["BASE"_f]} << 32 | registers_.get<FalconDmatrfbase>().raw())
                   << 8;
  const u32 target = config["TARGET"_f];
  const PhysicalAddress place{target == fbif_local_fb ? Aperture::video : Aperture::system_coherent, base + offset};
  if (target > fbif_noncoherent_sysmem)
    return fmt::format("FBIF_TRANSCFG({}).TARGET {} is not defined", context, target);
  if (const Region wpr = protection_.wpr2();
      place.aperture == Aperture::video && !wpr.empty() && place.address < wpr.end && place.address + bytes > wpr.begin)
    return fmt::format("VRAM {:#x} is write-protected (WPR2)", place.address);

  const MutableBytes inside = MutableBytes(memory).subspan(at, bytes);
  const bool done = write ? memory_.write(place, inside) : memory_.read(place, inside);
  if (!done)
    return fmt::format("{} {:#x} cannot be {}", place.aperture == Aperture::video ? "VRAM" : "bus address",
                       place.address, write ? "written" : "read");
  if (imem)
    memories_.tags[at / falcon_block] = {static_cast<u16>(offset / falcon_block), 1,
                                         static_cast<u8>(command["SEC"_f] != 0)};
  return {};
}

}  // namespace egpulab::simulator::nvidia
