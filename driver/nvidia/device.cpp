// Boot and end of a session.
#include "driver/nvidia/device.hpp"

#include <algorithm>

#include "driver/nvidia/boot_chain.hpp"
#include "driver/nvidia/cpu_sequencer.hpp"
#include "driver/nvidia/system_settings.hpp"
#include "driver/regs/nvidia/fuse.hpp"
#include "driver/regs/nvidia/pbus.hpp"
#include "driver/regs/nvidia/pdisp.hpp"
#include "driver/regs/nvidia/pfb.hpp"
#include "driver/regs/nvidia/pgc6.hpp"
#include "driver/regs/nvidia/riscv.hpp"
#include "driver/regs/nvidia/virtual_function.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
namespace rm = regs::nvidia::gsp::r570_144;

namespace {

// Below it page tables of the driver may lie; what the boot puts into device memory in place of host memory goes above.
constexpr u64 boot_memory_begin = 64 * MiB;

// What the card writes to make its earlier writes to host memory visible; microcontrollers need it to be reset.
void set_flush_page(Registers& r, u64 address) {
  if (r.has<PfbNisoFlushSysmemAddr>() && !r.has<PfbFbhubPcieFlushSysmemAddrLo>()) {
    r.write(PfbNisoFlushSysmemAddrHi{"ADR_63_40"_f = static_cast<u32>(address >> 40)});
    r.write(PfbNisoFlushSysmemAddr(static_cast<u32>(address >> 8)));
    return;
  }
  r.write(PfbFbhubPcieFlushSysmemAddrHi(high32(address)));
  r.write(PfbFbhubPcieFlushSysmemAddrLo(low32(address)));
}

// BAR1 shows device memory as it is, from its start.
void open_bar1(Registers& r) {
  r.write(PbusBar1Block{});
  if (r.has<FuncBar1BlockLowAddr>()) r.write(FuncBar1BlockLowAddr{});
}

// Queues and logs stay where the boot put them.
void keep_out(std::vector<VramFacts::Range>& usable, VramFacts::Range taken) {
  std::vector<VramFacts::Range> rest;
  for (const VramFacts::Range& r : usable) {
    if (r.begin < std::min(r.end, taken.begin)) rest.push_back({r.begin, std::min(r.end, taken.begin)});
    if (std::max(r.begin, taken.end) < r.end) rest.push_back({std::max(r.begin, taken.end), r.end});
  }
  usable = std::move(rest);
}

// Where the VBIOS keeps its workspace; 0 where it named none.
u64 vga_workspace(Registers& r) {
  if (r.read<FuseStatusOptDisplay>()["DATA"_f]) return 0;
  const PdispVgaWorkspaceBase base = r.at<PdispVgaWorkspaceBase>().read(true);
  if (is_pri_error(base.raw()) || !base["STATUS_VALID"_f]) return 0;
  return u64{base["ADDR"_f]} << 16;
}

u64 memory_size(Registers& r) {
  const u32 mib = r.read<Pgc6AonSecureScratchGroup42>().raw();
  if (mib == 0 || is_pri_error(mib))
    throw DeviceFault(fmt::format(
        "the card reports {:#x} MiB of device memory (NV_PGC6_AON_SECURE_SCRATCH_GROUP_42): its own firmware has not "
        "initialised it (power-cycle it)",
        mib));
  return u64{mib} * MiB;
}

// The texts of the firmware's logs, where the source has them; they come with the vendor's releases, not with Linux'.
std::optional<LogTexts> log_texts(const firmware::Source& source, std::string_view family) {
  const auto file = source.find(fmt::format("nvidia/{}/gsp_log_{}.bin", firmware::gsp_version, family));
  if (!file || !*file) return std::nullopt;
  Parsed<LogTexts> texts = LogTexts::parse((*file)->origin, (*file)->bytes);
  if (!texts) return std::nullopt;
  return std::move(*texts);
}

}  // namespace

struct Device::Parts {
  Parts(Registers& registers, u32 boot_0)
      : gsp(registers, gsp_unit, boot_0),
        sec2(registers, sec2_unit, boot_0),
        memory(registers.link(), boot_memory_begin) {}

