// Folds polling loops: a stretch of steps that repeats is passed on once, with its count.
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::traces {

// Step has a member `key`, equal for steps that count as the same. `Sink` takes (span of the steps of the first turn,
// number of turns). Turns of up to `longest` steps are found.
template <class Step, class Sink>
class Collapser {
 public:
  static constexpr std::size_t longest = 8;

  explicit Collapser(Sink sink) : sink_(std::move(sink)) {}

  void add(Step step) {
    if (!turn_.empty()) {
      if (step.key == turn_[partial_.size()].key) {
        partial_.push_back(std::move(step));
        if (partial_.size() == turn_.size()) {
          partial_.clear();
          ++turns_;
        }
        return;
      }
      end_repeat();
    }
    add_single(std::move(step));
  }
  void finish() {
    if (!turn_.empty()) end_repeat();
    emit_tail(tail_.size());
  }

 private:
  void add_single(Step step) {
    tail_.push_back(std::move(step));
    for (std::size_t n = 1; n <= longest && 2 * n <= tail_.size(); ++n) {
      const auto second = tail_.end() - static_cast<std::ptrdiff_t>(n);
      const auto first = second - static_cast<std::ptrdiff_t>(n);
      if (!std::equal(first, second, second, [](const Step& a, const Step& b) { return a.key == b.key; })) continue;
      emit_tail(tail_.size() - 2 * n);
      turn_.assign(std::make_move_iterator(tail_.begin()),
                   std::make_move_iterator(tail_.begin() + static_cast<std::ptrdiff_t>(n)));
      tail_.clear();
      turns_ = 2;
      return;
    }
    if (tail_.size() > 2 * longest) emit_tail(1);
  }
  void end_repeat() {
    sink_(std::span<const Step>(turn_), turns_);
    turn_.clear();
    // A turn that was begun and not ended is steps of its own.
    std::vector<Step> begun = std::move(partial_);
    partial_.clear();
    for (Step& s : begun) add_single(std::move(s));
  }
  void emit_tail(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) sink_(std::span<const Step>(&tail_[i], 1), u64{1});
    tail_.erase(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(n));
  }

  Sink sink_;
  std::vector<Step> tail_, turn_, partial_;
  u64 turns_ = 0;
};

}  // namespace egpulab::traces
