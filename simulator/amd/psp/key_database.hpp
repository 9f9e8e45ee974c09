// The keys that the PSP accepts signatures of: the list of the key database that its bootloader was given.
#pragma once

#include <vector>

#include "simulator/amd/psp/image.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd::psp {

// Signatures themselves cannot be checked (that takes the vendor's keys), but an image that names a key which the
// database lacks is not for this card: firmware of another generation, or of another product of the same one.
class KeyDatabase {
 public:
  // Takes the keys of a database image over; one that lists none says nothing about other images.
  void load(McMemory& memory, const Image& database);
  Checked<void> check(const Image& image) const;

  void reset() { keys_.clear(); }
  void visit(StateVisitor& visit) { visit(keys_); }

 private:
  std::vector<KeyId> keys_;
};

}  // namespace egpulab::simulator::amd::psp
