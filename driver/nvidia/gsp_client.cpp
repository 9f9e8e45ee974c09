// Remote procedure calls of GSP-RM: sending, waiting for replies, keeping events that come meanwhile.
#include "driver/nvidia/gsp_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "driver/nvidia/gsp_events.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/names.hpp"

namespace egpulab::driver::nvidia {

namespace rm = regs::nvidia::gsp::r570_144;
using rm::RpcEvent;
using rm::RpcFunction;

namespace {

constexpr u32 first_event = static_cast<u32>(RpcEvent::gsp_init_done);
constexpr std::size_t most_kept_events = 1024;

}  // namespace

u32 Gsp::send_message(RpcFunction function, Bytes request) {
  rm::RpcMessageHeader header;
  header.header_version = rm::rpc_header_version;
  header.signature = rm::rpc_signature;
  header.length = static_cast<u32>(sizeof header + request.size());
  header.function = static_cast<u32>(function);
  header.rpc_result = header.rpc_result_private = rm::rpc_result_pending;
  header.sequence = next_sequence_++;
  std::vector<std::byte> message(sizeof header + request.size());
  store(MutableBytes(message), 0, header);
  std::copy(request.begin(), request.end(), message.begin() + sizeof header);
  queues_.send(message);
  return header.sequence;
}

void Gsp::send(RpcFunction function, Bytes request) { send_message(function, request); }

void Gsp::keep(Record record) {
  if (record.header.function == static_cast<u32>(RpcEvent::gsp_run_cpu_sequencer) && sequencer_) {
    sequencer_(record.payload);
    return;
  }
  // A reply nobody waits for any more is no event.
  if (record.header.function < first_event) return;
  GspEvent event = describe_event(record.header, std::move(record.payload));
  link_.device().mark(bus::Mark::note, fmt::format("GSP-RM: {}", event.text));
  if (events_.size() >= most_kept_events) events_.erase(events_.begin());
  events_.push_back(std::move(event));
}

Gsp::Record Gsp::await(u32 function, u32 sequence, std::string_view what, Limit limit) {
  std::optional<Record> found;
  bus::Clock& clock = link_.clock();
  Nanoseconds next_check = clock.now() + timeouts::gsp_link_check;
  // wait() reads the interval anew each time: it grows while nothing comes.
  bus::Wait wait{what, limit.limit, limit.interval};
  const auto done = [&] {
    while (!found) {
      std::optional<Record> record = queues_.receive();
      if (!record) break;
      const bool reply = record->header.function == function;
      const bool stale = reply && function < first_event && record->header.sequence != sequence &&
                         std::erase(abandoned_, record->header.sequence) > 0;
      if (reply && !stale)
        found = std::move(record);
      else
        keep(std::move(*record));
    }
    if (found) return true;
    wait.interval = std::min(wait.interval * 2, timeouts::gsp_slowest_poll);
    if (clock.now() >= next_check) {
      link_.check_alive(fmt::format("waiting for {}", what));
      next_check = clock.now() + timeouts::gsp_link_check;
    }
    return false;
  };
  try {
    link_.wait(wait, done, [] { return std::string("no such message in the status queue"); });
  } catch (const Timeout& e) {
    if (function < first_event) abandoned_.push_back(sequence);
    throw Timeout(fmt::format("{}{}", e.what(), background()));
  }
  return std::move(*found);
}

std::string Gsp::background() const {
  std::string text;
  constexpr std::size_t most = 3;
  std::size_t shown = 0;
  for (auto it = events_.rbegin(); it != events_.rend() && shown < most; ++it)
    if (it->fault) {
      text += fmt::format("; GSP-RM reported {}", it->text);
      ++shown;
    }
  if (const std::string logs = log_text_ ? log_text_() : std::string(); !logs.empty())
    text += fmt::format("; GSP's logs: {}", logs);
  return text;
}

std::vector<std::byte> Gsp::call(RpcFunction function, Bytes request, std::size_t reply_bytes, Limit limit) {
  const std::string what = fmt::format("GSP-RM's reply to {}", to_string(function));
  const u32 sequence = send_message(function, request);
  Record reply = await(static_cast<u32>(function), sequence, what, limit);
  if (reply.header.rpc_result != 0)
    throw RmError(reply.header.rpc_result, fmt::format("GSP-RM refused {}: {}{}", to_string(function),
                                                       rm::describe_status(reply.header.rpc_result), background()));
  std::vector<std::byte> payload = std::move(reply.payload);
  // What does not fit one message follows in continuation records.
  while (payload.size() < reply_bytes &&
         reply.header.length + rm::queue_element_header_size == rm::queue_element_max_size) {
    reply = await(static_cast<u32>(RpcFunction::continuation_record), sequence, what, limit);
    payload.insert(payload.end(), reply.payload.begin(), reply.payload.end());
  }
  if (payload.size() < reply_bytes)
    throw RpcBroken(fmt::format("{}: expected at least {} bytes, found {}", what, reply_bytes, payload.size()));
  return payload;
}

void Gsp::alloc_bytes(u32 client, u32 parent, u32 object, u32 rm_class, MutableBytes params) {
  rm::RpcGspRmAlloc head;
  head.h_client = client;
  head.h_parent = parent;
  head.h_object = object;
  head.h_class = rm_class;
  head.params_size = static_cast<u32>(params.size());
  std::vector<std::byte> request(sizeof head + params.size());
  store(MutableBytes(request), 0, head);
  std::copy(params.begin(), params.end(), request.begin() + sizeof head);
  const auto name = [&] {
    return fmt::format("GSP_RM_ALLOC of {} (client {:#x}, parent {:#x}, object {:#x})", rm::describe_class(rm_class),
                       client, parent, object);
  };
  std::vector<std::byte> reply;
  try {
    reply = call(RpcFunction::gsp_rm_alloc, request, request.size());
  } catch (const RmError& e) {
    throw RmError(e.status(),
                  fmt::format("GSP-RM refused {}: {}{}", name(), rm::describe_status(e.status()), background()));
  }
  const auto answer = load<rm::RpcGspRmAlloc>(reply);
  if (answer.status != 0)
    throw RmError(answer.status,
                  fmt::format("GSP-RM refused {}: {}{}", name(), rm::describe_status(answer.status), background()));
  std::copy_n(reply.begin() + sizeof answer, params.size(), params.begin());
}

void Gsp::control_bytes(u32 client, u32 object, u32 command, MutableBytes params) {
  rm::RpcGspRmControl head;
  head.h_client = client;
  head.h_object = object;
  head.cmd = command;
  head.params_size = static_cast<u32>(params.size());
  std::vector<std::byte> request(sizeof head + params.size());
  store(MutableBytes(request), 0, head);
  std::copy(params.begin(), params.end(), request.begin() + sizeof head);
  const auto name = [&] {
    return fmt::format("GSP_RM_CONTROL {} (client {:#x}, object {:#x})", rm::describe_control(command), client, object);
  };
  std::vector<std::byte> reply;
  try {
    reply = call(RpcFunction::gsp_rm_control, request, request.size());
  } catch (const RmError& e) {
    throw RmError(e.status(),
                  fmt::format("GSP-RM refused {}: {}{}", name(), rm::describe_status(e.status()), background()));
  }
  const auto answer = load<rm::RpcGspRmControl>(reply);
  if (answer.status != 0)
    throw RmError(answer.status,
                  fmt::format("GSP-RM refused {}: {}{}", name(), rm::describe_status(answer.status), background()));
  std::copy_n(reply.begin() + sizeof answer, params.size(), params.begin());
}

void Gsp::free(u32 client, u32 object) {
  rm::RpcFree request;
  request.params.h_root = client;
  request.params.h_object_old = object;
  const auto name = [&] { return fmt::format("FREE of object {:#x} (client {:#x})", object, client); };
  std::vector<std::byte> reply;
  try {
    reply = call(RpcFunction::free, as_bytes(request), sizeof request);
  } catch (const RmError& e) {
    throw RmError(e.status(),
                  fmt::format("GSP-RM refused {}: {}{}", name(), rm::describe_status(e.status()), background()));
  }
  const u32 status = load<rm::RpcFree>(reply).params.status;
  if (status != 0)
    throw RmError(status, fmt::format("GSP-RM refused {}: {}{}", name(), rm::describe_status(status), background()));
}

GspEvent Gsp::wait_event(RpcEvent event, std::string_view what, Limit limit) {
  Record record = await(static_cast<u32>(event), 0, what, limit);
  return describe_event(record.header, std::move(record.payload));
}

bool Gsp::poll() {
  while (std::optional<Record> record = queues_.receive()) keep(std::move(*record));
  return std::any_of(events_.begin(), events_.end(), [](const GspEvent& e) { return e.fault; });
}

std::vector<GspEvent> Gsp::take_events() { return std::exchange(events_, {}); }

}  // namespace egpulab::driver::nvidia
