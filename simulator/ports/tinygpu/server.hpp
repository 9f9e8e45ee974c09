// The listening side: TCP and unix sockets, any number of clients; one thread serves them all and owns the machines.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "simulator/ports/tinygpu/session.hpp"

namespace egpulab::simulator::ports::tinygpu {

struct ServerOptions {
  std::vector<std::string> listen{"tcp:127.0.0.1:6667"};  // each tcp:ADDRESS:PORT or unix:PATH
  bool allow_remote = false;                              // an address other than loopback needs this
  bool once = false;                                      // stop when the first client has gone
  // How often at most a socket that was busy is looked at before the server sleeps until something arrives: some 50 us,
  // about what waking up costs, and as long as a client takes from one request to the next.
  u32 looks = 200;
};

// What the server tells its operator, from the serving thread.
struct ServerEvents {
  std::function<void(std::string_view address)> listening{};
  std::function<void(std::string_view warning)> warned{};
  std::function<void(u64 client)> connected{};
  std::function<void(u64 client, const Phase& phase)> phase{};
  std::function<void(u64 client, const Session& session, std::string_view reason)> gone{};
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
