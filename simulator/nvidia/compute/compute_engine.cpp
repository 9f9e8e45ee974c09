// Methods of the compute classes.
#include "simulator/nvidia/compute/compute_engine.hpp"

#include <fmt/format.h>

#include "simulator/core/state_visitors.hpp"
#include "simulator/nvidia/compute/graphics_reduction.hpp"
#include "simulator/nvidia/compute/qmd_decode.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;
using namespace regs::nvidia::compute_methods;

namespace {

// REPORT_SEMAPHORE_EXECUTE, since Ampere (clc7c0.h).
using ReportSemaphoreExecute =
    regs::Bits<32, regs::Field<"OPERATION", 1, 0>, regs::Bit<"AWAKEN_ENABLE", 2>, regs::Field<"STRUCTURE_SIZE", 4, 3>,
               regs::Bit<"FLUSH_DISABLE", 5>, regs::Bit<"REDUCTION_ENABLE", 6>, regs::Field<"REDUCTION_OP", 9, 7>,
               regs::Field<"REDUCTION_FORMAT", 11, 10>, regs::Bit<"PAYLOAD_SIZE64", 12>,
               regs::Field<"TRAP_TYPE", 14, 13>>;
enum ReportOperation : u32 { report_release = 0, report_acquire = 1, report_only = 2, report_trap = 3 };

constexpr u32 invalidate_instruction = 1;  // INVALIDATE_SHADER_CACHES_INSTRUCTION

constexpr Nanoseconds launch_time{2000};  // from the descriptor to the first warp; ours
constexpr u32 inline_qmd_words = 96;
constexpr std::size_t most_ready = 4096;

}  // namespace

Step ComputeEngine::method(MethodContext& channel, ShaderEngine* shaders, u32 address, u32 data) {
  if (!table_.has(address)) [[unlikely]]
    return channel.error(robust_channel::gr_exception,
                         fmt::format("ILLEGAL_MTHD: class {:#06x} has no method {:#06x} (data {:#x})",
                                     table_.class_number(), address, data));
  if (address != load_inline_data) methods_[address / 4] = data;
  switch (address) {
    case launch_dma:
      return inline_.launch(channel, methods_, data);
    case load_inline_data:
      return inline_.data(channel, methods_, data);
    case send_signaling_pcas_b:
      return send_pcas(channel, shaders, SendSignalingPcasB(data)["SCHEDULE"_f]);
    case send_signaling_pcas2_b:
      switch (SendSignalingPcas2B(data)["PCAS_ACTION"_f]) {
        case SendSignalingPcas2BPcasAction::schedule:
        case SendSignalingPcas2BPcasAction::invalidate_copy_schedule:
        case SendSignalingPcas2BPcasAction::prefetch_schedule:
        case SendSignalingPcas2BPcasAction::invalidate_prefetch_copy_schedule:
        case SendSignalingPcas2BPcasAction::invalidate_prefetch_copy_force_require_scheduling:
          return send_pcas(channel, shaders, true);
        case SendSignalingPcas2BPcasAction::nop:
        case SendSignalingPcas2BPcasAction::invalidate:
        case SendSignalingPcas2BPcasAction::prefetch:
          return Step::done;
        default:
          channel.report(Finding::unmodelled,
                         fmt::format("SEND_SIGNALING_PCAS2_B of queues: {}", table_.describe(address, data)));
          return channel.error(robust_channel::gr_exception, "launch queues are not modelled");
      }
    case invalidate_shader_caches:
    case invalidate_shader_caches_no_wfi:
      if (shaders && (data & invalidate_instruction)) shaders->invalidate_instructions();
      return Step::done;
    case set_report_semaphore_d:
      return report_semaphore(channel, data);
    case report_semaphore_execute:
      return report_semaphore_wide(channel, data);
    default:
      break;
  }
  if (address >= load_inline_qmd_data && address < load_inline_qmd_data + 4 * inline_qmd_words)
    return load_inline_qmd(channel, (address - load_inline_qmd_data) / 4, data);
  return Step::done;  // state, or a wait for what is over already
}

Step ComputeEngine::load_inline_qmd(MethodContext& channel, u32 index, u32 data) {
  const u64 descriptor = join64(get(set_inline_qmd_address_b), get(set_inline_qmd_address_a)) << 8;
  const auto fault = channel.memory().store(descriptor + 4 * u64{index}, data);
  return fault ? channel.fault(*fault) : Step::done;
}

// --- Launches --------------------------------------------------------------------------------------------------------

Step ComputeEngine::send_pcas(MethodContext& channel, ShaderEngine* shaders, bool schedules) {
  if (!schedules) return Step::done;
  if (channel.phase() == start) ready_.assign(1, u64{get(send_pcas_a)} << 8);
  return launch(channel, shaders);
}

