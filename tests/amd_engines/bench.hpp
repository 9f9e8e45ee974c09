// A Navi31 in a machine, brought up as its firmware leaves it, and driven by registers and memory only: what a driver
// that nobody here wrote might do. No bus costs; VMID 0 reaches VRAM through the framebuffer aperture.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/regs/amd/gcvm.hpp"
#include "driver/regs/amd/ih.hpp"
#include "driver/regs/amd/ih_entry.hpp"
#include "driver/regs/amd/pte.hpp"
#include "simulator/amd/gpu.hpp"
#include "simulator/machine/machine.hpp"

namespace egpulab::test {

using namespace regs::amd;
using namespace regs::literals;
using namespace std::chrono_literals;
using simulator::Finding;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Dwords = std::vector<u32>;

class Bench : public ::testing::Test {
 protected:
  static constexpr u64 page = 4096;
  // Free VRAM for tests, as an offset; the page tables that map() builds grow upwards from `tables`.
  static constexpr u64 heap = 0x100'0000, tables = 0x800'0000, interrupt_ring = 0x10'0000;

  Bench();
  virtual void bring_up();  // after power-on and after each reset of the chip

  // Registers by their declarations; beyond the BAR through RSMU_INDEX and RSMU_DATA.
  template <class R, class... Index>
  R read(Index... index) {
    return R(read_dword(byte_address<R>(gpu.bases(), index...)));
  }
  template <class R, class... Index>
  void write(R value, Index... index) {
    write_dword(byte_address<R>(gpu.bases(), index...), value.raw());
  }
  template <class R, class... Index>
  u32 dword_of(Index... index) {
    return static_cast<u32>(byte_address<R>(gpu.bases(), index...) / 4);
  }
  u32 read_dword(u64 address);
  void write_dword(u64 address, u32 value);
  void ring_doorbell(u32 index, u64 value) { gpu.write64(2, u64{4} * index, value); }

  // Memory. MC addresses are what VMID 0 sees of VRAM.
  u64 mc(u64 vram_offset) const { return machine->profile(0).vram.fb_base + vram_offset; }
  u64 offset(u64 mc_address) const { return mc_address - machine->profile(0).vram.fb_base; }
  u64 allocate(u64 bytes = page);  // MC address of zeroed VRAM
  template <class T>
  T peek(u64 mc_address) {
    return gpu.vram().load<T>(offset(mc_address));
  }
  template <class T>
  void poke(u64 mc_address, T value) {
    gpu.vram().store(offset(mc_address), value);
  }
  void put(u64 mc_address, std::span<const u32> words) { gpu.vram().write(offset(mc_address), std::as_bytes(words)); }
  // Host memory: bus address of a page; `host` is that memory.
  u64 allocate_host(u64 bytes = page);
  template <class T>
  T peek_host(u64 bus_address) {
    return host().load<T>(machine->host_memory().offset_of(bus_address));
  }
  template <class T>
  void poke_host(u64 bus_address, T value) {
    host().store(machine->host_memory().offset_of(bus_address), value);
  }
  simulator::Memory& host() { return machine->host_memory().memory(); }

  // Page tables of a VMID of the GC hub: four levels, root at PDB2, made of 4 KiB pages unless an entry is given
  // higher up. Table memory comes from VRAM.
  static Pte leaf(u64 physical, bool system = false) {
    return Pte("VALID"_f = true, "SYSTEM"_f = system, "SNOOPED"_f = system, "EXECUTABLE"_f = true, "READABLE"_f = true,
               "WRITEABLE"_f = true, "ADDRESS"_f = physical >> 12);
  }
  static Pte read_only(Pte entry) {
    entry.set("WRITEABLE"_f = false);
    return entry;
  }
  // level: 0 = a 4 KiB page, 1 = 2 MiB, 2 = 1 GiB entry.
  void map(u8 vmid, u64 va, Pte entry, u32 level = 0);
  void invalidate(u8 vmid);  // as gmc_v11_0.c does, engine 17

  void pass(Nanoseconds time) { machine->timeline().advance(time); }
  // Findings of one kind, "block: what".
  std::vector<std::string> findings(Finding kind) const;
  // Entries of the interrupt ring since it was set up.
  std::vector<ih::Entry> interrupts();

  std::shared_ptr<simulator::Machine> machine;
  simulator::amd::Gpu& gpu;

 private:
  void enable_bus_master();
  void load_firmware();
  void route_doorbells();
  void set_up_interrupts();
  void set_up_contexts();

  u64 next_ = heap, next_table_ = tables;
  std::array<u64, 16> roots_{};
};

}  // namespace egpulab::test
