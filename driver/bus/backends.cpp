// Finds the backend that a URI names.
#include "driver/bus/backends.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace egpulab::bus {

void Backends::add(std::string scheme, std::string help, Open open, List list) {
  backends_.push_back({std::move(scheme), std::move(help), std::move(open), std::move(list)});
}

std::unique_ptr<PciDevice> Backends::open(std::string_view text) const {
  Parsed<Uri> uri = parse_uri(text);
  if (!uri) throw InvalidRequest(uri.error().message);
  const auto found =
      std::find_if(backends_.begin(), backends_.end(), [&](const Backend& b) { return b.scheme == uri->scheme; });
  if (found == backends_.end()) {
    std::vector<std::string> known;
    for (const Backend& b : backends_) known.push_back(fmt::format("{}: ({})", b.scheme, b.help));
    throw InvalidRequest(fmt::format("bus \"{}\": there is no backend \"{}\"; known are {}", text, uri->scheme,
                                     known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))));
  }
  return found->open(std::move(*uri));
}

std::vector<std::string> Backends::list() const {
  std::vector<std::string> uris;
  for (const Backend& b : backends_)
    if (b.list) {
      std::vector<std::string> more = b.list();
      uris.insert(uris.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
  return uris;
}

void refuse_unknown_options(const Uri& uri, std::string_view known) {
  if (uri.options.empty()) return;
  throw InvalidRequest(fmt::format("bus \"{}\": {}: has no option \"{}\"; it has {}", uri.text, uri.scheme,
                                   uri.options.begin()->first, known));
}

}  // namespace egpulab::bus
