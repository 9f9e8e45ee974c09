// `egpulab serve`: devices for drivers that speak the TinyGPU socket protocol.
#include <fmt/format.h>

#include "simulator/ports/tinygpu/server.hpp"
#include "tools/egpulab/session.hpp"

namespace egpulab::tool {
namespace {

namespace tinygpu = simulator::ports::tinygpu;

struct ServeOptions {
  BusOptions bus;
  std::vector<std::string> buses{"sim:rx7900xtx"}, recordings;
  tinygpu::ServerOptions server;
};

// Lines appear when they are printed, also in a file or a pipe.
template <class... Args>
void say(fmt::format_string<Args...> text, Args&&... args) {
  fmt::print("{}\n", fmt::format(text, std::forward<Args>(args)...));
  std::fflush(stdout);
}

// All devices on offer: each --bus a machine of its own, with all its devices.
class Offer {
 public:
  Offer(const Program& program, const ServeOptions& options) {
    if (!options.recordings.empty() && options.recordings.size() != options.buses.size())
      throw InvalidRequest(fmt::format("{} files to record into for {} buses: give --record once for each --bus",
                                       options.recordings.size(), options.buses.size()));
    for (std::size_t i = 0; i < options.buses.size(); ++i) {
      BusOptions bus = options.bus;
      bus.uri = options.buses[i];
      if (!options.recordings.empty()) bus.record = options.recordings[i];
      Session& session = *sessions_.emplace_back(std::make_unique<Session>(program, bus));
      add(session.device(), session);
      for (auto& other : session.open_others()) {
        others_.push_back(std::move(other));
        add(*others_.back(), session);
      }
    }
  }

  const std::vector<tinygpu::Served>& served() const { return served_; }
  // What the simulator found since the last time.
  void print_reports() {
    for (const auto& session : sessions_) {
      if (!session->machine()) continue;
      print_report(session->machine()->report());
      session->machine()->report().clear();
    }
  }
  void finish() {
    others_.clear();
    for (const auto& session : sessions_) session->finish();
  }

 private:
  void add(bus::PciDevice& device, Session& session) {
    const auto& machine = session.machine();
    tinygpu::Served served{.device = &device,
                           .bus_id = fmt::format("0000:{:02x}:00.0", 3 + served_.size()),
                           .report = machine ? &machine->report() : nullptr};
    say("device {}: {} at {}", served_.size(), device.info().uri, served.bus_id);
    served_.push_back(std::move(served));
  }

  std::vector<std::unique_ptr<Session>> sessions_;
  std::vector<std::unique_ptr<bus::PciDevice>> others_;
  std::vector<tinygpu::Served> served_;
};

void print_end(u64 client, const tinygpu::Session& conversation, std::string_view reason) {
  const tinygpu::Statistics& s = conversation.statistics();
  std::string counts;
  for (std::size_t i = 0; i < s.requests.size(); ++i)
    if (s.requests[i]) counts += fmt::format(" {} {},", s.requests[i], to_string(static_cast<tinygpu::Command>(i)));
  say("client {}: {};{} {} bytes in, {} out, served in {:.3f} ms", client, reason, counts, s.bytes_in, s.bytes_out,
      static_cast<double>(s.busy.count()) / 1e6);
}

void serve(const Program& program, const ServeOptions& options) {
  Offer offer(program, options);
  tinygpu::ServerEvents events;
  events.listening = [](std::string_view address) { say("listening on {}", address); };
  events.warned = [](std::string_view warning) { fmt::print(stderr, "warning: {}\n", warning); };
  events.connected = [](u64 client) { say("client {}: connected", client); };
  events.phase = [](u64 client, const tinygpu::Phase& phase) {
    say("client {}: device {}: {:>12.6f} ms: {}", client, phase.device, static_cast<double>(phase.at.count()) / 1e6,
        phase.name);
  };
  events.gone = [&](u64 client, const tinygpu::Session& conversation, std::string_view reason) {
    print_end(client, conversation, reason);
    offer.print_reports();
  };
  {
    tinygpu::Server server(offer.served(), options.server, std::move(events));
    server.run();
  }
  offer.finish();
}

}  // namespace

void add_serve(Program& program) {
  CLI::App* command = program.app.add_subcommand("serve", "Serve devices to drivers over the TinyGPU socket protocol");
  auto options = std::make_shared<ServeOptions>();
  command->add_option("--bus", options->buses, "Device, as `egpulab devices` lists them; may be given several times")
      ->allow_extra_args(false)
      ->capture_default_str();
  command->add_option("--record", options->recordings, "Record the session into this file; one for each --bus")
      ->allow_extra_args(false);
  command->add_flag("--strict", options->bus.strict, strict_help);
  command
      ->add_option("--listen", options->server.listen,
                   "tcp:ADDRESS:PORT (port 0: any free one) or unix:PATH; may be given several times")
      ->allow_extra_args(false)
      ->capture_default_str();
  command->add_flag("--allow-remote", options->server.allow_remote,
                    "Permit an address that other machines can reach; the protocol has no authentication");
  command->add_flag("--once", options->server.once, "Stop when the first client has gone");
  command->callback([&program, options] { serve(program, *options); });
}

}  // namespace egpulab::tool
