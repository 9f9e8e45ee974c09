// What readers and cursors share: a file's chunks, found and checked once.
#pragma once

#include "traces/file_bytes.hpp"
#include "traces/reader.hpp"

namespace egpulab::traces {

struct Reader::File {
  struct Chunk {
    u64 offset;  // of its content
    format::ChunkHeader header;
  };
  File(std::string name_, FileBytes bytes_) : name(std::move(name_)), bytes(std::move(bytes_)) {}

  std::string name;
  FileBytes bytes;
  std::vector<Chunk> events;  // intact ones, in order
  std::map<format::BlobId, Chunk> blobs;
  std::vector<std::string> damage;
  u64 event_count = 0;
  u64 append_offset = 0;
  std::optional<u64> recorded_hash;

  // Null when the file may be read, else why not.
  std::optional<ParseError> check_header() const;
  void index();
  // Throws Error naming the chunk.
  std::vector<std::byte> content(const Chunk& chunk) const;

 private:
  void add(u64 header_at, const format::ChunkHeader& header);
  std::optional<u64> next_header(u64 from) const;
};

}  // namespace egpulab::traces
