// One engine's view of one address space.
#pragma once

#include <optional>

#include "simulator/nvidia/mmu/mmu.hpp"

namespace egpulab::simulator::nvidia {

// Who accesses, as fault packets name it.
struct FaultSource {
  u16 engine = 0, client = 0;
  bool gpc = false;
};

// Keeps recent answers of the MMU until they go stale. Accesses are announced to whoever watches memory at once; a
// fault leaves the rest of the range untouched and has not been raised yet.
class VirtualSpace {
 public:
  VirtualSpace(Mmu& mmu, FaultSource source) : mmu_(mmu), source_(source) {}

  // From now on these tables; the instance is what faults name.
  void bind(const PageDirectory& directory, PhysicalAddress instance, bool privileged);
  const PageDirectory& directory() const { return directory_; }
  PhysicalAddress instance() const { return instance_; }

  Expected<Mmu::Target, AccessFault> resolve(u64 va, FaultAccess access);
  // Moves on whenever an answer of resolve() may have become another one.
  u64 generation() { return mmu_.generation() + bindings_; }
  std::optional<AccessFault> read(u64 va, MutableBytes into);
  std::optional<AccessFault> write(u64 va, Bytes from);
  template <class T>
  std::optional<AccessFault> load(u64 va, T& value) {
    return read(va, as_writable_bytes(value));
  }
  template <class T>
  std::optional<AccessFault> store(u64 va, const T& value) {
    return write(va, as_bytes(value));
  }
  std::optional<AccessFault> copy(u64 to, u64 from, u64 bytes);
  // Repeats `pattern`; `phase` is where in it the first byte starts.
  std::optional<AccessFault> fill(u64 va, u64 bytes, Bytes pattern);
  // Whether the address is system memory; false too where nothing is mapped.
  bool is_system(u64 va);

  std::optional<Mmu::Target> locate(PhysicalAddress physical) { return mmu_.locate(physical); }

  void raise(const AccessFault& fault, const std::string& who);
  void set_source(FaultSource source) { source_ = source; }

  // The binding is state; what was kept is not.
  void visit(StateVisitor& v);

 private:
  struct Kept {
    u64 page = ~u64{0};  // address / 4096
    u64 generation = 0;
    Mmu::Target target;  // of the page's first byte; `before` and `after` around it
    bool writable = false;
  };
  static constexpr std::size_t slots = 64;

  Mmu& mmu_;
  FaultSource source_;
  PageDirectory directory_;
  PhysicalAddress instance_;
  bool privileged_ = false;
  u64 bindings_ = 0;  // how often tables were bound; no state
  std::array<Kept, slots> kept_{};
};

}  // namespace egpulab::simulator::nvidia
