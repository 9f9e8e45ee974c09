// What a session did that the model could not follow or that the device complained about: counted by name, in order of
// first occurrence, never part of the state.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator {

enum class Finding : u8 {
  unmodelled,    // an access, packet, message or opcode that the model does not have
  approximated,  // modelled, but known to be coarser than the hardware
  fault,         // the device's own complaint: page fault, illegal instruction, bad packet, IOMMU refusal
  refused,       // firmware or a block said no, with the vendor's status
};

// Thrown for an unmodelled access under --strict.
class UnmodelledAccess : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

class Report {
 public:
  struct Entry {
    Finding finding;
    std::string block, what;  // "GC", "register CP_FOO read"
    u64 count;
    Nanoseconds first;
  };
  explicit Report(bool strict = false) : strict_(strict) {}

  // Under strict, Finding::unmodelled throws UnmodelledAccess.
  void add(Finding finding, std::string_view block, std::string what, Nanoseconds at);
  const std::vector<Entry>& entries() const { return entries_; }
  u64 count(Finding finding) const;
  bool strict() const { return strict_; }
  void set_strict(bool strict) { strict_ = strict; }
  void clear();  // findings only

  // What a driver has brought about, for whoever watches it come up: "PSP: secure operating system runs", "kernel
  // dispatched". In order of first occurrence, never part of the state. `name` outlives the report (a literal).
  struct Milestone {
    std::string_view name;
    u64 count;
    Nanoseconds last;
  };
  void milestone(std::string_view name, Nanoseconds at);
  const std::vector<Milestone>& milestones() const { return milestones_; }
  // Moves on with each of them.
  u64 milestones_passed() const { return milestones_passed_; }

 private:
  void count_one(Finding finding, std::string_view block, std::string what, Nanoseconds at);

  bool strict_;
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> index_;
  std::vector<Milestone> milestones_;
  u64 milestones_passed_ = 0;
};

}  // namespace egpulab::simulator
