// Decoding of libos logs, newest record first as the ring's put pointer leads.
#include "driver/nvidia/libos_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "driver/regs/nvidia/firmware_headers.hpp"

namespace egpulab::driver::nvidia {
namespace {

namespace header = regs::nvidia::firmware_header;

struct Metadata {  // libosLogMetadata
  u64 filename, format;
  u32 line;
  u8 arguments, level, special, pad;
};
static_assert(sizeof(Metadata) == 24);
constexpr std::size_t most_arguments = 20, longest_text = 512;

// One conversion of printf's language, on a 64-bit argument.
std::string convert(char conversion, std::string_view flags, u64 value) {
  const bool zero = !flags.empty() && flags.front() == '0';
  std::size_t width = 0;
  for (const char c : flags)
    if (c >= '0' && c <= '9') width = width * 10 + static_cast<std::size_t>(c - '0');
  width = std::min<std::size_t>(width, 32);
  std::string text;
  switch (conversion) {
    case 'd':
    case 'i':
      text = fmt::format("{}", static_cast<i64>(value));
      break;
    case 'u':
      text = fmt::format("{}", value);
      break;
    case 'X':
      text = fmt::format("{:X}", value);
      break;
    case 'p':
      text = fmt::format("{:#x}", value);
      break;
    case 'c':
      text = std::string(1, value >= 0x20 && value < 0x7f ? static_cast<char>(value) : '?');
      break;
    default:
      text = fmt::format("{:x}", value);
  }
  if (text.size() < width) text.insert(0, width - text.size(), zero ? '0' : ' ');
  return text;
}

std::string render(const LogTexts::Line& line, const std::vector<u64>& arguments) {
  std::string out;
  std::size_t next = 0;
  const std::string_view f = line.format;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f[i] != '%') {
      out += f[i] == '\n' ? ' ' : f[i];
      continue;
    }
    const std::size_t begin = ++i;
    while (i < f.size() && std::string_view("0123456789-+ #.").find(f[i]) != std::string_view::npos) ++i;
    const std::string_view flags = f.substr(begin, i - begin);
    while (i < f.size() && std::string_view("hlzjt").find(f[i]) != std::string_view::npos) ++i;
    if (i >= f.size()) break;
    if (f[i] == '%')
      out += '%';
    else
      out += next < arguments.size() ? convert(f[i], flags, arguments[next++]) : "?";
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return fmt::format("{} ({}:{})", out, line.file, line.number);
}

}  // namespace

Parsed<LogTexts> LogTexts::parse(std::string_view name, Bytes file) {
  const auto fault = [&](std::string_view what) { return refuse(fmt::format("logging section {}: {}", name, what)); };
  if (file.size() < sizeof(header::Elf64Header)) return fault("shorter than an ELF header");
  const auto h = load<header::Elf64Header>(file);
  if (!std::equal(header::elf_magic.begin(), header::elf_magic.end(), h.ident.begin()) ||
      h.ident[4] != header::elf_class_64)
    return fault("expected a 64-bit ELF file");
  const u64 table = u64{h.sections} * sizeof(header::Elf64Section);
  if (h.section_size != sizeof(header::Elf64Section) || h.section_offset > file.size() ||
      table > file.size() - h.section_offset)
    return fault("its section headers lie outside the file");
  LogTexts texts;
  for (u32 i = 0; i < h.sections; ++i) {
    const auto s = load<header::Elf64Section>(file, h.section_offset + u64{i} * sizeof(header::Elf64Section));
    if (s.type != header::elf_progbits || s.address == 0) continue;
    if (s.offset > file.size() || s.size > file.size() - s.offset)
      return fault(fmt::format("section {} lies outside the file", i));
    const Bytes bytes = file.subspan(s.offset, s.size);
    texts.sections_.push_back({s.address, {bytes.begin(), bytes.end()}});
  }
  return texts;
}

Bytes LogTexts::at(u64 address, u64 bytes) const {
  for (const Section& s : sections_)
    if (address >= s.address && address - s.address <= s.bytes.size() &&
        bytes <= s.bytes.size() - (address - s.address))
      return Bytes(s.bytes).subspan(address - s.address, bytes);
  return {};
}

std::string LogTexts::text(u64 address) const {
  std::string out;
  while (out.size() < longest_text) {
    const Bytes c = at(address + out.size(), 1);
    if (c.empty() || c[0] == std::byte{0}) break;
    out += static_cast<char>(c[0]);
  }
  return out;
}

std::optional<LogTexts::Line> LogTexts::find(u64 address) const {
  const Bytes raw = at(address, sizeof(Metadata));
  if (raw.empty()) return std::nullopt;
  const auto m = load<Metadata>(raw);
  if (m.arguments > most_arguments) return std::nullopt;
  return Line{text(m.filename), text(m.format), m.line, m.arguments, m.level};
}

std::vector<LogRecord> decode_log(Bytes buffer, const LogTexts* texts, std::size_t most) {
  constexpr u64 smallest_record = 2;
  if (buffer.size() < 8 * (1 + smallest_record)) return {};
  const u64 entries = buffer.size() / 8 - 1;
  const u64 put = load<u64>(buffer);
  const u64 oldest = put > entries ? put - entries : 0;
  const auto word = [&](u64 i) { return load<u64>(buffer, 8 * (1 + i % entries)); };
  std::vector<LogRecord> out;
  for (u64 i = put; out.size() < most && i >= oldest + smallest_record;) {
    LogRecord r;
    r.time = word(--i);
    r.metadata = word(--i);
    const auto line = texts ? texts->find(r.metadata) : std::nullopt;
    if (!line) {
      r.text = fmt::format("a line without text (address {:#x})", r.metadata);
      out.push_back(std::move(r));
      break;
    }
    if (i < oldest + line->arguments) break;
    r.arguments.resize(line->arguments);
    for (std::size_t a = line->arguments; a-- > 0;) r.arguments[a] = word(--i);
    r.text = render(*line, r.arguments);
    out.push_back(std::move(r));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace egpulab::driver::nvidia
