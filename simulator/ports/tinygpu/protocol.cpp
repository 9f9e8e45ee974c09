// Names and parsing of requests.
#include "simulator/ports/tinygpu/protocol.hpp"

namespace egpulab::simulator::ports::tinygpu {

std::string_view to_string(Command command) {
  static constexpr std::string_view names[] = {
      "PROBE",      "MAP_BAR",    "MAP_SYSMEM_FD", "CFG_READ",     "CFG_WRITE",  "RESET", "MMIO_READ",
      "MMIO_WRITE", "MAP_SYSMEM", "SYSMEM_READ",   "SYSMEM_WRITE", "RESIZE_BAR", "PING"};
  const auto i = static_cast<std::size_t>(command);
  return i < std::size(names) ? names[i] : "unknown";
}

Request Request::parse(Bytes wire) {
  return {load<Command>(wire, 0), load<u32>(wire, 1),  load<u32>(wire, 5),
          load<u64>(wire, 9),     load<u64>(wire, 17), load<u64>(wire, 25)};
}

u64 Request::payload_bytes() const {
  switch (command) {
    case Command::probe:
    case Command::mmio_write:
    case Command::sysmem_write:
      return a1;
    default:
      return 0;
  }
}

}  // namespace egpulab::simulator::ports::tinygpu
