// PSP 13.0 (security processor, MP0): mailboxes, bootloader, and the command ring of its secure operating system.
#pragma once

#include "driver/regs/amd/psp.hpp"
#include "simulator/amd/psp/bootloader.hpp"
#include "simulator/amd/psp/secure_os.hpp"
#include "simulator/core/block.hpp"

namespace egpulab::simulator::amd {

class Psp final : public Block {
 public:
  Psp(Timeline& timeline, Report& report, psp::Neighbours neighbours, ChipReset& chip);

  std::string_view name() const override { return "PSP"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  enum class State : u8 { starting, bootloader, secure_os };
  enum Event : u32 { bootloader_started, bootloader_answer, ring_answer, frame_fetched, frame_done };
  struct Ring {
    u64 address = 0;
    u32 bytes = 0;  // 0: no ring
    u32 read = 0;   // dwords, as the write pointer
    void visit(StateVisitor& v) { v(address), v(bytes), v(read); }
  };

  void mailbox_written(regs::amd::Mp0SmnC2pmsg value, u32 index);
  void bootloader_command(u32 command);
  void finish_bootloader_command(u32 command);
  void start_secure_os(u32 version);
  void ring_command(u32 command);
  void finish_ring_command(u32 command);
  regs::amd::psp::Status create_ring();
  void write_pointer_moved();
  void fetch_frame();
  void finish_frame();
  bool read_frame(regs::amd::psp::RingFrame& frame, regs::amd::psp::CommandBuffer& command);
  u32 mailbox(u32 index) const { return registers_.get<regs::amd::Mp0SmnC2pmsg>(index).raw(); }
  void put_mailbox(u32 index, u32 value) { registers_.put(regs::amd::Mp0SmnC2pmsg(value), index); }
  void refused(std::string what) { report_.add(Finding::refused, name(), std::move(what), timeline().now()); }

  Report& report_;
  Registers registers_;
  McMemory& memory_;
  ChipReset& chip_;
  psp::Bootloader bootloader_;
  psp::SecureOs secure_os_;
  State state_ = State::bootloader;
  Ring ring_;
};

}  // namespace egpulab::simulator::amd