Step ComputeEngine::launch(MethodContext& channel, ShaderEngine* shaders) {
  if (channel.phase() == running) return run(channel, shaders);
  if (channel.phase() == ending) {
    if (const Step ended = end(channel); ended != Step::done) return ended;
    channel.phase() = start;
  }
  if (ready_.empty()) return Step::done;
  const u64 descriptor = ready_.front();
  ready_.erase(ready_.begin());
  return begin(channel, shaders, descriptor);
}

Step ComputeEngine::begin(MethodContext& channel, ShaderEngine* shaders, u64 descriptor) {
  std::array<u32, largest_qmd_bytes / 4> words{};
  const u32 bytes = qmd_bytes(architecture_);
  if (const auto fault = channel.memory().read(descriptor, std::as_writable_bytes(std::span(words)).first(bytes)))
    return channel.fault(*fault);
  auto decoded = decode_qmd(words, architecture_);
  if (!decoded)
    return channel.error(robust_channel::gr_exception,
                         fmt::format("launch descriptor at {:#x}: {}", descriptor, decoded.error().message));
  Launch& l = *decoded;
  l.descriptor = descriptor;
  l.shared_window = join64(get(set_shader_shared_memory_window_b), get(set_shader_shared_memory_window_a));
  l.local_window = join64(get(set_shader_local_memory_window_b), get(set_shader_local_memory_window_a));
  l.local_memory = join64(get(set_shader_local_memory_b), get(set_shader_local_memory_a));
  l.local_bytes_per_sm =
      join64(get(set_shader_local_memory_non_throttled_b), get(set_shader_local_memory_non_throttled_a));
  if (l.local_low_bytes + l.local_high_bytes != 0 && l.local_bytes_per_sm == 0)
    return channel.error(
        robust_channel::gr_exception,
        fmt::format("launch descriptor at {:#x}: SKEDCHECK05_LOCAL_MEMORY_TOTAL_SIZE: {:#x} bytes of local memory a "
                    "thread, but SET_SHADER_LOCAL_MEMORY_NON_THROTTLED gives none",
                    descriptor, l.local_low_bytes + l.local_high_bytes));

  if (shaders && l.invalidate_instruction_cache) shaders->invalidate_instructions();
  const bool anything = l.grid[0] != 0 && l.grid[1] != 0 && l.grid[2] != 0;
  if (anything && !shaders) {
    // Nothing is released: whoever waits for this grid must not take it for run.
    channel.report(Finding::unmodelled, fmt::format("shader program for SASS version {:#x}", l.sass_version));
    return channel.error(robust_channel::gr_exception,
                         fmt::format("launch of {}x{}x{} blocks of {}x{}x{} threads, program at {:#x}: SASS execution "
                                     "is not modelled",
                                     l.grid[0], l.grid[1], l.grid[2], l.block[0], l.block[1], l.block[2], l.program));
  }
  saved_grid_.clear();
  grid_ = anything ? shaders->start(l, channel.memory()) : nullptr;
  releases_ = l.releases;
  dependents_ = l.dependents;
  channel.phase() = anything ? running : ending;
  return channel.busy(launch_time);
}

namespace {

class Surroundings final : public ShaderSurroundings {
 public:
  explicit Surroundings(MethodContext& channel) : channel_(channel) {}
  u64 nanoseconds() const override { return channel_.nanoseconds(); }
  void report(Finding finding, const std::string& what) override { channel_.report(finding, what); }

 private:
  MethodContext& channel_;
};

}  // namespace

Step ComputeEngine::run(MethodContext& channel, ShaderEngine* shaders) {
  if (!grid_ && shaders && !saved_grid_.empty()) {
    grid_ = shaders->restored(channel.memory());
    StateRestorer restorer(saved_grid_);
    grid_->visit(restorer);
    saved_grid_.clear();
  }
  if (!grid_) return channel.error(robust_channel::gr_exception, "the grid in progress is lost");
  Surroundings surroundings(channel);
  const ShaderGrid::Slice slice = grid_->run(surroundings);
  if (slice.state == ShaderGrid::State::running) return channel.busy(slice.duration);
  grid_ = nullptr;
  if (slice.state == ShaderGrid::State::failed) {
    const ShaderError& e = slice.error;
    if (e.fault) {
      channel.report(Finding::fault, e.what);
      return channel.fault(*e.fault);
    }
    return e.warp ? channel.warp_exception(*e.warp, e.what) : channel.error(e.code, e.what);
  }
  channel.phase() = ending;
  return channel.busy(slice.duration);
}

void ComputeEngine::visit(StateVisitor& v) {
  v(methods_), v(inline_), v(releases_), v(dependents_), v(ready_);
  if (grid_ && !v.restoring()) {
    saved_grid_.clear();
    StateSaver saver(saved_grid_);
    grid_->visit(saver);
  }
  v(saved_grid_);
  if (v.restoring())
    grid_ = nullptr;
  else if (grid_)
    saved_grid_.clear();
}

