// Bringing the card up without a driver.
#include "tests/amd_engines/bench.hpp"

#include "driver/regs/amd/nbio.hpp"
#include "driver/regs/amd/psp_gfx.hpp"

namespace egpulab::test {

namespace {

std::shared_ptr<simulator::Machine> make_machine() {
  simulator::MachineOptions options;
  options.profiles = {"rx7900xtx"};
  options.strict = true;
  return std::make_shared<simulator::Machine>(std::move(options));
}

}  // namespace

Bench::Bench() : machine(make_machine()), gpu(dynamic_cast<simulator::amd::Gpu&>(machine->endpoint(0))) {
  enable_bus_master();
  Bench::bring_up();
}

void Bench::bring_up() {
  load_firmware();
  route_doorbells();
  set_up_interrupts();
  set_up_contexts();
}

void Bench::enable_bus_master() {
  constexpr u16 command = 4;
  constexpr u32 memory_and_master = 6;
  machine->function(0).config_write(command, 2, memory_and_master);
}

// What PSP and SMU do once a driver has given them all images.
void Bench::load_firmware() {
  for (u32 type = 0; type < 128; ++type) gpu.graphics().firmware_placed(type);
  gpu.graphics().set_power(true);
  ASSERT_EQ(gpu.graphics().start_autoload(), "");
  pass(100ms);
}

// The settings of Linux's nbio_v4_3.c.
void Bench::route_doorbells() {
  write(RccDev0Epf0RccDoorbellAperEn("BIF_DOORBELL_APER_EN"_f = true));
  write(S2aDoorbellEntryCtrl(0x30000007), 0u);
  write(S2aDoorbellEntryCtrl(0x3000000d), 3u);
  write(S2aDoorbellEntryCtrl("S2A_DOORBELL_PORT#_ENABLE"_f = true, "S2A_DOORBELL_PORT#_AWID"_f = 0xeu,
                             "S2A_DOORBELL_PORT#_RANGE_OFFSET"_f = 0x200u, "S2A_DOORBELL_PORT#_RANGE_SIZE"_f = 40u,
                             "S2A_DOORBELL_PORT#_AWADDR_31_28_VALUE"_f = 3u),
        2u);
}

void Bench::set_up_interrupts() {
  write(IhRbBase(static_cast<u32>(mc(interrupt_ring) >> 8)));
  write(IhRbBaseHi(static_cast<u32>(mc(interrupt_ring) >> 40)));
  write(IhRbCntl("RB_ENABLE"_f = true, "RB_SIZE"_f = 10u, "ENABLE_INTR"_f = true, "MC_SPACE"_f = 4u));
}

// All but VMID 0 have page tables from the first address on.
void Bench::set_up_contexts() {
  for (u8 vmid = 1; vmid < 16; ++vmid) {
    roots_[vmid] = next_table_;
    next_table_ += page;
    write(GcvmContextPageTableBaseAddrLo32(static_cast<u32>(roots_[vmid]) | 1u), vmid);
    write(GcvmContextPageTableEndAddrLo32(~0u), vmid);
    write(GcvmContextPageTableEndAddrHi32(0xfu), vmid);
    write(GcvmContextCntl(
              "ENABLE_CONTEXT"_f = true, "PAGE_TABLE_DEPTH"_f = 3u, "RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
              "PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true, "VALID_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
              "READ_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true, "WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
              "EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true),
          vmid);
  }
}

u32 Bench::read_dword(u64 address) {
  if (address < 1 * MiB) return gpu.read32(5, address);
  gpu.write32(5, byte_address<BifBxPf0RsmuIndex>(gpu.bases()), static_cast<u32>(address));
  return gpu.read32(5, byte_address<BifBxPf0RsmuData>(gpu.bases()));
}

void Bench::write_dword(u64 address, u32 value) {
  if (address < 1 * MiB) return gpu.write32(5, address, value);
  gpu.write32(5, byte_address<BifBxPf0RsmuIndex>(gpu.bases()), static_cast<u32>(address));
  gpu.write32(5, byte_address<BifBxPf0RsmuData>(gpu.bases()), value);
}

u64 Bench::allocate(u64 bytes) {
  const u64 at = next_;
  next_ += align_up(bytes, page);
  return mc(at);
}

u64 Bench::allocate_host(u64 bytes) {
  auto& memory = machine->host_memory();
  return memory.find(memory.allocate(align_up(bytes, page), true, "test"))->segments.front().bus_address;
}

void Bench::map(u8 vmid, u64 va, Pte entry, u32 level) {
  simulator::Memory& vram = gpu.vram();
  u64 table = roots_[vmid];
  for (u32 at = 3; at > level; --at) {
    const u64 slot = table + (va >> (12 + 9 * at) & 0x1ff) * 8;
    Pde below(vram.load<u64>(slot));
    if (!below["VALID"_f]) {
      below = Pde("VALID"_f = true, "ADDRESS"_f = next_table_ >> 6);
      next_table_ += page;
      vram.store(slot, below.raw());
    }
    table = u64{below["ADDRESS"_f]} << 6;
  }
  if (level != 0) entry.set("PDE_PTE"_f = true);
  vram.store(table + (va >> (12 + 9 * level) & 0x1ff) * 8, entry.raw());
}

void Bench::invalidate(u8 vmid) {
  write(GcvmInvalidateEngAddrRangeLo32(~0u), 17u);
  write(GcvmInvalidateEngAddrRangeHi32(0x1fu), 17u);
  write(GcvmInvalidateEngReq("PER_VMID_INVALIDATE_REQ"_f = 1u << vmid, "INVALIDATE_L2_PTES"_f = true,
                             "INVALIDATE_L2_PDE0"_f = true, "INVALIDATE_L2_PDE1"_f = true,
                             "INVALIDATE_L2_PDE2"_f = true, "INVALIDATE_L1_PTES"_f = true),
        17u);
}

std::vector<std::string> Bench::findings(Finding kind) const {
  std::vector<std::string> texts;
  for (const auto& entry : machine->report().entries())
    if (entry.finding == kind) texts.push_back(entry.block + ": " + entry.what);
  return texts;
}

std::vector<ih::Entry> Bench::interrupts() {
  const u32 end = read<IhRbWptr>()["OFFSET"_f] * 4;
  std::vector<ih::Entry> entries;
  for (u32 at = 0; at < end; at += ih::entry_bytes)
    entries.emplace_back(gpu.vram().load<std::array<u32, 8>>(interrupt_ring + at));
  return entries;
}

}  // namespace egpulab::test
