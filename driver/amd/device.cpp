// Boot, faults and end of a session.
#include "driver/amd/device.hpp"

#include <algorithm>

#include "driver/amd/supported.hpp"
#include "driver/regs/amd/grbm.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;

namespace {

// Clear of null pointers and of the frame buffer's MC addresses.
constexpr u64 first_address = 0x1000'0000'0000, address_bytes = u64{1} << 44;
constexpr u64 system_root = boot_area::root_tables.offset, work_root = boot_area::root_tables.offset + 4 * KiB;
constexpr u32 marker_register = 7, session_register = 6;
// Fences of the queues: a cache line each.
constexpr u64 signal_stride = 64;
constexpr u64 copy_signal = Device::compute_queues * signal_stride;

const memory::PageTableFormat& page_tables_of(const Registers& r) {
  return r.bases().at(Ip::gc).version.major >= 12 ? memory::gfx12_page_tables : memory::gfx11_page_tables;
}

StartAddresses start_addresses(const firmware::FirmwareSet& set) {
  const auto of = [&](firmware::Role role) {
    const firmware::Container* file = set.container(role);
    return file ? file->start_address : 0;
  };
  return {of(firmware::Role::pfp), of(firmware::Role::me), of(firmware::Role::mec)};
}

}  // namespace

// The boot, from top to bottom; each line is one phase of the trace.
Device::Device(bus::PciDevice& device, const DeviceOptions& options) : link_(device), work_limit_(options.work_limit) {
  find();
  settle_state(options);
  start_memory_hub();
  load_all_firmware(options);
  start_graphics(options);
  make_queues();
  link_.between_phases("work");
}

Device::~Device() {
  if (running_) shutdown();
}

void Device::find() {
  {
    const bus::Phase phase(link_, "identify");
    boot_.identity = identify(link_);
  }
  const bus::Phase phase(link_, "discovery");
  const Identity& id = boot_.identity;
  vram_ = std::make_unique<Vram>(link_, id.vram_size, id.vram_visible);
  const u64 offset = id.vram_size - discovery::offset_from_vram_end;
  const auto read = [&](u64 from, MutableBytes into) {
    if (vram_->is_visible(offset + from, into.size()))
      vram_->read(offset + from, into);
    else
      read_vram_indirectly(link_, offset + from, into);
  };
  // The header says how long the table is: on a small BAR each dword costs a round trip.
  std::vector<std::byte> table(sizeof(discovery::BinaryHeader));
  read(0, table);
  const auto header = load<discovery::BinaryHeader>(table);
  if (header.signature == discovery::binary_signature) {
    const u64 size = std::clamp<u64>(align_up(header.size, 4), table.size(), discovery::reserved_size);
    const std::size_t have = table.size();
    table.resize(size);
    read(have, MutableBytes(table).subspan(have));
  }
  Parsed<Discovery> parsed = parse_discovery(table);
  if (!parsed)
    throw DeviceFault(fmt::format("IP discovery table at {:#x} of VRAM: {}", offset, parsed.error().message));
  discovery_ = std::move(*parsed);
  const IpBases bases = discovery_.bases();
  check_supported(bases);
  registers_ = std::make_unique<Registers>(link_, bases, id.mmio.mapped);
  hdp_ = std::make_unique<Hdp>(*registers_);
  gc_ = std::make_unique<MemoryHub>(*registers_, MemoryHub::Which::gc);
  mm_ = std::make_unique<MemoryHub>(*registers_, MemoryHub::Which::mm);
  graphics_ = std::make_unique<GraphicsCore>(*registers_);
}

void Device::settle_state(const DeviceOptions& options) {
  const bus::Phase phase(link_, "state");
  boot_.frame_buffer = mm_->read_frame_buffer(boot_.identity.vram_size);
  const auto make_firmware_processors = [&] {
    psp_ = std::make_unique<Psp>(*registers_, *vram_, *hdp_, boot_.frame_buffer);
    smu_ = std::make_unique<Smu>(*registers_, *vram_, boot_.frame_buffer);
  };
  make_firmware_processors();
  boot_.found = inspect(*registers_, *psp_);
  link_.device().mark(bus::Mark::note, boot_.found.text);
  boot_.warm = boot_.found.found == Found::closed && !options.always_reset;
  if (boot_.found.found == Found::fresh || boot_.warm) return;
  reset_card(*registers_, *psp_, *smu_, boot_.reset);
  link_.device().mark(bus::Mark::note, boot_.reset);
  bus::pci::enable_memory_and_bus_master(link_.device());
  boot_.frame_buffer = mm_->read_frame_buffer(boot_.identity.vram_size);
  make_firmware_processors();
}

void Device::start_memory_hub() {
  const bus::Phase phase(link_, "memory hub");
  hdp_->remap();
  Nbio(*registers_).open_doorbells();
  // The firmware's own address space is empty: what it touches outside device memory faults and does no harm.
  vram_->fill(boot_area::default_page.offset, boot_area::root_tables.end() - boot_area::default_page.offset, 0);
  hdp_->flush();
  mm_->initialise({boot_.frame_buffer, boot_area::default_page.offset, boot_area::fault_page.offset});
  mm_->enable_context(system_vmid, system_root);
  interrupts_ = std::make_unique<InterruptRing>(*registers_, *vram_, boot_.frame_buffer);
}

