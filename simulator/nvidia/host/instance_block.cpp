// Laying out RAMIN and RAMRL.
#include "simulator/nvidia/host/instance_block.hpp"

#include <bit>

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;

namespace {

void put(std::vector<std::byte>& block, u32 offset, u32 value) { store(MutableBytes(block), offset, value); }

void put_directory(std::vector<std::byte>& block, u32 offset, PhysicalAddress directory, bool replayable) {
  put(block, offset,
      PageDirBase{"TARGET"_f = static_cast<RaminTarget>(directory.aperture), "FAULT_REPLAY_TEX"_f = replayable,
                  "FAULT_REPLAY_GCC"_f = replayable, "USE_VER2_PT_FORMAT"_f = true, "BIG_PAGE_SIZE_64KB"_f = true,
                  "BASE_LO"_f = low32(directory.address) >> 12}
          .raw());
  put(block, offset + 4, high32(directory.address));
}

}  // namespace

bool write_instance_block(PhysicalMemory& memory, PhysicalAddress at, Architecture architecture,
                          const ChannelSetup& setup) {
  const RamfcLayout& layout = ramfc_layout(architecture);
  std::vector<std::byte> block(ramin::bytes);
  put(block, RamfcLayout::signature, RamfcSignature{"HW"_f = ramfc_signature_valid}.raw());
  put(block, layout.gp_base, low32(setup.gpfifo));
  put(block, layout.gp_base_hi, high32(setup.gpfifo));
  const u32 limit = setup.gpfifo_entries != 0 ? static_cast<u32>(std::countr_zero(setup.gpfifo_entries)) : 0;
  put(block, layout.limit2_word, load<u32>(Bytes(block), layout.limit2_word) | limit << layout.limit2_low);
  put(block, layout.subdevice,
      RamfcSubdevice{"ID"_f = 1u, "STATUS_ACTIVE"_f = true, "CHANNEL_DMA_ENABLE"_f = true}.raw());
  put(block, RamfcLayout::target,
      RamfcTarget{"ENG_CTX_VALID"_f = setup.engine_context, "CE_CTX_VALID"_f = setup.copy_context}.raw());
  put(block, RamfcLayout::config,
      RamfcConfig{"AUTH_LEVEL_PRIVILEGED"_f = setup.privileged, "USERD_WRITEBACK_ENABLE"_f = true}.raw());
  put(block, RamfcLayout::hce_ctrl, RamfcHceCtrl{"HCE_PRIV_MODE"_f = setup.privileged}.raw());
  put(block, RamfcLayout::acquire,
      RamfcAcquire{"RETRY_MAN"_f = 2u, "RETRY_EXP"_f = 2u, "TIMEOUT_EXP"_f = 15u, "TIMEOUT_MAN"_f = 0xffffu}.raw());
  put(block, RamfcLayout::set_channel_info,
      RamfcSetChannelInfo{"VEID"_f = setup.subcontext & 0x3f, "CHID"_f = setup.channel & 0xfff}.raw());
  put_directory(block, ramin::page_dir_base, setup.page_directory, setup.replayable_faults);
  put(block, ramin::engine_wfi_veid, setup.subcontext);
  const u32 veid = setup.subcontext % ramin::subcontexts;
  put(block, ramin::subcontext_valid + veid / 32 * 4, 1u << veid % 32);
  put_directory(block, ramin::subcontext_base + veid * ramin::subcontext_stride, setup.page_directory,
                setup.replayable_faults);
  return memory.write(at, block);
}

bool write_page_directory(PhysicalMemory& memory, PhysicalAddress instance, PhysicalAddress page_directory,
                          bool replayable_faults) {
  std::vector<std::byte> block(ramin::bytes);
  if (!memory.read(instance, block)) return false;
  put_directory(block, ramin::page_dir_base, page_directory, replayable_faults);
  const u32 veid = load<u32>(Bytes(block), ramin::engine_wfi_veid) % ramin::subcontexts;
  put_directory(block, ramin::subcontext_base + veid * ramin::subcontext_stride, page_directory, replayable_faults);
  return memory.write(instance, block);
}

u32 write_runlist(PhysicalMemory& memory, PhysicalAddress at, const std::vector<RunlistTsg>& groups) {
  std::vector<std::byte> list;
  const auto append = [&](const std::array<u32, 4>& words) {
    const Bytes bytes = std::as_bytes(std::span(words));
    list.insert(list.end(), bytes.begin(), bytes.end());
  };
  for (const RunlistTsg& g : groups) {
    append(RunlistGroup{"TYPE_TSG"_f = true, "TIMESLICE_SCALE"_f = g.timeslice_scale,
                        "TIMESLICE_TIMEOUT"_f = g.timeslice_timeout, "LENGTH"_f = static_cast<u32>(g.members.size()),
                        "TSGID"_f = g.id}
               .raw());
    for (const RunlistMember& m : g.members)
      append(RunlistChannel{
          "RUNQUEUE_SELECTOR"_f = (m.runqueue & 1) != 0, "INST_TARGET"_f = static_cast<u32>(m.instance.aperture),
          "USERD_TARGET"_f = static_cast<u32>(m.userd.aperture), "USERD_PTR_LO"_f = low32(m.userd.address) >> 8,
          "USERD_PTR_HI"_f = high32(m.userd.address), "CHID"_f = m.channel,
          "INST_PTR_LO"_f = low32(m.instance.address) >> 12, "INST_PTR_HI"_f = high32(m.instance.address)}
                 .raw());
  }
  if (list.empty()) return 0;
  return memory.write(at, list) ? static_cast<u32>(list.size() / runlist_entry_bytes) : 0;
}

}  // namespace egpulab::simulator::nvidia
