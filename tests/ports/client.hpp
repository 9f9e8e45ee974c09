// The client's side of the TinyGPU protocol for tests: requests as bytes, and a blocking socket that speaks them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "driver/base/types.hpp"
#include "simulator/ports/tinygpu/protocol.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {

// The words of a request, in the order of the wire.
struct Ask {
  Command command;
  u32 bar = 0;
  u64 a0 = 0, a1 = 0, a2 = 0;
  u32 device = 0;
};
std::vector<std::byte> wire(const Ask& ask, Bytes payload = {});

struct Answer {
  u8 status = 0xff;
  u64 r0 = 0, r1 = 0;
  std::vector<std::byte> data;
  std::string text() const { return {reinterpret_cast<const char*>(data.data()), data.size()}; }
  template <class T>
  T as() const {
    return load<T>(Bytes(data), 0);
  }
};

// Connects to what Server reports as its address ("tcp:127.0.0.1:PORT" or "unix:PATH"). A server that does not answer
// within 60 s ends the test by an exception instead of a hang.
class Client {
 public:
  explicit Client(const std::string& address);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(Bytes bytes);
  void send(const Ask& ask, Bytes payload = {}) { send(wire(ask, payload)); }
  // `data` is how many bytes follow a success; an error's text has the length that it announces.
  Answer receive(u64 data = 0);
  Answer call(const Ask& ask, u64 data = 0, Bytes payload = {}) {
    send(ask, payload);
    return receive(data);
  }
  // What MAP_SYSMEM_FD answers: the answer without data, and the descriptor that came with it (-1: none), the caller's.
  std::pair<Answer, int> call_for_descriptor(const Ask& ask);
  void hang_up();
  // True once the server has closed this connection; what it still sent is dropped.
  bool closed_by_server();

 private:
  void fill(MutableBytes into);
  int socket_;
};

}  // namespace egpulab::simulator::ports::tinygpu::tests
