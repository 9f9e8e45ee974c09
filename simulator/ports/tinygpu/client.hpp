// One connection: a socket on one side of a Session.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "simulator/ports/tinygpu/address.hpp"
#include "simulator/ports/tinygpu/session.hpp"

namespace egpulab::simulator::ports::tinygpu {

// Lives as long as somebody waits for its socket or has it on a list.
class Client : public std::enable_shared_from_this<Client> {
 public:
  using Socket = Address::Stream::socket;
  // Called once, when the connection has ended, with the reason.
  using Gone = std::function<void(Client&, std::string_view reason)>;
  // Called when the socket can be used again after sleep().
  using Wake = std::function<void(Client&)>;

  Client(Socket socket, std::vector<Served>& devices, SessionOptions options, Gone gone);

  enum class Look : u8 { worked, idle, stuck, closed };
  // Sends what is to be sent and takes what has arrived, without waiting. `stuck`: the other side does not take its
  // answers. Called from within itself it finds nothing.
  Look look();
  // Waits for the socket, to be readable or, if stuck, writable.
  void sleep(Wake wake);
  void close(std::string_view reason);

  bool is_open() const { return socket_.is_open(); }
  const Session& session() const { return session_; }
  // The server's count of looks that found nothing, and how many it grants before it sleeps.
  u32 idle_looks = 0, patience = 0, sleeps = 0;

 private:
  Look look_once();
  bool send();  // false: stuck or closed

  Socket socket_;
  Session session_;
  Gone gone_;
  StreamBuffer out_;
  int descriptor_ = -1;  // goes with the last answer of out_
  bool looking_ = false;
  bool ending_ = false;  // the session has failed; what is left of out_ still goes
};

}  // namespace egpulab::simulator::ports::tinygpu
