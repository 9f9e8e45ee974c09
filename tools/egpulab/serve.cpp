// `egpulab serve`: a device for drivers that speak the TinyGPU socket protocol.
#include <fmt/format.h>

#include "simulator/ports/tinygpu/server.hpp"
#include "tools/egpulab/session.hpp"

namespace egpulab::tool {
namespace {

namespace tinygpu = simulator::ports::tinygpu;

struct Options {
  BusOptions bus;
  tinygpu::ServerOptions server;
};

void serve(const Program& program, const Options& options) {
  Session session(program, options.bus);
  std::vector<tinygpu::Served> devices{{&session.device(), "0000:03:00.0"}};
  tinygpu::ServerEvents events;
  events.listening = [&](std::string_view address) {
    fmt::print("serving {} on {}\n", options.bus.uri, address);
    std::fflush(stdout);
  };
  events.connected = [](u64 client) {
    fmt::print("client {}: connected\n", client);
    std::fflush(stdout);
  };
  events.gone = [&](u64 client, const tinygpu::Session& conversation, std::string_view reason) {
    const tinygpu::Statistics& s = conversation.statistics();
    std::string counts;
    for (std::size_t i = 0; i < s.requests.size(); ++i)
      if (s.requests[i]) counts += fmt::format(" {} {}", s.requests[i], to_string(static_cast<tinygpu::Command>(i)));
    fmt::print("client {}: {};{}; {} bytes in, {} out\n", client, reason, counts, s.bytes_in, s.bytes_out);
    if (session.machine()) {
      print_report(session.machine()->report());
      session.machine()->report().clear();
    }
    std::fflush(stdout);
  };
  tinygpu::Server server(std::move(devices), options.server, std::move(events));
  server.run();
  session.finish();
}

}  // namespace

void add_serve(Program& program) {
  CLI::App* command = program.app.add_subcommand("serve", "Serve a device to drivers over the TinyGPU socket protocol");
  auto options = std::make_shared<Options>();
  options->bus.add_to(*command);
  command->add_option("--listen", options->server.listen, "tcp:ADDRESS:PORT (port 0: any free one) or unix:PATH")
      ->capture_default_str();
  command->add_flag("--allow-remote", options->server.allow_remote,
                    "Permit an address that other machines can reach; the protocol has no authentication");
  command->add_flag("--once", options->server.once, "Stop when the first client has gone");
  command->callback([&program, options] { serve(program, *options); });
}

}  // namespace egpulab::tool
