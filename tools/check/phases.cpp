// Timing and judging of steps.
#include "tools/check/phases.hpp"

#include <fmt/format.h>

namespace egpulab::check {

void MeteredDevice::mark(bus::Mark mark, std::string_view text) {
  if (mark == bus::Mark::phase_begin && depth_++ == 0 && on_driver_phase) on_driver_phase(true, text);
  if (mark == bus::Mark::phase_end && depth_ > 0 && --depth_ == 0 && on_driver_phase) on_driver_phase(false, text);
  inner().mark(mark, text);
}

Phases::Phases(MeteredDevice& device, Progress progress) : device_(device), progress_(std::move(progress)) {
  device_.on_driver_phase = [this](bool begins, std::string_view name) {
    if (begins)
      part_start_ = instant();
    else if (part_start_)
      parts_.push_back(since(*part_start_, fmt::format("{} > {}", current_, name)));
  };
}

Phases::Instant Phases::instant() {
  return {device_.accesses(), device_.clock().now(), std::chrono::steady_clock::now()};
}

PhaseResult Phases::since(const Instant& start, std::string name) {
  const Instant now = instant();
  PhaseResult r;
  r.name = std::move(name);
  r.accesses = now.accesses - start.accesses;
  r.virtual_time = now.virtual_time - start.virtual_time;
  r.wall = now.wall - start.wall;
  return r;
}

bool Phases::run(const std::string& name, const std::function<std::optional<std::string>()>& step) {
  current_ = name;
  parts_.clear();
  const Instant start = instant();
  // Past the meter, which tells the driver's phases.
  device_.inner().mark(bus::Mark::phase_begin, name);
  std::optional<std::string> problem;
  try {
    problem = step();
  } catch (const std::exception& e) {
    problem = e.what();
  }
  device_.inner().mark(bus::Mark::phase_end, name);
  PhaseResult result = since(start, name);
  result.ok = !problem;
  if (problem) {
    result.problem = *problem;
    if (ok_) first_problem_ = fmt::format("{}: {}", name, *problem);
    ok_ = false;
  }
  // The whole comes before its parts; a step with one part is told once.
  results_.push_back(std::move(result));
  if (parts_.size() > 1) results_.insert(results_.end(), parts_.begin(), parts_.end());
  if (progress_)
    for (std::size_t i = results_.size() - (parts_.size() > 1 ? parts_.size() : 0) - 1; i < results_.size(); ++i)
      progress_(results_[i]);
  return !problem;
}

}  // namespace egpulab::check