  FalconUnit gsp, sec2;
  BootMemory memory;
  std::unique_ptr<bus::DmaBuffer> flush_page;
  std::optional<firmware::NvidiaFirmware> firmware;
  std::optional<LogTexts> log_texts;
  std::unique_ptr<GspQueues> queues;
  std::unique_ptr<GspMemory> gsp_memory;
  std::unique_ptr<BootChain> chain;
  std::unique_ptr<CpuSequencer> sequencer;
};

Device::Device(bus::PciDevice& device, const DeviceOptions& options) : link_(device) {
  try {
    find(options);
    start(options);
    meet_rm();
  } catch (...) {
    // Whatever runs on the card must not reach host memory that is no longer ours.
    try {
      bus::pci::disable_bus_master(device);
    } catch (...) {  // NOLINT(bugprone-empty-catch): the first error is the one to tell
    }
    throw;
  }
  link_.between_phases("work");
}

Device::~Device() {
  if (running_) shutdown();
}

void Device::find(const DeviceOptions& options) {
  {
    const bus::Phase phase(link_, "identify");
    boot_.identity = identify(link_);
    registers_ = std::make_unique<Registers>(link_, boot_.identity.chip.architecture);
    link_.device().describe(chip_fact, boot_.identity.chip.name);
  }
  {
    const bus::Phase phase(link_, "state");
    boot_.found = inspect(*registers_);
    link_.device().mark(bus::Mark::note, boot_.found.text);
    if (boot_.found.found != Found::fresh || options.always_reset) reset();
  }
  const bus::Phase phase(link_, "card firmware");
  wait_for_own_firmware(*registers_);
}

void Device::reset() {
  boot_.reset = reset_card(*registers_);
  link_.device().mark(bus::Mark::note, boot_.reset);
  bus::pci::enable_memory_and_bus_master(link_.device());
}

void Device::start(const DeviceOptions& options) {
  parts_ = std::make_unique<Parts>(*registers_, boot_.identity.boot_0);
  Parts& p = *parts_;
  {
    const bus::Phase phase(link_, "firmware files");
    if (!options.firmware) throw InvalidRequest("GSP-RM's firmware is needed, and no source of it was given");
    Parsed<firmware::NvidiaFirmware> set = firmware::NvidiaFirmware::load(*options.firmware, chip());
    if (!set) throw FirmwareRejected(set.error().message);
    p.firmware = std::move(*set);
    p.log_texts = log_texts(*options.firmware, p.firmware->family().name);
    boot_.firmware_version = p.firmware->gsp().version;
    boot_.firmware = p.firmware->origins();
  }
  std::optional<Fwsec> fwsec;
  const bool fsp = p.firmware->family().fsp;
  if (!fsp) {
    const bus::Phase phase(link_, "VBIOS");
    Rom rom = card_rom(link_);
    Parsed<Vbios> vbios = parse_vbios(rom);
    if (!vbios) throw DeviceFault(vbios.error().message);
    fwsec = std::move(vbios->fwsec);
  }
  {
    const bus::Phase phase(link_, "boot memory");
    vram_.size = memory_size(*registers_);
    vram_.visible = std::min(boot_.identity.vram.mapped, vram_.size);
    const LayoutNeeds needs{p.firmware->gsp().image.size(), p.firmware->bootloader().image.size(),
                            fsp ? 0 : vga_workspace(*registers_)};
    boot_.layout = make_layout(chip().architecture, vram_.size, needs);
    p.flush_page = p.memory.allocate({.size = 4 * KiB, .contiguous = true, .label = "flush page"});
    set_flush_page(*registers_, bus_address(*p.flush_page));
    const u32 doorbell = bar0_offset<PgspQueueHead>(chip().architecture, 0);
    p.queues = std::make_unique<GspQueues>(link_, p.memory, doorbell);
    p.queues->set_window([this] { open_bar1(*registers_); });
    p.gsp_memory = std::make_unique<GspMemory>(link_, p.memory, *p.firmware, boot_.layout, *p.queues);
    if (p.memory.used_vram())
      boot_.notes.push_back("boot images are in device memory: the link's DMA memory does not hold them");
    gsp_ = std::make_unique<Gsp>(*p.queues, link_);
    gsp_->set_log_text(
        [this] { return parts_->gsp_memory->log_text(parts_->log_texts ? &*parts_->log_texts : nullptr); });
    p.sequencer = std::make_unique<CpuSequencer>(*registers_, p.gsp, p.sec2, p.gsp_memory->libos_arguments(),
                                                 p.firmware->bootloader().descriptor.app_version);
    gsp_->set_sequencer([this](Bytes payload) { parts_->sequencer->run(payload); });
    // They wait in the queue until GSP-RM reads it.
    gsp_->send(rm::RpcFunction::gsp_set_system_info, as_bytes(system_info(boot_.identity)));
    gsp_->send(rm::RpcFunction::set_registry, registry_table());
  }
  const ChainParts parts{*registers_, p.gsp, p.sec2, p.memory, *p.firmware, boot_.layout};
  p.chain = fsp ? make_fsp_chain(parts) : make_sec2_chain(parts, std::move(*fwsec));
  try {
    p.chain->boot(*p.gsp_memory);
  } catch (const ChipBusy& busy) {
    boot_.notes.emplace_back(busy.what());
    {
      const bus::Phase phase(link_, "state");
      reset();
      wait_for_own_firmware(*registers_);
      set_flush_page(*registers_, bus_address(*p.flush_page));
    }
    p.chain->boot(*p.gsp_memory);
  }
}

