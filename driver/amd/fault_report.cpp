// Fault collection.
#include "driver/amd/fault_report.hpp"

#include <algorithm>

namespace egpulab::driver::amd {
namespace {

void add_hub_fault(FaultReport& report, MemoryHub& hub, const AddressSpace& space) {
  const auto fault = hub.read_fault();
  if (!fault) return;
  report.fault = true;
  std::string text = to_string(*fault);
  if (fault->vmid == work_vmid) text += ", " + space.whereabouts(fault->address);
  report.findings.insert(report.findings.begin(), std::move(text));
  hub.clear_fault();
}

FaultReport collect(InterruptRing& interrupts, MemoryHub& gc, MemoryHub& mm, const AddressSpace& space,
                    bool look_anyway) {
  FaultReport report;
  const Drained drained = interrupts.drain();
  bool gc_fault = look_anyway, mm_fault = look_anyway;
  std::size_t shown = 0;
  for (const Interrupt& i : drained.interrupts) {
    if (i.severity == Severity::note) continue;
    report.fault = true;
    report.fatal |= i.severity == Severity::fatal;
    if (i.translation_fault) {
      (i.from_mm_hub ? mm_fault : gc_fault) = true;
      continue;  // the hub says it better
    }
    if (shown++ < 4) report.findings.push_back(to_string(i));
  }
  if (shown > 4) report.findings.push_back(fmt::format("{} more error interrupts", shown - 4));
  if (drained.overflow) report.findings.push_back("interrupts were lost (IH ring overflow)");
  if (gc_fault) add_hub_fault(report, gc, space);
  if (mm_fault) add_hub_fault(report, mm, space);
  return report;
}

}  // namespace

std::string to_string(const FaultReport& report) {
  std::string text;
  for (const std::string& finding : report.findings) text += (text.empty() ? "" : "; ") + finding;
  return text;
}

FaultReport collect_faults(InterruptRing& interrupts, MemoryHub& gc, MemoryHub& mm, const AddressSpace& space) {
  return collect(interrupts, gc, mm, space, false);
}

FaultReport collect_all_faults(InterruptRing& interrupts, MemoryHub& gc, MemoryHub& mm, const AddressSpace& space) {
  return collect(interrupts, gc, mm, space, true);
}

}  // namespace egpulab::driver::amd
