// Recognizes messages by their signatures and structure, and names what is in them.
#include "traces/nvidia_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "driver/regs/nvidia/gpfifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "driver/regs/nvidia/gsp/r570_144/names.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "driver/regs/nvidia/gsp/r570_144/status.hpp"
#include "driver/regs/nvidia/methods.hpp"

namespace egpulab::traces {
namespace {

using namespace regs::nvidia;
using namespace regs::nvidia::gsp::r570_144;
using namespace regs::literals;

// The structure at the start of the bytes; zeros where they are too few.
template <class T>
T peek(Bytes bytes) {
  T value{};
  if (bytes.size() >= sizeof(T)) value = load<T>(bytes);
  return value;
}

static_assert(rpc_header_bytes == sizeof(GspMsgQueueElement));

// The text of a field of bytes, up to its zero, in one line.
template <std::size_t N>
std::string text_of(const u8 (&bytes)[N]) {
  std::string text(bytes, std::find(bytes, bytes + N, u8{0}));
  std::ranges::replace_if(
      text, [](char c) { return static_cast<u8>(c) < ' '; }, ' ');
  return text;
}

// What the parameters say, and the status of an answer where the function has one of its own.
std::string parameters_text(u32 function, Bytes parameters, bool answer) {
  const auto status = [&](u32 code) { return answer && code != 0 ? ", " + describe_status(code) : std::string(); };
  if (function == static_cast<u32>(RpcFunction::gsp_rm_alloc) && parameters.size() >= sizeof(RpcGspRmAlloc)) {
    const auto p = peek<RpcGspRmAlloc>(parameters);
    return fmt::format(" {} {:#x} under {:#x}", describe_class(p.h_class), p.h_object, p.h_parent) + status(p.status);
  }
  if (function == static_cast<u32>(RpcFunction::gsp_rm_control) && parameters.size() >= sizeof(RpcGspRmControl)) {
    const auto p = peek<RpcGspRmControl>(parameters);
    return fmt::format(" {} of {:#x}", describe_control(p.cmd), p.h_object) + status(p.status);
  }
  if (function == static_cast<u32>(RpcFunction::free) && parameters.size() >= sizeof(RpcFree)) {
    const auto p = peek<RpcFree>(parameters);
    return fmt::format(" {:#x}", p.params.h_object_old) + status(p.params.status);
  }
  if (function == static_cast<u32>(RpcEvent::os_error_log) && parameters.size() >= sizeof(RpcOsErrorLog)) {
    const auto p = peek<RpcOsErrorLog>(parameters);
    return fmt::format(" {} channel {}: {}", to_string(RobustChannelError{p.except_type}), p.chid,
                       text_of(p.err_string));
  }
  if (function == static_cast<u32>(RpcEvent::rc_triggered) && parameters.size() >= sizeof(RpcRcTriggered)) {
    const auto p = peek<RpcRcTriggered>(parameters);
    return fmt::format(" {} on {} channel {}", to_string(RobustChannelError{p.except_type}),
                       to_string(Nv2080EngineType{p.nv2080_engine_type}), p.chid);
  }
  if (function == static_cast<u32>(RpcEvent::gsp_run_cpu_sequencer) && parameters.size() >= sizeof(RpcRunCpuSequencer))
    return fmt::format(" of {} words", peek<RpcRunCpuSequencer>(parameters).cmd_index);
  if (function == static_cast<u32>(RpcEvent::ucode_libos_print) && parameters.size() >= sizeof(RpcUcodeLibosPrint))
    return fmt::format(" of {} bytes", peek<RpcUcodeLibosPrint>(parameters).libos_print_buf_size);
  if (function == static_cast<u32>(RpcEvent::gsp_post_nocat_record) &&
      parameters.size() >= sizeof(Nv2080CtrlNocatJournalInsertRecord)) {
    const auto p = peek<Nv2080CtrlNocatJournalInsertRecord>(parameters);
    return fmt::format(" of {}, error {:#x}", text_of(p.source), p.error_code);
  }
  return {};
}

struct MethodData {
  u32 subchannel, address, data;
};

// The methods of a pushbuffer; nothing if its words are not that.
std::vector<MethodData> split_methods(std::span<const u32> words) {
  std::vector<MethodData> methods;
  for (std::size_t i = 0; i < words.size();) {
    const MethodHeader header(words[i++]);
    const u32 count = header["COUNT"_f], address = 4 * header["ADDRESS"_f], subchannel = header["SUBCHANNEL"_f];
    if (header.raw() == 0) continue;  // NOP
    const SecOp op = header["SEC_OP"_f];
    if (op == SecOp::immd_data_method) {
      methods.push_back({subchannel, address, count});
      continue;
    }
    if ((op != SecOp::inc_method && op != SecOp::non_inc_method && op != SecOp::one_inc) || count > words.size() - i)
      return {};
    for (u32 n = 0; n < count; ++n) {
      const u32 step = op == SecOp::inc_method ? n : op == SecOp::one_inc ? std::min(n, 1u) : 0;
      methods.push_back({subchannel, address + 4 * step, words[i + n]});
    }
    i += count;
  }
  return methods;
}

}  // namespace

bool is_payload_of_memory(Kind k) {
  return k == Kind::read_block || k == Kind::write_block || k == Kind::dma_read || k == Kind::dma_write ||
         k == Kind::device_read || k == Kind::device_write;
}

std::string describe_rpc(Bytes element) {
  if (element.size() < sizeof(GspMsgQueueElement)) return {};
  const auto e = load<GspMsgQueueElement>(element);
  if (e.rpc.signature != rpc_signature || e.rpc.header_version != rpc_header_version) return {};
  const bool answer = e.rpc.rpc_result != rpc_result_pending;
  const std::string result = answer ? " -> " + describe_status(e.rpc.rpc_result) : std::string();
  return fmt::format("RPC {}: {}{}{}", e.seq_num, rpc_name(e.rpc.function),
                     parameters_text(e.rpc.function, element.subspan(sizeof e), answer), result);
}

std::string describe_fsp_message(std::span<const u32> words) {
  if (words.size() < 2) return {};
  const MctpMessage message(words[1]);
  if (message["TYPE"_f] != mctp_type_vendor_pci || message["VENDOR_ID"_f] != mctp_vendor_nvidia)
    return fmt::format("FSP packet of {} bytes that is no NVDM message", 4 * words.size());
  const auto name = [](u32 type) {
    const std::string_view known = to_string(NvdmType{static_cast<u8>(type)});
    return known.empty() ? fmt::format("NVDM {:#x}", type) : std::string(known);
  };
  if (message["NVDM_TYPE"_f] == NvdmType::fsp_response && words.size() >= 5)
    return fmt::format("FSP answers {}: error {:#x}", name(words[3]), words[4]);
  return fmt::format("FSP {}, {} bytes", name(static_cast<u32>(message["NVDM_TYPE"_f])), 4 * words.size() - 8);
}

std::string describe_methods(Bytes pushbuffer, SubchannelClasses& classes) {
  constexpr std::size_t longest = 64 * KiB, most_shown = 16;
  if (pushbuffer.size() < 8 || pushbuffer.size() % 4 != 0 || pushbuffer.size() > longest) return {};
  std::vector<u32> words(pushbuffer.size() / 4);
  std::memcpy(words.data(), pushbuffer.data(), pushbuffer.size());
  const std::vector<MethodData> methods = split_methods(words);
  SubchannelClasses bound = classes;
  std::string text;
  std::size_t shown = 0;
  for (const MethodData& m : methods) {
    if (m.address == udma::set_object) bound[m.subchannel] = m.data & 0xffff;
    const ClassMethods* engine = class_methods(bound[m.subchannel]);
    const ClassMethods* owner = m.address < udma::end ? &host_class_methods() : engine;
    if (!owner || !owner->find(m.address)) return {};
    if (shown++ < most_shown) {
      const std::string object =
          m.address == udma::set_object ? " " + describe_class(bound[m.subchannel]) : std::string();
      text += (text.empty() ? "" : ", ") + owner->describe(m.address, m.data) + object;
    }
  }
  if (methods.empty()) return {};
  classes = bound;
  if (shown > most_shown) text += fmt::format(", {} more", shown - most_shown);
  return "methods: " + text;
}

}  // namespace egpulab::traces
