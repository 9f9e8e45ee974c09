// The one place that names the `expected` in use, so that C++23's is a one-line change.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace egpulab {

template <class T, class E>
using Expected = tl::expected<T, E>;
template <class E>
using Unexpected = tl::unexpected<E>;

// Why an input (file, image, packet, text) was refused: what, where, expected and found, as one sentence.
struct ParseError {
  std::string message;
};
template <class T>
using Parsed = Expected<T, ParseError>;

inline Unexpected<ParseError> refuse(std::string message) { return Unexpected<ParseError>(ParseError{std::move(message)}); }

}  // namespace egpulab
