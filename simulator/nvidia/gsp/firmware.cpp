// GSP-RM from its start to its halt.
// Facts: open-gpu-kernel-modules 570.144 (MIT), kernel_gsp.c, message_queue_cpu.c; the events of a start as a real
// RTX A4000's driver logged them (nova-core: RUN_CPU_SEQUENCER, NOCAT, two LIBOS_PRINT, INIT_DONE, with their lengths).
#include "simulator/nvidia/gsp/firmware.hpp"

#include <fmt/format.h>

#include <array>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "simulator/nvidia/gsp/rpc/table.hpp"
#include "simulator/nvidia/gsp/static_info.hpp"
#include "simulator/nvidia/host/instance_block.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u64 wpr_meta_bytes = 0x1000;         // that the boot chain keeps at the start of WPR2
constexpr u32 halted_mailbox = 0x80000000;     // what GSP-RM leaves in its mailbox when it is unloaded
constexpr u32 most_retries = 10000;            // of 100 us: RM gives an element one second
constexpr u32 sequencer_words = 0x61c;         // of the command buffer, as a real card sends it
constexpr u32 pmu_descriptor = 0xf3d722 << 8;  // ENG_PMU
constexpr u32 pmu_version_word = 0x00020570;

}  // namespace

void ResourceManager::Firmware::start(const GspBoot& boot) {
  if (state_ == State::starting || state_ == State::running) return;
  stop();
  state_ = State::starting;
  rm.report.milestone("GSP-RM started", rm.now());
  rm.to.lines.set_active(true);
  if (const std::string why = attach(boot); !why.empty()) {
    rm.refused("start: " + why);
    state_ = State::failed;
  }
}

// Empty: the firmware can go on; else why it cannot.
std::string ResourceManager::Firmware::attach(const GspBoot& boot) {
  const Region wpr2 = rm.to.protection.wpr2();
  std::vector<BootArguments::Region> logs;
  const auto arguments = read_boot_arguments(rm.to.memory, boot, wpr2, logs);
  for (const auto& l : logs)
    if (l.name == "LOGRM") rm.log.attach(l.at, l.bytes);
  rm.log.write(LogLine::start,
               {u64{static_cast<u8>(rm.card.architecture())} << 4 | rm.card.chip.implementation, wpr2.begin, wpr2.end},
               rm.now());
  if (!arguments) {
    rm.log.write(LogLine::bad_argument, {arguments.error().argument, arguments.error().value}, rm.now());
    return arguments.error().why;
  }
  if (wpr2.empty()) {
    rm.log.write(LogLine::bad_argument, {0, 0}, rm.now());
    return "WPR2 is not set up";
  }
  rm.meta = arguments->meta;
  const auto& queues = arguments->arguments.message_queue_init_arguments;
  if (std::string why = rm.queues.attach(queues); !why.empty()) {
    rm.log.write(LogLine::bad_argument, {100, queues.shared_mem_phys_addr}, rm.now());
    return why;
  }
  rm.log.write(LogLine::queues_ready,
               {queues.page_table_entry_count, queues.cmd_queue_offset, queues.stat_queue_offset}, rm.now());
  // Where the metadata gives no place for the heap, it follows the metadata at WPR2's start.
  const u64 heap = rm.meta.gsp_fw_heap_offset != 0 ? rm.meta.gsp_fw_heap_offset : wpr2.begin + wpr_meta_bytes;
  rm.heap.attach(heap, std::min(heap + rm.meta.gsp_fw_heap_size, wpr2.end));
  return {};
}

void ResourceManager::Firmware::stop() {
  rm.objects.forget();
  rm.channels.reset(), rm.settings.reset(), rm.recovery.reset();
  rm.queues.detach(), rm.log.detach();
  rm.heap.attach(0, 0);
  rm.meta = {};
  rm.bar1_instance = rm.bar1_directory = rm.bar2_instance = rm.bar2_directory = {};
  state_ = State::off;
  init_failed_ = false;
  replies_ = retries_ = 0;
}

