// Messages of NVIDIA's interfaces in words of one line: GSP-RM's queue elements, FSP packets, pushbuffers.
#pragma once

#include <array>
#include <span>
#include <string>

#include "driver/base/types.hpp"
#include "traces/event.hpp"

namespace egpulab::traces {

// Accesses whose payload is memory: of VRAM through a BAR, of host memory.
bool is_payload_of_memory(Kind kind);

// What comes before a message's parameters: the queue element's header and the RPC header.
inline constexpr std::size_t rpc_header_bytes = 0x50;

// "RPC 7: GSP_RM_CONTROL NV2080_CTRL_CMD_PERF_BOOST (0x2080200a) of 0xcf000002", with "-> NV_OK (0x0)" for an answer;
// empty if the bytes are not the beginning of a queue element.
std::string describe_rpc(Bytes element);

// "FSP COT, 868 bytes", "FSP answers COT: error 0x0"; empty without a message.
std::string describe_fsp_message(std::span<const u32> words);

// Which class each subchannel was last bound to (SET_OBJECT); 0: none seen.
using SubchannelClasses = std::array<u32, 8>;

// "methods: SET_OBJECT {NVCLASS=0xc7b5}, OFFSET_IN_UPPER=0x10, ..."; empty unless the bytes are method headers with
// their data from the first word to the last, and every method is known by name.
std::string describe_methods(Bytes pushbuffer, SubchannelClasses& classes);

}  // namespace egpulab::traces
