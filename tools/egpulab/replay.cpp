// `egpulab replay`: a recorded session as a driver, on the device that it names or another.
#include <fmt/format.h>

#include "simulator/machine/sim_device.hpp"
#include "tools/egpulab/session.hpp"
#include "tools/egpulab/traces.hpp"
#include "traces/reissue.hpp"

namespace egpulab::tool {
namespace {

struct ReplayOptions {
  std::string file;
  BusOptions bus;
  bool until = false;
  u64 most = 20;
  u32 device = 0;
};

// The bus that the session was recorded on.
std::string recorded_uri(const traces::Reader& recording) {
  traces::Context context;
  for (traces::Cursor cursor = recording.cursor(); !context.device() && cursor.next();) context.observe(cursor);
  if (context.device() && context.device()->uri.starts_with("sim:")) return context.device()->uri;
  throw InvalidRequest(fmt::format("{}: recorded on {}; name a device to replay on with --bus", recording.name(),
                                   context.device() ? context.device()->uri : "a device that it does not describe"));
}

void replay(Program& program, ReplayOptions& options) {
  const traces::Reader recording = open_trace(options.file);
  if (options.bus.uri.empty()) options.bus.uri = recorded_uri(recording);
  Session session(program, options.bus);
  traces::ReissueOptions how;
  how.device = static_cast<u8>(options.device);
  how.most_mismatches = options.most;
  how.polls = options.until ? traces::Polls::until : traces::Polls::exactly;
  how.progress = [](u64 done, u64 all) {
    if (done) fmt::print(stderr, "\r{} of {} events", done, all);
  };
  const traces::ReissueResult result = traces::reissue(recording, session.device(), how);
  if (result.events > 65536) fmt::print(stderr, "\r{:40}\r", "");

  for (const traces::Mismatch& m : result.mismatches) fmt::print("{}\n", m.text());
  if (!result.stopped.empty()) fmt::print("{}\n", result.stopped);
  fmt::print("{} events, {} accesses issued, {} answers compared, {} differ\n", result.events, result.accesses,
             result.compared, result.mismatches.size());
  bool good = result.ok();
  if (session.machine() && result.state_hash) {
    const u64 hash = session.machine()->state_hash();
    const bool same = hash == *result.state_hash;
    fmt::print("state hash {:#018x}: {}\n", hash,
               same ? "as recorded" : fmt::format("recorded {:#018x}", *result.state_hash));
    good = good && same;
  }
  session.finish();
  if (!good) program.status = failed;
}

}  // namespace

void add_replay(Program& program) {
  CLI::App* command =
      program.app.add_subcommand("replay", "Do a recorded session again on a device and compare what it answers");
  auto options = std::make_shared<ReplayOptions>();
  options->bus.uri.clear();
  command->add_option("file", options->file, "Session file")->required();
  options->bus.add_to(*command);
  command->get_option("--bus")->description("Device; the one the session was recorded on where it was simulated");
  command->add_option("--device", options->device, "Ordinal of the recorded device")->capture_default_str();
  command->add_option("--most", options->most, "Stop after this many differences; 0: never")->capture_default_str();
  command->add_flag("--until", options->until,
                    "Repeat polling loops until they see their recorded end, for devices with their own time");
  command->callback([&program, options] { replay(program, *options); });
}

}  // namespace egpulab::tool