void Device::load_all_firmware(const DeviceOptions& options) {
  {
    const bus::Phase phase(link_, "interrupts");
    bool message_signalled = false;
    if (options.message_signalled_interrupts) message_signalled = link_.device().enable_interrupts(1) > 0;
    interrupts_->start(message_signalled);
  }
  if (boot_.warm) return;
  const auto set = [&] {
    const bus::Phase phase(link_, "firmware files");
    if (!options.firmware) throw InvalidRequest("a cold boot needs firmware, and no source of it was given");
    Parsed<firmware::FirmwareSet> parsed =
        firmware::FirmwareSet::load(*options.firmware, firmware::ip_versions(registers_->bases()));
    if (!parsed) throw FirmwareRejected(parsed.error().message);
    return std::move(*parsed);
  }();
  for (const firmware::File& file : set.files()) boot_.firmware.push_back(file.origin);
  {
    const bus::Phase phase(link_, "secure OS");
    psp_->start_secure_os(set);
    psp_->create_ring();
  }
  {
    const bus::Phase phase(link_, "firmware");
    psp_->load_firmware(set);
    boot_.tmr_size = psp_->tmr_size();
    starts_ = start_addresses(set);
  }
  const bus::Phase phase(link_, "power");
  smu_->start();
}

void Device::start_graphics(const DeviceOptions& options) {
  {
    const bus::Phase phase(link_, "graphics core");
    if (!boot_.warm) graphics_->wait_for_autoload();
    gc_->initialise({boot_.frame_buffer, boot_area::default_page.offset, boot_area::fault_page.offset});
    gc_->enable_context(system_vmid, system_root);
    gc_->enable_context(work_vmid, work_root);
    if (boot_.warm) {
      starts_ = graphics_->start_addresses();
    } else {
      graphics_->prepare_graphics_engines(starts_);
      graphics_->start_mec(starts_);
    }
    graphics_->configure();
    Nbio(*registers_).route_doorbells();
  }
  {
    const bus::Phase phase(link_, "copy engines");
    SdmaEngines(*registers_).start();
  }
  const bus::Phase phase(link_, "clocks");
  if (options.power_limit) smu_->set_power_limit(*options.power_limit);
  if (options.clocks != ClockPolicy::automatic) {
    smu_->set_clocks(options.clocks);
    restore_clocks_ = true;
  }
  if (options.clock_gating && !boot_.warm) graphics_->enable_clock_gating();
  registers_->at<ScratchReg>(marker_register).write(ScratchReg(boot_area::marker));
  registers_->at<ScratchReg>(session_register).write(ScratchReg(static_cast<u32>(boot_area::Session::open)));
  running_ = true;
}

void Device::make_queues() {
  const bus::Phase phase(link_, "queues");
  const Identity& id = boot_.identity;
  allocator_ = std::make_unique<memory::VramAllocator>(boot_area::end, id.vram_size - boot_area::reserved_at_end,
                                                       id.vram_visible);
  translations_ = std::make_unique<GcTranslations>(*hdp_, *gc_, work_vmid);
  space_ = std::make_unique<AddressSpace>(
      *vram_, *allocator_, *translations_, page_tables_of(*registers_),
      AddressSpace::Layout{.root = work_root, .first_address = first_address, .address_bytes = address_bytes});
  memory_ = std::make_unique<GpuMemory>(link_.device(), *vram_, *allocator_, *space_);
  signals_ =
      memory_->allocate({.size = 4 * KiB, .placement = Placement::shared, .cached = false, .label = "queue signals"});
  copy_ = std::make_unique<SdmaQueue>(context(), 0, signals(), copy_signal);
}

QueueContext Device::context() {
  return {*registers_,
          *hdp_,
          *vram_,
          *memory_,
          boot_.frame_buffer,
          work_vmid,
          [this](Timeline& t, u64 value, std::string_view what) { wait(t, value, what); }};
}

ComputeQueue& Device::compute_queue(u32 index) {
  if (index >= compute_queues)
    throw InvalidRequest(fmt::format("compute queue {} was asked for; there are {}", index, compute_queues));
  if (!compute_[index]) {
    const bus::Phase phase(link_, "queues");
    compute_[index] = std::make_unique<ComputeQueue>(context(), index, signals(), index * signal_stride);
  }
  return *compute_[index];
}

