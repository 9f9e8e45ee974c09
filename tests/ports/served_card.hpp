// Cards behind a server in a thread of its own, as `egpulab serve` has them.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "simulator/machine/sim_device.hpp"
#include "simulator/ports/tinygpu/server.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {

inline constexpr u64 memsize_register = 0x378c;   // RCC_CONFIG_MEMSIZE, in MiB
inline constexpr u64 scratch_register = 0x3011c;  // SCRATCH_REG7 of the graphics core: holds what is written

inline std::unique_ptr<bus::PciDevice> open_card(std::string_view uri = "sim:rx7900xtx") {
  bus::Backends backends;
  register_sim_backend(backends);
  return backends.open(uri);
}

// Runs from construction to destruction. The machines are the server's until then: tests talk to it as clients only.
class ServedCards {
 public:
  ServedCards(std::vector<std::string> listen, std::vector<std::unique_ptr<bus::PciDevice>> cards)
      : cards_(std::move(cards)) {
    std::vector<Served> served;
    for (const auto& card : cards_) {
      const auto* simulated = dynamic_cast<const SimDevice*>(card.get());
      served.push_back({.device = card.get(),
                        .bus_id = fmt::format("0000:{:02x}:00.0", 3 + served.size()),
                        .report = simulated ? &simulated->machine()->report() : nullptr});
    }
    ServerEvents events;
    events.listening = [this](std::string_view address) { addresses_.emplace_back(address); };
    events.phase = [this](u64 client, const Phase& phase) {
      phases_.push_back(fmt::format("{}: {}", client, phase.name));
    };
    events.gone = [this](u64, const Session&, std::string_view reason) { endings_.emplace_back(reason); };
    server_ =
        std::make_unique<Server>(std::move(served), ServerOptions{.listen = std::move(listen)}, std::move(events));
    thread_ = std::thread([this] { server_->run(); });
  }
  ~ServedCards() {
    if (thread_.joinable()) stop();
  }
  ServedCards(const ServedCards&) = delete;
  ServedCards& operator=(const ServedCards&) = delete;

  const std::string& address(std::size_t door = 0) const { return addresses_[door]; }
  // Ends the service; from here on machines, phases and reasons of closed connections may be looked at.
  void stop() {
    server_->stop();
    thread_.join();
    server_.reset();
  }
  bus::PciDevice& device(std::size_t i) { return *cards_[i]; }
  const std::vector<std::string>& endings() const { return endings_; }
  const std::vector<std::string>& phases() const { return phases_; }  // "CLIENT: NAME"

 private:
  std::vector<std::unique_ptr<bus::PciDevice>> cards_;
  std::vector<std::string> addresses_, endings_, phases_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

// The reference card alone.
class ServedCard : public ServedCards {
 public:
  explicit ServedCard(std::string listen = "tcp:127.0.0.1:0", std::string_view uri = "sim:rx7900xtx?bar0=256M")
      : ServedCards({std::move(listen)}, one(uri)) {}

 private:
  static std::vector<std::unique_ptr<bus::PciDevice>> one(std::string_view uri) {
    std::vector<std::unique_ptr<bus::PciDevice>> cards;
    cards.push_back(open_card(uri));
    return cards;
  }
};

}  // namespace egpulab::simulator::ports::tinygpu::tests
