// The byte layout of the TinyGPU socket protocol (facts: tinygrad/tinygrad tinygrad/runtime/support/system.py,
// RemotePCIDevice, and extra/remote/serve.py). Little-endian, strictly in order, no pipelining of answered commands.
#pragma once

#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::simulator::ports::tinygpu {

enum class Command : u8 {
  probe = 0,
  map_bar = 1,
  map_sysmem_fd = 2,  // unix sockets only: the answer carries a file descriptor
  config_read = 3,
  config_write = 4,
  reset = 5,
  mmio_read = 6,
  mmio_write = 7,  // never answered
  map_sysmem = 8,
  sysmem_read = 9,
  sysmem_write = 10,  // never answered
  resize_bar = 11,
  ping = 12,
};
std::string_view to_string(Command command);

// 33 bytes on the wire, then `payload_bytes()`.
struct Request {
  static constexpr std::size_t wire_bytes = 33;
  Command command;
  u32 device;
  u32 bar;  // or the handle of a sysmem mapping
  u64 a0, a1, a2;

  static Request parse(Bytes wire);
  // What follows the header: PROBE's id pairs and the data of writes.
  u64 payload_bytes() const;
};

// 17 bytes on the wire, then data. A status other than 0 announces `r0` bytes of text.
struct Response {
  static constexpr std::size_t wire_bytes = 17;
  u8 status = 0;
  u64 r0 = 0, r1 = 0;
};

class StreamBuffer;
// An answer with status 1.
void put_error(StreamBuffer& out, std::string_view text);

// No request of a real client comes near this; a larger one is a broken stream.
inline constexpr u64 max_transfer = 1 * GiB;

}  // namespace egpulab::simulator::ports::tinygpu
