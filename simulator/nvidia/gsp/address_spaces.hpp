// Gives address spaces their page directories: for the RPC functions and the controls of that name.
#pragma once

#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

Status set_page_directory(Rm& rm, u32 client, u32 device,
                          const regs::nvidia::gsp::r570_144::Nv0080CtrlDmaSetPageDirectoryParams& p);
Status unset_page_directory(Rm& rm, u32 client, u32 device,
                            const regs::nvidia::gsp::r570_144::Nv0080CtrlDmaUnsetPageDirectoryParams& p);

}  // namespace egpulab::simulator::nvidia::gsp
