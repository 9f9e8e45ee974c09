// Set-up of work after the boot; faults and end of a session.
#include "driver/nvidia/session.hpp"

#include <algorithm>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gr.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::gsp::r570_144;
using namespace regs::literals;

namespace {

constexpr u32 work_client = 0xc1d0'0002;
// Above what an offset in device memory can be; below 2^40, which is as far as GPFIFO entries and launch descriptors
// reach.
constexpr u64 first_address = 0x10'0000'0000, end_of_addresses = u64{1} << 40;
// Address space of the VA space object: everything but what RM keeps at the ends.
constexpr u64 vaspace_base = 0x1000, vaspace_size = 0x1'ffff'fb00'0000;
// Fences of the channels: a cache line each.
constexpr u64 signal_stride = 64;
// NV_PGRAPH_PRI_GPC_TPC_SM_HWW_WARP_ESR, which error; the rest tells of the warp.
constexpr u32 warp_esr_error = 0xffff;

// GSP-RM's queues must be in host memory. BAR1's bus addresses serve while the card boots only: RM then maps BAR1 anew.
bus::PciDevice& with_host_memory(bus::PciDevice& device) {
  const bus::DeviceInfo& info = device.info();
  if (!info.limits.host_dma)
    throw LimitExceeded(
        fmt::format("GSP-RM and the driver talk through host memory, which the card cannot reach over this link ({})",
                    info.link.description));
  return device;
}

std::vector<memory::Extent> extents(const VramFacts& facts) {
  std::vector<memory::Extent> all;
  for (const VramFacts::Range& r : facts.usable) {
    const u64 begin = align_up(r.begin, 64 * KiB), end = align_down(r.end, 64 * KiB);
    if (end > begin) all.push_back({begin, end - begin});
  }
  return all;
}

}  // namespace

Session::Session(bus::PciDevice& device, const SessionOptions& options)
    : device_(with_host_memory(device), options.device), work_limit_(options.work_limit) {
  try {
    open_address_space();
    const bus::Phase phase(device_.link(), "channels");
    signals_ = memory_->allocate(
        {.size = 4 * KiB, .placement = Placement::shared, .cached = false, .label = "channel signals"});
    read_compute_facts();
    compute_ = std::make_unique<ComputeChannel>(context(), graphics_engine(engines_), *graphics_, "compute channel",
                                                *signals_, 0);
    copy_channel(0);
  } catch (...) {
    shutdown();
    throw;
  }
  device_.link().between_phases("work");
}

Session::~Session() { shutdown(); }

void Session::open_address_space() {
  const bus::Phase phase(device_.link(), "address space");
  const VramFacts& facts = device_.vram();
  Registers& registers = device_.registers();
  vram_ = std::make_unique<Vram>(registers, facts.size, facts.visible);
  allocator_ = std::make_unique<memory::VramAllocator>(extents(facts), facts.visible);
  mmu_ = std::make_unique<Mmu>(registers, *vram_);
  space_ = std::make_unique<AddressSpace>(
      *vram_, *allocator_, *mmu_, page_tables_of(registers.architecture()),
      AddressSpace::Layout{
          .root = {}, .first_address = first_address, .address_bytes = end_of_addresses - first_address});
  memory_ = std::make_unique<GpuMemory>(device_.link().device(), *vram_, *allocator_, *space_);
  graphics_ = std::make_unique<GraphicsContext>(device_.gsp(), *memory_, classes_of(registers.architecture()));

  client_ = std::make_unique<RmClient>(device_.gsp(), work_client);
  engines_ = read_engines(*client_);
  // Ours to manage, without replayable faults: a channel that touches what is not mapped dies, and RM says why.
  vaspace_ =
      client_->alloc(client_->device(), classes::fermi_vaspace_a,
                     NvVaspaceAllocationParameters{
                         .flags = vaspace::flag_is_externally_owned, .va_size = vaspace_size, .va_base = vaspace_base});
  space_->synchronise();
  constexpr u32 no_pasid = ~u32{0};
  const RpcSetPageDirectory directory{
      .h_client = client_->handle(),
      .h_device = client_->device(),
      .pasid = no_pasid,
      .params = {
          .phys_address = space_->root(),
          .num_entries = 1u << space_->format().level[0].bits,
          .flags = PageDirectoryFlags{"APERTURE"_f = PageDirectoryAperture::vidmem, "ALL_CHANNELS"_f = true}.raw(),
          .h_va_space = vaspace_,
          .sub_device_id = 1,
          .pasid = no_pasid}};
  device_.gsp().call(RpcFunction::set_page_directory, directory);
  method_buffer_bytes_ = client_
                             ->control<Nv2080CtrlCeGetFaultMethodBufferSizeParams>(
                                 client_->subdevice(), control::nv2080_ce_get_fault_method_buffer_size)
                             .size;
}