void Device::wait(Timeline& timeline, u64 value, std::string_view what, std::optional<Nanoseconds> limit) {
  if (timeline.completed() >= value) return;
  bus::Clock& clock = link_.clock();
  link_.device().mark(bus::Mark::wait_begin, what);
  const Nanoseconds start = clock.now(), deadline = start + limit.value_or(work_limit_);
  Nanoseconds interval = timeouts::gpu_work.first, next_look = start + timeouts::gpu_work.look_for_faults;
  FaultReport report;
  bool done = timeline.is_done(value);
  while (!done) {
    const Nanoseconds now = clock.now();
    if (now >= deadline) break;
    if (now >= next_look) {
      // Work that will never end has usually said so.
      FaultReport seen = collect_faults(*interrupts_, *gc_, *mm_, *space_);
      if (!seen.clean()) report = std::move(seen);
      if (report.fatal) break;
      next_look = now + timeouts::gpu_work.look_for_faults;
    }
    clock.sleep_for(std::min(interval, deadline - now));
    interval = std::min(interval * 2, timeouts::gpu_work.most);
    done = timeline.is_done(value);
  }
  link_.device().mark(bus::Mark::wait_end, what);
  if (!done && !report.fatal) {
    link_.check_alive(fmt::format("waiting for {}", what));
    if (report.clean()) report = collect_all_faults(*interrupts_, *gc_, *mm_, *space_);
  }
  if (!done) report.fatal = !report.clean();  // what faulted never ends
  if (!report.clean()) fail(report, what);
  if (!done) give_up(timeline, value, what, clock.now() - start);
  check_faults(what);
}

void Device::give_up(Timeline& timeline, u64 value, std::string_view what, Nanoseconds waited) {
  std::string hardware;
  const auto add = [&](HardwareQueue& queue) {
    if (!queue.timeline().is_done(queue.timeline().submitted()))
      hardware += (hardware.empty() ? "" : "; ") + queue.describe();
  };
  for (const auto& q : compute_)
    if (q) add(*q);
  add(*copy_);
  const u64 completed = timeline.completed();
  const std::string suspected = suspects();
  recover();
  throw Timeout(
      fmt::format("gave up after {} ms waiting for {}: {} of {} submissions done{}{}; {}; the queues were reset",
                  std::chrono::duration_cast<std::chrono::milliseconds>(waited).count(), what, completed, value,
                  suspected.empty() ? "" : ", in or before kernel ", suspected, hardware));
}

void Device::check_faults(std::string_view what) {
  const FaultReport report = collect_faults(*interrupts_, *gc_, *mm_, *space_);
  if (!report.clean()) fail(report, what);
  suspects();
}

std::string Device::suspects() {
  std::string text;
  for (const auto& q : compute_) {
    if (!q) continue;
    const std::string names = q->suspects();
    if (!names.empty()) text += (text.empty() ? "" : ", ") + names;
  }
  return text;
}

void Device::fail(const FaultReport& report, std::string_view what) {
  const std::string suspected = suspects();
  if (report.fatal) recover();
  throw DeviceFault(fmt::format("GPU fault in {}{}{}: {}{}", what, suspected.empty() ? "" : ", kernel ", suspected,
                                to_string(report), report.fatal ? "; the queues were reset" : ""));
}

void Device::recover() {
  const bus::Phase phase(link_, "recovery");
  for (const auto& q : compute_) {
    if (!q) continue;
    try {
      q->stop();
    } catch (const Timeout&) {
      // The reset below takes it off all the same.
    }
  }
  graphics_->restart(starts_);
  for (const auto& q : compute_)
    if (q) q->recover();
  copy_->recover();
  space_->synchronise();
}

ShutdownReport Device::shutdown() noexcept {
  ShutdownReport report;
  bool lost = false;
  const auto step = [&](std::string_view what, auto&& action) {
    if (lost) return;
    try {
      action();
    } catch (const LinkLost& e) {
      lost = true;
      report.problems.push_back(fmt::format("{}: {}", what, e.what()));
    } catch (const std::exception& e) {
      report.problems.push_back(fmt::format("{}: {}", what, e.what()));
    }
  };
  try {
    if (!running_) return report;
    running_ = false;
    const bus::Phase phase(link_, "shutdown");
    for (auto& q : compute_)
      if (q) step(q->name(), [&] { q->stop(); });
    if (copy_) step(copy_->name(), [&] { copy_->stop(); });
    step("interrupts", [&] { interrupts_->stop(); });
    if (restore_clocks_) step("clocks", [&] { smu_->set_clocks(ClockPolicy::automatic); });
    step("address space", [&] {
      gc_->disable_context(work_vmid);
      gc_->invalidate(work_vmid);
    });
    step("doorbells", [&] { Nbio(*registers_).close_doorbells(); });
    // Only a session whose parts all stopped is one that the next can build on.
    if (report.clean())
      step("session marker", [&] {
        registers_->at<ScratchReg>(session_register).write(ScratchReg(static_cast<u32>(boot_area::Session::closed)));
        link_.flush();
      });
    step("bus master", [&] { bus::pci::disable_bus_master(link_.device()); });
  } catch (const std::exception& e) {
    try {
      report.problems.emplace_back(e.what());
    } catch (...) {  // NOLINT(bugprone-empty-catch)
    }
  }
  return report;
}

}  // namespace egpulab::driver::amd