// The windows get page directories of RM's own, still empty.
void ResourceManager::Firmware::bring_up_windows() {
  const std::array<std::byte, 4096> zeros{};
  for (PhysicalAddress* a : {&rm.bar1_instance, &rm.bar1_directory, &rm.bar2_instance, &rm.bar2_directory}) {
    *a = rm.heap.take(zeros.size());
    rm.to.memory.write(*a, zeros);
  }
  write_page_directory(rm.to.memory, rm.bar1_instance, rm.bar1_directory);
  write_page_directory(rm.to.memory, rm.bar2_instance, rm.bar2_directory);
  rm.to.mmu.bind_bar1(rm.bar1_instance);
  rm.to.mmu.bind_bar2(rm.bar2_instance);
}

void ResourceManager::Firmware::make_internal_objects() {
  namespace classes = regs::nvidia::classes;
  r570::Nv0080AllocParameters device;
  r570::Nv2080AllocParameters subdevice;
  allocate(rm, {internal_client, internal_client, 0}, classes::nv01_root, {});
  allocate(rm, {internal_client, internal_device, internal_client}, classes::nv01_device_0, as_writable_bytes(device));
  allocate(rm, {internal_client, internal_subdevice, internal_device}, classes::nv20_subdevice_0,
           as_writable_bytes(subdevice));
}

// What a card says before it is ready. Cards that boot through SEC2 have the driver run register operations first.
void ResourceManager::Firmware::send_boot_events() {
  if (rm.card.nvidia.boot == NvidiaProfile::Boot::falcon) {
    using Op = r570::SequencerOpcode;
    constexpr u32 boot0 = 0x000000;  // NV_PMC_BOOT_0, whose value never changes
    const u32 id = rm.card.nvidia.boot0;
    const u32 commands[] = {
        static_cast<u32>(Op::reg_poll), boot0, ~u32{0}, id, 1000, 1, static_cast<u32>(Op::reg_store), boot0, 0,
        static_cast<u32>(Op::delay_us), 1};
    std::vector<std::byte> event(sizeof(r570::RpcRunCpuSequencer) + sequencer_words * sizeof(u32));
    r570::RpcRunCpuSequencer h;
    h.buffer_size_dword = sequencer_words, h.cmd_index = std::size(commands);
    store(MutableBytes(event), 0, h);
    std::memcpy(event.data() + sizeof h, commands, sizeof commands);
    rm.send_event(r570::RpcEvent::gsp_run_cpu_sequencer, event);
  }
  r570::Nv2080CtrlNocatJournalInsertRecord nocat;
  nocat.timestamp = static_cast<u64>(rm.now().count());
  nocat.rec_type = 1;  // NV2080_NOCAT_JOURNAL_REC_TYPE_BUGCHECK
  send_nocat(rm, nocat);
  // The PMU's own log, as it comes up.
  for (const auto& words : {log_record(LogLine::pmu_started, {}, rm.now()),
                            log_record(LogLine::pmu_version, {pmu_version_word}, rm.now())}) {
    const r570::RpcUcodeLibosPrint h{pmu_descriptor, static_cast<u32>(words.size() * sizeof(u64))};
    std::vector<std::byte> event(sizeof h + h.libos_print_buf_size);
    store(MutableBytes(event), 0, h);
    std::memcpy(event.data() + sizeof h, words.data(), h.libos_print_buf_size);
    rm.send_event(r570::RpcEvent::ucode_libos_print, event);
  }
}

void ResourceManager::Firmware::finish_start() {
  if (state_ != State::starting) return;
  // What the driver queued before: system information and registry.
  state_ = State::running;
  while (serve_one()) {
  }
  if (faults_.silent) {
    rm.refused("start: silent, as the session asked");
    state_ = State::failed;
    return;
  }
  Status result = init_failed_ ? Status::err_invalid_param_struct : Status::ok;
  if (faults_.init_fails) result = Status::err_timeout;
  rm.log.write(LogLine::init_done, {static_cast<u32>(result)}, rm.now());
  if (result == Status::ok) {
    // Last: a driver's buffers may lie behind BAR1, and are out of reach until it turns BAR1 physical again.
    make_internal_objects();
    bring_up_windows();
    send_boot_events();
    rm.report.milestone("GSP-RM initialised", rm.now());
  }
  rm.send_event(r570::RpcEvent::gsp_init_done, {}, result);
  if (result != Status::ok) {
    rm.refused("start: GSP_INIT_DONE with " + r570::describe_status(static_cast<u32>(result)));
    flush();
    state_ = State::failed;
  }
}

