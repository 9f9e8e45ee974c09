// The PSP's secure operating system (sOS): the commands that drivers put on its ring.
#pragma once

#include <map>

#include "driver/regs/amd/ip.hpp"
#include "simulator/amd/psp/key_database.hpp"
#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd::psp {

using regs::amd::psp::Command;
using regs::amd::psp::CommandBuffer;
using regs::amd::psp::FirmwareType;
using regs::amd::psp::Response;

// What the commands act on.
struct Neighbours {
  McMemory& memory;
  GraphicsBringUp& graphics;
  SmuLoader& smu;
  Registers registers;
};

class SecureOs {
 public:
  // `version` of the PSP decides whether the driver sets up the TMR: some generations have one from boot.
  // `keys` outlives it.
  SecureOs(Neighbours neighbours, regs::amd::IpVersion version, const KeyDatabase& keys);

  // Runs a command. The response is filled in; a refusal also says why.
  Checked<Response> execute(const CommandBuffer& command);
  // Whether the command does what it does on a card. INVOKE_CMD does not: trusted applications are not modelled.
  static bool modelled(Command command);
  // Bytes that a command makes the PSP read, from which its duration follows.
  static u64 payload(const CommandBuffer& command);

  void reset();
  void visit(StateVisitor& visit);

 private:
  struct Tmr {
    u64 address = 0, size = 0, used = 0;
    void visit(StateVisitor& v) { v(address), v(size), v(used); }
  };
  struct Firmware {
    u32 version = 0;
    u64 address = 0, size = 0;  // room in the TMR
    void visit(StateVisitor& v) { v(version), v(address), v(size); }
  };

  Checked<Response> load_toc(const regs::amd::psp::LoadToc& c);
  Checked<Response> setup_tmr(const regs::amd::psp::SetupTmr& c);
  Checked<Response> destroy_tmr();
  Checked<Response> load_ip_firmware(const regs::amd::psp::LoadIpFirmware& c);
  Checked<Response> autoload_rlc();
  Checked<Response> load_application(u64 address, u32 bytes);
  Checked<Response> unload_application(const regs::amd::psp::UnloadTa& c);
  Checked<Response> invoke(const regs::amd::psp::InvokeCommand& c);
  Checked<Response> program_register(const regs::amd::psp::ProgramRegister& c);
  Checked<Response> boot_config(const regs::amd::psp::BootConfig& c);
  Checked<Response> firmware_attestation();
  Checked<u64> place(const Image& image, u32 type);
  // read_image(), and the key is one that this card knows.
  Checked<Image> read_known(u64 address, u64 available);

  Neighbours to_;
  const KeyDatabase& keys_;
  regs::amd::IpVersion version_;  // MP0's
  bool tmr_from_boot_;
  u32 toc_tmr_size_ = 0;  // as LOAD_TOC answered; 0: no TOC yet
  Tmr tmr_;
  std::map<u32, Firmware> firmware_;  // by type
  std::map<u32, u32> sessions_;       // version of each trusted application, by session id
  u32 next_session_ = 1;
  u32 boot_config_ = 0;
};

}  // namespace egpulab::simulator::amd::psp
