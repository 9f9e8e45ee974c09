// The three ways of walking simulated state: into bytes, out of bytes, into a hash.
#pragma once

#include <stdexcept>
#include <vector>

#include "simulator/core/state.hpp"

struct XXH3_state_s;

namespace egpulab::simulator {

// Saved bytes that do not fit the state they are restored into: another version, another profile, damage.
class StateMismatch : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class StateSaver final : public StateVisitor {
 public:
  explicit StateSaver(std::vector<std::byte>& out) : out_(out) {}
  void raw(MutableBytes bytes) override { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  bool restoring() const override { return false; }

 private:
  std::vector<std::byte>& out_;
};

// Throws StateMismatch where the bytes end too early.
class StateRestorer final : public StateVisitor {
 public:
  explicit StateRestorer(Bytes saved) : saved_(saved) {}
  void raw(MutableBytes bytes) override;
  bool restoring() const override { return true; }
  void expect_items(u64 items) override;
  // Throws StateMismatch if bytes are left over.
  void finish() const;

 private:
  Bytes saved_;
  std::size_t position_ = 0;
};

// xxh3 of the bytes that StateSaver would write.
class StateHasher final : public StateVisitor {
 public:
  StateHasher();
  ~StateHasher() override;
  StateHasher(const StateHasher&) = delete;
  StateHasher& operator=(const StateHasher&) = delete;
  void raw(MutableBytes bytes) override;
  bool restoring() const override { return false; }
  u64 digest() const;

 private:
  XXH3_state_s* state_;
};

}  // namespace egpulab::simulator
