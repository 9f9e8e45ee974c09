// Boost.Asio around Session: accept, read what is there, answer, repeat.
#include "simulator/ports/tinygpu/server.hpp"

#include <fmt/format.h>
#include <unistd.h>

// Boost 1.74 uses std::exchange without including it.
// clang-format off
#include <utility>
#include <boost/asio.hpp>
// clang-format on
#include <charconv>
#include <csignal>
#include <map>

namespace egpulab::simulator::ports::tinygpu {
namespace asio = boost::asio;
using boost::system::error_code;
using Stream = asio::generic::stream_protocol;

namespace {

Stream::endpoint parse_address(const ServerOptions& options) {
  const std::string& text = options.listen;
  if (text.starts_with("unix:")) {
    const std::string path = text.substr(5);
    if (path.empty() || path.size() > 100)
      throw InvalidRequest(fmt::format("listen address {}: a unix socket path has 1 to 100 characters", text));
    return asio::local::stream_protocol::endpoint(path);
  }
  const std::size_t colon = text.rfind(':');
  if (!text.starts_with("tcp:") || colon <= 4)
    throw InvalidRequest(fmt::format("listen address {}: expected tcp:ADDRESS:PORT or unix:PATH", text));
  u16 port = 0;
  const char *first = text.data() + colon + 1, *last = text.data() + text.size();
  if (auto [end, ec] = std::from_chars(first, last, port); ec != std::errc() || end != last || first == last)
    throw InvalidRequest(fmt::format("listen address {}: {} is no port", text, text.substr(colon + 1)));
  error_code ec;
  const auto address = asio::ip::make_address(text.substr(4, colon - 4), ec);
  if (ec) throw InvalidRequest(fmt::format("listen address {}: {} is no IP address", text, text.substr(4, colon - 4)));
  if (!address.is_loopback() && !options.allow_remote)
    throw InvalidRequest(fmt::format(
        "listen address {}: not loopback; whoever can connect drives the device, so this needs --allow-remote", text));
  return asio::ip::tcp::endpoint(address, port);
}

}  // namespace

struct Server::State {
  State(std::vector<Served> d, ServerOptions o, ServerEvents e)
      : devices(std::move(d)), options(std::move(o)), events(std::move(e)), acceptor(io) {}

  // A client lives as long as its read is under way.
  struct Client : std::enable_shared_from_this<Client> {
    Client(State& s, Stream::socket c, u64 n) : state(s), socket(std::move(c)), number(n), session(s.devices) {}

    void read() {
      socket.async_read_some(asio::buffer(input), [self = shared_from_this()](error_code ec, std::size_t bytes) {
        if (ec) return self->close(ec == asio::error::eof ? "closed by the client" : ec.message());
        self->output.clear();
        const bool ok = self->session.receive(std::as_bytes(std::span(self->input)).first(bytes), self->output);
        if (self->output.empty()) return ok ? self->read() : self->close(self->session.error());
        asio::async_write(self->socket, asio::buffer(self->output), [self, ok](error_code e, std::size_t) {
          if (e) return self->close(e.message());
          ok ? self->read() : self->close(self->session.error());
        });
      });
    }
    void close(std::string_view reason) {
      error_code ignored;
      socket.close(ignored);
      state.connected.erase(number);
      if (state.events.gone) state.events.gone(number, session, reason);
      if (state.options.once) state.io.stop();
    }

    State& state;
    Stream::socket socket;
    u64 number;
    Session session;
    std::vector<char> input = std::vector<char>(1 << 20);
    std::vector<std::byte> output;
  };

  void accept() {
    acceptor.async_accept([this](error_code ec, Stream::socket socket) {
      if (ec) return;
      if (is_tcp) {
        error_code ignored;
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
      }
      auto client = std::make_shared<Client>(*this, std::move(socket), clients++);
      connected.emplace(client->number, client);
      if (events.connected) events.connected(client->number);
      client->read();
      accept();
    });
  }

  std::vector<Served> devices;
  ServerOptions options;
  ServerEvents events;
  asio::io_context io;
  asio::basic_socket_acceptor<Stream> acceptor;
  bool is_tcp = true;
  u64 clients = 0;
  std::map<u64, std::weak_ptr<Client>> connected;
};

Server::Server(std::vector<Served> devices, ServerOptions options, ServerEvents events)
    : state_(std::make_unique<State>(std::move(devices), std::move(options), std::move(events))) {
  const Stream::endpoint endpoint = parse_address(state_->options);
  state_->is_tcp = state_->options.listen.starts_with("tcp:");
  try {
    state_->acceptor.open(endpoint.protocol());
    if (state_->is_tcp) state_->acceptor.set_option(asio::socket_base::reuse_address(true));
    state_->acceptor.bind(endpoint);
    state_->acceptor.listen();
  } catch (const boost::system::system_error& e) {
    throw Error(fmt::format("cannot listen on {}: {}", state_->options.listen, e.code().message()));
  }
  std::string address = state_->options.listen;
  if (state_->is_tcp) {  // port 0 asks the system for one
    const Stream::endpoint bound = state_->acceptor.local_endpoint();
    asio::ip::tcp::endpoint tcp;
    std::memcpy(tcp.data(), bound.data(), std::min(bound.size(), tcp.capacity()));
    address = fmt::format("tcp:{}:{}", tcp.address().to_string(), tcp.port());
  }
  if (state_->events.listening) state_->events.listening(address);
}

Server::~Server() {
  if (!state_->is_tcp) ::unlink(state_->options.listen.c_str() + 5);
}

void Server::run() {
  // Interrupting the server is the ordinary way to end it: recordings are finished, sockets removed.
  asio::signal_set signals(state_->io, SIGINT, SIGTERM);
  signals.async_wait([this](error_code ec, int) {
    if (!ec) stop();
  });
  state_->accept();
  state_->io.run();
  while (!state_->connected.empty())
    if (const auto client = state_->connected.begin()->second.lock())
      client->close("the server ended");
    else
      state_->connected.erase(state_->connected.begin());
}

void Server::stop() { state_->io.stop(); }

}  // namespace egpulab::simulator::ports::tinygpu
