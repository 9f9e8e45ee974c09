// The narrow views that AMD blocks have of each other; a block's constructor takes only those it needs.
#pragma once

#include <array>
#include <string>

#include "driver/base/types.hpp"

namespace egpulab::simulator::amd {

// Memory as VMID 0 units (firmware processors, IH, ring fetch with physical addresses) reach it: MC addresses inside
// the framebuffer aperture are VRAM, inside the AGP aperture host memory, inside context 0's page-table range they are
// translated. False: the access went nowhere; the hub has recorded the fault.
class McMemory {
 public:
  virtual ~McMemory() = default;
  virtual bool read(u64 mc_address, MutableBytes into) = 0;
  virtual bool write(u64 mc_address, Bytes from) = 0;
};

// One interrupt as a source block knows it; IH adds timestamp and ring position.
struct InterruptEntry {
  u8 client_id = 0;  // SOC21_IH_CLIENTID_*
  u8 source_id = 0;
  u8 ring_id = 0;
  u8 vmid = 0;
  bool vmid_is_mmhub = false;
  u16 pasid = 0;
  std::array<u32, 4> source_data{};
};
class InterruptSink {
 public:
  virtual ~InterruptSink() = default;
  virtual void raise(const InterruptEntry& entry) = 0;
};

// What GRBM_GFX_CNTL says: the bank of CP, SH and SPI registers that accesses through MMIO mean.
struct GrbmSelection {
  u8 me = 0, pipe = 0, queue = 0, vmid = 0;
  friend bool operator==(const GrbmSelection&, const GrbmSelection&) = default;
};
class GrbmSelect {
 public:
  virtual ~GrbmSelect() = default;
  virtual GrbmSelection selected() const = 0;
};

// The lines between GRBM and an engine behind it; engines attach to Grbm once they exist.
class GrbmEngine {
 public:
  virtual ~GrbmEngine() = default;
  virtual bool busy() const = 0;                  // work in flight: GRBM_STATUS, CP_STAT
  virtual void hold_in_reset(bool asserted) = 0;  // its bit of GRBM_SOFT_RESET, when it changes
};

// Microcontrollers of the graphics core whose firmware RLC autoload copies and starts.
enum class Microcontroller : u8 { pfp, me, mec, mes, mes_kiq, sdma };
class MicrocontrollerState {
 public:
  virtual ~MicrocontrollerState() = default;
  // Its firmware was accepted and autoload has put it in place: the engine runs as soon as its own control register
  // lets it.
  virtual bool loaded(Microcontroller which) const = 0;
};

// The graphics core's bring-up as the firmware processors see it (RLC and IMU behind it).
class GraphicsBringUp {
 public:
  virtual ~GraphicsBringUp() = default;
  // The PSP put firmware of this PSP firmware type (GFX_FW_TYPE_*) into the TMR.
  virtual void firmware_placed(u32 psp_firmware_type) = 0;
  // The PSP asks for RLC autoload. Empty: started; else which firmware is missing, and nothing happens.
  virtual std::string start_autoload() = 0;
  // The SMU lets the graphics core have power and clocks, or takes them; autoload needs them.
  virtual void set_power(bool on) = 0;
  // Autoload has finished.
  virtual bool up() const = 0;
};

// The SMU as the PSP sees it.
class SmuLoader {
 public:
  virtual ~SmuLoader() = default;
  // Its firmware was accepted; it runs and answers from now on. Version as GetSmuVersion gives it, 0 if unknown.
  virtual void firmware_started(u32 version) = 0;
};

// Who can reset the whole chip while it runs (mode 1): the PSP's and the SMU's mailboxes ask for it. The reset happens
// at once, so the asker does nothing after it.
class ChipReset {
 public:
  virtual ~ChipReset() = default;
  virtual void mode1_reset() = 0;
};

// How long an engine has been at work since power-on, from which the SMU derives activity and power.
class ActivityCounter {
 public:
  virtual ~ActivityCounter() = default;
  virtual Nanoseconds busy_time() const = 0;
};

// The shaders' instruction caches, which cache operations of any engine may empty.
class InstructionCaches {
 public:
  virtual ~InstructionCaches() = default;
  virtual void invalidate_instructions() = 0;
};

// A block that owns a range of the doorbell BAR. `index` counts dwords from the BAR's start.
class DoorbellSink {
 public:
  virtual ~DoorbellSink() = default;
  // False: the doorbell is not (or no longer) anybody's here.
  virtual bool doorbell(u32 index, u64 value, u8 bytes) = 0;
};

}  // namespace egpulab::simulator::amd
