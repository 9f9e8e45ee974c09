// Parsing and printing of kernel arguments.
#include "tools/egpulab/arguments.hpp"

#include <fmt/format.h>

#include <charconv>

#include "driver/base/file.hpp"
#include "fixtures/half.hpp"
#include "fixtures/random.hpp"

namespace egpulab::tool {
namespace {

using fixtures::Element;
constexpr Element elements[] = {Element::u8,  Element::i8,  Element::u16, Element::i16, Element::u32, Element::i32,
                                Element::u64, Element::i64, Element::f16, Element::f32, Element::f64};
constexpr u64 most_bytes = 16 * GiB;

bool is_float(Element e) { return e == Element::f16 || e == Element::f32 || e == Element::f64; }
bool is_signed(Element e) { return e == Element::i8 || e == Element::i16 || e == Element::i32 || e == Element::i64; }

Parsed<Element> parse_element(std::string_view text) {
  std::string known;
  for (const Element e : elements) {
    if (to_string(e) == text) return e;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", to_string(e));
  }
  return refuse(fmt::format("\"{}\" is no element type: expected one of {}", text, known));
}

template <class T>
void put(std::vector<std::byte>& out, T value) {
  const auto bytes = as_bytes(value);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void put_float(std::vector<std::byte>& out, Element element, double value) {
  if (element == Element::f16)
    put(out, fixtures::float_to_half(static_cast<float>(value)));
  else if (element == Element::f32)
    put(out, static_cast<float>(value));
  else
    put(out, value);
}

void put_integer(std::vector<std::byte>& out, Element element, u64 value) {
  const auto bytes = as_bytes(value);
  out.insert(out.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size_of(element)));
}

template <class T>
bool parse_number(std::string_view text, T& value) {
  const bool hex = std::is_unsigned_v<T> && text.starts_with("0x");
  if (hex) text.remove_prefix(2);
  const char* end = text.data() + text.size();
  if constexpr (std::is_integral_v<T>) {
    const auto r = std::from_chars(text.data(), end, value, hex ? 16 : 10);
    return r.ec == std::errc() && r.ptr == end;
  } else {
    const auto r = std::from_chars(text.data(), end, value);
    return r.ec == std::errc() && r.ptr == end;
  }
}

// Whether the value fits the element.
bool put_value(std::vector<std::byte>& out, Element element, std::string_view text) {
  if (is_float(element)) {
    double value;
    if (!parse_number(text, value)) return false;
    put_float(out, element, value);
    return true;
  }
  const u32 bits = static_cast<u32>(size_of(element)) * 8;
  if (is_signed(element)) {
    i64 value;
    if (!parse_number(text, value)) return false;
    const i64 shifted = value >> (bits - 1);
    if (shifted != 0 && shifted != -1) return false;
    put_integer(out, element, static_cast<u64>(value));
    return true;
  }
  u64 value;
  if (!parse_number(text, value) || (bits < 64 && value >> bits != 0)) return false;
  put_integer(out, element, value);
  return true;
}

Parsed<std::vector<std::byte>> content(Element element, u64 count, std::string_view source) {
  const u64 bytes = count * size_of(element);
  std::vector<std::byte> data;
  if (source == "zero") {
    data.resize(bytes);
    return data;
  }
  data.reserve(bytes);
  if (source == "iota") {
    for (u64 i = 0; i < count; ++i)
      is_float(element) ? put_float(data, element, static_cast<double>(i)) : put_integer(data, element, i);
    return data;
  }
  if (source.starts_with("rand:")) {
    u64 seed;
    if (!parse_number(source.substr(5), seed)) return refuse(fmt::format("\"{}\": the seed is no number", source));
    fixtures::Random random(seed);
    for (u64 i = 0; i < count; ++i)
      is_float(element) ? put_float(data, element, random.uniform(-1, 1)) : put_integer(data, element, random.next());
    return data;
  }
  if (source.starts_with("file:")) {
    const std::string path(source.substr(5));
    auto file = read_file(path, most_bytes);
    if (!file) return refuse(file.error().message);
    if (file->size() != bytes)
      return refuse(fmt::format("{}: expected {} bytes for {} elements of {}, found {}", path, bytes, count,
                                to_string(element), file->size()));
    return std::move(*file);
  }
  return refuse(fmt::format("\"{}\": expected rand:SEED, zero, iota or file:PATH", source));
}

}  // namespace

Parsed<KernelArgument> parse_argument(std::string_view text) {
  const auto bad = [&](std::string_view why) { return refuse(fmt::format("argument \"{}\": {}", text, why)); };
  KernelArgument argument;
  std::string_view rest = text;
  argument.is_buffer = rest.starts_with("buf:");
  if (argument.is_buffer) rest.remove_prefix(4);
  const std::size_t colon = rest.find(':');
  if (colon == rest.npos) return bad("expected TYPE:VALUE, or buf:TYPE:COUNT=CONTENT");
  const auto element = parse_element(rest.substr(0, colon));
  if (!element) return bad(element.error().message);
  argument.element = *element;
  rest.remove_prefix(colon + 1);
  if (!argument.is_buffer) {
    if (!put_value(argument.data, *element, rest))
      return bad(fmt::format("\"{}\" is no value of {}", rest, to_string(*element)));
    return argument;
  }
  const std::size_t equals = rest.find('=');
  u64 count = 0;
  if (!parse_number(rest.substr(0, equals), count) || count == 0 || count > most_bytes / size_of(*element))
    return bad(fmt::format("\"{}\" is no count of elements: expected 1 to {}", rest.substr(0, equals),
                           most_bytes / size_of(*element)));
  auto data = content(*element, count, equals == rest.npos ? "zero" : rest.substr(equals + 1));
  if (!data) return bad(data.error().message);
  argument.data = std::move(*data);
  return argument;
}

std::string format_element(Element element, Bytes data, std::size_t index) {
  const u64 at = index * size_of(element);
  switch (element) {
    case Element::u8:
      return fmt::to_string(load<u8>(data, at));
    case Element::i8:
      return fmt::to_string(static_cast<i8>(load<u8>(data, at)));
    case Element::u16:
      return fmt::to_string(load<u16>(data, at));
    case Element::i16:
      return fmt::to_string(load<i16>(data, at));
    case Element::u32:
      return fmt::to_string(load<u32>(data, at));
    case Element::i32:
      return fmt::to_string(load<i32>(data, at));
    case Element::u64:
      return fmt::to_string(load<u64>(data, at));
    case Element::i64:
      return fmt::to_string(load<i64>(data, at));
    case Element::f16:
      return fmt::to_string(fixtures::half_to_float(load<u16>(data, at)));
    case Element::f32:
      return fmt::to_string(load<float>(data, at));
    case Element::f64:
      return fmt::to_string(load<double>(data, at));
  }
  return {};
}

}  // namespace egpulab::tool