Step ComputeEngine::end(MethodContext& channel) {
  for (const LaunchRelease& r : releases_)
    if (r.enabled)
      if (const Step step = release(channel, r); step != Step::done) return step;
  for (const DependentLaunch& d : dependents_) {
    if (!d.enabled) continue;
    if (d.action == 0) {
      channel.report(Finding::unmodelled, "DEPENDENT_QMD_ACTION INCREMENT_PUT");
      return channel.error(robust_channel::gr_exception, "launch queues are not modelled");
    }
    if (ready_.size() >= most_ready)
      return channel.error(robust_channel::gr_exception,
                           fmt::format("descriptors that depend on each other: more than {} are ready", most_ready));
    ready_.push_back(d.descriptor);
  }
  releases_ = {};
  dependents_ = {};
  return Step::done;
}

Step ComputeEngine::release(MethodContext& channel, const LaunchRelease& r) {
  const u64 bytes = r.payload_64bit || r.four_words ? 8 : 4;
  u64 value = r.payload_64bit ? r.payload : low32(r.payload);
  std::optional<AccessFault> fault;
  if (r.reduction) {
    u64 old = 0;
    fault = channel.memory().read(r.address, as_writable_bytes(old).first(r.payload_64bit ? 8 : 4));
    value = reduced_by_graphics(r.reduction_op, r.payload_64bit, r.reduction_signed, old, value);
  }
  const u64 time = channel.nanoseconds();
  if (!fault && r.four_words) fault = channel.memory().store(r.address + 8, time);
  if (!fault) fault = channel.memory().write(r.address, as_bytes(value).first(bytes));
  if (fault) return channel.fault(*fault);
  if (r.awaken) channel.interrupt();
  return Step::done;
}

// --- Report semaphores -----------------------------------------------------------------------------------------------

Step ComputeEngine::report_semaphore(MethodContext& channel, u32 data) {
  const SetReportSemaphoreD d(data);
  if (d["OPERATION"_f] == SetReportSemaphoreDOperation::trap) {
    channel.interrupt();
    return Step::done;
  }
  if (d["OPERATION"_f] != SetReportSemaphoreDOperation::release)
    return channel.error(robust_channel::gr_exception,
                         fmt::format("SET_REPORT_SEMAPHORE_D: operation {} does not exist", data & 3));
  LaunchRelease r{.enabled = true,
                  .address = join64(get(set_report_semaphore_b), get(set_report_semaphore_a)),
                  .payload = get(set_report_semaphore_c),
                  .four_words = !d["STRUCTURE_SIZE"_f],
                  .reduction = d["REDUCTION_ENABLE"_f],
                  .reduction_op = static_cast<u8>(d["REDUCTION_OP"_f]),
                  .reduction_signed = d["REDUCTION_FORMAT"_f] == SetReportSemaphoreDReductionFormat::signed_32,
                  .awaken = d["AWAKEN_ENABLE"_f]};
  return release(channel, r);
}

Step ComputeEngine::report_semaphore_wide(MethodContext& channel, u32 data) {
  const ReportSemaphoreExecute e(data);
  const u64 address = join64(get(set_report_semaphore_address_lower), get(set_report_semaphore_address_upper));
  const u64 payload = join64(get(set_report_semaphore_payload_lower), get(set_report_semaphore_payload_upper));
  const bool wide = e["PAYLOAD_SIZE64"_f] || e["STRUCTURE_SIZE"_f] == 2;
  switch (e["OPERATION"_f]) {
    case report_acquire: {
      u64 value = 0;
      if (const auto fault = channel.memory().read(address, as_writable_bytes(value).first(wide ? 8 : 4)))
        return channel.fault(*fault);
      if (acquired(SemOperation::acquire, wide, value, payload)) return Step::done;
      return channel.wait_for(address);
    }
    case report_trap:
      channel.interrupt();
      return Step::done;
    case report_only:
      channel.report(Finding::approximated, "REPORT_SEMAPHORE_EXECUTE REPORT_ONLY writes the payload");
      break;
    default:
      break;
  }
  return release(channel, {.enabled = true,
                           .address = address,
                           .payload = payload,
                           .four_words = e["STRUCTURE_SIZE"_f] == 0,
                           .payload_64bit = wide,
                           .reduction = e["REDUCTION_ENABLE"_f],
                           .reduction_op = static_cast<u8>(e["REDUCTION_OP"_f]),
                           .reduction_signed = e["REDUCTION_FORMAT"_f] == 1,
                           .awaken = e["AWAKEN_ENABLE"_f] || e["TRAP_TYPE"_f] == 1});
}

}  // namespace egpulab::simulator::nvidia
