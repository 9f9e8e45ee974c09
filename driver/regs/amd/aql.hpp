// AQL: the packets of an HSA queue, its signals, and the queue structure that the command processor reads and writes.
// Facts: HSA Runtime Programmer's Reference 1.2 (hsa.h) and AMD's amd_hsa_queue.h, amd_hsa_signal.h (ROCR, MIT).
#pragma once

#include <cstddef>

#include "driver/regs/bits.hpp"

namespace egpulab::regs::amd::aql {

enum class PacketType : u32 {
  vendor_specific = 0,
  invalid = 1,
  kernel_dispatch = 2,
  barrier_and = 3,
  agent_dispatch = 4,
  barrier_or = 5
};
constexpr std::string_view to_string(PacketType t) {
  constexpr std::string_view names[] = {"VENDOR_SPECIFIC", "INVALID",        "KERNEL_DISPATCH",
                                        "BARRIER_AND",     "AGENT_DISPATCH", "BARRIER_OR"};
  return static_cast<u32>(t) < 6 ? names[static_cast<u32>(t)] : std::string_view{};
}
enum class FenceScope : u32 { none = 0, agent = 1, system = 2 };

// First 16 bits of every packet, written last: the packet processor starts when TYPE leaves invalid.
using Header =
    Bits<16, Field<"TYPE", 7, 0, PacketType>, Bit<"BARRIER", 8>, Field<"SCACQUIRE_FENCE_SCOPE", 10, 9, FenceScope>,
         Field<"SCRELEASE_FENCE_SCOPE", 12, 11, FenceScope>>;

struct KernelDispatchPacket {
  u16 header;
  u16 setup;  // bits [1:0]: dimensions
  u16 workgroup_size_x, workgroup_size_y, workgroup_size_z, reserved0;
  u32 grid_size_x, grid_size_y, grid_size_z;  // in work-items
  u32 private_segment_size;                   // bytes per work-item
  u32 group_segment_size;                     // bytes per workgroup
  u64 kernel_object;                          // address of the kernel descriptor
  u64 kernarg_address;
  u64 reserved2;
  u64 completion_signal;  // address of a Signal, or 0
};
static_assert(sizeof(KernelDispatchPacket) == 64 && offsetof(KernelDispatchPacket, kernel_object) == 32);

struct BarrierPacket {  // barrier_and, barrier_or
  u16 header, reserved0;
  u32 reserved1;
  u64 dep_signal[5];  // addresses of Signals, or 0; satisfied at value 0
  u64 reserved2;
  u64 completion_signal;
};
static_assert(sizeof(BarrierPacket) == 64 && offsetof(BarrierPacket, completion_signal) == 56);

struct AgentDispatchPacket {
  u16 header, type;
  u32 reserved0;
  u64 return_address;
  u64 arg[4];
  u64 reserved2;
  u64 completion_signal;
};
static_assert(sizeof(AgentDispatchPacket) == 64);

// AMD's vendor-specific packet: runs PM4 from an indirect buffer (ROCR amd_aql_pm4_ib.h).
struct Pm4IbPacket {
  u16 header;
  u16 ven_hdr;  // 1: this format
  u32 ib_jump_cmd[4];
  u32 dw_cnt_remain;  // 10
  u32 reserved[8];
  u64 completion_signal;
};
static_assert(sizeof(Pm4IbPacket) == 64 && offsetof(Pm4IbPacket, completion_signal) == 56);

// What a completion decrements.
struct Signal {
  u64 kind;  // 1: user signal, -1: doorbell
  u64 value;
  u64 event_mailbox_ptr;  // written with event_id, then an interrupt, when not 0
  u32 event_id, reserved1;
  u64 start_ts, end_ts;  // written around a dispatch when the queue profiles
  u64 queue_ptr;
  u32 reserved3[2];
};
static_assert(sizeof(Signal) == 64);

// The queue as the packet processor and kernels (queue pointer SGPRs) see it.
struct Queue {
  u32 type, features;
  u64 base_address, doorbell_signal;
  u32 size, reserved1;  // in packets
  u64 id;
  u32 caps, reserved2[3];
  u64 write_dispatch_id;
  u32 group_segment_aperture_base_hi, private_segment_aperture_base_hi;
  u32 max_cu_id, max_wave_id;
  u64 max_legacy_doorbell_dispatch_id_plus_1;
  u32 legacy_doorbell_lock, reserved3[9];
  u64 read_dispatch_id;
  u32 read_dispatch_id_field_base_byte_offset;
  u32 compute_tmpring_size;
  u32 scratch_resource_descriptor[4];
  u64 scratch_backing_memory_location, scratch_backing_memory_byte_size;
  u32 scratch_wave64_lane_byte_size;
  u32 queue_properties;  // bit 0 trap handler, 1 64-bit pointers, 2 trap debug SGPRs, 3 profiling
  u32 reserved4[2];
  u64 queue_inactive_signal;
  u32 reserved5[14];
};
static_assert(sizeof(Queue) == 256 && offsetof(Queue, write_dispatch_id) == 56 &&
              offsetof(Queue, read_dispatch_id) == 128 && offsetof(Queue, scratch_backing_memory_location) == 160);

}  // namespace egpulab::regs::amd::aql