void Session::read_compute_facts() {
  const auto info = client_->control<Nv2080CtrlInternalStaticGrGetInfoParams>(
      client_->subdevice(), control::nv2080_internal_static_kgr_get_info);
  const auto value = [&](GrInfo index) { return info.engine_info[0].info_list[static_cast<u32>(index)].data; };
  facts_.tpcs = value(GrInfo::num_gpcs) * value(GrInfo::num_tpc_per_gpc);
  facts_.multiprocessors_per_tpc = value(GrInfo::num_sm_per_tpc);
  facts_.multiprocessors = facts_.tpcs * facts_.multiprocessors_per_tpc;
  facts_.warps_per_multiprocessor = value(GrInfo::max_warps_per_sm);
  facts_.sm_version = value(GrInfo::sm_version);
}

ChannelContext Session::context() {
  return {device_.registers(),
          *memory_,
          *client_,
          vaspace_,
          classes_of(device_.chip().architecture),
          method_buffer_bytes_,
          [this](Timeline& t, u64 value, std::string_view what) { wait(t, value, what); }};
}

CopyChannel& Session::copy_channel(u32 index) {
  if (index >= copy_channels)
    throw InvalidRequest(fmt::format("copy channel {} was asked for; there are {}", index, copy_channels));
  if (!copies_[index])
    copies_[index] =
        std::make_unique<CopyChannel>(context(), copy_engine(engines_), fmt::format("copy channel {}", index),
                                      *signals_, (index + 1) * signal_stride);
  return *copies_[index];
}

std::vector<Channel*> Session::channels() const {
  std::vector<Channel*> all;
  if (compute_) all.push_back(compute_.get());
  for (const auto& c : copies_)
    if (c) all.push_back(c.get());
  return all;
}

void Session::wait(Timeline& timeline, u64 value, std::string_view what, std::optional<Nanoseconds> limit) {
  if (timeline.completed() >= value) return;
  bus::Link& link = device_.link();
  bus::Clock& clock = link.clock();
  link.device().mark(bus::Mark::wait_begin, what);
  const Nanoseconds start = clock.now(), deadline = start + limit.value_or(work_limit_);
  Nanoseconds interval = timeouts::gpu_work.first, next_look = start + timeouts::gpu_work.look_for_faults;
  std::vector<std::string> findings;
  bool done = timeline.is_done(value);
  while (!done && findings.empty()) {
    const Nanoseconds now = clock.now();
    if (now >= deadline) break;
    if (now >= next_look) {
      // Host memory says nothing of a card that is gone, and work that will never end has usually said so.
      link.check_alive(fmt::format("waiting for {}", what));
      findings = collect_faults();
      next_look = now + timeouts::gpu_work.look_for_faults;
      continue;
    }
    clock.sleep_for(std::min(interval, deadline - now));
    interval = std::min(interval * 2, timeouts::gpu_work.most);
    done = timeline.is_done(value);
  }
  link.device().mark(bus::Mark::wait_end, what);
  if (!done && findings.empty()) {
    link.check_alive(fmt::format("waiting for {}", what));
    findings = collect_faults();
  }
  if (!findings.empty()) fail(findings, what);
  if (!done) give_up(timeline, value, what, clock.now() - start);
  check_faults(what);
}

std::vector<std::string> Session::collect_faults() {
  std::vector<std::string> findings;
  if (!device_.gsp().poll()) {
    device_.gsp().take_events();
    return findings;
  }
  for (const GspEvent& event : device_.gsp().take_events()) {
    if (!event.fault) continue;
    std::string text = event.text;
    if (event.event == RpcEvent::rc_triggered && event.payload.size() >= sizeof(RpcRcTriggered)) {
      const auto rc = load<RpcRcTriggered>(event.payload);
      const u64 address = join64(rc.mmu_fault_addr_lo, rc.mmu_fault_addr_hi);
      if (address != 0) text += ", " + space_->whereabouts(address);
      for (const Channel* c : channels())
        if (c->id() == rc.chid && c->runlist_engine() == rc.nv2080_engine_type) text += fmt::format(", {}", c->name());
      if (compute_ && compute_->id() == rc.chid && compute_->runlist_engine() == rc.nv2080_engine_type) {
        if (const std::string kernels = compute_->kernels_in_flight(); !kernels.empty())
          text += fmt::format(" with {}", kernels);
        for (std::string& error : read_warp_errors()) findings.push_back(std::move(error));
      }
    }
    findings.push_back(std::move(text));
  }
  return findings;
}

