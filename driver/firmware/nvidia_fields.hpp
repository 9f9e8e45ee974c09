// Refusals of malformed firmware files in one wording, and ranges within them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::firmware {

// A file under examination: the first fault found is kept, what is read after it is zero.
class Fields {
 public:
  Fields(std::string_view name, Bytes file) : name_(name), file_(file) {}

  Bytes file() const { return file_; }
  bool good() const { return error_.empty(); }
  Unexpected<ParseError> error() const { return refuse(error_); }

  void fault(std::string_view field, u64 offset, std::string_view expected, std::string_view found) {
    if (good())
      error_ =
          fmt::format("firmware {}: {} (offset {:#x}): expected {}, found {}", name_, field, offset, expected, found);
  }
  void require(bool holds, std::string_view field, u64 offset, std::string_view expected, u64 found) {
    if (!holds) fault(field, offset, expected, fmt::format("{:#x}", found));
  }
  // A structure at `offset`.
  template <class T>
  T at(std::string_view what, u64 offset) {
    if (!good()) return {};
    if (offset > file_.size() || sizeof(T) > file_.size() - offset) {
      fault(what, offset, fmt::format("{} bytes within the file's {:#x}", sizeof(T), file_.size()),
            offset > file_.size() ? "nothing" : fmt::format("{}", file_.size() - offset));
      return {};
    }
    return load<T>(file_, offset);
  }
  // `size` bytes at `offset` of `whole`, for a field that lies at `field_offset`.
  Bytes range(Bytes whole, std::string_view field, u64 field_offset, u64 offset, u64 size) {
    if (!good()) return {};
    if (offset > whole.size() || size > whole.size() - offset) {
      fault(field, field_offset, fmt::format("a range within {:#x} bytes", whole.size()),
            fmt::format("{:#x} bytes at {:#x}", size, offset));
      return {};
    }
    return whole.subspan(offset, size);
  }
  Bytes range(std::string_view field, u64 field_offset, u64 offset, u64 size) {
    return range(file_, field, field_offset, offset, size);
  }

 private:
  std::string name_;
  Bytes file_;
  std::string error_;
};

}  // namespace egpulab::firmware
