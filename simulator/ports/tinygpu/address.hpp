// Where a server listens: "tcp:127.0.0.1:6667", "tcp:[::1]:0", "unix:/run/tinygpu.sock".
#pragma once

// Boost 1.74 uses std::exchange without including it.
// clang-format off
#include <utility>
#include <boost/asio.hpp>
// clang-format on
#include <string>

namespace egpulab::simulator::ports::tinygpu {

struct Address {
  using Stream = boost::asio::generic::stream_protocol;

  Stream::endpoint endpoint;
  std::string path;     // of a unix socket; empty: TCP
  bool remote = false;  // other machines can reach it

  bool is_unix() const { return !path.empty(); }
};

// Throws InvalidRequest naming what is wrong with the text.
Address parse_address(const std::string& text);
// As parse_address() reads it; `bound` may have a port that the system chose.
std::string to_string(const Address& address, const Address::Stream::endpoint& bound);

}  // namespace egpulab::simulator::ports::tinygpu