void Device::meet_rm() {
  const bus::Phase phase(link_, "GSP-RM");
  parts_->queues->wait_for_status_queue();
  const GspEvent ready = gsp_->wait_event(rm::RpcEvent::gsp_init_done, "GSP-RM's GSP_INIT_DONE", timeouts::gsp_init);
  if (ready.result != 0)
    throw RmError(ready.result, fmt::format("GSP-RM's initialisation ended with {}{}",
                                            rm::describe_status(ready.result), gsp_->background()));
  running_ = true;
  parts_->gsp_memory->release_images();
  open_bar1(*registers_);

  static_info_ = std::make_unique<rm::GspStaticConfigInfo>();
  const auto reply = gsp_->call(rm::RpcFunction::get_gsp_static_info, as_bytes(*static_info_), sizeof *static_info_);
  std::memcpy(static_info_.get(), reply.data(), sizeof *static_info_);
  FrameBufferLayout& layout = boot_.layout;
  if (layout.chosen_by_firmware) {
    layout.non_wpr_heap.offset = static_info_->fw_wpr_layout_offset.non_wpr_heap_offset;
    layout.frts.offset = static_info_->fw_wpr_layout_offset.frts_offset;
  }
  const u64 end = layout.non_wpr_heap.offset != 0 ? layout.non_wpr_heap.offset : vram_.size;
  const auto& regions = static_info_->fb_region_info_params;
  for (std::size_t i = 0; i < std::min<std::size_t>(regions.num_fb_regions, std::size(regions.fb_region)); ++i) {
    const auto& r = regions.fb_region[i];
    if (r.reserved != 0 || r.b_protected != 0 || r.base >= end) continue;
    vram_.usable.push_back({r.base, std::min(r.limit + 1, end)});
  }
  if (parts_->memory.used_vram()) keep_out(vram_.usable, {boot_memory_begin, parts_->memory.vram_end()});
  std::sort(vram_.usable.begin(), vram_.usable.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  if (vram_.usable.empty())
    throw DeviceFault(fmt::format("GSP-RM reports no usable device memory among {} regions", regions.num_fb_regions));
}

ShutdownReport Device::shutdown() noexcept {
  ShutdownReport report;
  if (!running_) return report;
  running_ = false;
  const auto attempt = [&](const auto& action) {
    try {
      action();
      return true;
    } catch (const std::exception& e) {
      report.problems.emplace_back(e.what());
      return false;
    }
  };
  const bool alive = attempt([&] { link_.check_alive("ending the session"); });
  if (alive) {
    attempt([&] {
      const bus::Phase phase(link_, "unload");
      rm::RpcUnloadingGuestDriver request;
      gsp_->call(rm::RpcFunction::unloading_guest_driver, as_bytes(request));
    });
    attempt([&] {
      const bus::Phase phase(link_, "unload");
      parts_->chain->unload(report.problems);
      set_flush_page(*registers_, 0);
    });
    attempt([&] { bus::pci::disable_bus_master(link_.device()); });
  }
  return report;
}

}  // namespace egpulab::driver::nvidia
