// PSP (MP0), the security processor: starts its secure OS, then loads all other firmware through it.
#pragma once

#include "driver/amd/boot_area.hpp"
#include "driver/amd/hdp.hpp"
#include "driver/amd/memory_hub.hpp"
#include "driver/amd/vram.hpp"
#include "driver/firmware/firmware_set.hpp"
#include "driver/regs/amd/psp_gfx.hpp"

namespace egpulab::driver::amd {

class Psp {
 public:
  Psp(Registers& registers, Vram& vram, Hdp& hdp, FrameBuffer frame_buffer)
      : registers_(registers), vram_(vram), hdp_(hdp), frame_buffer_(frame_buffer) {}

  // The secure OS's sign of life; 0: it does not run.
  u32 sign_of_life();
  // Loads the bootloader's components one by one, the secure OS last. Throws FirmwareRejected, Timeout.
  void start_secure_os(const firmware::FirmwareSet& set);
  void create_ring();
  // Loads the images of all microcontrollers, the SMU's first: it owns the power of the rest; after it, where the card
  // leaves that to the driver, the trusted memory region is reserved in the size that the table of contents asks for.
  // Ends with RLC autoload started.
  void load_firmware(const firmware::FirmwareSet& set);

  // Bytes of the trusted memory region that LOAD_TOC asked for; 0 where the card's own firmware has reserved it.
  u32 tmr_size() const { return tmr_size_; }

 private:
  void wait_for_bootloader(std::string_view what);
  void load_component(const firmware::Piece& piece, regs::amd::psp::BootloaderCommand command);
  void transfer(const firmware::Piece& piece);
  void load_toc(const firmware::Piece& toc);
  void set_up_tmr();
  void load_image(const firmware::Piece& piece);
  // Runs one command of the ring and returns the answer; `what` names it in errors.
  regs::amd::psp::Response run(regs::amd::psp::CommandBuffer& command, std::string_view what);

  Registers& registers_;
  Vram& vram_;
  Hdp& hdp_;
  FrameBuffer frame_buffer_;
  u32 write_pointer_ = 0;  // dwords
  u32 fence_ = 0;
  u32 tmr_size_ = 0;
};

}  // namespace egpulab::driver::amd
