// Accepting clients, and looking at those that are busy instead of sleeping between their requests.
#include "simulator/ports/tinygpu/server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <list>
#include <map>

#include "simulator/ports/tinygpu/address.hpp"
#include "simulator/ports/tinygpu/client.hpp"

namespace egpulab::simulator::ports::tinygpu {
namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// How long the server sleeps at most while a packet waits for what a client may store into shared memory unannounced.
constexpr std::chrono::microseconds shared_memory_interval(200);
// Rounds of looks between two calls of the system for everything else: new clients, signals, sockets that sleep.
constexpr u32 rounds_between_polls = 64;
constexpr u32 sleeps_between_tries = 32;

}  // namespace

struct Server::State {
  State(std::vector<Served> d, ServerOptions o, ServerEvents e)
      : devices(std::move(d)), options(std::move(o)), events(std::move(e)) {}

  struct Door {
    Door(asio::io_context& io, Address a) : address(std::move(a)), acceptor(io) {}
    ~Door() {
      if (bound && address.is_unix()) ::unlink(address.path.c_str());
    }
    Address address;
    asio::basic_socket_acceptor<Address::Stream> acceptor;
    bool bound = false;
  };

  void open(const std::string& text);
  void accept(Door& door);
  void welcome(Door& door, Client::Socket socket);
  void gone(Client& client, std::string_view reason);
  void run();
  void lose_patience(Client& client) const;
  void look_around();
  void look_after(u64 holder);
  void sleep();
  bool settle_shared();

  std::vector<Served> devices;
  ServerOptions options;
  ServerEvents events;
  asio::io_context io;
  std::list<Door> doors;
  u64 clients = 0;
  bool stopping = false;
  std::map<u64, std::shared_ptr<Client>> connected;
  std::vector<std::shared_ptr<Client>> busy;  // looked at in turn; the others sleep
};

void Server::State::open(const std::string& text) {
  Address address = parse_address(text);
  if (address.remote) {
    if (!options.allow_remote)
      throw InvalidRequest(fmt::format(
          "listen address {}: not loopback; whoever can connect drives the device, so this needs --allow-remote",
          text));
    if (events.warned)
      events.warned(fmt::format("{} can be reached by other machines, and the protocol has no authentication", text));
  }
  Door& door = doors.emplace_back(io, std::move(address));
  try {
    door.acceptor.open(door.address.endpoint.protocol());
    if (!door.address.is_unix()) door.acceptor.set_option(asio::socket_base::reuse_address(true));
    door.acceptor.bind(door.address.endpoint);
    door.bound = true;
    door.acceptor.listen();
  } catch (const boost::system::system_error& e) {
    throw Error(fmt::format("cannot listen on {}: {}", text, e.code().message()));
  }
  if (events.listening) events.listening(to_string(door.address, door.acceptor.local_endpoint()));
}

void Server::State::accept(Door& door) {
  door.acceptor.async_accept([this, &door](error_code ec, Client::Socket socket) {
    if (ec == asio::error::operation_aborted) return;
    // A client that was gone before it was accepted, or too many open files: the next one may do better.
    if (!ec) welcome(door, std::move(socket));
    accept(door);
  });
}

void Server::State::welcome(Door& door, Client::Socket socket) {
  if (!door.address.is_unix()) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  } else {
    // TCP finds its own; a unix socket's stays what it is, and downloads want more. The system has a limit of its own.
    error_code ignored;
    socket.set_option(asio::socket_base::send_buffer_size(4 << 20), ignored);
  }
  const u64 number = clients++;
  SessionOptions session{.client = number, .passes_descriptors = door.address.is_unix()};
  if (events.phase) session.phase = [this, number](const Phase& phase) { events.phase(number, phase); };
  session.look_after = [this](u64 holder) { look_after(holder); };
  auto client = std::make_shared<Client>(std::move(socket), devices, std::move(session),
                                         [this](Client& c, std::string_view reason) { gone(c, reason); });
  client->patience = options.looks;
  connected.emplace(number, client);
  if (events.connected) events.connected(number);
  busy.push_back(std::move(client));
}

void Server::State::gone(Client& client, std::string_view reason) {
  const u64 number = client.session().client();
  if (events.gone) events.gone(number, client.session(), reason);
  connected.erase(number);
  if (options.once) stopping = true;
}

// The holder of a device may have gone, its last requests unread: they come before anybody else's.
void Server::State::look_after(u64 holder) {
  const auto found = connected.find(holder);
  if (found == connected.end()) return;
  const std::shared_ptr<Client> client = found->second;
  // One that lives may send without end; what a dead one can have left in its socket is less.
  for (int n = 0; n < 1000 && client->look() == Client::Look::worked; ++n) {
  }
}

// Looking that leads to nothing takes the processor from whoever the client waits for, on a machine with more to do
// than processors; a client that is worth it again is found by trying now and then.
void Server::State::lose_patience(Client& client) const {
  client.patience = ++client.sleeps % sleeps_between_tries == 0 ? options.looks : client.patience / 2;
}

void Server::State::look_around() {
  for (std::size_t i = 0; i < busy.size();) {
    Client& client = *busy[i];
    const Client::Look found = client.look();
    if (found == Client::Look::worked) {
      if (client.idle_looks != 0) client.patience = options.looks;
      client.idle_looks = 0;
    }
    const bool tired = found == Client::Look::idle && ++client.idle_looks > client.patience;
    if (tired) lose_patience(client);
    if (!tired && found != Client::Look::stuck && found != Client::Look::closed) {
      ++i;
      continue;
    }
    if (found != Client::Look::closed)
      client.sleep([this](Client& awake) {
        awake.idle_looks = 0;
        busy.push_back(awake.shared_from_this());
      });
    busy.erase(busy.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// Lets devices go on that wait for shared memory in which somebody has stored; true if one did.
bool Server::State::settle_shared() {
  bool any = false;
  for (Served& served : devices) {
    if (served.shared_mappings == 0 || !served.device->shared_store_awaited()) continue;
    served.device->clock().settle(served.settle_limit);
    any = true;
  }
  return any;
}

void Server::State::sleep() {
  const bool shared = std::ranges::any_of(devices, [](const Served& s) { return s.shared_mappings != 0; });
  if (!shared)
    io.run_one();
  else if (!settle_shared())
    io.run_one_for(shared_memory_interval);
}

void Server::State::run() {
  // Interrupting the server is the ordinary way to end it: recordings are finished, sockets removed.
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([this](error_code ec, int) {
    if (!ec) stopping = true;
  });
  for (Door& door : doors) accept(door);
  while (!stopping && !io.stopped()) {
    if (busy.empty()) {
      sleep();
    } else {
      for (u32 n = 0; n < rounds_between_polls && !busy.empty() && !stopping; ++n) look_around();
      settle_shared();
    }
    io.poll();
  }
  busy.clear();
  while (!connected.empty()) {
    const std::shared_ptr<Client> client = connected.begin()->second;
    client->close("the server ended");
  }
  // Those that slept hear of it; with them goes what they had mapped.
  io.restart();
  io.poll();
}

Server::Server(std::vector<Served> devices, ServerOptions options, ServerEvents events)
    : state_(std::make_unique<State>(std::move(devices), std::move(options), std::move(events))) {
  if (state_->options.listen.empty()) throw InvalidRequest("a server needs an address to listen on");
  for (const std::string& address : state_->options.listen) state_->open(address);
}

Server::~Server() = default;

void Server::run() { state_->run(); }

void Server::stop() { state_->io.stop(); }

}  // namespace egpulab::simulator::ports::tinygpu
