// What GSP-RM knows of the card that it runs on: its device profile, and what follows from it.
#pragma once

#include "driver/regs/nvidia/chip.hpp"
#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct Card {
  // Throws std::invalid_argument for a profile of a chip that regs::nvidia does not know. `p` outlives this.
  explicit Card(const DeviceProfile& p);

  const DeviceProfile& profile;
  const NvidiaProfile& nvidia;
  regs::nvidia::Chip chip;
  std::vector<u32> gpc_tpcs;  // TPCs of each GPC that is there

  u64 vram_bytes() const { return profile.vram.reported; }
  regs::nvidia::Architecture architecture() const { return chip.architecture; }
  u32 gpcs() const { return static_cast<u32>(gpc_tpcs.size()); }
  u32 tpcs() const;
  u32 sms() const { return tpcs() * nvidia.sms_per_tpc; }
  // Where an SM is, by its number in RM's order: round the GPCs, TPC by TPC.
  struct SmPlace {
    u16 gpc = 0, tpc = 0, sm = 0;  // logical GPC, TPC of it, SM of that
    u16 global_tpc = 0;
  };
  std::vector<SmPlace> sm_order() const;
  // By NV2080_ENGINE_TYPE_*; null: the card has none.
  const NvidiaEngine* engine(u32 type) const;
  // By runlist: the first of its engines, after which errors of its channels are named.
  const NvidiaEngine* first_engine(u32 runlist) const;
};

// RM's own number of an engine (RM_ENGINE_TYPE_*) for its public one (NV2080_ENGINE_TYPE_*).
u32 rm_engine_type(u32 nv2080_type);
bool is_copy_engine(u32 nv2080_type);

// How a session asked GSP-RM to misbehave; not at all by default.
struct Faults {
  bool init_fails = false;  // GSP_INIT_DONE carries an error status
  bool silent = false;      // it starts, and GSP_INIT_DONE never comes
  u32 lose_reply = 0;       // the N-th reply (from 1) is dropped; 0: none
};

}  // namespace egpulab::simulator::nvidia::gsp
