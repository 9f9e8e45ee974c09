// IP blocks to text and back.
#include "driver/regs/amd/ip_text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace egpulab::regs::amd {
namespace {

// Takes an integer off the front; nothing when there is none or it is too large.
template <class T>
std::optional<T> take_integer(std::string_view& text, int base) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<IpBlock> take_block(std::string_view& text) {
  IpBlock block;
  const auto id = take_integer<u16>(text, 10);
  const auto instance = take(text, '.') ? take_integer<u8>(text, 10) : std::nullopt;
  const auto major = take(text, ' ') ? take_integer<u8>(text, 10) : std::nullopt;
  const auto minor = take(text, '.') ? take_integer<u8>(text, 10) : std::nullopt;
  const auto revision = take(text, '.') ? take_integer<u8>(text, 10) : std::nullopt;
  if (!id || !instance || !major || !minor || !revision) return std::nullopt;
  block.ip = static_cast<Ip>(*id);
  block.instance = *instance;
  block.version = {*major, *minor, *revision};
  while (take(text, ' ')) {
    const auto base = take_integer<u32>(text, 16);
    if (!base) return std::nullopt;
    block.bases.push_back(*base);
  }
  return block;
}

}  // namespace

std::string ip_bases_text(const IpBases& bases) {
  std::string text;
  for (const IpBlock& b : bases.blocks()) {
    text +=
        fmt::format("{}{}.{} {}", text.empty() ? "" : "; ", static_cast<u16>(b.ip), b.instance, to_string(b.version));
    for (const u32 base : b.bases) text += fmt::format(" {:x}", base);
  }
  return text;
}

Parsed<IpBases> parse_ip_bases(std::string_view text) {
  std::vector<IpBlock> blocks;
  for (std::string_view rest = text; !rest.empty();) {
    std::optional<IpBlock> block = take_block(rest);
    if (!block || (!rest.empty() && !(take(rest, ';') && take(rest, ' '))))
      return refuse(
          fmt::format("IP blocks as text: at character {}: expected \"ID.INSTANCE MAJOR.MINOR.REVISION "
                      "BASE...; \", found \"{}\"",
                      text.size() - rest.size(), rest.substr(0, 20)));
    blocks.push_back(std::move(*block));
  }
  return IpBases(std::move(blocks));
}

}  // namespace egpulab::regs::amd
