// Writes a session file: events in compressed, checksummed chunks, large payloads once each.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string_view>

#include "driver/base/error.hpp"
#include "traces/encoding.hpp"
#include "traces/format.hpp"

struct XXH3_state_s;

namespace egpulab::traces {

// Where the bytes go.
class Output {
 public:
  virtual ~Output() = default;
  // Throws Error naming the file when they cannot be kept.
  virtual void write(Bytes bytes) = 0;
};
std::unique_ptr<Output> write_to_memory(std::vector<std::byte>& bytes);

class Writer {
 public:
  // Create the file, or replace it; throw InvalidRequest when that is impossible.
  static std::shared_ptr<Writer> create(const std::filesystem::path& file);
  // Goes on after the last intact chunk of the file; what a crash damaged at its end is cut off.
  static std::shared_ptr<Writer> append_to(const std::filesystem::path& file);
  explicit Writer(std::unique_ptr<Output> output);
  ~Writer();  // finishes; a failure then is lost, so call finish() where it matters
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void append(const Event& event) {
    batch_.events.push_back(event);
    if (batch_.events.size() >= chunk_events) flush();
  }
  // For kinds with payload. Sets the event's value, and its size where the kind does not use that otherwise; at most
  // format::max_payload bytes.
  void append(Event event, Bytes payload);
  void append(Event event, std::string_view text) {
    append(event, Bytes(reinterpret_cast<const std::byte*>(text.data()), text.size()));
  }

  u32 new_object() { return next_object_++; }
  u64 events() const { return written_ + batch_.events.size(); }

  // What was appended so far reaches the operating system: a crash of this process no longer loses it.
  void flush();
  // Ends the file; further events are an error. A file without its end record reads as one that a crash ended.
  void finish();
  // Over all events so far; see README.md.
  u64 trace_hash();

  static constexpr std::size_t chunk_events = 8192;
  static constexpr std::size_t chunk_payload_bytes = 1 << 20;

 private:
  struct Resumed;
  Writer(std::unique_ptr<Output> output, Resumed resumed);
  void write_chunk(format::ChunkHeader header, Bytes raw);
  void put_blobs(Bytes payload);
  void hash(const std::vector<Event>& events);

  std::unique_ptr<Output> output_;
  EventBatch batch_;
  std::vector<std::byte> raw_, compressed_;
  std::set<format::BlobId> blobs_;
  struct Compressor;
  std::unique_ptr<Compressor> compressor_;
  struct FreeHash {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, FreeHash> hash_;
  u64 written_ = 0;
  u32 next_object_ = 1;
  bool finished_ = false;
};

}  // namespace egpulab::traces
