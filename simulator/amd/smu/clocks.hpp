// The SMU's clock domains: DPM levels and the limits that software sets.
#pragma once

#include <optional>
#include <vector>

#include "simulator/core/device_profile.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd::smu {

class Clocks {
 public:
  enum class Limit : u8 { soft_min, soft_max, hard_min, hard_max };
  static constexpr u32 level_count_query = 0xff;  // the level number that asks how many there are
  static constexpr u32 fine_grained = 0x80000000;
  static constexpr u32 no_limit = 0xffff;  // MHz in SetSoftMaxByFreq: none

  explicit Clocks(const ClockProfile& profile);

  // Answers of the messages of that name; nothing for a domain or level that the card lacks.
  std::optional<u32> level(u32 domain, u32 index) const;
  std::optional<u32> lowest(u32 domain) const;
  std::optional<u32> highest(u32 domain) const;
  std::optional<u32> dc_limit(u32 domain) const;
  bool set_limit(u32 domain, Limit limit, u32 mhz);

  // MHz at an activity of 0 to 1000 per mille; the boot frequency until DPM runs.
  u32 current(u32 domain, u32 activity, bool dpm) const;

  void reset();
  void visit(StateVisitor& visit);

 private:
  struct Range {
    u32 soft_min, soft_max, hard_min, hard_max;
    void visit(StateVisitor& v) { v(soft_min), v(soft_max), v(hard_min), v(hard_max); }
  };
  std::optional<std::size_t> find(u32 domain) const;
  Range whole(std::size_t i) const;

  const std::vector<ClockDomain>& domains_;
  std::vector<Range> ranges_;  // as domains_
};

}  // namespace egpulab::simulator::amd::smu
