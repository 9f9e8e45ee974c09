// RPC functions: what the driver may ask of GSP-RM.
#pragma once

#include <span>

#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct RpcRow {
  r570::RpcFunction function{};
  bool replies = true;
  bool before_boot = false;  // the driver may queue it before GSP-RM runs
  u16 least_bytes = 0;       // of its parameters
  // Answers in the parameters; the result goes into the reply's header.
  Status (*run)(Rm& rm, std::vector<std::byte>& parameters) = nullptr;
};

// Null: not modelled.
const RpcRow* find_rpc(u32 function);
std::span<const RpcRow> rpcs();

// The functions, by group.
Status rpc_alloc(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_control(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_free(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_dup_object(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_alloc_memory(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_set_page_directory(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_unset_page_directory(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_update_bar_pde(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_set_system_info(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_set_registry(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_get_static_info(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_unload(Rm& rm, std::vector<std::byte>& parameters);
Status rpc_idle_channels(Rm& rm, std::vector<std::byte>& parameters);

// Makes the object that a request describes, as GSP_RM_ALLOC does, once its parameters are there.
Status allocate(Rm& rm, Identity identity, u32 class_number, MutableBytes parameters);

}  // namespace egpulab::simulator::nvidia::gsp
