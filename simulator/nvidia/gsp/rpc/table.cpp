// The table of RPC functions, by number.
#include "simulator/nvidia/gsp/rpc/table.hpp"

#include <algorithm>
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

using enum r570::RpcFunction;

constexpr bool reply = true, no_reply = false;
Status nothing(Rm&, std::vector<std::byte>&) { return Status::ok; }

// clang-format off
constexpr auto rows = std::to_array<RpcRow>({
    {nop,                    reply,    false, 0,                                   nothing},
    {alloc_memory,           reply,    false, sizeof(r570::RpcAllocMemory),        rpc_alloc_memory},
    {free,                   reply,    false, sizeof(r570::RpcFree),               rpc_free},
    {dup_object,             reply,    false, sizeof(r570::RpcDupObject),          rpc_dup_object},
    {idle_channels,          reply,    false, 12,                                  rpc_idle_channels},
    {unloading_guest_driver, reply,    false, sizeof(r570::RpcUnloadingGuestDriver), rpc_unload},
    {set_page_directory,     reply,    false, sizeof(r570::RpcSetPageDirectory),   rpc_set_page_directory},
    {get_gsp_static_info,    reply,    false, 0,                                   rpc_get_static_info},
    {update_bar_pde,         reply,    false, sizeof(r570::RpcUpdateBarPde),       rpc_update_bar_pde},
    {gsp_set_system_info,    no_reply, true,  sizeof(r570::GspSystemInfo),         rpc_set_system_info},
    {set_registry,           no_reply, true,  sizeof(r570::PackedRegistryTable),   rpc_set_registry},
    {gsp_rm_control,         reply,    false, sizeof(r570::RpcGspRmControl),       rpc_control},
    {unset_page_directory,   reply,    false, sizeof(r570::RpcUnsetPageDirectory), rpc_unset_page_directory},
    {gsp_rm_alloc,           reply,    false, sizeof(r570::RpcGspRmAlloc),         rpc_alloc},
});
// clang-format on
static_assert(std::ranges::is_sorted(rows, {}, &RpcRow::function));

}  // namespace

std::span<const RpcRow> rpcs() { return rows; }

const RpcRow* find_rpc(u32 function) {
  const auto row = std::ranges::lower_bound(rows, static_cast<r570::RpcFunction>(function), {}, &RpcRow::function);
  return row != rows.end() && row->function == static_cast<r570::RpcFunction>(function) ? &*row : nullptr;
}

}  // namespace egpulab::simulator::nvidia::gsp