bool ResourceManager::Firmware::serve_one() {
  if (state_ != State::running) return false;
  Received r = rm.queues.receive();
  switch (r.kind) {
    case Received::Kind::nothing:
      return false;
    case Received::Kind::partial:
      return true;
    case Received::Kind::rpc:
      execute(std::move(r.rpc));
      return state_ == State::running;
    case Received::Kind::malformed:
      rm.log.write(LogLine::bad_rpc_header, {r.rpc.function}, rm.now());
      rm.refused(r.why);
      answer(r.rpc, Status::rpc_invalid_message_format, std::move(r.rpc.payload));
      return true;
    case Received::Kind::skipped:
      rm.log.write(LogLine::bad_sequence, {0}, rm.now());
      rm.refused(r.why);
      return true;
    case Received::Kind::stuck:
      rm.log.write(LogLine::bad_command, {0}, rm.now());
      rm.refused(r.why + "; the command queue stands still");
      return false;
  }
  return false;
}

void ResourceManager::Firmware::execute(Rpc request) {
  const RpcRow* row = find_rpc(request.function);
  if (!row) {
    const bool known = !r570::to_string(static_cast<r570::RpcFunction>(request.function)).empty();
    rm.unmodelled("RPC " + r570::rpc_name(request.function));
    rm.log.write(LogLine::unknown_function, {request.function}, rm.now());
    answer(request, known ? Status::err_not_supported : Status::rpc_unknown_function, std::move(request.payload));
    return;
  }
  Status result = Status::rpc_invalid_message_format;
  std::vector<std::byte> payload = std::move(request.payload);
  if (payload.size() >= row->least_bytes) {
    result = row->run(rm, payload);
  } else {
    rm.refused(fmt::format("RPC {} with {:#x} bytes of parameters; expected {:#x}", r570::rpc_name(request.function),
                           payload.size(), row->least_bytes));
  }
  if (result != Status::ok) rm.log.write(LogLine::rpc_failed, {request.function, static_cast<u32>(result)}, rm.now());
  if (row->before_boot && result != Status::ok) init_failed_ = true;
  if (row->replies) answer(request, result, std::move(payload));
  if (row->function == r570::RpcFunction::unloading_guest_driver && result == Status::ok) halt();
}

void ResourceManager::Firmware::answer(const Rpc& request, Status result, std::vector<std::byte> payload) {
  if (++replies_ == faults_.lose_reply) {
    rm.refused(fmt::format("the reply to {} is lost, as the session asked", r570::rpc_name(request.function)));
    return;
  }
  rm.queues.send({request.function, static_cast<u32>(result), request.sequence, std::move(payload)});
}

// Unloaded: the answer is out, the core stops. Up to Ada WPR2 stays until the booter takes it down; since Hopper the
// FMC that set it up removes it before the core halts (kernel_gsp_gh100.c, kgspTeardown).
void ResourceManager::Firmware::halt() {
  flush();
  rm.objects.forget();
  rm.channels.reset(), rm.recovery.reset();
  if (rm.card.nvidia.boot == NvidiaProfile::Boot::fsp) rm.to.protection.set_wpr2({});
  rm.to.lines.set_mailbox(0, halted_mailbox);
  rm.to.lines.set_active(false);
  rm.report.milestone("GSP-RM unloaded", rm.now());
  state_ = State::halted;
}

void ResourceManager::Firmware::flush() {
  if (!rm.queues.attached() || !rm.queues.flush()) return;
  retries_ = 0;
  rm.to.lines.raise_swgen0();
}

bool ResourceManager::Firmware::retry_flush() {
  flush();
  if (!rm.queues.backlog()) return false;
  if (++retries_ < most_retries) return true;
  rm.log.write(LogLine::status_queue_full, {1}, rm.now());
  rm.refused("the status queue stayed full for a second: a message is dropped");
  rm.queues.drop_oldest();
  retries_ = 0;
  return rm.queues.backlog();
}

void ResourceManager::Firmware::visit(StateVisitor& visit) {
  visit(state_), visit(init_failed_), visit(replies_), visit(retries_), visit(rm);
}

}  // namespace egpulab::simulator::nvidia::gsp
