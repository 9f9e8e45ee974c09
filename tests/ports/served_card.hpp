// The reference card behind a server in a thread of its own, as `egpulab serve` has it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "simulator/machine/sim_device.hpp"
#include "simulator/ports/tinygpu/server.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {

inline std::unique_ptr<bus::PciDevice> open_card(std::string_view uri = "sim:rx7900xtx") {
  bus::Backends backends;
  register_sim_backend(backends);
  return backends.open(uri);
}

// Runs from construction to destruction. The machine is the server's until then: tests talk to it as clients only.
class ServedCard {
 public:
  explicit ServedCard(std::string listen = "tcp:127.0.0.1:0", std::string_view uri = "sim:rx7900xtx?bar0=256M")
      : card_(open_card(uri)) {
    ServerEvents events;
    events.listening = [this](std::string_view address) { address_ = address; };
    events.gone = [this](u64, const Session&, std::string_view reason) { endings_.emplace_back(reason); };
    server_ = std::make_unique<Server>(std::vector<Served>{{card_.get(), "0000:03:00.0"}},
                                       ServerOptions{.listen = std::move(listen)}, std::move(events));
    thread_ = std::thread([this] { server_->run(); });
  }
  ~ServedCard() {
    if (thread_.joinable()) stop();
  }
  ServedCard(const ServedCard&) = delete;
  ServedCard& operator=(const ServedCard&) = delete;

  const std::string& address() const { return address_; }
  // Ends the service; from here on the machine and the reasons of closed connections may be looked at.
  void stop() {
    server_->stop();
    thread_.join();
    server_.reset();
  }
  const std::vector<std::string>& endings() const { return endings_; }

 private:
  std::unique_ptr<bus::PciDevice> card_;
  std::string address_;
  std::vector<std::string> endings_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace egpulab::simulator::ports::tinygpu::tests
