// A microcontroller: Falcon core with its memories, ports, DMA engine and boot ROM, and the RISC-V core beside it. GSP,
// SEC2 and PMU are instances.
// Facts: driver/regs/nvidia/{falcon,riscv}.hpp; what drivers rely on: Linux nouveau nvkm/falcon, nova-core falcon.rs.
#pragma once

#include <string>
#include <vector>

#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/riscv.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/falcon/memories.hpp"
#include "simulator/nvidia/falcon/program.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

// Told of what happens to a microcontroller as a whole.
class FalconObserver {
 public:
  virtual ~FalconObserver() = default;
  virtual void engine_reset() = 0;
};

struct FalconTraits {
  const regs::nvidia::Microcontroller& unit;
  u32 engine_id = 0;  // its bit of NV_PFALCON2_FALCON_BROM_ENGIDMASK
  u32 interrupt_vector = 0;
  u32 imem_bytes = 64 * KiB, dmem_bytes = 64 * KiB, emem_bytes = 8 * KiB;
  bool locked_at_reset = false;  // RISCV_BR_PRIV_LOCKDOWN, until its boot ROM lets the CPU in
};

class Falcon final : public Block, public GspLines {
 public:
  Falcon(Timeline& timeline, Report& report, Registers registers, const FalconTraits& traits, PhysicalMemory& memory,
         const WriteProtection& protection, InterruptSink& interrupts);

  void add_program(const ProgramRow& row) { programs_.push_back(row); }
  void connect(FalconObserver& observer) { observer_ = &observer; }

  // GspLines
  void set_mailbox(u32 index, u32 value) override;
  u32 mailbox(u32 index) const override;
  void raise_swgen0() override;
  void set_active(bool active) override;

  // FSP holds the unit: drivers see a locked target, then the lockdown bit, then neither.
  enum class Lock : u8 { none, lockdown, target };
  void set_lock(Lock lock) { lock_ = lock; }

  std::string_view name() const override { return traits_.unit.name; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  enum Event : u32 { scrubbed, program_done };

  // falcon.cpp: reset, start and state
  void declare_core();
  void engine_written(regs::nvidia::FalconEngine written);
  regs::nvidia::FalconEngine read_engine(regs::nvidia::FalconEngine stored);
  regs::nvidia::FalconHwcfg2 read_hwcfg2(regs::nvidia::FalconHwcfg2 stored);
  regs::nvidia::FalconMailbox0 read_mailbox0(regs::nvidia::FalconMailbox0 stored);
  regs::nvidia::FalconMailbox1 read_mailbox1(regs::nvidia::FalconMailbox1 stored);
  regs::nvidia::FalconDmactl read_dmactl(regs::nvidia::FalconDmactl stored);
  regs::nvidia::FalconCpuctl read_cpuctl(regs::nvidia::FalconCpuctl stored);
  void cpuctl_written(regs::nvidia::FalconCpuctl written);
  void alias_written(regs::nvidia::FalconCpuctlAlias written);
  regs::nvidia::RiscvCpuctl read_riscv(regs::nvidia::RiscvCpuctl stored);
  void riscv_written(regs::nvidia::RiscvCpuctl written);
  void bcr_written(regs::nvidia::RiscvBcrCtrl written);
  void begin_reset();
  void start();
  void halt(const std::string& why);
  void complain(Finding kind, const std::string& what);

  // interrupts.cpp
  void declare_interrupts();
  void set_written(regs::nvidia::FalconIrqsset written);
  void clear_written(regs::nvidia::FalconIrqsclr written);
  void mask_set_written(regs::nvidia::FalconIrqmset written);
  void mask_clear_written(regs::nvidia::FalconIrqmclr written);
  void retrigger_written(regs::nvidia::FalconIntrRetrigger written);
  void interrupt(u32 bits);
  u32 interrupt_mask() const;

  // dma.cpp
  void declare_dma();
  void command_written(regs::nvidia::FalconDmatrfcmd written);
  regs::nvidia::FalconDmatrfcmd read_command(regs::nvidia::FalconDmatrfcmd stored);
  std::string transfer(regs::nvidia::FalconDmatrfcmd command);
  u32 outstanding() const;

  // ports.cpp
  void declare_ports();
  void imemc_written(regs::nvidia::FalconImemc written, u32 port);
  void imemd_written(regs::nvidia::FalconImemd written, u32 port);
  regs::nvidia::FalconImemd read_imemd(regs::nvidia::FalconImemd, u32 port);
  void imemt_written(regs::nvidia::FalconImemt written, u32 port);
  void dmemc_written(regs::nvidia::FalconDmemc written, u32 port);
  void dmemd_written(regs::nvidia::FalconDmemd written, u32 port);
  regs::nvidia::FalconDmemd read_dmemd(regs::nvidia::FalconDmemd, u32 port);
  void ememc_written(regs::nvidia::FalconEmemc written, u32 port);
  void ememd_written(regs::nvidia::FalconEmemd written, u32 port);
  regs::nvidia::FalconEmemd read_ememd(regs::nvidia::FalconEmemd, u32 port);
  template <class Control>
  void port_word(FalconPort& port, std::vector<std::byte>& memory, u32 index, u32* read, u32 written);

  // boot_rom.cpp: null and a sentence where the boot ROM refuses what lies in the memories
  Program* verify(std::string& why) const;

  Report& report_;
  Registers registers_;
  FalconTraits traits_;
  PhysicalMemory& memory_;
  const WriteProtection& protection_;
  InterruptSink& interrupts_;
  FalconObserver* observer_ = nullptr;
  std::vector<ProgramRow> programs_;

  FalconMemories memories_;
  std::array<FalconPort, 4> imem_ports_;
  std::array<FalconPort, 8> dmem_ports_, emem_ports_;
  bool in_reset_ = false, scrubbing_ = false, halted_ = true, riscv_active_ = false;
  Lock lock_ = Lock::none;
  u32 pending_ = 0;  // interrupts
  Nanoseconds dma_busy_until_{0};
  u32 running_engine_ = 0, running_ucode_ = 0;  // the program that is running; 0: none
};

}  // namespace egpulab::simulator::nvidia
