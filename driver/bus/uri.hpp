// Names of backends: "sim:rx7900xtx?dock=asm2464pd&seed=7", "trace:session.egt", "pci:0000:03:00.0".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "driver/base/expected.hpp"

namespace egpulab::bus {

struct Uri {
  std::string scheme;                          // "sim"
  std::string name;                            // "rx7900xtx"; may be empty
  std::map<std::string, std::string> options;  // "dock" -> "asm2464pd"
  std::string text;                            // as given

  // The option's value, taken out of `options`; backends refuse what is left over by name.
  std::string take(const std::string& key, std::string_view fallback = {});
};

Parsed<Uri> parse_uri(std::string_view text);

}  // namespace egpulab::bus
