// Bytes on their way in or out of a socket: contiguous, grown without being zeroed, taken from the front.
#pragma once

#include <algorithm>
#include <memory>

#include "driver/base/types.hpp"

namespace egpulab::simulator::ports::tinygpu {

class StreamBuffer {
 public:
  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }
  Bytes bytes() const { return {data_.get() + begin_, size()}; }

  // Free space behind the content, `least` bytes or more; whoever fills it calls added(). What bytes() gave is stale.
  MutableBytes room(std::size_t least) {
    if (capacity_ - end_ < least) make_room(least);
    return {data_.get() + end_, capacity_ - end_};
  }
  void added(std::size_t bytes) { end_ += bytes; }
  MutableBytes append(std::size_t bytes) {
    const MutableBytes to = room(bytes).first(bytes);
    added(bytes);
    return to;
  }
  void append(Bytes from) {
    if (!from.empty()) std::memcpy(append(from.size()).data(), from.data(), from.size());
  }

  void drop_front(std::size_t bytes) {
    begin_ += bytes;
    if (begin_ == end_) clear();
  }
  void truncate(std::size_t size) { end_ = begin_ + size; }
  // A buffer that once held something huge gives that memory back when it is empty.
  void clear() {
    begin_ = end_ = 0;
    if (capacity_ > kept) data_.reset(), capacity_ = 0;
  }

 private:
  static constexpr std::size_t kept = 16 * MiB;

  void make_room(std::size_t least) {
    const std::size_t have = size();
    if (capacity_ - have >= least && have <= capacity_ / 2) {
      std::memmove(data_.get(), data_.get() + begin_, have);
    } else {
      const std::size_t capacity = std::max(2 * capacity_, have + least);
      auto data = std::make_unique_for_overwrite<std::byte[]>(capacity);
      if (have != 0) std::memcpy(data.get(), data_.get() + begin_, have);
      data_ = std::move(data);
      capacity_ = capacity;
    }
    begin_ = 0, end_ = have;
  }

  std::unique_ptr<std::byte[]> data_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
};

}  // namespace egpulab::simulator::ports::tinygpu
