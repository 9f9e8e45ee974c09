// POSIX sockets, blocking, with a limit on every receive.
#include "tests/ports/client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <stdexcept>

namespace egpulab::simulator::ports::tinygpu::tests {
namespace {

int connected(int domain, const sockaddr* address, socklen_t size) {
  const int s = ::socket(domain, SOCK_STREAM, 0);
  if (s < 0 || ::connect(s, address, size) != 0) throw std::runtime_error("the client cannot connect");
  const timeval limit{60, 0};
  ::setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  return s;
}

}  // namespace

std::vector<std::byte> wire(const Ask& ask, Bytes payload) {
  std::vector<std::byte> bytes(Request::wire_bytes);
  const MutableBytes to(bytes);
  store(to, 0, static_cast<u8>(ask.command));
  store(to, 1, ask.device);
  store(to, 5, ask.bar);
  store(to, 9, ask.a0);
  store(to, 17, ask.a1);
  store(to, 25, ask.a2);
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

Client::Client(const std::string& address) {
  if (address.starts_with("unix:")) {
    sockaddr_un a{.sun_family = AF_UNIX, .sun_path = {}};
    address.copy(a.sun_path, sizeof a.sun_path - 1, 5);
    socket_ = connected(AF_UNIX, reinterpret_cast<const sockaddr*>(&a), sizeof a);
    return;
  }
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  a.sin_port = htons(static_cast<u16>(std::stoul(address.substr(address.rfind(':') + 1))));
  socket_ = connected(AF_INET, reinterpret_cast<const sockaddr*>(&a), sizeof a);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Client::~Client() { ::close(socket_); }

void Client::send(Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) throw std::runtime_error("the server does not take the request");
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

void Client::fill(MutableBytes into) {
  while (!into.empty()) {
    const ssize_t n = ::recv(socket_, into.data(), into.size(), 0);
    if (n <= 0) throw std::runtime_error(n == 0 ? "the server closed instead of answering" : "the server hangs");
    into = into.subspan(static_cast<std::size_t>(n));
  }
}

Answer Client::receive(u64 data) {
  std::array<std::byte, Response::wire_bytes> head;
  fill(head);
  Answer answer{load<u8>(Bytes(head), 0), load<u64>(Bytes(head), 1), load<u64>(Bytes(head), 9), {}};
  answer.data.resize(answer.status == 0 ? data : answer.r0);
  fill(answer.data);
  return answer;
}

std::pair<Answer, int> Client::call_for_descriptor(const Ask& ask) {
  send(ask);
  std::array<std::byte, Response::wire_bytes> head;
  alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
  iovec part{head.data(), head.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t n = ::recvmsg(socket_, &message, MSG_WAITALL);
  if (n != static_cast<ssize_t>(head.size())) throw std::runtime_error("the server does not answer");
  int descriptor = -1;
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_type == SCM_RIGHTS) std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  Answer answer{load<u8>(Bytes(head), 0), load<u64>(Bytes(head), 1), load<u64>(Bytes(head), 9), {}};
  answer.data.resize(answer.status == 0 ? 0 : answer.r0);
  fill(answer.data);
  return {std::move(answer), descriptor};
}

void Client::hang_up() { ::shutdown(socket_, SHUT_RDWR); }

bool Client::closed_by_server() {
  std::array<std::byte, 4096> dropped;
  ssize_t n;
  while ((n = ::recv(socket_, dropped.data(), dropped.size(), 0)) > 0) {
  }
  return n == 0 || errno == ECONNRESET;
}

}  // namespace egpulab::simulator::ports::tinygpu::tests
