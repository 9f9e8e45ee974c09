// `egpulab trace`: looks into session files, compares, exports and edits them.
#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "driver/base/error.hpp"
#include "tools/egpulab/command.hpp"
#include "tools/egpulab/traces.hpp"
#include "traces/diff.hpp"
#include "traces/edit.hpp"
#include "traces/export.hpp"
#include "traces/show.hpp"
#include "traces/stats.hpp"

namespace egpulab::tool {

traces::Reader open_trace(const std::string& file) {
  auto reader = traces::Reader::open(file);
  if (!reader) throw InvalidRequest(reader.error().message);
  for (const std::string& damage : reader->damage()) fmt::print(stderr, "{}: {}\n", file, damage);
  return *reader;
}

namespace {

void add_show(CLI::App& trace) {
  struct Options {
    std::string file;
    traces::ShowOptions show;
    bool summary = false, all_turns = false;
    std::optional<u32> device;
  };
  CLI::App* command = trace.add_subcommand("show", "A session as text, with register and field names");
  auto o = std::make_shared<Options>();
  command->add_option("file", o->file, "Session file")->required();
  command->add_option("--first", o->show.first, "Index of the first event")->capture_default_str();
  command->add_option("--last", o->show.last, "Index of the last event");
  command->add_option("--phase", o->show.phase, "Only events in phases whose path contains this");
  command->add_option("--place", o->show.place, "Only accesses to places that contain this: CP_HQD, config, dma");
  command->add_option("--device", o->device, "Only this device's");
  command->add_option("--payload", o->show.payload_bytes, "Bytes shown of each payload")->capture_default_str();
  command->add_flag("--all-turns", o->all_turns, "Show every turn of polling loops");
  command->add_flag("--facts", o->show.facts, "Also BARs, declarations, clock reads");
  command->add_flag("--summary", o->summary, "Only what the file is");
  command->callback([o] {
    const traces::Reader reader = open_trace(o->file);
    traces::summarize(reader, std::cout);
    if (o->summary) return;
    o->show.collapse = !o->all_turns;
    if (o->device) o->show.device = static_cast<u8>(*o->device);
    traces::show(reader, o->show, std::cout);
  });
}

void add_stats(CLI::App& trace) {
  CLI::App* command = trace.add_subcommand("stats", "Where accesses and time went, by phase and register");
  struct Options {
    std::string file;
    bool json = false;
    std::size_t registers = 10;
  };
  auto o = std::make_shared<Options>();
  command->add_option("file", o->file, "Session file")->required();
  command->add_option("--registers", o->registers, "How many registers to list")->capture_default_str();
  command->add_flag("--json", o->json, "As JSON");
  command->callback([o] {
    const traces::Stats stats = traces::stats(open_trace(o->file), o->registers);
    if (o->json)
      fmt::print("{}\n", traces::to_json(stats));
    else
      traces::print(stats, std::cout);
  });
}

void add_diff(Program& program, CLI::App& trace) {
  struct Options {
    std::string a, b;
    traces::DiffOptions diff;
    bool ignore_device_writes = false;
  };
  CLI::App* command = trace.add_subcommand("diff", "What two sessions do differently; exit status 1 if anything");
  auto o = std::make_shared<Options>();
  command->add_option("a", o->a, "Session file")->required();
  command->add_option("b", o->b, "Session file")->required();
  command->add_option("--most", o->diff.most, "Differences to find before giving up")->capture_default_str();
  command->add_flag("--ignore-device-writes", o->ignore_device_writes, "Compare only what the host does");
  command->callback([&program, o] {
    o->diff.device_writes = !o->ignore_device_writes;
    const traces::DiffResult result = traces::diff(open_trace(o->a), open_trace(o->b), o->diff);
    traces::print(result, o->a, o->b, std::cout);
    if (!result.equal()) program.status = failed;
  });
}

void add_export(CLI::App& trace) {
  struct Options {
    std::string file, format = "perfetto", out = "-";
  };
  CLI::App* command = trace.add_subcommand("export", "A session for other tools");
  auto o = std::make_shared<Options>();
  command->add_option("file", o->file, "Session file")->required();
  command->add_option("--format", o->format, "perfetto (Trace Event JSON) or jsonl (an event a line)")
      ->check(CLI::IsMember({"perfetto", "jsonl"}))
      ->capture_default_str();
  command->add_option("--out", o->out, "File; - for standard output")->capture_default_str();
  command->callback([o] {
    const traces::Reader reader = open_trace(o->file);
    std::ofstream file;
    if (o->out != "-") {
      file.open(o->out, std::ios::binary);
      if (!file) throw InvalidRequest(fmt::format("{}: cannot be written", o->out));
    }
    std::ostream& out = o->out == "-" ? std::cout : file;
    if (o->format == "jsonl")
      traces::export_json_lines(reader, out);
    else
      traces::export_perfetto(reader, out);
    if (!out.flush()) throw Error(fmt::format("{}: writing failed", o->out));
  });
}

void add_edit(CLI::App& trace) {
  struct Options {
    std::string file, out;
    std::vector<std::string> edits;
  };
  CLI::App* command = trace.add_subcommand("edit", "Copies a session with changes");
  auto o = std::make_shared<Options>();
  command->add_option("file", o->file, "Session file")->required();
  command->add_option("--out", o->out, "File for the changed copy")->required();
  command
      ->add_option("--set", o->edits,
                   "value:EVENT=V, read:REGISTER:N=V, byte:EVENT:OFFSET=V, drop:EVENT, repeat:EVENT or cut:EVENT")
      ->required();
  command->callback([o] {
    std::error_code none;
    if (std::filesystem::equivalent(o->file, o->out, none))
      throw InvalidRequest(fmt::format("{}: --out names the session itself", o->out));
    std::vector<traces::Edit> edits;
    for (const std::string& text : o->edits) {
      const auto edit = traces::parse_edit(text);
      if (!edit) throw InvalidRequest(edit.error().message);
      edits.push_back(*edit);
    }
    const traces::Reader reader = open_trace(o->file);
    const auto writer = traces::Writer::create(o->out);
    const auto made = traces::edit(reader, edits, *writer);
    if (!made) throw InvalidRequest(made.error().message);
    writer->finish();
    fmt::print("{}: {} events, {} edits made\n", o->out, *made, edits.size());
  });
}

}  // namespace

void add_trace(Program& program) {
  CLI::App* trace = program.app.add_subcommand("trace", "Look into session files, compare, export and edit them");
  trace->require_subcommand(1);
  add_show(*trace);
  add_stats(*trace);
  add_diff(program, *trace);
  add_export(*trace);
  add_edit(*trace);
}

}  // namespace egpulab::tool
