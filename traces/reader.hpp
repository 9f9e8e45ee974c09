// Reads a session file, or whatever of it is intact.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "driver/base/expected.hpp"
#include "traces/encoding.hpp"
#include "traces/format.hpp"

namespace egpulab::traces {

class Cursor;

// Copies share the file.
class Reader {
 public:
  // Refuses what is not a trace or has another major version; anything less is damage(), and the rest is readable.
  static Parsed<Reader> open(const std::filesystem::path& file);
  static Parsed<Reader> from_bytes(std::vector<std::byte> bytes, std::string name);

  const std::string& name() const;
  // One sentence per damaged place: where, what, and which events are lost. Empty for a file that ended cleanly.
  const std::vector<std::string>& damage() const;
  bool complete() const { return damage().empty(); }
  u64 events() const;  // that can be read
  // As the end record says; nothing without one.
  std::optional<u64> recorded_hash() const;
  // Of the events that can be read.
  u64 trace_hash() const;
  u64 file_bytes() const;
  u64 blobs() const;

  Cursor cursor() const;

  // For appending: where the intact chunks before the first damage or the end record end, and the blobs up to there.
  u64 append_offset() const;
  std::set<format::BlobId> blobs_before(u64 offset) const;

  struct File;

 private:
  explicit Reader(std::shared_ptr<const File> file) : file_(std::move(file)) {}
  std::shared_ptr<const File> file_;
};

// Goes through the events in order. Outlives its Reader.
class Cursor {
 public:
  // False at the end.
  bool next();
  const Event& event() const { return batch_.events[at_]; }
  u64 index() const { return first_ + at_; }
  // Events were lost before this one (and after the one that next() gave before).
  bool after_gap() const { return at_ == 0 && gap_; }
  u64 lost_before() const { return after_gap() ? lost_ : 0; }

  // The event's payload, valid until the next call; empty for kinds without one. Throws Error naming the event when its
  // blob is damaged.
  Bytes payload();
  std::string_view text();  // the same as characters

 private:
  friend class Reader;
  explicit Cursor(std::shared_ptr<const Reader::File> file);
  bool load_chunk();

  std::shared_ptr<const Reader::File> file_;
  EventBatch batch_;
  std::vector<std::byte> assembled_;
  std::size_t next_chunk_ = 0, at_ = 0, payload_ = 0;
  u64 first_ = 0, expected_ = 0, lost_ = 0;
  bool gap_ = false, started_ = false;
};

}  // namespace egpulab::traces