std::vector<std::string> Session::read_warp_errors() {
  std::vector<std::string> errors;
  try {
    const u32 debugger = client_->alloc(
        client_->device(), classes::gt200_debugger,
        Nv83deAllocParameters{.h_app_client = client_->handle(), .h_class3d_object = compute_->object()});
    for (u32 first = 0; first < facts_.multiprocessors;) {
      Nv83deCtrlDebugReadAllSmErrorStatesParams params;
      const u32 most = static_cast<u32>(std::size(params.sm_error_state_array));
      params.h_target_channel = compute_->handle();
      params.num_sms_to_read = std::min(most, facts_.multiprocessors - first);
      params.starting_sm = first;
      params = client_->control(debugger, control::nv83de_debug_read_all_sm_error_states, params);
      for (u32 i = 0; i < std::min(params.num_sms_to_read, most); ++i) {
        const Nv83deSmErrorStateRegisters& s = params.sm_error_state_array[i];
        if ((s.hww_warp_esr & warp_esr_error) == 0) continue;
        const std::string where = code_.where(s.hww_warp_esr_pc64);
        errors.push_back(fmt::format("multiprocessor {}: warp error {:#x} at {:#x}{}{}", first + i, s.hww_warp_esr,
                                     s.hww_warp_esr_pc64, where.empty() ? "" : ", " + where,
                                     s.hww_esr_addr ? fmt::format(", accessing {:#x}", s.hww_esr_addr) : ""));
      }
      first += most;
    }
    client_->free(debugger);
  } catch (const RmError& e) {
    errors.push_back(fmt::format("the multiprocessors' error registers could not be read: {}", e.what()));
  }
  return errors;
}

void Session::check_faults(std::string_view what) {
  const std::vector<std::string> findings = collect_faults();
  if (!findings.empty()) fail(findings, what);
}

std::string Session::recover_and_tell() {
  try {
    recover();
  } catch (const LinkLost&) {
    throw;
  } catch (const std::exception& e) {
    return fmt::format("the channels could not be made anew: {}", e.what());
  }
  return "the channels were made anew";
}

void Session::fail(const std::vector<std::string>& findings, std::string_view what) {
  const std::string recovery = recover_and_tell();
  throw DeviceFault(
      fmt::format("GPU fault, found while waiting for {}: {}; {}", what, fmt::join(findings, "; "), recovery));
}

void Session::give_up(Timeline& timeline, u64 value, std::string_view what, Nanoseconds waited) {
  std::string hardware;
  for (Channel* c : channels())
    if (!c->timeline().is_done(c->timeline().submitted())) hardware += (hardware.empty() ? "" : "; ") + c->describe();
  const u64 completed = timeline.completed();
  const std::string recovery = recover_and_tell();
  throw Timeout(fmt::format("gave up after {} ms waiting for {}: {} of {} submissions done; {}; {}",
                            std::chrono::duration_cast<std::chrono::milliseconds>(waited).count(), what, completed,
                            value, hardware, recovery));
}

void Session::recover() {
  const bus::Phase phase(device_.link(), "recovery");
  const std::vector<Channel*> all = channels();
  for (Channel* c : all) c->stop();
  for (Channel* c : all) c->recover();
  // What RM says of channels that were killed is known by now.
  device_.gsp().poll();
  device_.gsp().take_events();
}

ShutdownReport Session::shutdown() noexcept {
  ShutdownReport report;
  if (!running_) return report;
  running_ = false;
  try {
    try {
      const bus::Phase phase(device_.link(), "end of work");
      for (Channel* c : channels()) c->stop();
      if (client_) client_->close();
    } catch (const std::exception& e) {
      report.problems.emplace_back(e.what());
    }
    ShutdownReport unload = device_.shutdown();
    report.problems.insert(report.problems.end(), unload.problems.begin(), unload.problems.end());
  } catch (const std::exception&) {
    // Out of memory while reporting: the shutdown itself does not throw.
  }
  return report;
}

}  // namespace egpulab::driver::nvidia
