// Builds a function's capability list from data: one row a kind says which registers it has and what they allow.
#pragma once

#include <span>
#include <string>

#include "simulator/core/device_profile.hpp"
#include "simulator/pcie/config_space.hpp"

namespace egpulab::simulator::pcie {

// What the contents of capabilities follow from.
struct CapabilityFacts {
  enum class Port : u8 { legacy_endpoint = 1, root = 4, upstream = 5, downstream = 6 };
  Port port = Port::legacy_endpoint;
  u16 max_payload = 256;  // bytes
  u8 link_generation = 4;
  u8 link_width = 16;
  bool function_reset = false;  // FLR
  bool hotplug = false;         // of a port with a slot
  bool upstream_atomics = false;
  u8 msi_vectors = 1;
  bool msi_masking = false;
  u16 msix_vectors = 0;
  u8 msix_bar = 0;
  u32 msix_offset = 0;
  u16 subsystem_vendor = 0, subsystem = 0;  // for bridges, whose header has no room
  u64 serial = 0;
  std::span<const BarProfile> bars;  // resizable ones
};

// Where the capabilities that the model acts on ended up; 0: the function has none.
struct CapabilityOffsets {
  u16 power = 0, express = 0, msi = 0, msix = 0, aer = 0, rebar = 0;
};

// Lays out `list` (ascending offsets) with its next pointers. A kind without a row has its header and reads as zero
// beyond, as a capability does that nobody uses.
CapabilityOffsets build_capabilities(ConfigSpace& config, std::span<const CapabilityProfile> list,
                                     const CapabilityFacts& facts);

// Highest bytes-encoded sizes: bit n of the resizable BAR capability's size list stands for 2^(n+16) bytes.
u32 rebar_size_bits(const BarProfile& bar);
constexpr u64 rebar_bytes(u32 encoded) { return u64{1} << (encoded + 20); }
u32 rebar_encode(u64 bytes);

// What every bridge of this model carries, AMD's switch ports and others.
std::span<const CapabilityProfile> bridge_capabilities();

}  // namespace egpulab::simulator::pcie
