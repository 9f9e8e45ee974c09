// Cutting the stream into requests; who may drive a device; what a client has come to.
#include "simulator/ports/tinygpu/session.hpp"

#include <fmt/format.h>

#include <array>

namespace egpulab::simulator::ports::tinygpu {
namespace {

// Answers are sent before more of them are made: a client may ask for gigabytes in one segment of requests.
constexpr std::size_t enough_output = 1 * MiB;
// What one receive may take: some thousand small requests, and still within a processor's second-level cache.
constexpr std::size_t receive_bytes = 256 * KiB;

// What a command's first use says of a client; empty: nothing.
constexpr std::array<std::string_view, 13> first_use{"looks for devices",
                                                     "maps a BAR",
                                                     "maps host memory",
                                                     "reads configuration space",
                                                     "writes configuration space",
                                                     "resets the device",
                                                     "reads BARs",
                                                     "writes BARs",
                                                     "maps host memory",
                                                     "",
                                                     "",
                                                     "resizes a BAR",
                                                     "pings"};

}  // namespace

Session::Session(std::vector<Served>& devices, SessionOptions options)
    : devices_(devices), options_(std::move(options)), seen_(devices.size()) {}

Session::~Session() { release(); }

void Session::release() {
  for (const Mapping& mapping : mappings_)
    if (mapping.buffer->shared_descriptor() >= 0) --devices_[mapping.device].shared_mappings;
  mappings_.clear();
  for (Served& served : devices_)
    if (served.holder == options_.client) served.holder = Served::nobody;
}

MutableBytes Session::room() {
  const std::size_t have = in_.size();
  const std::size_t whole = have < Request::wire_bytes ? 0 : Request::wire_bytes + front().payload_bytes();
  if (whole < have + receive_bytes || whole > Request::wire_bytes + max_transfer) return in_.room(receive_bytes);
  // A large request is gathered by itself, so that nothing of the next one must be moved to the front afterwards. The
  // buffer grows with what has really arrived, not with what was announced.
  const std::size_t left = whole - have;
  const MutableBytes room = in_.room(std::min(left, std::max(receive_bytes, have)));
  return room.first(std::min(left, room.size()));
}

bool Session::received(std::size_t bytes, StreamBuffer& out) {
  in_.added(bytes);
  statistics_.bytes_in += bytes;
  const std::size_t sent = out.size();
  const auto started = std::chrono::steady_clock::now();
  bool ok = true;
  more_ = false;
  while (ok) {
    const std::size_t whole = whole_request();
    ok = whole != broken;
    if (!ok || whole == 0 || in_.size() < whole) break;
    if (out.size() >= enough_output || descriptor_ >= 0) {
      more_ = true;
      break;
    }
    ok = handle(in_.bytes().first(whole), out);
    in_.drop_front(whole);
  }
  statistics_.bytes_out += out.size() - sent;
  statistics_.busy += std::chrono::steady_clock::now() - started;
  return ok;
}

// How many bytes the request at the front has; 0 while its header is incomplete.
std::size_t Session::whole_request() {
  if (in_.size() < Request::wire_bytes) return 0;
  const Request request = front();
  if (request.payload_bytes() <= max_transfer) return Request::wire_bytes + request.payload_bytes();
  error_ = fmt::format("{} announces {} bytes; the limit is {}", to_string(request.command), request.payload_bytes(),
                       max_transfer);
  return broken;
}

bool Session::handle(Bytes whole, StreamBuffer& out) {
  const Request request = Request::parse(whole);
  const Bytes payload = whole.subspan(Request::wire_bytes);
  const auto number = static_cast<std::size_t>(request.command);
  if (number >= statistics_.requests.size()) {
    // Nobody knows where the next request would begin.
    error_ = fmt::format("unknown command {}", number);
    put_error(out, error_);
    return false;
  }
  const bool first = ++statistics_.requests[number] == 1;
  const bool is_write = request.command == Command::mmio_write || request.command == Command::sysmem_write;
  const std::size_t answer_at = out.size();
  try {
    if (is_write)
      write(request, payload);
    else
      answer(request, payload, out);
    if (first && !first_use[number].empty() && request.device < devices_.size()) [[unlikely]]
      tell(request.device, first_use[number], devices_[request.device].device->clock().now());
  } catch (const std::exception& e) {
    out.truncate(answer_at);  // a half-written answer would be taken for data
    if (is_write) {
      error_ = fmt::format("{} failed: {}", to_string(request.command), e.what());
      return false;
    }
    put_error(out, e.what());
  }
  return true;
}

Served& Session::served(const Request& request) {
  if (request.device >= devices_.size()) [[unlikely]]
    throw InvalidRequest(
        fmt::format("{}: no device {}; {} on offer", to_string(request.command), request.device, devices_.size()));
  Served& target = devices_[request.device];
  if (target.holder != options_.client) [[unlikely]]
    claim(request, target);
  return target;
}

void Session::claim(const Request& request, Served& target) {
  if (target.holder != Served::nobody && options_.look_after) options_.look_after(target.holder);
  if (target.holder != Served::nobody)
    throw InvalidRequest(fmt::format("{}: device {} is in use by client {}; one client at a time drives a device",
                                     to_string(request.command), request.device, target.holder));
  target.holder = options_.client;
  // Milestones from before are the card's history, not this client's doing.
  if (!target.report) return;
  Seen& seen = seen_[request.device];
  seen.moved = target.report->milestones_passed();
  seen.counts.clear();
  for (const Report::Milestone& m : target.report->milestones()) seen.counts.push_back(m.count);
  seen.told.assign(seen.counts.size(), false);
}

// A recording has it too, where it happened.
void Session::tell(u32 device, std::string_view name, Nanoseconds at) const {
  devices_[device].device->mark(bus::Mark::note, name);
  if (options_.phase) options_.phase({device, name, at});
}

void Session::tell_milestones(const Served& target, u32 device) {
  Seen& seen = seen_[device];
  seen.moved = target.report->milestones_passed();
  const auto& milestones = target.report->milestones();
  seen.counts.resize(milestones.size());
  seen.told.resize(milestones.size());
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    if (std::exchange(seen.counts[i], milestones[i].count) == milestones[i].count || seen.told[i]) continue;
    seen.told[i] = true;
    tell(device, milestones[i].name, milestones[i].last);
  }
}

// What a request set going is done before the next one arrives.
void Session::finish(Served& target, u32 device) {
  target.device->clock().settle(target.settle_limit);
  if (target.report && target.report->milestones_passed() != seen_[device].moved) [[unlikely]]
    tell_milestones(target, device);
}

}  // namespace egpulab::simulator::ports::tinygpu
