// Page directories of address spaces: NV0080_CTRL_CMD_DMA_*, NV90F1_CTRL_CMD_VASPACE_*.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl0080dma.h, ctrl90f1.h, gpu_vaspace.c
// (gvaspaceCopyServerReservedPdes: the driver's directories take the place of RM's own).
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "simulator/nvidia/gsp/address_spaces.hpp"
#include "simulator/nvidia/gsp/classes/va_space.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

using namespace regs::literals;

namespace {

constexpr u64 directory_alignment = 4096;

// GMMU apertures: 1 video memory, 2 coherent and 3 non-coherent system memory; 0 none.
std::optional<PhysicalAddress> place_of(u32 gmmu_aperture, u64 address) {
  if (address % directory_alignment != 0) return std::nullopt;
  switch (gmmu_aperture) {
    case 1:
      return PhysicalAddress{Aperture::video, address};
    case 2:
      return PhysicalAddress{Aperture::system_coherent, address};
    case 3:
      return PhysicalAddress{Aperture::system_noncoherent, address};
    default:
      return std::nullopt;
  }
}

Status copy_reserved(Rm& rm, Object& o, r570::Nv90f1CtrlVaspaceCopyServerReservedPdesParams& p) {
  auto& space = static_cast<VaSpace&>(o);
  if (space.externally_owned()) return Status::err_invalid_state;
  if (p.num_levels_to_copy == 0 || p.num_levels_to_copy > std::size(p.levels)) return Status::err_invalid_argument;
  if (p.virt_addr_lo > p.virt_addr_hi || p.page_size == 0 || p.virt_addr_lo % p.page_size != 0 ||
      (p.virt_addr_hi + 1) % p.page_size != 0)
    return Status::err_invalid_argument;
  std::optional<PhysicalAddress> root;
  for (u32 i = 0; i < p.num_levels_to_copy; ++i) {
    const auto& level = p.levels[i];
    const auto at = place_of(level.aperture, level.phys_address);
    if (!at || level.size == 0) return Status::err_invalid_argument;
    if (i == 0) root = at;
    if (i > 0 && level.page_shift >= p.levels[i - 1].page_shift) return Status::err_invalid_argument;
  }
  space.set_page_directory(rm, *root);
  return Status::ok;
}

Status set_directory(Rm& rm, Object& o, r570::Nv0080CtrlDmaSetPageDirectoryParams& p) {
  return set_page_directory(rm, o.client(), o.handle(), p);
}
Status unset_directory(Rm& rm, Object& o, r570::Nv0080CtrlDmaUnsetPageDirectoryParams& p) {
  return unset_page_directory(rm, o.client(), o.handle(), p);
}

constexpr std::array rows{
    acts<r570::Nv90f1CtrlVaspaceCopyServerReservedPdesParams, copy_reserved>(
        r570::control::nv90f1_vaspace_copy_server_reserved_pdes, Kind::va_space),
    acts<r570::Nv0080CtrlDmaSetPageDirectoryParams, set_directory>(r570::control::nv0080_dma_set_page_directory,
                                                                   Kind::device),
    acts<r570::Nv0080CtrlDmaUnsetPageDirectoryParams, unset_directory>(r570::control::nv0080_dma_unset_page_directory,
                                                                       Kind::device),
};

// The space that a request means: one of the device's.
VaSpace* space_of(Rm& rm, u32 client, u32 device, u32 handle, Status& why) {
  why = Status::err_object_not_found;
  if (!rm.objects.has_client(client)) return why = Status::err_invalid_object_handle, nullptr;
  if (!rm.objects.find_as<Object>(client, device, Kind::device)) return nullptr;
  Object* o = rm.objects.find(client, handle);
  if (!o) return nullptr;
  why = Status::err_object_type_mismatch;
  return o->kind() == Kind::va_space ? static_cast<VaSpace*>(o) : nullptr;
}

}  // namespace

Status set_page_directory(Rm& rm, u32 client, u32 device, const r570::Nv0080CtrlDmaSetPageDirectoryParams& p) {
  Status why{};
  VaSpace* space = space_of(rm, client, device, p.h_va_space, why);
  if (!space) return why;
  const r570::PageDirectoryFlags flags(p.flags);
  static constexpr Aperture apertures[] = {Aperture::video, Aperture::system_coherent, Aperture::system_noncoherent};
  const auto aperture = static_cast<u32>(flags["APERTURE"_f]);
  if (aperture >= std::size(apertures) || p.num_entries == 0) return Status::err_invalid_argument;
  if (p.phys_address % directory_alignment != 0) return Status::err_invalid_address;
  const PhysicalAddress at{apertures[aperture], p.phys_address};
  if (at.aperture == Aperture::video && at.address >= rm.card.vram_bytes()) return Status::err_invalid_address;
  space->set_page_directory(rm, at);
  return Status::ok;
}

Status unset_page_directory(Rm& rm, u32 client, u32 device, const r570::Nv0080CtrlDmaUnsetPageDirectoryParams& p) {
  Status why{};
  VaSpace* space = space_of(rm, client, device, p.h_va_space, why);
  if (!space) return why;
  if (!space->has_directory()) return Status::err_invalid_state;
  space->set_page_directory(rm, VaSpace::no_directory);
  return Status::ok;
}

std::span<const ControlRow> address_space_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
