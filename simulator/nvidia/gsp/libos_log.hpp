// GSP-RM's log: records in the buffers that the driver gave it, as libos keeps them.
// Facts: open-gpu-kernel-modules 570.144, uproc/os/common/include/libos_log.h, libos-v3.1.0/lib/liblogdecode.c.
#pragma once

#include <initializer_list>
#include <vector>

#include "simulator/core/state.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

// What the emulated firmware has to say. A record in a buffer names its line by the address of the line's metadata,
// which with the text is in the logging section of the firmware's file: for ours, in logging_elf().
enum class LogLine : u8 {
  start,              // (chip id, WPR2 begin, WPR2 end)
  bad_argument,       // (which argument, value)
  queues_ready,       // (pages, command queue's offset, status queue's offset)
  registry_entry,     // (number, value)
  init_done,          // (status)
  bad_checksum,       // (sequence, sum)
  bad_sequence,       // (expected)
  bad_command,        // (sequence)
  bad_rpc_header,     // (function)
  unknown_function,   // (function)
  alloc_failed,       // (client, parent, object, class, status)
  control_failed,     // (client, object, command, status)
  free_failed,        // (client, object, status)
  rpc_failed,         // (function, status)
  status_queue_full,  // (elements that wait)
  mmu_fault,          // (channel, address, type, access)
  channel_error,      // (channel, runlist, error)
  unloading,          // (power level)
  pmu_started,        // ()
  pmu_version,        // (version)
  count_
};

// One buffer: a put pointer, then a ring of 64-bit words. A record is its arguments, the line, the time.
class LibosLog {
 public:
  explicit LibosLog(PhysicalMemory& memory) : memory_(&memory) {}
  void attach(PhysicalAddress at, u64 bytes) { at_ = at, words_ = bytes / 8 > 1 ? bytes / 8 - 1 : 0, put_ = 0; }
  void detach() { words_ = 0, put_ = 0; }
  void write(LogLine line, std::initializer_list<u64> arguments, Nanoseconds now);

  void visit(StateVisitor& visit) { visit(at_.aperture), visit(at_.address), visit(words_), visit(put_); }

 private:
  PhysicalMemory* memory_;
  PhysicalAddress at_;
  u64 words_ = 0;  // of the ring; 0: no buffer
  u64 put_ = 0;    // words ever written
};

// Words of one record, as buffers and UCODE_LIBOS_PRINT carry it.
std::vector<u64> log_record(LogLine line, std::initializer_list<u64> arguments, Nanoseconds now);

// The logging section that decodes these records, as an ELF file like the one that comes with a firmware release:
// metadata {file, format, line, argument count, level} and strings at the addresses that records name.
std::vector<std::byte> logging_elf();

}  // namespace egpulab::simulator::nvidia::gsp
