// The listening side: TCP or a unix socket; clients are served one after another's bytes by one thread, which owns the
// machine.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "simulator/ports/tinygpu/session.hpp"

namespace egpulab::simulator::ports::tinygpu {

struct ServerOptions {
  std::string listen = "tcp:127.0.0.1:6667";  // or "unix:/path"
  bool allow_remote = false;                  // an address other than loopback needs this
  bool once = false;                          // stop when the first client has gone
};

// What the server tells its operator.
struct ServerEvents {
  std::function<void(std::string_view address)> listening;
  std::function<void(u64 client)> connected;
  std::function<void(u64 client, const Session& session, std::string_view reason)> gone;
};

class Server {
 public:
  // Throws InvalidRequest for a bad or refused address, Error if it cannot be bound.
  Server(std::vector<Served> devices, ServerOptions options, ServerEvents events);
  ~Server();
  // Serves until stop(), SIGINT or SIGTERM, or with `once` until the first client has gone.
  void run();
  // May be called from a signal handler's thread or an event.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egpulab::simulator::ports::tinygpu
