// A simulated card that serves one or more clients over the socket from a thread of its own, recorded.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "simulator/machine/sim_device.hpp"
#include "simulator/ports/tinygpu/server.hpp"
#include "traces/recorder.hpp"

namespace egpulab::interop {

std::unique_ptr<simulator::SimDevice> fresh_card(const std::string& uri);

class ServedCard {
 public:
  // Serves at once, at a port that the system chose.
  explicit ServedCard(const std::string& uri);
  ~ServedCard();
  ServedCard(const ServedCard&) = delete;
  ServedCard& operator=(const ServedCard&) = delete;

  unsigned port() const { return port_; }
  // Ends serving and the recording. Once.
  void stop();
  // After stop(): the session, and what the model lacked, refused or saw fault, one line each.
  const std::vector<std::byte>& trace() const { return trace_; }
  std::vector<std::string> findings() const;

 private:
  std::vector<std::byte> trace_;
  std::shared_ptr<simulator::Machine> machine_;
  std::unique_ptr<traces::Recorder> recorder_;
  std::unique_ptr<simulator::ports::tinygpu::Server> server_;
  unsigned port_ = 0;
  std::thread thread_;
};

}  // namespace egpulab::interop
