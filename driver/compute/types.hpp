// What the compute runtime and the drivers behind it say to each other in values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::compute {

struct Dim3 {
  u32 x = 1, y = 1, z = 1;
  u64 total() const { return u64{x} * y * z; }
};

// Where a buffer lives. `device` is what kernels want; `host` memory is read and written by the device over the link.
enum class MemoryKind : u8 { device, host };
constexpr std::string_view to_string(MemoryKind k) { return k == MemoryKind::host ? "host" : "device"; }

struct DeviceFacts {
  std::string vendor;     // "AMD"
  std::string name;       // "Radeon RX 7900 XT/XTX (Navi31)"
  std::string target;     // what code must be compiled for: "gfx1100"
  std::string pci;        // "1002:744c rev c8, class 030000"
  std::string link;       // how it is attached
  u64 memory_bytes = 0;   // of the device, for buffers
  u64 visible_bytes = 0;  // of it, within the CPU's reach
  u32 compute_units = 0;
  u32 wave_size = 0;
  u32 max_workgroup_size = 0;      // work-items
  u64 workgroup_memory = 0;        // bytes of LDS or shared memory a workgroup may have
  bool warm = false;               // taken over from an earlier session without a reset
  bool can_take_over = true;       // whether a later session can: false where each one boots the firmware anew
  std::vector<std::string> notes;  // what the boot found and did, a sentence each
};

struct ParameterInfo {
  std::string name;       // empty where the compiler gave none
  std::string type_name;  // likewise
  u32 size = 0;           // bytes
  bool is_buffer = false;
};

struct KernelInfo {
  std::string name;
  std::vector<ParameterInfo> parameters;
  u32 workgroup_memory = 0;  // bytes, static
  u32 scratch_per_item = 0;  // bytes
  u32 wave_size = 0;
  u32 max_workgroup_size = 0;
  u32 vector_registers = 0, scalar_registers = 0;
  std::optional<Dim3> required_workgroup;
};

// What could not be done on the way out; empty when the session ended cleanly.
struct ShutdownReport {
  std::vector<std::string> problems;
  bool clean() const { return problems.empty(); }
};

}  // namespace egpulab::compute
