// GSP-RM as a block: its firmware on the timeline.
#include "simulator/nvidia/gsp/resource_manager.hpp"

#include "driver/regs/nvidia/gsp/r570_144/names.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/firmware.hpp"
#include "simulator/nvidia/gsp/rpc/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

using namespace std::chrono_literals;

namespace {

// Real cards take a second from their start to GSP_INIT_DONE, most of it in firmware that this model does not run.
constexpr Nanoseconds start_time = 200ms, request_time = 10us, retry_time = 100us, recovery_time = 50us;

}  // namespace

ResourceManager::ResourceManager(Timeline& timeline, Report& report, const DeviceProfile& profile,
                                 Neighbours neighbours, Faults faults)
    : Block(timeline), firmware_(std::make_unique<Firmware>(timeline, report, profile, neighbours, faults)) {}

ResourceManager::~ResourceManager() = default;

void ResourceManager::reset(Reset) {
  cancel_events();
  firmware_->stop();
}

void ResourceManager::visit(StateVisitor& visit) { firmware_->visit(visit); }

void ResourceManager::start(const GspBoot& boot) {
  cancel_events();
  firmware_->start(boot);
  if (firmware_->state() == Firmware::State::starting) schedule(start_time, Firmware::init_done);
}

void ResourceManager::stop() {
  cancel_events();
  firmware_->stop();
}

bool ResourceManager::running() const {
  return firmware_->state() == Firmware::State::starting || firmware_->state() == Firmware::State::running;
}

void ResourceManager::doorbell(u32 queue) {
  // Queue 0 is RM's; the others belong to tasks that drivers do not talk to.
  if (queue == 0 && firmware_->serves() && !event_pending(Firmware::serve)) schedule(request_time, Firmware::serve);
}

void ResourceManager::recover_soon() {
  if (!event_pending(Firmware::recover)) schedule(recovery_time, Firmware::recover);
}

void ResourceManager::warp_exception(const WarpException& exception) {
  if (!firmware_->serves()) return;
  firmware_->rm.recovery.warp_exception(exception);
  recover_soon();
}

// Not of its own accesses, which the MMU has counted: RM's log and queues may lie behind BAR1, which RM itself maps
// anew, and telling of such a fault would write there again.
void ResourceManager::mmu_fault(const MmuFault& fault) {
  if (!firmware_->serves() || acting_) return;
  firmware_->rm.recovery.mmu_fault(fault);
  recover_soon();
}

void ResourceManager::channel_error(u32 runlist, u32 channel, u32 error, const std::string& what) {
  if (!firmware_->serves()) return;
  firmware_->rm.recovery.channel_error(runlist, channel, error, what);
  recover_soon();
}

void ResourceManager::engine_event(std::string_view engine, u32 code, const std::string& what) {
  if (!firmware_->serves()) return;
  firmware_->rm.recovery.engine_event(std::string(engine), code, what);
  recover_soon();
}

void ResourceManager::on_event(u32 kind, u64) {
  const struct Acting {
    bool& flag;
    ~Acting() { flag = false; }  // also where strictness ends the session
  } acting{acting_ = true};
  act(kind);
}

void ResourceManager::act(u32 kind) {
  switch (kind) {
    case Firmware::init_done:
      firmware_->finish_start();
      break;
    case Firmware::serve:
      if (firmware_->serve_one() && !event_pending(Firmware::serve)) schedule(request_time, Firmware::serve);
      break;
    case Firmware::recover:
      firmware_->rm.recovery.run(firmware_->rm);
      break;
    case Firmware::retry:
      if (firmware_->retry_flush()) schedule(retry_time, Firmware::retry);
      return;
    default:
      return;
  }
  firmware_->flush();
  if (firmware_->backlog() && !event_pending(Firmware::retry)) schedule(retry_time, Firmware::retry);
}

void ResourceManager::add_coverage(std::vector<CoverageRow>& rows) const {
  using State = CoverageRow::State;
  const auto add = [&](std::string_view kind, std::string name, u64 number, State state) {
    rows.push_back(
        {.kind = kind, .block = "GSP-RM", .name = std::move(name), .number = number, .state = state, .used = {}});
  };
  for (u32 f = 0; f < 0x1000; ++f) {
    const std::string_view function = r570::to_string(static_cast<r570::RpcFunction>(f));
    if (!function.empty()) add("rpc", std::string(function), f, find_rpc(f) ? State::acts : State::missing);
  }
  const Architectures chip = architecture_bit(firmware_->rm.card.architecture());
  for (const ClassRow& c : classes())
    if (c.architectures & chip)
      add("class", std::string(r570::class_name(c.number)), c.number,
          c.kind == Kind::missing                                                           ? State::missing
          : c.kind == Kind::passive || c.kind == Kind::usermode || c.kind == Kind::profiler ? State::holds
                                                                                            : State::acts);
  // Small numbers in the vendor's table are not commands but constants that share the name's form.
  constexpr u32 first_command = 0x800000;
  for (const auto& [command, control] : r570::control_names()) {
    const ControlRow* row = find_control(command);
    if (command >= first_command)
      add("control", std::string(control), command, !row ? State::missing : row->acts ? State::acts : State::holds);
  }
}

}  // namespace egpulab::simulator::nvidia::gsp
