// IH, the interrupt handler: its ring in device memory, and what the entries say.
#pragma once

#include <string>
#include <vector>

#include "driver/amd/boot_area.hpp"
#include "driver/amd/memory_hub.hpp"
#include "driver/amd/vram.hpp"
#include "driver/regs/amd/ih_entry.hpp"

namespace egpulab::driver::amd {

// What an entry means for whoever waits for work.
enum class Severity : u8 {
  note,   // completions and the like
  fault,  // work went wrong; its results are not to be trusted
  fatal,  // and its queue does not go on by itself
};

struct Interrupt {
  regs::amd::ih::Entry entry;
  Severity severity = Severity::note;
  bool translation_fault = false;  // a memory hub has details
  bool from_mm_hub = false;
};
// "GFX SQ_INTERRUPT_ID (illegal instruction, wave 3 of SE 0 WGP 2 SIMD 1), VMID 1, ring 0x4".
std::string to_string(const Interrupt& interrupt);

// What became of the ring since the last look.
struct Drained {
  std::vector<Interrupt> interrupts;
  bool overflow = false;  // entries were lost
};

class InterruptRing {
 public:
  InterruptRing(Registers& registers, Vram& vram, FrameBuffer frame_buffer)
      : registers_(registers), vram_(vram), frame_buffer_(frame_buffer) {}

  // Starts ring 0 empty. `message_signalled`: raise MSI as well.
  void start(bool message_signalled);
  void stop();
  // Takes what has arrived. One register read when nothing has.
  Drained drain();

 private:
  Registers& registers_;
  Vram& vram_;
  FrameBuffer frame_buffer_;
  u32 read_ = 0;  // dwords
};

}  // namespace egpulab::driver::amd
