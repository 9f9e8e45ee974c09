// The TinyGPU socket port: a client and the server in one process, beside a bare ping-pong on the same kind of socket.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "simulator/machine/sim_device.hpp"
#include "simulator/ports/tinygpu/server.hpp"

namespace {

using namespace egpulab;
namespace tinygpu = simulator::ports::tinygpu;
using tinygpu::Command;

constexpr u32 registers = 5, vram = 0;
constexpr u64 memsize_register = 0x378c;  // RCC_CONFIG_MEMSIZE
constexpr u64 transfer = 2 * MiB;         // the largest request of the drivers known
constexpr std::size_t answer_bytes = tinygpu::Response::wire_bytes + 4;

enum class Wait : int { block = 0, spin = MSG_DONTWAIT };

std::string socket_path() {
  return std::filesystem::temp_directory_path() / ("egpulab-port-bench-" + std::to_string(::getpid()) + ".sock");
}

// Either end of a connection.
class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {
    const int on = 1, much = 4 << 20;
    sockaddr_storage local{};
    socklen_t size = sizeof local;
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&local), &size);
    if (local.ss_family == AF_UNIX) ::setsockopt(fd_, SOL_SOCKET, SO_SNDBUF, &much, sizeof much);
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // refused by a unix socket, which needs none
  }
  explicit Socket(const std::string& address) : Socket(connected(address)) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Socket() { ::close(fd_); }

  void send(Bytes bytes) const {
    while (!bytes.empty()) {
      const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) throw std::runtime_error("the other side has gone");
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
  }
  // False: the other side has gone.
  bool receive(MutableBytes into, Wait wait) const {
    while (!into.empty()) {
      const ssize_t n = ::recv(fd_, into.data(), into.size(), static_cast<int>(wait));
      if (n < 0 && errno == EAGAIN) continue;
      if (n <= 0) return false;
      into = into.subspan(static_cast<std::size_t>(n));
    }
    return true;
  }

 private:
  static int connected(const std::string& address) {
    const bool is_unix = address.starts_with("unix:");
    sockaddr_un local{.sun_family = AF_UNIX, .sun_path = {}};
    sockaddr_in tcp{};
    tcp.sin_family = AF_INET;
    tcp.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (is_unix)
      address.copy(local.sun_path, sizeof local.sun_path - 1, 5);
    else
      tcp.sin_port = htons(static_cast<u16>(std::stoul(address.substr(address.rfind(':') + 1))));
    const int fd = ::socket(is_unix ? AF_UNIX : AF_INET, SOCK_STREAM, 0);
    const auto* at = is_unix ? reinterpret_cast<const sockaddr*>(&local) : reinterpret_cast<const sockaddr*>(&tcp);
    if (::connect(fd, at, is_unix ? sizeof local : sizeof tcp) != 0) throw std::runtime_error("cannot connect");
    return fd;
  }
  int fd_;
};

std::vector<std::byte> request(Command command, u32 bar, u64 offset, u64 size, Bytes payload = {}) {
  std::vector<std::byte> bytes(tinygpu::Request::wire_bytes);
  store(MutableBytes(bytes), 0, static_cast<u8>(command));
  store(MutableBytes(bytes), 5, bar);
  store(MutableBytes(bytes), 9, offset);
  store(MutableBytes(bytes), 17, size);
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

// The card behind its port, and a client of it.
class Served {
 public:
  explicit Served(const std::string& listen) : card_(simulator::open_sim(*bus::parse_uri("sim:rx7900xtx?bar0=256M"))) {
    tinygpu::ServerEvents events;
    events.listening = [this](std::string_view address) { address_ = address; };
    server_ = std::make_unique<tinygpu::Server>(
        std::vector<tinygpu::Served>{{.device = card_.get(), .bus_id = "0000:03:00.0"}},
        tinygpu::ServerOptions{.listen = {listen}}, std::move(events));
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Served() {
    server_->stop();
    thread_.join();
  }
  Socket client() const { return Socket(address_); }

 private:
  std::unique_ptr<simulator::SimDevice> card_;
  std::string address_;
  std::unique_ptr<tinygpu::Server> server_;
  std::thread thread_;
};

void round_trips(benchmark::State& state, const Socket& client, Wait wait) {
  const auto ask = request(Command::mmio_read, registers, memsize_register, 4);
  std::array<std::byte, answer_bytes> answer;
  for (auto _ : state) {
    client.send(ask);
    if (!client.receive(answer, wait)) return state.SkipWithError("the server closed the connection");
  }
  state.SetItemsProcessed(state.iterations());
}

// What the sockets themselves allow: as many bytes there and back, and nothing done between.
void bare(benchmark::State& state, int domain, Wait wait) {
  std::array<int, 2> ends{};
  if (domain == AF_UNIX) {
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) return state.SkipWithError("socketpair");
  } else {
    const int door = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    ::bind(door, reinterpret_cast<sockaddr*>(&at), size);
    ::listen(door, 1);
    ::getsockname(door, reinterpret_cast<sockaddr*>(&at), &size);
    ends[0] = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(ends[0], reinterpret_cast<sockaddr*>(&at), size) != 0) return state.SkipWithError("connect");
    ends[1] = ::accept(door, nullptr, nullptr);
    ::close(door);
  }
  std::thread echo([fd = ends[1], wait] {
    const Socket other(fd);
    std::array<std::byte, tinygpu::Request::wire_bytes> in;
    const std::array<std::byte, answer_bytes> out{};
    while (other.receive(in, wait)) other.send(out);
  });
  {
    const Socket client(ends[0]);
    round_trips(state, client, wait);
  }
  echo.join();
}

