// Splits "scheme:name?key=value&flag" and refuses what is not of that form.
#include "driver/bus/uri.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::bus {
namespace {

constexpr std::string_view form = "expected scheme:name?option=value&option=value";

bool is_scheme_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-'; }

}  // namespace

std::string Uri::take(const std::string& key, std::string_view fallback) {
  const auto node = options.extract(key);
  return node.empty() ? std::string(fallback) : std::move(node.mapped());
}

Parsed<Uri> parse_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos)
    return refuse(fmt::format("bus \"{}\" has no scheme; {}, such as sim:rx7900xtx", text, form));
  Uri uri;
  uri.text = text;
  uri.scheme = text.substr(0, colon);
  if (uri.scheme.empty() || !std::all_of(uri.scheme.begin(), uri.scheme.end(), is_scheme_character))
    return refuse(
        fmt::format("bus \"{}\": the scheme \"{}\" is not lower-case letters and digits; {}", text, uri.scheme, form));
  std::string_view rest = text.substr(colon + 1);
  const std::size_t question = rest.find('?');
  uri.name = rest.substr(0, question);
  if (question == std::string_view::npos) return uri;

  for (rest.remove_prefix(question + 1);;) {
    const std::size_t end = rest.find('&');
    const std::string_view option = rest.substr(0, end);
    const std::size_t equals = option.find('=');
    const std::string key(option.substr(0, equals));
    if (key.empty()) return refuse(fmt::format("bus \"{}\": option \"{}\" has no name; {}", text, option, form));
    // An option without a value is a switch.
    std::string value(equals == std::string_view::npos ? "1" : option.substr(equals + 1));
    if (!uri.options.emplace(key, std::move(value)).second)
      return refuse(fmt::format("bus \"{}\": option \"{}\" is given twice", text, key));
    if (end == std::string_view::npos) return uri;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace egpulab::bus
