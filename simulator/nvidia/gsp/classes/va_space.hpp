// A GPU virtual address space (FERMI_VASPACE_A): whose page directory channels run on.
#pragma once

#include "simulator/nvidia/gsp/object.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

class VaSpace final : public Object {
 public:
  // What an instance block says of a channel without one: PEER is INVALID there.
  static constexpr PhysicalAddress no_directory{Aperture::peer, 0};

  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  std::unique_ptr<Object> duplicate(Identity identity) const override;
  void visit(StateVisitor& visit) override;

  PhysicalAddress page_directory() const { return directory_; }
  bool has_directory() const { return directory_ != no_directory; }
  bool replayable_faults() const { return replayable_; }
  bool externally_owned() const { return externally_owned_; }
  // Takes effect for its channels at once.
  void set_page_directory(Rm& rm, PhysicalAddress directory);

 private:
  PhysicalAddress directory_ = no_directory;
  bool externally_owned_ = false, replayable_ = false;
  u64 base_ = 0, bytes_ = 0;
};

}  // namespace egpulab::simulator::nvidia::gsp