void bare_tcp_blocking(benchmark::State& state) { bare(state, AF_INET, Wait::block); }
void bare_unix_spinning(benchmark::State& state) { bare(state, AF_UNIX, Wait::spin); }
void port_tcp_blocking(benchmark::State& state) {
  const Served served("tcp:127.0.0.1:0");
  round_trips(state, served.client(), Wait::block);
}
void port_unix_spinning(benchmark::State& state) {
  const Served served("unix:" + socket_path());
  round_trips(state, served.client(), Wait::spin);
}
BENCHMARK(bare_tcp_blocking)->UseRealTime();
BENCHMARK(port_tcp_blocking)->UseRealTime();
BENCHMARK(bare_unix_spinning)->UseRealTime();
BENCHMARK(port_unix_spinning)->UseRealTime();

// Eight bytes each, as page-table entries are written; the read at the end says that all have arrived.
void posted_writes(benchmark::State& state, const std::string& listen) {
  constexpr u64 batch = 4096;
  const Served served(listen);
  const Socket client = served.client();
  std::vector<std::byte> stream;
  for (u64 i = 0; i < batch; ++i) {
    const u64 entry = i << 12 | 1;
    const auto one = request(Command::mmio_write, vram, 8 * i, 8, as_bytes(entry));
    stream.insert(stream.end(), one.begin(), one.end());
  }
  const auto last = request(Command::mmio_read, registers, memsize_register, 4);
  stream.insert(stream.end(), last.begin(), last.end());
  std::array<std::byte, answer_bytes> answer;
  for (auto _ : state) {
    client.send(stream);
    if (!client.receive(answer, Wait::block)) return state.SkipWithError("the server closed the connection");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<i64>(batch));
}
BENCHMARK_CAPTURE(posted_writes, tcp, "tcp:127.0.0.1:0")->UseRealTime();
BENCHMARK_CAPTURE(posted_writes, unix_socket, "unix:" + socket_path())->UseRealTime();

// Blocks of 2 MiB over 64 MiB of video memory.
void upload(benchmark::State& state, const std::string& listen) {
  const Served served(listen);
  const Socket client = served.client();
  const auto data = request(Command::mmio_write, vram, 0, transfer, std::vector<std::byte>(transfer, std::byte{0x5a}));
  const auto last = request(Command::mmio_read, registers, memsize_register, 4);
  std::array<std::byte, answer_bytes> answer;
  auto block = data;
  for (auto _ : state) {
    for (u64 offset = 0; offset < 64 * MiB; offset += transfer) {
      store(MutableBytes(block), 9, offset);
      client.send(block);
    }
    client.send(last);
    if (!client.receive(answer, Wait::block)) return state.SkipWithError("the server closed the connection");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(64 * MiB));
}
void download(benchmark::State& state, const std::string& listen) {
  const Served served(listen);
  const Socket client = served.client();
  std::vector<std::byte> answer(tinygpu::Response::wire_bytes + transfer);
  u64 offset = 0;
  for (auto _ : state) {
    client.send(request(Command::mmio_read, vram, offset, transfer));
    if (!client.receive(answer, Wait::block)) return state.SkipWithError("the server closed the connection");
    offset = (offset + transfer) % (64 * MiB);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(transfer));
}
BENCHMARK_CAPTURE(upload, tcp, "tcp:127.0.0.1:0")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(upload, unix_socket, "unix:" + socket_path())->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(download, tcp, "tcp:127.0.0.1:0")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(download, unix_socket, "unix:" + socket_path())->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
