// Restoring with its checks, and hashing.
#include "simulator/core/state_visitors.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <new>

namespace egpulab::simulator {

void StateRestorer::raw(MutableBytes bytes) {
  if (bytes.size() > saved_.size() - position_)
    throw StateMismatch(fmt::format("saved state ends at byte {} where {} more are expected", saved_.size(),
                                    bytes.size() - (saved_.size() - position_)));
  if (!bytes.empty()) std::memcpy(bytes.data(), saved_.data() + position_, bytes.size());
  position_ += bytes.size();
}

void StateRestorer::expect_items(u64 items) {
  if (items > saved_.size() - position_)
    throw StateMismatch(fmt::format("saved state at byte {}: a list of {} items, but only {} bytes follow", position_,
                                    items, saved_.size() - position_));
}

void StateRestorer::finish() const {
  if (position_ != saved_.size())
    throw StateMismatch(
        fmt::format("saved state has {} bytes, of which the machine takes {}", saved_.size(), position_));
}

StateHasher::StateHasher() : state_(XXH3_createState()) {
  if (!state_) throw std::bad_alloc();
  XXH3_64bits_reset(state_);
}

StateHasher::~StateHasher() { XXH3_freeState(state_); }

void StateHasher::raw(MutableBytes bytes) { XXH3_64bits_update(state_, bytes.data(), bytes.size()); }

u64 StateHasher::digest() const { return XXH3_64bits_digest(state_); }

}  // namespace egpulab::simulator
