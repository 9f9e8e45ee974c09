// What GSP-RM says unasked, as text.
#pragma once

#include "driver/nvidia/gsp_client.hpp"

namespace egpulab::driver::nvidia {

// Fills in `text` and `fault` from the event's payload.
GspEvent describe_event(const regs::nvidia::gsp::r570_144::RpcMessageHeader& header, std::vector<std::byte> payload);

}  // namespace egpulab::driver::nvidia
