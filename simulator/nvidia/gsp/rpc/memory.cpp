// ALLOC_MEMORY, SET_PAGE_DIRECTORY, UNSET_PAGE_DIRECTORY and UPDATE_BAR_PDE.
// Facts: open-gpu-kernel-modules 570.144 (MIT), g_rpc-structures.h, rpc.c (rpcAllocMemory: pages follow as 64-bit
// words).
#include "simulator/nvidia/gsp/classes/memory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/names.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "simulator/nvidia/gsp/address_spaces.hpp"
#include "simulator/nvidia/gsp/rpc/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

Status failed(Rm& rm, std::string_view what, Status s) {
  if (s != Status::ok) rm.refused(fmt::format("{}: {}", what, r570::describe_status(static_cast<u32>(s))));
  return s;
}

Status alloc_memory(Rm& rm, const r570::RpcAllocMemory& h, Bytes pages) {
  namespace classes = regs::nvidia::classes;
  if (!rm.objects.has_client(h.h_client)) return Status::err_invalid_object_handle;
  if (!rm.objects.find_as<Object>(h.h_client, h.h_device, Kind::device)) return Status::err_object_not_found;
  const ClassRow* row = find_class(h.h_class);
  if (!row || row->kind != Kind::memory) return Status::err_invalid_class;
  if (h.h_memory == 0 || h.h_memory == h.h_client) return Status::err_invalid_object_handle;
  if (rm.objects.find(h.h_client, h.h_memory)) return Status::err_insert_duplicate_name;
  if (h.length == 0 || h.page_count == 0) return Status::err_invalid_argument;
  // A list gives each page, or the first of a contiguous range.
  const u64 listed = pages.size() / sizeof(u64);
  if (listed < h.page_count && listed != 1) return Status::err_invalid_param_struct;
  std::vector<u64> list;
  for (u64 i = 0; i < std::min<u64>(listed, h.page_count); ++i) list.push_back(load<u64>(pages, i * sizeof(u64)) << 12);
  const bool video = h.h_class == classes::nv01_memory_list_fbmem || h.h_class == classes::nv01_memory_local_user;
  auto object = make_object(*row, {h.h_client, h.h_memory, h.h_device});
  static_cast<MemoryObject&>(*object).describe(video ? Aperture::video : Aperture::system_coherent, h.length,
                                               std::move(list));
  rm.objects.insert(std::move(object));
  return Status::ok;
}

// RM's page directory of a window takes an entry of the driver's.
Status update_bar(Rm& rm, const r570::UpdateBarPde& u) {
  const bool bar1 = u.bar_type == static_cast<u32>(r570::PdeBar::bar1);
  if (!bar1 && u.bar_type != static_cast<u32>(r570::PdeBar::bar2)) return Status::err_invalid_argument;
  const bool six_levels = rm.card.architecture() >= regs::nvidia::Architecture::hopper;
  const u64 root_shift = six_levels ? 56 : 47;
  // The entry is one of the root's, the first: it spans the whole window.
  if (u.entry_level_shift != root_shift) return Status::err_invalid_argument;
  const PhysicalAddress directory = bar1 ? rm.bar1_directory : rm.bar2_directory;
  if (directory.address == 0) return Status::err_invalid_state;
  if (!rm.to.memory.write(directory, as_bytes(u.entry_value))) return Status::err_invalid_address;
  rm.to.mmu.invalidate_all();
  return Status::ok;
}

}  // namespace

Status rpc_alloc_memory(Rm& rm, std::vector<std::byte>& bytes) {
  const auto h = load<r570::RpcAllocMemory>(bytes);
  const Status s = alloc_memory(rm, h, Bytes(bytes).subspan(sizeof h));
  return failed(
      rm, fmt::format("memory {:#x} of {:#x} bytes, {}", h.h_memory, h.length, r570::describe_class(h.h_class)), s);
}

Status rpc_set_page_directory(Rm& rm, std::vector<std::byte>& bytes) {
  const auto h = load<r570::RpcSetPageDirectory>(bytes);
  return failed(rm,
                fmt::format("page directory {:#x} for address space {:#x}", h.params.phys_address, h.params.h_va_space),
                set_page_directory(rm, h.h_client, h.h_device, h.params));
}

Status rpc_unset_page_directory(Rm& rm, std::vector<std::byte>& bytes) {
  const auto h = load<r570::RpcUnsetPageDirectory>(bytes);
  return failed(rm, fmt::format("no page directory for address space {:#x}", h.params.h_va_space),
                unset_page_directory(rm, h.h_client, h.h_device, h.params));
}

Status rpc_update_bar_pde(Rm& rm, std::vector<std::byte>& bytes) {
  const auto h = load<r570::RpcUpdateBarPde>(bytes);
  return failed(rm,
                fmt::format("directory entry {:#x} of level {} for window {}", h.info.entry_value,
                            h.info.entry_level_shift, h.info.bar_type),
                update_bar(rm, h.info));
}

}  // namespace egpulab::simulator::nvidia::gsp
