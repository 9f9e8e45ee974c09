// A card on the bench and the PSP's mailboxes by hand: bootloader, ring, command frames, firmware images.
#pragma once

#include <optional>

#include "driver/firmware/firmware_set.hpp"
#include "driver/regs/amd/psp.hpp"
#include "driver/regs/amd/psp_gfx.hpp"
#include "driver/regs/amd/smu.hpp"
#include "driver/regs/amd/smu_messages.hpp"
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {

using psp::BootloaderCommand;
using psp::FirmwareType;
using psp::Status;

// The synthetic set that fits the card; parsed once.
const firmware::FirmwareSet& synthetic_set();

class PspBench : public Card {
 protected:
  // Places in VRAM.
  static constexpr u64 image_at = 32 * MiB, ring_at = 40 * MiB, command_at = 41 * MiB, fence_at = 42 * MiB,
                       tmr_at = 64 * MiB, tmr_bytes = 0x1300000;
  static constexpr u32 ring_bytes = 0x1000, frame_dwords = sizeof(psp::RingFrame) / 4;

  explicit PspBench(bool strict = true, std::string_view profile_id = "rx7900xtx") : Card(strict, profile_id) {}

  u32 mailbox(u32 index) { return read<Mp0SmnC2pmsg>(index).raw(); }
  void mailbox(u32 index, u32 value) { write(Mp0SmnC2pmsg(value), index); }

  // Hands an image to the bootloader; the value of C2PMSG_35 once bit 31 is up (or after a second).
  u32 hand_over(BootloaderCommand command, Bytes image);
  // The bootloader's part of a set's bring-up, up to PSP 13 with the key database for the SPL as Linux psp_v13_0.c
  // does.
  void start_secure_os(const firmware::FirmwareSet& set = synthetic_set());
  // Writes a ring command; C2PMSG_64 once answered.
  u32 ring_command(psp::RingCommand command);
  u32 create_ring(u64 address, u32 bytes);
  // sOS up and its ring there.
  void start_ring(const firmware::FirmwareSet& set = synthetic_set());

  // Puts a command on the ring and waits for its fence (a second at most).
  psp::Response submit(psp::CommandBuffer command);
  bool fence_reached() { return gpu.vram().load<u32>(fence_at) == fence_; }
  psp::Response load_toc(Bytes image);
  psp::Response setup_tmr(u64 address = tmr_at, u32 bytes = tmr_bytes);
  psp::Response load_firmware(FirmwareType type, Bytes image, std::optional<u32> size = {});
  psp::Response simple(psp::Command command);
  // TOC, SMU, TMR, everything else of the set, autoload: what drivers do until the graphics core may come up.
  void load_all(const firmware::FirmwareSet& set = synthetic_set(), bool graphics = true);

  // One SMU message; the response register once it is not 0 (or after a second).
  u32 smu(u32 message, u32 argument = 0);
  u32 smu(regs::amd::smu::Message message, u32 argument = 0) { return smu(static_cast<u32>(message), argument); }
  u32 smu_result() { return read<Mp1SmnC2pmsg>(smu_mailbox::argument).raw(); }

  static Status status_of(const psp::Response& r) { return static_cast<Status>(r.status); }

  u32 fence_ = 0;
};

}  // namespace egpulab::test
