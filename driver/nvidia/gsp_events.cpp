// Events of GSP-RM decoded: errors of channels, MMU faults, error logs.
#include "driver/nvidia/gsp_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"

namespace egpulab::driver::nvidia {

namespace rm = regs::nvidia::gsp::r570_144;

namespace {

template <class T>
T start_of(Bytes payload) {
  T value{};
  std::memcpy(&value, payload.data(), std::min(sizeof value, payload.size()));
  return value;
}

template <std::size_t N>
std::string text_of(const u8 (&bytes)[N]) {
  std::string text;
  for (const u8 b : bytes) {
    if (b == 0) break;
    text += b >= 0x20 && b < 0x7f ? static_cast<char>(b) : ' ';
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string xid(u32 code) {
  const std::string_view name = to_string(static_cast<rm::RobustChannelError>(code));
  return name.empty() ? fmt::format("Xid {}", code) : fmt::format("Xid {} {}", code, name);
}

std::string rc_text(const rm::RpcRcTriggered& e) {
  const std::string_view engine = to_string(static_cast<rm::Nv2080EngineType>(e.nv2080_engine_type));
  std::string text = fmt::format("channel {} on engine {} died: {}", e.chid,
                                 engine.empty() ? fmt::format("{:#x}", e.nv2080_engine_type) : std::string(engine),
                                 xid(e.except_type));
  if (const u64 address = join64(e.mmu_fault_addr_lo, e.mmu_fault_addr_hi); address != 0 || e.mmu_fault_type != 0)
    text += fmt::format(", MMU fault of type {:#x} at {:#x}", e.mmu_fault_type, address);
  return text;
}

}  // namespace

GspEvent describe_event(const rm::RpcMessageHeader& header, std::vector<std::byte> payload) {
  GspEvent e;
  e.event = static_cast<rm::RpcEvent>(header.function);
  e.result = header.rpc_result;
  e.payload = std::move(payload);
  switch (e.event) {
    case rm::RpcEvent::os_error_log: {
      const auto log = start_of<rm::RpcOsErrorLog>(e.payload);
      e.text = fmt::format("{}: {}", xid(log.except_type), text_of(log.err_string));
      e.fault = true;
      break;
    }
    case rm::RpcEvent::rc_triggered:
      e.text = rc_text(start_of<rm::RpcRcTriggered>(e.payload));
      e.fault = true;
      break;
    case rm::RpcEvent::mmu_fault_queued:
      e.text = "an MMU fault is in the fault buffer";
      e.fault = true;
      break;
    case rm::RpcEvent::gsp_post_nocat_record: {
      const auto record = start_of<rm::Nv2080CtrlNocatJournalInsertRecord>(e.payload);
      e.text = fmt::format("error record of {} (engine {}): code {:#x}", text_of(record.source),
                           text_of(record.faulting_engine), record.error_code);
      break;
    }
    default:
      e.text = rm::rpc_name(header.function);
  }
  if (header.rpc_result != 0) e.text += fmt::format(", {}", rm::describe_status(header.rpc_result));
  return e;
}

}  // namespace egpulab::driver::nvidia
