// The few registers that lie at the same place on every card, so that a driver can find the table of all others.
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::driver::amd {

// NBIO and MP0 segments as Linux amdgpu_discovery.c uses them before it has read the table (mmRCC_CONFIG_MEMSIZE
// 0xde3, mmIOV_FUNC_IDENTIFIER 0xde5, mmMP0_SMN_C2PMSG_33 0x16061, MM_INDEX 0); the same on Navi31, Navi44, Navi48.
inline const regs::amd::IpBases& well_known_bases() {
  static const regs::amd::IpBases bases({
      {regs::amd::Ip::nbio, 0, {}, {0x0, 0x14, 0xd20}},
      {regs::amd::Ip::mp0, 0, {}, {0x16000}},
  });
  return bases;
}

}  // namespace egpulab::driver::amd
