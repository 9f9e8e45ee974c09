// GSP-RM's message queues: what both sides find in shared memory, and how the firmware learns where it is.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct MsgqTxHeader {  // msgqTxHeader
  u32 version = 0;
  u32 size = 0;
  u32 msg_size = 0;
  u32 msg_count = 0;
  u32 write_ptr = 0;
  u32 flags = 0;
  u32 rx_hdr_off = 0;
  u32 entry_off = 0;
};
static_assert(sizeof(MsgqTxHeader) == 32);

struct MsgqRxHeader {  // msgqRxHeader
  u32 read_ptr = 0;
};
static_assert(sizeof(MsgqRxHeader) == 4);

struct RpcMessageHeader {  // rpc_message_header_v03_00
  u32 header_version = 0;
  u32 signature = 0;
  u32 length = 0;
  u32 function = 0;
  u32 rpc_result = 0;
  u32 rpc_result_private = 0;
  u32 sequence = 0;
  u32 cpu_rm_gfid = 0;
  // then rpc_message_data[], from offset 0x20
};
static_assert(sizeof(RpcMessageHeader) == 32);

struct GspMsgQueueElement {  // GSP_MSG_QUEUE_ELEMENT
  u8 auth_tag_buffer[16]{};
  u8 aad_buffer[16]{};
  u32 check_sum = 0;
  u32 seq_num = 0;
  u32 elem_count = 0;
  u8 pad_2c[4]{};
  RpcMessageHeader rpc{};
};
static_assert(sizeof(GspMsgQueueElement) == 80);

struct MessageQueueInitArguments {  // MESSAGE_QUEUE_INIT_ARGUMENTS
  u64 shared_mem_phys_addr = 0;
  u32 page_table_entry_count = 0;
  u8 pad_c[4]{};
  u64 cmd_queue_offset = 0;
  u64 stat_queue_offset = 0;
};
static_assert(sizeof(MessageQueueInitArguments) == 32);

struct GspSrInitArguments {  // GSP_SR_INIT_ARGUMENTS
  u32 old_level = 0;
  u32 flags = 0;
  u8 b_in_pm_transition = 0;
  u8 pad_9[3]{};
};
static_assert(sizeof(GspSrInitArguments) == 12);

struct GspArgumentsCachedProfilerArgs {  // GSP_ARGUMENTS_CACHED_profilerArgs
  u64 pa = 0;
  u64 size = 0;
};
static_assert(sizeof(GspArgumentsCachedProfilerArgs) == 16);

struct GspArgumentsCached {  // GSP_ARGUMENTS_CACHED
  MessageQueueInitArguments message_queue_init_arguments{};
  GspSrInitArguments sr_init_arguments{};
  u32 gpu_instance = 0;
  u8 b_dmem_stack = 0;
  u8 pad_31[7]{};
  GspArgumentsCachedProfilerArgs profiler_args{};
};
static_assert(sizeof(GspArgumentsCached) == 72);

struct LibosMemoryRegionInitArgument {  // LibosMemoryRegionInitArgument
  u64 id8 = 0;
  u64 pa = 0;
  u64 size = 0;
  u8 kind = 0;
  u8 loc = 0;
  u8 pad_1a[6]{};
};
static_assert(sizeof(LibosMemoryRegionInitArgument) == 32);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
