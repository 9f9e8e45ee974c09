// The PSP's mailboxes and ring. Facts: Linux drivers/gpu/drm/amd/amdgpu/psp_v13_0.c, psp_gfx_if.h.
#include "simulator/amd/psp/psp.hpp"

#include <fmt/format.h>

namespace egpulab::simulator::amd {

using namespace regs::amd;
using namespace std::chrono_literals;
using psp::CommandBuffer;
using psp::Status;
using regs::amd::psp::RingCommand;
using regs::amd::psp::RingFrame;

namespace {

constexpr u32 ready = regs::amd::psp::bootloader_ready, answered = regs::amd::psp::ring_response_flag;
constexpr u32 command_mask = 0x000f0000;
constexpr u32 frame_dwords = sizeof(RingFrame) / 4;
constexpr u32 largest_ring = 1 * static_cast<u32>(MiB);

// Estimates of a real Navi31's log: 36 commands with 2.5 MB of firmware in 125 ms, most of it the driver's own.
constexpr Nanoseconds restart_time = 100ms, ring_command_time = 2ms, fetch_time = 10us, command_time = 100us;
constexpr u64 nanoseconds_per_byte = 5;

}  // namespace

Psp::Psp(Timeline& timeline, Report& report, psp::Neighbours neighbours, ChipReset& chip)
    : Block(timeline),
      report_(report),
      registers_(neighbours.registers),
      memory_(neighbours.memory),
      chip_(chip),
      bootloader_(neighbours.memory, neighbours.registers.bases().at(Ip::mp0).version),
      secure_os_(neighbours, neighbours.registers.bases().at(Ip::mp0).version, bootloader_.keys()) {
  registers_.on_write<Mp0SmnC2pmsg, &Psp::mailbox_written>(this);
  registers_.storage<Mp0SmnIhCredit, Mp0SmnIhSwInt, Mp0SmnIhSwIntCtrl>();
  reset(Reset::power);
}

// At power-on the card has been posted before software sees it; after other resets the boot ROM has to run again.
void Psp::reset(Reset kind) {
  cancel_events();
  bootloader_.reset();
  secure_os_.reset();
  ring_ = {};
  state_ = State::starting;
  if (kind == Reset::power)
    on_event(bootloader_started, 0);
  else
    schedule(restart_time, bootloader_started);
}

void Psp::visit(StateVisitor& visit) { visit(bootloader_), visit(secure_os_), visit(state_), visit(ring_); }

void Psp::on_event(u32 kind, u64 payload) {
  switch (kind) {
    case bootloader_started:
      state_ = State::bootloader;
      put_mailbox(psp_mailbox::boot_status, ready);
      put_mailbox(psp_mailbox::bootloader_command, ready);
      break;
    case bootloader_answer:
      finish_bootloader_command(low32(payload));
      break;
    case ring_answer:
      finish_ring_command(low32(payload));
      break;
    case frame_fetched:
      fetch_frame();
      break;
    case frame_done:
      finish_frame();
      break;
    default:
      break;
  }
}

void Psp::mailbox_written(Mp0SmnC2pmsg value, u32 index) {
  switch (index) {
    case psp_mailbox::bootloader_command:
      bootloader_command(value.raw());
      break;
    case psp_mailbox::ring_command:
      ring_command(value.raw());
      break;
    case psp_mailbox::ring_write_pointer:
      write_pointer_moved();
      break;
    case psp_mailbox::vf_ring_command:
      report_.add(Finding::unmodelled, name(), "command ring of a virtual function", timeline().now());
      break;
    default:
      break;
  }
}

// The register shows the command until the answer: bit 31, and an error number in [7:0] (0: taken).
void Psp::bootloader_command(u32 command) {
  if (state_ != State::bootloader || event_pending(bootloader_answer))
    return refused(fmt::format("bootloader command {:#x}: {}", command,
                               state_ == State::secure_os    ? "the bootloader is gone, sOS runs"
                               : state_ == State::bootloader ? "the one before it is not answered yet"
                                                             : "the boot ROM is not ready yet"));
  const Nanoseconds duration = psp::Bootloader::duration(static_cast<psp::BootloaderCommand>(command));
  schedule(duration == 0ns ? command_time : duration, bootloader_answer, command);
}

void Psp::finish_bootloader_command(u32 command) {
  const u64 address = u64{mailbox(psp_mailbox::bootloader_argument)} << 20;
  const psp::Checked<u32> result = bootloader_.run(static_cast<psp::BootloaderCommand>(command), address);
  if (!result) {
    const std::string_view known = to_string(static_cast<psp::BootloaderCommand>(command));
    refused(fmt::format("bootloader {}: {}", known.empty() ? fmt::format("{:#x}", command) : std::string(known),
                        result.error().why));
    // Which numbers the ROM uses is not published; 0 means success.
    put_mailbox(psp_mailbox::bootloader_command, ready | (static_cast<u32>(result.error().status) & 0xff));
    return;
  }
  put_mailbox(psp_mailbox::bootloader_command, ready);
  if (bootloader_.done()) start_secure_os(*result);
}

void Psp::start_secure_os(u32 version) {
  state_ = State::secure_os;
  report_.milestone("PSP: secure operating system runs", timeline().now());
  put_mailbox(psp_mailbox::sos_version, version);
  put_mailbox(psp_mailbox::sos_alive, version ? version : 1);
  put_mailbox(psp_mailbox::ring_command, answered);
}

void Psp::ring_command(u32 command) {
  if (state_ != State::secure_os || event_pending(ring_answer))
    return refused(
        fmt::format("ring command {:#x}: {}", command,
                    state_ == State::secure_os ? "the one before it is not answered yet" : "sOS does not run"));
  schedule(ring_command_time, ring_answer, command);
}

void Psp::finish_ring_command(u32 command) {
  Status status = Status::success;
  switch (static_cast<RingCommand>(command & command_mask)) {
    case RingCommand::init_gpcom_ring:
      status = create_ring();
      break;
    case RingCommand::destroy_rings:
    case RingCommand::destroy_gpcom_ring:
      ring_ = {};
      cancel_event(frame_fetched);
      cancel_event(frame_done);
      put_mailbox(psp_mailbox::ring_size, 0);
      break;
    case RingCommand::mode1_rst:
      return chip_.mode1_reset();
    case RingCommand::can_init_rings:
    case RingCommand::enable_int:
    case RingCommand::disable_int:
    case RingCommand::gbr_ih_set:
      break;
    default:
      status = Status::error_not_supported;
      refused(fmt::format("ring command {:#x}: not supported", command));
  }
  put_mailbox(psp_mailbox::ring_command,
              answered | (command & command_mask) | (static_cast<u32>(status) & regs::amd::psp::ring_status_mask));
}

Status Psp::create_ring() {
  const u64 address = join64(mailbox(psp_mailbox::ring_address_low), mailbox(psp_mailbox::ring_address_high));
  const u32 bytes = mailbox(psp_mailbox::ring_size);
  std::array<std::byte, 4> probe{};
  const char* why = bytes == 0 || bytes > largest_ring || bytes % sizeof(RingFrame) != 0 ? "bad size"
                    : address % (4 * KiB) != 0 ? "address not aligned to 4 KiB"
                    : !memory_.read(address, probe) || !memory_.read(address + bytes - probe.size(), probe)
                        ? "not memory"
                        : nullptr;
  if (why) {
    refused(fmt::format("INIT_GPCOM_RING of {:#x} bytes at {:#x}: {}", bytes, address, why));
    return Status::error_bad_parameters;
  }
  ring_ = {.address = address, .bytes = bytes};
  put_mailbox(psp_mailbox::ring_write_pointer, 0);
  return Status::success;
}

void Psp::write_pointer_moved() {
  const u32 write = mailbox(psp_mailbox::ring_write_pointer);
  if (ring_.bytes == 0) return refused("ring write pointer without a ring");
  if (write % frame_dwords != 0 || write >= ring_.bytes / 4)
    return refused(
        fmt::format("ring write pointer {:#x}: not a frame of a ring of {:#x} dwords", write, ring_.bytes / 4));
  if (write != ring_.read && !event_pending(frame_fetched) && !event_pending(frame_done))
    schedule(fetch_time, frame_fetched);
}

bool Psp::read_frame(RingFrame& frame, CommandBuffer& command) {
  const u64 at = ring_.address + u64{ring_.read} * 4;
  if (!memory_.read(at, as_writable_bytes(frame))) {
    refused(fmt::format("ring frame at {:#x} cannot be read", at));
    return false;
  }
  const u64 buffer = join64(frame.cmd_buf_addr_lo, frame.cmd_buf_addr_hi);
  if (!memory_.read(buffer, as_writable_bytes(command))) {
    refused(fmt::format("ring frame at {:#x}: command buffer at {:#x} cannot be read", at, buffer));
    return false;
  }
  return true;
}

void Psp::fetch_frame() {
  RingFrame frame;
  CommandBuffer command;
  const u64 bytes = read_frame(frame, command) ? psp::SecureOs::payload(command) : 0;
  schedule(command_time + Nanoseconds(static_cast<i64>(std::min(bytes, u64{largest_ring} * 16) * nanoseconds_per_byte)),
           frame_done);
}

void Psp::finish_frame() {
  RingFrame frame;
  CommandBuffer command;
  if (read_frame(frame, command)) {
    const psp::Checked<psp::Response> result = secure_os_.execute(command);
    psp::Response response{};
    if (result) {
      response = *result;
      if (command.cmd_id == regs::amd::psp::Command::load_ip_fw)
        report_.milestone("PSP: loads firmware", timeline().now());
      if (command.cmd_id == regs::amd::psp::Command::invoke_cmd)
        report_.add(Finding::unmodelled, name(),
                    fmt::format("INVOKE_CMD: command {} of the trusted application of session {}: its shared buffer "
                                "stays as it is",
                                command.cmd.invoke_cmd.ta_cmd_id, command.cmd.invoke_cmd.session_id),
                    timeline().now());
    } else {
      response.status = static_cast<u32>(result.error().status);
      refused(fmt::format("{}: {}", to_string(result.error().status), result.error().why));
    }
    const u64 buffer = join64(frame.cmd_buf_addr_lo, frame.cmd_buf_addr_hi);
    const u64 fence = join64(frame.fence_addr_lo, frame.fence_addr_hi);
    if (!memory_.write(buffer + offsetof(CommandBuffer, resp), as_bytes(response)))
      refused(fmt::format("response at {:#x} cannot be written", buffer));
    if (!memory_.write(fence, as_bytes(frame.fence_value)))
      refused(fmt::format("fence at {:#x} cannot be written", fence));
  }
  ring_.read = (ring_.read + frame_dwords) % (ring_.bytes / 4);
  if (ring_.read != mailbox(psp_mailbox::ring_write_pointer)) schedule(fetch_time, frame_fetched);
}

}  // namespace egpulab::simulator::amd
