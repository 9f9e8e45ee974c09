// Non-blocking reads and writes.
#include "simulator/ports/tinygpu/client.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace egpulab::simulator::ports::tinygpu {

using boost::system::error_code;

Client::Client(Socket socket, std::vector<Served>& devices, SessionOptions options, Gone gone)
    : socket_(std::move(socket)), session_(devices, std::move(options)), gone_(std::move(gone)) {}

Client::Look Client::look() {
  if (looking_) return Look::idle;
  looking_ = true;
  const Look found = look_once();
  looking_ = false;
  return found;
}

Client::Look Client::look_once() {
  if (!is_open()) return Look::closed;
  if (!out_.empty()) return send() ? Look::worked : is_open() ? Look::stuck : Look::closed;
  std::size_t bytes = 0;
  if (!session_.more()) {
    const MutableBytes room = session_.room();
    const ssize_t n = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return Look::idle;
    if (n <= 0) {
      close(n == 0 ? "closed by the client" : error_code(errno, boost::system::system_category()).message());
      return Look::closed;
    }
    bytes = static_cast<std::size_t>(n);
  }
  ending_ = !session_.received(bytes, out_);
  descriptor_ = session_.take_descriptor();
  if (!out_.empty() && !send()) return is_open() ? Look::stuck : Look::closed;
  if (ending_ && is_open()) close(session_.error());
  return is_open() ? Look::worked : Look::closed;
}

bool Client::send() {
  while (!out_.empty()) {
    Bytes left = out_.bytes();
    // The descriptor travels with the first byte of its own answer, which is the last one here.
    const bool carries = descriptor_ >= 0 && left.size() <= Response::wire_bytes;
    if (descriptor_ >= 0 && !carries) left = left.first(left.size() - Response::wire_bytes);
    iovec part{const_cast<std::byte*>(left.data()), left.size()};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (carries) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      cmsghdr* const header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(header), &descriptor_, sizeof(int));
    }
    const ssize_t n = carries ? ::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL)
                              : ::send(socket_.native_handle(), left.data(), left.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) {
      if (errno != EAGAIN && errno != EINTR) close(error_code(errno, boost::system::system_category()).message());
      return false;
    }
    if (carries) descriptor_ = -1;
    out_.drop_front(static_cast<std::size_t>(n));
  }
  if (ending_) close(session_.error());
  return true;
}

void Client::sleep(Wake wake) {
  socket_.async_wait(out_.empty() ? Socket::wait_read : Socket::wait_write,
                     [self = shared_from_this(), wake = std::move(wake)](error_code ec) {
                       if (!ec) wake(*self);
                     });
}

void Client::close(std::string_view reason) {
  if (!is_open()) return;
  const std::string kept(reason);
  error_code ignored;
  socket_.close(ignored);
  session_.release();
  gone_(*this, kept);
}

}  // namespace egpulab::simulator::ports::tinygpu
