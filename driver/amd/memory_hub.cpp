// Memory hubs: one sequence for both and for both generations, over sets of register names.
// Sequence and values: Linux gfxhub_v3_0.c, mmhub_v3_0.c, gmc_v11_0.c, and gfxhub_v12_0.c, mmhub_v4_1_0.c, gmc_v12_0.c;
// the L2 values equal what a 7900 XTX and a 9070 XT showed.
#include "driver/amd/memory_hub.hpp"

#include <span>
#include <type_traits>

#include "driver/regs/amd/gcvm.hpp"
#include "driver/regs/amd/mmhub.hpp"

namespace egpulab::driver::amd {
namespace {

using namespace regs::amd;

struct Gc {
  static constexpr std::string_view name = "GC", ack = "GC hub TLB invalidation";
  static constexpr bool takes_semaphore = false, private_invalidation = false;
  using AgpBase = GcmcVmAgpBase;
  using AgpTop = GcmcVmAgpTop;
  using AgpBot = GcmcVmAgpBot;
  using ApertureLow = GcmcVmSystemApertureLowAddr;
  using ApertureHigh = GcmcVmSystemApertureHighAddr;
  using DefaultLsb = GcmcVmSystemApertureDefaultAddrLsb;
  using DefaultMsb = GcmcVmSystemApertureDefaultAddrMsb;
  using FaultDefaultLo = GcvmL2ProtectionFaultDefaultAddrLo32;
  using FaultDefaultHi = GcvmL2ProtectionFaultDefaultAddrHi32;
  using FaultCntl = GcvmL2ProtectionFaultCntl;
  using FaultCntl2 = GcvmL2ProtectionFaultCntl2;
  using FaultStatus = GcvmL2ProtectionFaultStatus;
  using FaultAddrLo = GcvmL2ProtectionFaultAddrLo32;
  using FaultAddrHi = GcvmL2ProtectionFaultAddrHi32;
  using L1Tlb = GcmcVmMxL1TlbCntl;
  using L2Cntl = GcvmL2Cntl;
  using L2Cntl2 = GcvmL2Cntl2;
  using L2Cntl3 = GcvmL2Cntl3;
  using L2Cntl4 = GcvmL2Cntl4;
  using L2Cntl5 = GcvmL2Cntl5;
  using IdentityLowLo = GcvmL2Context1IdentityApertureLowAddrLo32;
  using IdentityLowHi = GcvmL2Context1IdentityApertureLowAddrHi32;
  using IdentityHighLo = GcvmL2Context1IdentityApertureHighAddrLo32;
  using IdentityHighHi = GcvmL2Context1IdentityApertureHighAddrHi32;
  using IdentityOffsetLo = GcvmL2ContextIdentityPhysicalOffsetLo32;
  using IdentityOffsetHi = GcvmL2ContextIdentityPhysicalOffsetHi32;
  using ContextCntl = GcvmContextCntl;
  using BaseLo = GcvmContextPageTableBaseAddrLo32;
  using BaseHi = GcvmContextPageTableBaseAddrHi32;
  using StartLo = GcvmContextPageTableStartAddrLo32;
  using StartHi = GcvmContextPageTableStartAddrHi32;
  using EndLo = GcvmContextPageTableEndAddrLo32;
  using EndHi = GcvmContextPageTableEndAddrHi32;
  using Sem = GcvmInvalidateEngSem;
  using Req = GcvmInvalidateEngReq;
  using Ack = GcvmInvalidateEngAck;
  using RangeLo = GcvmInvalidateEngAddrRangeLo32;
  using RangeHi = GcvmInvalidateEngAddrRangeHi32;
  using BankSelect2 = GcvmL2BankSelectReservedCid2;
};

// GC 12: the status has a second word (which holds nothing that is used here), context controls have other bits.
struct Gc12 : Gc {
  using FaultStatus = GcvmL2ProtectionFaultStatusLo32;
  using ContextCntl = As<12, GcvmContextCntl>;
};

struct Mm {
  static constexpr std::string_view name = "MM", ack = "MM hub TLB invalidation", semaphore = "MM hub semaphore";
  // Without the semaphore an acknowledgement may be lost across power gating of the MM hub.
  static constexpr bool takes_semaphore = true, private_invalidation = true;
  using AgpBase = MmmcVmAgpBase;
  using AgpTop = MmmcVmAgpTop;
  using AgpBot = MmmcVmAgpBot;
  using ApertureLow = MmmcVmSystemApertureLowAddr;
  using ApertureHigh = MmmcVmSystemApertureHighAddr;
  using DefaultLsb = MmmcVmSystemApertureDefaultAddrLsb;
  using DefaultMsb = MmmcVmSystemApertureDefaultAddrMsb;
  using FaultDefaultLo = MmvmL2ProtectionFaultDefaultAddrLo32;
  using FaultDefaultHi = MmvmL2ProtectionFaultDefaultAddrHi32;
  using FaultCntl = MmvmL2ProtectionFaultCntl;
  using FaultCntl2 = MmvmL2ProtectionFaultCntl2;
  using FaultStatus = MmvmL2ProtectionFaultStatus;
  using FaultAddrLo = MmvmL2ProtectionFaultAddrLo32;
  using FaultAddrHi = MmvmL2ProtectionFaultAddrHi32;
  using L1Tlb = MmmcVmMxL1TlbCntl;
  using L2Cntl = MmvmL2Cntl;
  using L2Cntl2 = MmvmL2Cntl2;
  using L2Cntl3 = MmvmL2Cntl3;
  using L2Cntl4 = MmvmL2Cntl4;
  using L2Cntl5 = MmvmL2Cntl5;
  using IdentityLowLo = MmvmL2Context1IdentityApertureLowAddrLo32;
  using IdentityLowHi = MmvmL2Context1IdentityApertureLowAddrHi32;
  using IdentityHighLo = MmvmL2Context1IdentityApertureHighAddrLo32;
  using IdentityHighHi = MmvmL2Context1IdentityApertureHighAddrHi32;
  using IdentityOffsetLo = MmvmL2ContextIdentityPhysicalOffsetLo32;
  using IdentityOffsetHi = MmvmL2ContextIdentityPhysicalOffsetHi32;
  using ContextCntl = MmvmContextCntl;
  using BaseLo = MmvmContextPageTableBaseAddrLo32;
  using BaseHi = MmvmContextPageTableBaseAddrHi32;
  using StartLo = MmvmContextPageTableStartAddrLo32;
  using StartHi = MmvmContextPageTableStartAddrHi32;
  using EndLo = MmvmContextPageTableEndAddrLo32;
  using EndHi = MmvmContextPageTableEndAddrHi32;
  using Sem = MmvmInvalidateEngSem;
  using Req = MmvmInvalidateEngReq;
  using Ack = MmvmInvalidateEngAck;
  using RangeLo = MmvmInvalidateEngAddrRangeLo32;
  using RangeHi = MmvmInvalidateEngAddrRangeHi32;
  using BankSelect2 = MmvmL2BankSelectReservedCid2;
};

// MMHUB 4.1, likewise.
struct Mm4 : Mm {
  using FaultStatus = MmvmL2ProtectionFaultStatusLo32;
  using ContextCntl = As<4, MmvmContextCntl>;
};

// The engine that Linux keeps for the CPU; firmware uses the lower ones.
constexpr u32 cpu_engine = 17, engines = 18;
constexpr u64 last_page = (u64{1} << 36) - 1;  // of 48-bit addresses
constexpr u32 memory_type_uncached = 3;        // MTYPE_UC of soc21_enum.h

template <class H>
void initialise_hub(Registers& r, const HubSettings& s) {
  const u64 first = s.frame_buffer.base, last = s.frame_buffer.base + s.frame_buffer.size - 1;
  // AGP off: its bottom lies above its top.
  r.write(typename H::AgpBase{"AGP_BASE"_f = 0u});
  r.write(typename H::AgpTop{"AGP_TOP"_f = 0u});
  r.write(typename H::AgpBot{"AGP_BOT"_f = 0xffffffu});
  r.write(typename H::ApertureLow{"LOGICAL_ADDR"_f = static_cast<u32>(first >> 18)});
  r.write(typename H::ApertureHigh{"LOGICAL_ADDR"_f = static_cast<u32>(last >> 18)});
  r.write_pair<typename H::DefaultLsb, typename H::DefaultMsb>(s.default_page >> 12);
  r.write_pair<typename H::FaultDefaultLo, typename H::FaultDefaultHi>(s.fault_page >> 12);
  // Whole values rather than read-modify-write: the reset values are known, and reads cost round trips.
  r.write(typename H::FaultCntl2{"ACTIVE_PAGE_MIGRATION_PTE"_f = true, "ACTIVE_PAGE_MIGRATION_PTE_READ_RETRY"_f = true,
                                 "ENABLE_RETRY_FAULT_INTERRUPT"_f = true});
  r.write(typename H::L1Tlb{"ENABLE_L1_TLB"_f = true, "SYSTEM_ACCESS_MODE"_f = 3u,
                            "ENABLE_ADVANCED_DRIVER_MODEL"_f = true, "MTYPE"_f = memory_type_uncached});
  r.write(typename H::L2Cntl{"ENABLE_L2_CACHE"_f = true, "ENABLE_L2_PTE_CACHE_LRU_UPDATE_BY_WRITE"_f = true,
                             "ENABLE_L2_PDE0_CACHE_LRU_UPDATE_BY_WRITE"_f = true,
                             "ENABLE_DEFAULT_PAGE_OUT_TO_SYSTEM_MEMORY"_f = true,
                             "CONTEXT1_IDENTITY_ACCESS_MODE"_f = 1u});
  r.write(typename H::L2Cntl2{"INVALIDATE_ALL_L1_TLBS"_f = true, "INVALIDATE_L2_CACHE"_f = true});
  r.write(typename H::L2Cntl3{"BANK_SELECT"_f = 9u, "L2_CACHE_BIGK_FRAGMENT_SIZE"_f = 6u,
                              "L2_CACHE_BIGK_ASSOCIATIVITY"_f = true, "L2_CACHE_4K_ASSOCIATIVITY"_f = true});
  r.write(typename H::L2Cntl4{"L2_CACHE_4K_PARTITION_COUNT"_f = 1u});
  r.write(typename H::L2Cntl5{"WALKER_PRIORITY_CLIENT_ID"_f = 0x1ffu});
  // Identity aperture off: its low end lies above its high end.
  r.write_pair<typename H::IdentityLowLo, typename H::IdentityLowHi>(last_page);
  r.write_pair<typename H::IdentityHighLo, typename H::IdentityHighHi>(0);
  r.write_pair<typename H::IdentityOffsetLo, typename H::IdentityOffsetHi>(0);
  for (u32 engine = 0; engine < engines; ++engine)
    r.write_pair<typename H::RangeLo, typename H::RangeHi>(0x1f'ffff'ffff, engine);
}

template <class H>
void enable_hub_context(Registers& r, u32 vmid, u64 root) {
  constexpr u64 valid = 1;
  r.write_pair<typename H::BaseLo, typename H::BaseHi>(root | valid, vmid);
  r.write_pair<typename H::StartLo, typename H::StartHi>(0, vmid);
  r.write_pair<typename H::EndLo, typename H::EndHi>(last_page, vmid);
  // No retry: a faulting access gets the fault page and raises an interrupt, so that waves run on and end.
  r.at<typename H::ContextCntl>(vmid).write(typename H::ContextCntl{
      "ENABLE_CONTEXT"_f = true, "PAGE_TABLE_DEPTH"_f = 3u, "RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "RANGE_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true, "DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true, "PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "PDE0_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true, "VALID_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "VALID_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true, "READ_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "READ_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true, "WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "WRITE_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true, "EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f = true,
      "EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT"_f = true});
}

template <class H>
void disable_hub_context(Registers& r, u32 vmid) {
  r.at<typename H::ContextCntl>(vmid).write(typename H::ContextCntl{});
}

template <class H>
void invalidate_hub(Registers& r, u32 vmid) {
  if constexpr (H::takes_semaphore)
    r.at<typename H::Sem>(cpu_engine).wait(H::semaphore, timeouts::tlb_invalidate, "SEMAPHORE"_f == true);
  r.at<typename H::Req>(cpu_engine)
      .write(typename H::Req{"PER_VMID_INVALIDATE_REQ"_f = 1u << vmid, "INVALIDATE_L2_PTES"_f = true,
                             "INVALIDATE_L2_PDE0"_f = true, "INVALIDATE_L2_PDE1"_f = true,
                             "INVALIDATE_L2_PDE2"_f = true, "INVALIDATE_L1_PTES"_f = true});
  typename H::Ack ack;
  r.link().wait(
      bus::Wait{H::ack, timeouts::tlb_invalidate.limit, timeouts::tlb_invalidate.interval},
      [&] {
        ack = r.at<typename H::Ack>(cpu_engine).read();
        return (ack["PER_VMID_INVALIDATE_ACK"_f] >> vmid & 1) != 0;
      },
      [&] { return regs::describe(ack, cpu_engine); });
  if constexpr (H::takes_semaphore) r.at<typename H::Sem>(cpu_engine).write(typename H::Sem{"SEMAPHORE"_f = false});
  if constexpr (H::private_invalidation) {
    r.modify<typename H::BankSelect2>("RESERVED_CACHE_PRIVATE_INVALIDATION"_f = true);
    r.read<typename H::BankSelect2>();  // the read returns once the invalidation is done
  }
}

// gfxhub_client_ids of Linux; the same in both generations.
constexpr std::string_view gc_clients[] = {"CB/DB",     "client 1", "GE1",   "GE2",        "CPF",        "CPC",
                                           "CPG",       "RLC",      "TCP",   "SQC (inst)", "SQC (data)", "SQG",
                                           "client 12", "SDMA0",    "SDMA1", "GCR",        "SDMA2",      "SDMA3"};
// mmhub_client_ids_v3_0_0 and v4_1_0.
struct ClientName {
  u32 id;
  std::string_view name;
};
constexpr ClientName mm3_clients[] = {
    {0, "VMC"},  {4, "DCEDMC"}, {5, "DCEVGA"}, {6, "MP0"},    {7, "MP1"},   {8, "MPIO"},  {14, "XDP"},   {15, "OSSSYS"},
    {16, "HDP"}, {17, "LSDMA"}, {18, "JPEG"},  {19, "VCNU0"}, {20, "VCN0"}, {21, "VSCH"}, {22, "VCNU1"}, {23, "VCN1"}};
constexpr ClientName mm4_clients[] = {{0, "VMC"},    {3, "DCEDWB"}, {4, "DCEDMC"},  {6, "MP0"},    {7, "MP1"},
                                      {8, "MPIO"},   {14, "XDP"},   {15, "OSSSYS"}, {16, "LSDMA"}, {17, "JPEG"},
                                      {18, "VCNWR"}, {19, "VCNU"},  {22, "VSCH"},   {23, "HDP"},   {55, "VCNRD"}};

std::string gc_client(u32 id) {
  return id < std::size(gc_clients) ? std::string(gc_clients[id]) : fmt::format("client {}", id);
}
std::string named_client(std::span<const ClientName> names, u32 id) {
  for (const ClientName& c : names)
    if (c.id == id) return std::string(c.name);
  return fmt::format("client {}", id);
}
template <class H>
std::string client_name(u32 id) {
  if constexpr (std::is_base_of_v<Gc, H>)
    return gc_client(id);
  else
    return named_client(std::is_same_v<H, Mm4> ? std::span<const ClientName>(mm4_clients) : mm3_clients, id);
}

template <class H>
std::optional<HubFault> read_hub_fault(Registers& r) {
  const auto status = r.read<typename H::FaultStatus>();
  if (status.raw() == 0) return std::nullopt;
  HubFault f;
  f.hub = H::name;
  f.address = r.read_pair<typename H::FaultAddrLo, typename H::FaultAddrHi>() << 12;
  f.vmid = status["VMID"_f];
  f.client = status["CID"_f];
  f.client_name = client_name<H>(f.client);
  f.write = status["RW"_f];
  f.atomic = status["ATOMIC"_f];
  f.more = status["MORE_FAULTS"_f];
  f.walker_error = status["WALKER_ERROR"_f];
  f.permission_faults = status["PERMISSION_FAULTS"_f];
  f.mapping_error = status["MAPPING_ERROR"_f];
  f.status = status.raw();
  return f;
}

template <class H>
void clear_hub_fault(Registers& r) {
  r.modify<typename H::FaultCntl>("CLEAR_PROTECTION_FAULT_STATUS_ADDR"_f = true);
}

template <class H>
constexpr HubOperations operations_of{initialise_hub<H>, enable_hub_context<H>, disable_hub_context<H>,
                                      invalidate_hub<H>, read_hub_fault<H>,     clear_hub_fault<H>};

std::string reason(const HubFault& f) {
  constexpr std::string_view walker[] = {"",
                                         "outside the range of the address space",
                                         "no page directory entry (PDE0)",
                                         "no page directory entry (PDE1)",
                                         "no page directory entry (PDE2)",
                                         "a page table entry that asks to translate further",
                                         "the table itself could not be read",
                                         "dummy page"};
  if (f.walker_error != 0) return std::string(walker[f.walker_error & 7]);
  if ((f.permission_faults & 1) != 0) return "the page is not mapped";
  if ((f.permission_faults & 2) != 0) return "the page may not be read";
  if ((f.permission_faults & 4) != 0) return "the page may not be written";
  if ((f.permission_faults & 8) != 0) return "the page may not be executed";
  return f.mapping_error ? "mapping error" : "no reason given";
}

}  // namespace

std::string to_string(const HubFault& f) {
  return fmt::format("{} of page {:#x} in VMID {} by {} of the {} hub: {}{} (status {:#010x})",
                     f.atomic  ? "atomic access"
                     : f.write ? "write"
                               : "read",
                     f.address, f.vmid, f.client_name, f.hub, reason(f), f.more ? ", others followed" : "", f.status);
}

MemoryHub::MemoryHub(Registers& registers, Which which)
    : registers_(registers), operations_([&]() -> const HubOperations& {
        if (which == Which::gc)
          return registers.bases().at(Ip::gc).version.major >= 12 ? operations_of<Gc12> : operations_of<Gc>;
        return registers.bases().at(Ip::mmhub).version.major >= 4 ? operations_of<Mm4> : operations_of<Mm>;
      }()) {}

FrameBuffer MemoryHub::read_frame_buffer(u64 vram_size) {
  return {u64{registers_.read<MmmcVmFbLocationBase>()["FB_BASE"_f]} << 24, vram_size};
}

void MemoryHub::initialise(const HubSettings& settings) { operations_.initialise(registers_, settings); }
void MemoryHub::enable_context(u32 vmid, u64 root) { operations_.enable_context(registers_, vmid, root); }
void MemoryHub::disable_context(u32 vmid) { operations_.disable_context(registers_, vmid); }
void MemoryHub::invalidate(u32 vmid) { operations_.invalidate(registers_, vmid); }
std::optional<HubFault> MemoryHub::read_fault() { return operations_.read_fault(registers_); }
void MemoryHub::clear_fault() { operations_.clear_fault(registers_); }

}  // namespace egpulab::driver::amd
