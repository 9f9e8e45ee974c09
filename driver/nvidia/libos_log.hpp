// Logs of the GSP's operating system (libos): rings of 64-bit words in host memory. Which text belongs to a record
// stands in the firmware release's logging section (gsp_log_ga10x.bin), not in the image that runs. Facts:
// open-gpu-kernel-modules libos_log.h, liblogdecode.c.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::driver::nvidia {

// Metadata of log lines by address, from the logging section's ELF file.
class LogTexts {
 public:
  struct Line {
    std::string file, format;
    u32 number = 0;
    u8 arguments = 0;
    u8 level = 0;  // 1 info, 2 notice, 3 warning, 4 error
  };
  static Parsed<LogTexts> parse(std::string_view name, Bytes file);
  // Nothing where no line has that address.
  std::optional<Line> find(u64 address) const;

 private:
  struct Section {
    u64 address = 0;
    std::vector<std::byte> bytes;
  };
  Bytes at(u64 address, u64 bytes) const;
  std::string text(u64 address) const;

  std::vector<Section> sections_;
};

struct LogRecord {
  u64 time = 0;      // ns of the card's timer
  u64 metadata = 0;  // address of the line
  std::vector<u64> arguments;
  std::string text;  // decoded, or what is known of it
};

// The last records of a buffer, oldest first, at most `most`. Without texts the number of a record's arguments is not
// known: then only the newest record is given. A buffer that nobody has written gives none.
std::vector<LogRecord> decode_log(Bytes buffer, const LogTexts* texts, std::size_t most);

}  // namespace egpulab::driver::nvidia
