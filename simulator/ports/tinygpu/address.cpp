// Parsing and printing of addresses.
#include "simulator/ports/tinygpu/address.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstring>

#include "driver/base/error.hpp"
#include "driver/base/types.hpp"

namespace egpulab::simulator::ports::tinygpu {
namespace asio = boost::asio;

Address parse_address(const std::string& text) {
  if (text.starts_with("unix:")) {
    const std::string path = text.substr(5);
    if (path.empty() || path.size() > 100)
      throw InvalidRequest(fmt::format("listen address {}: a unix socket path has 1 to 100 characters", text));
    return {asio::local::stream_protocol::endpoint(path), path, false};
  }
  const std::size_t colon = text.rfind(':');
  if (!text.starts_with("tcp:") || colon <= 4)
    throw InvalidRequest(fmt::format("listen address {}: expected tcp:ADDRESS:PORT or unix:PATH", text));
  u16 port = 0;
  const char *first = text.data() + colon + 1, *last = text.data() + text.size();
  if (auto [end, ec] = std::from_chars(first, last, port); ec != std::errc() || end != last || first == last)
    throw InvalidRequest(fmt::format("listen address {}: {} is no port", text, text.substr(colon + 1)));
  std::string host = text.substr(4, colon - 4);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code ec;
  const auto address = asio::ip::make_address(host, ec);
  if (ec) throw InvalidRequest(fmt::format("listen address {}: {} is no IP address", text, host));
  return {asio::ip::tcp::endpoint(address, port), "", !address.is_loopback()};
}

std::string to_string(const Address& address, const Address::Stream::endpoint& bound) {
  if (address.is_unix()) return "unix:" + address.path;
  asio::ip::tcp::endpoint tcp;
  tcp.resize(bound.size());
  std::memcpy(tcp.data(), bound.data(), bound.size());
  return fmt::format("{}{}{}:{}", tcp.address().is_v6() ? "tcp:[" : "tcp:", tcp.address().to_string(),
                     tcp.address().is_v6() ? "]" : "", tcp.port());
}

}  // namespace egpulab::simulator::ports::tinygpu
