// Session files: whatever they hold, opening, printing, replaying and editing end.
#include <sstream>

#include "tests/fuzz/target.hpp"
#include "tests/traces/session.hpp"
#include "traces/diff.hpp"
#include "traces/edit.hpp"
#include "traces/export.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"
#include "traces/show.hpp"
#include "traces/stats.hpp"

namespace egpulab::fuzz {
namespace {

template <class Act>
void attempt(Act&& act) {
  try {
    act();
  } catch (const Error&) {
  }
}

void use(const traces::Reader& reader) {
  std::ostringstream out;
  attempt([&] { summarize(reader, out); });
  attempt([&] { show(reader, {.facts = true}, out); });
  attempt([&] { print(traces::stats(reader), out); });
  attempt([&] { print(traces::diff(reader, reader), "a", "b", out); });
  attempt([&] { export_perfetto(reader, out); });
  attempt([&] { export_json_lines(reader, out); });
  attempt([&] {
    std::vector<std::byte> copy;
    traces::Writer writer(traces::write_to_memory(copy));
    (void)traces::edit(reader, {}, writer);
  });
  attempt([&] {
    testing::MemoryDevice device;
    (void)traces::reissue(reader, device, {.polls = traces::Polls::until});
  });
  attempt([&] {
    traces::Replay replay(reader);
    testing::drive(replay);
  });
}

// The first byte chooses: a file as it is, or a stream of events in a file whose checksums hold.
void run_trace(Bytes input) {
  Source source{input};
  const u8 kind = source.take<u8>();
  std::vector<std::byte> file = to_input(source.rest);
  if (kind % 2 == 1) {
    const Bytes stream = source.rest;
    namespace format = traces::format;
    format::ChunkHeader header;
    header.kind = format::ChunkKind::events;
    header.stored_bytes = header.raw_bytes = static_cast<u32>(stream.size());
    header.key = {0, 1 + u64{kind} / 2};
    file.clear();
    const auto put = [&](Bytes bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); };
    put(as_bytes(format::sealed(format::FileHeader{})));
    put(as_bytes(format::sealed(header, stream)));
    put(stream);
  }
  if (const auto reader = traces::Reader::from_bytes(std::move(file), "fuzz.egt")) use(*reader);
}

std::vector<Input> trace_seeds() {
  const testing::Recording session = testing::record();
  Input whole{std::byte{0}};
  whole.insert(whole.end(), session.bytes.begin(), session.bytes.end());
  // The events one by one, as a chunk of up to 127 holds them.
  traces::EventBatch batch;
  const traces::Reader reader = session.reader();
  for (traces::Cursor c = reader.cursor(); c.next() && batch.events.size() < 120;) {
    const Bytes payload = c.payload();
    if (payload.size() >= traces::format::blob_threshold) continue;
    batch.events.push_back(c.event());
    if (!traces::has_payload_bytes(c.event().kind)) continue;
    batch.payloads.push_back({static_cast<u32>(payload.size()), static_cast<u32>(batch.bytes.size())});
    batch.bytes.insert(batch.bytes.end(), payload.begin(), payload.end());
  }
  std::vector<std::byte> buffer;
  const Bytes stream = encode(batch, buffer);
  Input events{static_cast<std::byte>((batch.events.size() - 1) * 2 + 1)};
  events.insert(events.end(), stream.begin(), stream.end());
  return {whole, events};
}

const Registration trace_registration({"Trace", run_trace, trace_seeds});

}  // namespace
}  // namespace egpulab::fuzz
