// A fuzz target: something that takes bytes from outside, and inputs to begin with.
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::fuzz {

using Input = std::vector<std::byte>;

struct Target {
  std::string_view name;
  // Returns for every input, with an answer or a refusal; exceptions that the interface promises are caught inside.
  void (*run)(Bytes input);
  std::vector<Input> (*seeds)();

  friend std::ostream& operator<<(std::ostream& out, const Target& target) { return out << target.name; }
};

// All that are linked in.
const std::vector<Target>& targets();

// Each target's file has one.
struct Registration {
  explicit Registration(Target target);
};

inline Input to_input(Bytes bytes) { return {bytes.begin(), bytes.end()}; }
inline Input to_input(std::string_view text) { return to_input(std::as_bytes(std::span(text))); }
inline std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// Takes single values off the front of an input; zeroes once it is used up.
struct Source {
  Bytes rest;
  template <class T>
  T take() {
    T value{};
    const std::size_t n = std::min(sizeof(T), rest.size());
    if (n > 0) std::memcpy(&value, rest.data(), n);
    rest = rest.subspan(n);
    return value;
  }
};

}  // namespace egpulab::fuzz
