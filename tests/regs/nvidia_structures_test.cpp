// Structures in memory, method headers and runlist registers against golden rows (fixtures/registers/
// nvidia_structures.tsv), which tools/regs/derive_nvidia.py makes of the manuals.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "driver/regs/nvidia/fault.hpp"
#include "driver/regs/nvidia/gpfifo.hpp"
#include "driver/regs/nvidia/pte.hpp"
#include "driver/regs/nvidia/ram.hpp"
#include "driver/regs/nvidia/runlist.hpp"
#include "tests/regs/golden.hpp"

namespace egpulab::regs::nvidia::test {
namespace {

using amd::test::lines_of;
using amd::test::split;

// Name -> "high:low" or an offset; of several manuals that have a name the first that is not a later chip's.
const std::map<std::string, std::string>& golden(const std::string& manual) {
  static const auto all = [] {
    std::map<std::string, std::map<std::string, std::string>> m;
    for (const std::string& line : lines_of(EGPULAB_SOURCE_DIR "/fixtures/registers/nvidia_structures.tsv"))
      if (const auto c = split(line, '\t'); !line.starts_with('#')) m[c.at(0)][c.at(1)] = c.at(2);
    return m;
  }();
  return all.at(manual);
}

// Fields whose names begin with a prefix in the manual; `base` bits before them belong to other words.
struct Prefix {
  std::string manual, text;
  unsigned base = 0;
};

template <class B>
void expect_fields(std::string_view what, const std::vector<Prefix>& prefixes) {
  for (const FieldInfo& field : B::fields) {
    bool known = false;
    std::string told;
    for (const Prefix& prefix : prefixes)
      for (const auto& [name, bits] : golden(prefix.manual)) {
        if (!name.starts_with(prefix.text)) continue;
        // What we call RELEASE_WFI_DIS is the manual's RELEASE_WFI, and ADDRESS its ADDRESS_SYS.
        const std::string theirs = name.substr(prefix.text.size());
        if (!field.name.starts_with(theirs) && !theirs.starts_with(field.name)) continue;
        known |= bits == fmt::format("{}:{}", field.high + prefix.base, field.low + prefix.base);
        told += " " + name + " " + bits;
      }
    EXPECT_TRUE(known) << fmt::format("{}.{}[{}:{}];{}", what, field.name, field.high, field.low, told);
  }
}

TEST(NvidiaStructures, PageTableEntriesAreTheManuals) {
  const std::string v2 = "tu104/dev_mmu", v3 = "gh100/dev_mmu";
  expect_fields<PteV2>("PteV2", {{v2, "NV_MMU_VER2_PTE_"}});
  expect_fields<PdeV2>("PdeV2", {{v2, "NV_MMU_VER2_PDE_"}});
  expect_fields<DualPdeBigV2>("DualPdeBigV2", {{v2, "NV_MMU_VER2_DUAL_PDE_"}});
  expect_fields<PteV3>("PteV3", {{v3, "NV_MMU_VER3_PTE_"}});
  expect_fields<PdeV3>("PdeV3", {{v3, "NV_MMU_VER3_PDE_"}});
  expect_fields<DualPdeBigV3>("DualPdeBigV3", {{v3, "NV_MMU_VER3_DUAL_PDE_"}});
}

TEST(NvidiaStructures, FaultPacketsAreTheManuals) {
  expect_fields<FaultPacket>("FaultPacket", {{"tu104/dev_mmu_fault", "NV_MMU_FAULT_BUF_ENTRY_"}});
}

TEST(NvidiaStructures, InstanceBlocksAndRunlistEntriesAreTheManuals) {
  const std::string ram = "ga100/dev_ram";
  const unsigned page_directory = 8 * ramin::page_dir_base, wfi = 8 * ramin::engine_wfi;
  expect_fields<PageDirBase>("PageDirBase", {{ram, "NV_RAMIN_PAGE_DIR_", page_directory},
                                             {ram, "NV_RAMIN_PAGE_DIR_BASE_", page_directory},
                                             {ram, "NV_RAMIN_", page_directory}});
  expect_fields<EngineWfi>("EngineWfi", {{ram, "NV_RAMIN_ENGINE_WFI_", wfi}, {ram, "NV_RAMIN_ENGINE_", wfi}});
  expect_fields<RunlistChannel>("RunlistChannel", {{ram, "NV_RAMRL_ENTRY_"}, {ram, "NV_RAMRL_ENTRY_CHAN_"}});
  expect_fields<RunlistGroup>("RunlistGroup", {{ram, "NV_RAMRL_ENTRY_"}, {ram, "NV_RAMRL_ENTRY_TSG_"}});
}

TEST(NvidiaStructures, GpfifoEntriesAndSemaphoreMethodsAreTheClassHeaders) {
  const std::string c = "clc56f";
  for (const FieldInfo& f : GpEntry::fields) EXPECT_TRUE(f.high < 32 || f.low >= 32) << f.name << " straddles words";
  const auto word1 = [](const std::string& name, unsigned high, unsigned low) {
    EXPECT_EQ(golden("clc56f").at("NVC56F_GP_ENTRY1_" + name), fmt::format("{}:{}", high - 32, low - 32)) << name;
  };
  for (const FieldInfo& f : GpEntry::fields) {
    if (f.name == "GET_HI") word1("GET_HI", f.high, f.low);
    if (f.name == "LEVEL_SUBROUTINE") word1("LEVEL", f.high, f.low);
    if (f.name == "LENGTH") word1("LENGTH", f.high, f.low);
    if (f.name == "SYNC_WAIT") word1("SYNC", f.high, f.low);
    if (f.name == "GET") {
      EXPECT_EQ(golden(c).at("NVC56F_GP_ENTRY0_GET"), fmt::format("{}:{}", f.high, f.low));
    }
  }
  expect_fields<SemExecute>("SemExecute", {{c, "NVC56F_SEM_EXECUTE_"}});
  expect_fields<SemaphoreD>("SemaphoreD", {{c, "NVC56F_SEMAPHORED_"}});
  expect_fields<MemOpA>("MemOpA", {{c, "NVC56F_MEM_OP_A_TLB_INVALIDATE_"}});
  expect_fields<MemOpC>("MemOpC", {{c, "NVC56F_MEM_OP_C_TLB_INVALIDATE_"}});
  expect_fields<MemOpD>("MemOpD", {{c, "NVC56F_MEM_OP_D_TLB_INVALIDATE_"}, {c, "NVC56F_MEM_OP_D_"}});
}

TEST(NvidiaStructures, MethodHeadersAreTheManuals) {
  const std::string ram = "ga100/dev_ram";
  expect_fields<MethodHeader>("MethodHeader", {{ram, "NV_FIFO_DMA_METHOD_"}, {ram, "NV_FIFO_DMA_"}});
  expect_fields<SubdeviceMaskEntry>("SubdeviceMaskEntry", {{ram, "NV_FIFO_DMA_SUBDEVICE_"}, {ram, "NV_FIFO_DMA_"}});
}

TEST(NvidiaStructures, RunlistRegistersAreTheManuals) {
  const std::string r = "ga100/dev_runlist";
  expect_fields<RunlistChannelConfig>("CHANNEL_CONFIG", {{r, "NV_RUNLIST_CHANNEL_CONFIG_"}});
  expect_fields<RunlistDoorbellConfig>("DOORBELL_CONFIG", {{r, "NV_RUNLIST_DOORBELL_CONFIG_"}});
  expect_fields<RunlistPbdmaConfig>("PBDMA_CONFIG", {{r, "NV_RUNLIST_PBDMA_CONFIG_"}});
  expect_fields<RunlistSubmitBaseLo>("SUBMIT_BASE_LO", {{r, "NV_RUNLIST_SUBMIT_BASE_LO_"}});
  expect_fields<RunlistSubmit>("SUBMIT", {{r, "NV_RUNLIST_SUBMIT_"}});
  expect_fields<RunlistSubmitInfo>("SUBMIT_INFO", {{r, "NV_RUNLIST_SUBMIT_INFO_"}});
  expect_fields<RunlistPreempt>("PREEMPT", {{r, "NV_RUNLIST_PREEMPT_"}});
  expect_fields<RunlistIntr0>("INTR_0", {{r, "NV_RUNLIST_INTR_0_"}});
  expect_fields<RunlistInfo>("INFO", {{r, "NV_RUNLIST_INFO_"}});
  expect_fields<ChramChannel>("CHRAM", {{r, "NV_CHRAM_CHANNEL_"}});
}

TEST(NvidiaStructures, LieAtTheManualsOffsets) {
  struct Place {
    std::string manual, name;
    u64 bytes;
  };
  const std::string ram = "ga100/dev_ram", list = "ga100/dev_runlist", host = "clc56f";
  const RamfcLayout &ampere = ramfc_ampere, &hopper = ramfc_hopper, &blackwell = ramfc_blackwell;
  // clang-format off
  const std::vector<Place> places{
      {ram, "NV_RAMIN_PAGE_DIR_BASE_TARGET", ramin::page_dir_base},
      {ram, "NV_RAMIN_ENGINE_WFI_TARGET", ramin::engine_wfi},
      {ram, "NV_RAMIN_ENGINE_WFI_VEID", ramin::engine_wfi_veid},
      {ram, "NV_RAMIN_ENG_METHOD_BUFFER_ADDR_LO", ramin::engine_method_buffer},
      {ram, "NV_RAMIN_SC_PDB_VALID0", ramin::subcontext_valid},
      {ram, "NV_RAMIN_SC_PAGE_DIR_BASE_TARGET0", ramin::subcontext_base},
      {ram, "NV_RAMFC_GP_PUT", ampere.gp_put},
      {ram, "NV_RAMFC_GP_GET", ampere.gp_get},
      {ram, "NV_RAMFC_GP_BASE", ampere.gp_base},
      {ram, "NV_RAMFC_GP_BASE_HI", ampere.gp_base_hi},
      {"gh100/dev_ram", "NV_RAMFC_GP_PUT", hopper.gp_put},
      {"gh100/dev_ram", "NV_RAMFC_GP_GET", hopper.gp_get},
      {"gh100/dev_ram", "NV_RAMFC_GP_BASE", hopper.gp_base},
      {"gh100/dev_ram", "NV_RAMFC_GP_INFO", hopper.limit2_word},
      {"gb100/dev_ram", "NV_RAMFC_GP_GET", blackwell.gp_get},
      {"gb100/dev_ram", "NV_RAMFC_GP_BASE", blackwell.gp_base},
      {"gb100/dev_ram", "NV_RAMFC_GP_BASE_HI", blackwell.gp_base_hi},
      {"gb100/dev_ram", "NV_RAMFC_MISC_FETCH_STATE", blackwell.limit2_word},
      {ram, "NV_RAMFC_PB_PUT", ampere.pb_put},
      {ram, "NV_RAMFC_PB_PUT_HI", ampere.pb_put_hi},
      {ram, "NV_RAMFC_SIGNATURE", RamfcLayout::signature},
      {ram, "NV_RAMFC_PB_GET", RamfcLayout::pb_get},
      {ram, "NV_RAMFC_REF", RamfcLayout::ref},
      {ram, "NV_RAMFC_ACQUIRE", RamfcLayout::acquire},
      {ram, "NV_RAMFC_SEM_ADDR_HI", RamfcLayout::sem_addr_hi},
      {ram, "NV_RAMFC_SEM_ADDR_LO", RamfcLayout::sem_addr_lo},
      {ram, "NV_RAMFC_SEM_PAYLOAD_LO", RamfcLayout::sem_payload_lo},
      {ram, "NV_RAMFC_SEM_PAYLOAD_HI", RamfcLayout::sem_payload_hi},
      {ram, "NV_RAMFC_SEM_EXECUTE", RamfcLayout::sem_execute},
      {ram, "NV_RAMFC_PB_HEADER", RamfcLayout::pb_header},
      {ram, "NV_RAMFC_PB_COUNT", RamfcLayout::pb_count},
      {ram, "NV_RAMFC_SUBDEVICE", ampere.subdevice},
      {ram, "NV_RAMFC_TARGET", RamfcLayout::target},
      {ram, "NV_RAMFC_HCE_CTRL", RamfcLayout::hce_ctrl},
      {ram, "NV_RAMFC_CONFIG", RamfcLayout::config},
      {ram, "NV_RAMFC_SET_CHANNEL_INFO", RamfcLayout::set_channel_info},
      {ram, "NV_RAMUSERD_GP_GET", userd::gp_get},
      {ram, "NV_RAMUSERD_GP_PUT", userd::gp_put},
      {ram, "NV_RAMUSERD_GET", userd::get},
      {ram, "NV_RAMUSERD_PUT", userd::put},
      {ram, "NV_RAMUSERD_REF", userd::ref},
      {list, "NV_RUNLIST_CONFIG", runlist::config},
      {list, "NV_RUNLIST_CHANNEL_CONFIG", runlist::channel_config},
      {list, "NV_RUNLIST_DOORBELL_CONFIG", runlist::doorbell_config},
      {list, "NV_RUNLIST_PBDMA_CONFIG0", runlist::pbdma_config},
      {list, "NV_RUNLIST_SUBMIT_BASE_LO", runlist::submit_base_lo},
      {list, "NV_RUNLIST_SUBMIT_BASE_HI", runlist::submit_base_hi},
      {list, "NV_RUNLIST_SUBMIT", runlist::submit},
      {list, "NV_RUNLIST_SUBMIT_INFO", runlist::submit_info},
      {list, "NV_RUNLIST_INTERNAL_DOORBELL", runlist::internal_doorbell},
      {list, "NV_RUNLIST_SCHED_DISABLE", runlist::sched_disable},
      {list, "NV_RUNLIST_PREEMPT", runlist::preempt},
      {list, "NV_RUNLIST_INTR_0", runlist::intr_0},
      {list, "NV_RUNLIST_INFO", runlist::info},
      {list, "NV_RUNLIST_INTR_BAD_TSG", runlist::intr_bad_tsg},
      {"gb202/dev_runlist", "NV_RUNLIST_PREEMPT", runlist::preempt_blackwell},
      {host, "NVC56F_SEM_ADDR_LO", udma::sem_addr_lo},
      {host, "NVC56F_SEM_EXECUTE", udma::sem_execute},
      {host, "NVC56F_SEMAPHOREA", udma::semaphore_a},
      {host, "NVC56F_MEM_OP_D", udma::mem_op_d},
      {host, "NVC56F_WFI", udma::wfi},
      {host, "NVC56F_YIELD", udma::yield},
      {host, "NVC56F_CLEAR_FAULTED", udma::clear_faulted},
  };
  // clang-format on
  for (const Place& p : places) {
    auto found = golden(p.manual).find(p.name);
    if (found == golden(p.manual).end() && p.name.ends_with('0'))  // an array's first
      found = golden(p.manual).find(p.name.substr(0, p.name.size() - 1) + "(i)");
    ASSERT_NE(found, golden(p.manual).end()) << p.manual << " has no " << p.name;
    const auto bits = split(found->second, ':');
    const u64 offset = bits.size() == 2 ? std::stoul(bits[1]) / 32 * 4 : std::stoul(found->second, nullptr, 16);
    EXPECT_EQ(p.bytes, offset) << p.name << " in " << p.manual;
  }
}

}  // namespace
}  // namespace egpulab::regs::nvidia::test
