// The card, its recorder and the server's thread.
#include "tests/interop/served_card.hpp"

#include <fmt/format.h>

namespace egpulab::interop {

namespace tinygpu = simulator::ports::tinygpu;

std::unique_ptr<simulator::SimDevice> fresh_card(const std::string& uri) {
  return simulator::open_sim(*bus::parse_uri(uri));
}

ServedCard::ServedCard(const std::string& uri) {
  auto card = fresh_card(uri);
  machine_ = card->machine();
  auto writer = std::make_unique<traces::Writer>(traces::write_to_memory(trace_));
  recorder_ = std::make_unique<traces::Recorder>(std::move(card), std::move(writer));
  tinygpu::ServerEvents events;
  events.listening = [this](std::string_view at) {
    port_ = static_cast<unsigned>(std::stoul(std::string(at.substr(at.rfind(':') + 1))));
  };
  server_ = std::make_unique<tinygpu::Server>(std::vector<tinygpu::Served>{{recorder_.get(), "0000:03:00.0"}},
                                              tinygpu::ServerOptions{.listen = {"tcp:127.0.0.1:0"}}, std::move(events));
  thread_ = std::thread([this] { server_->run(); });
}

ServedCard::~ServedCard() {
  if (thread_.joinable()) stop();
}

void ServedCard::stop() {
  server_->stop();
  thread_.join();
  recorder_->record_state_hash(machine_->state_hash());
  recorder_->writer().finish();
}

std::vector<std::string> ServedCard::findings() const {
  std::vector<std::string> lines;
  for (const auto& e : machine_->report().entries())
    lines.push_back(fmt::format("{}: {} (x{})", e.block, e.what, e.count));
  return lines;
}

}  // namespace egpulab::interop
