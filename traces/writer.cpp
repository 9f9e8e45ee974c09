// Chunks: when they end, how they are compressed, and what precedes what.
#include "traces/writer.hpp"

#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "traces/reader.hpp"

namespace egpulab::traces {
namespace {

// Recording must cost little, and the encoding has already taken most of the redundancy out.
constexpr int events_level = -1, blob_level = 1;

class FileOutput final : public Output {
 public:
  FileOutput(std::FILE* file, std::string name) : file_(file, &std::fclose), name_(std::move(name)) {
    std::setvbuf(file, nullptr, _IONBF, 0);  // a chunk is written whole
  }
  void write(Bytes bytes) override {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
      throw Error(
          fmt::format("{}: {} bytes of the trace could not be written: {}", name_, bytes.size(), std::strerror(errno)));
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::string name_;
};

class MemoryOutput final : public Output {
 public:
  explicit MemoryOutput(std::vector<std::byte>& bytes) : bytes_(bytes) {}
  void write(Bytes bytes) override { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

 private:
  std::vector<std::byte>& bytes_;
};

std::unique_ptr<Output> open_file(const std::filesystem::path& file, const char* mode) {
  std::FILE* f = std::fopen(file.c_str(), mode);
  if (!f) throw InvalidRequest(fmt::format("{}: cannot be written: {}", file.string(), std::strerror(errno)));
  return std::make_unique<FileOutput>(f, file.string());
}

}  // namespace

std::unique_ptr<Output> write_to_memory(std::vector<std::byte>& bytes) { return std::make_unique<MemoryOutput>(bytes); }

struct Writer::Compressor {
  std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context{ZSTD_createCCtx(), &ZSTD_freeCCtx};
};

void Writer::FreeHash::operator()(XXH3_state_s* state) const { XXH3_freeState(state); }

// What an existing file holds already.
struct Writer::Resumed {
  std::set<format::BlobId> blobs;
  u64 events = 0;
  u32 next_object = 1;
};

std::shared_ptr<Writer> Writer::create(const std::filesystem::path& file) {
  return std::make_shared<Writer>(open_file(file, "wb"));
}

std::shared_ptr<Writer> Writer::append_to(const std::filesystem::path& file) {
  Resumed resumed;
  u64 keep = 0;
  std::vector<Event> events;
  {
    Parsed<Reader> reader = Reader::open(file);
    if (!reader) throw InvalidRequest(reader.error().message);
    keep = reader->append_offset();
    resumed.blobs = reader->blobs_before(keep);
    for (Cursor c = reader->cursor(); c.next() && !c.after_gap();) {
      events.push_back(c.event());
      if (info_of(c.event().kind).stored & has_object && c.event().kind != Kind::failure)
        resumed.next_object = std::max(resumed.next_object, c.event().object + 1);
    }
    resumed.events = events.size();
  }
  std::error_code failed;
  std::filesystem::resize_file(file, keep, failed);
  if (failed) throw InvalidRequest(fmt::format("{}: cannot be appended to: {}", file.string(), failed.message()));
  std::shared_ptr<Writer> writer(new Writer(open_file(file, "ab"), std::move(resumed)));
  writer->hash(events);
  return writer;
}

Writer::Writer(std::unique_ptr<Output> output, Resumed resumed)
    : output_(std::move(output)),
      blobs_(std::move(resumed.blobs)),
      compressor_(std::make_unique<Compressor>()),
      hash_(XXH3_createState()),
      written_(resumed.events),
      next_object_(resumed.next_object) {
  XXH3_64bits_reset(hash_.get());
  batch_.events.reserve(chunk_events);
}

Writer::Writer(std::unique_ptr<Output> output) : Writer(std::move(output), Resumed{}) {
  output_->write(as_bytes(format::sealed(format::FileHeader{})));
}

Writer::~Writer() {
  try {
    finish();
  } catch (...) {  // NOLINT(bugprone-empty-catch): the file then reads as cut off, which is what happened
  }
}

void Writer::append(Event event, Bytes payload) {
  if (payload.size() > format::max_payload)
    throw InvalidRequest(
        fmt::format("a trace event of {:#x} bytes; at most {:#x}", payload.size(), format::max_payload));
  event.value = format::hash64(payload);
  if (!(info_of(event.kind).stored & has_size)) event.size = payload.size();
  batch_.payloads.push_back({static_cast<u32>(payload.size()), static_cast<u32>(batch_.bytes.size())});
  if (payload.size() >= format::blob_threshold)
    put_blobs(payload);
  else
    batch_.bytes.insert(batch_.bytes.end(), payload.begin(), payload.end());
  append(event);
  if (batch_.bytes.size() >= chunk_payload_bytes) flush();
}

void Writer::put_blobs(Bytes payload) {
  for (std::size_t at = 0; at < payload.size(); at += format::blob_piece) {
    const Bytes piece = payload.subspan(at, std::min<std::size_t>(format::blob_piece, payload.size() - at));
    const format::BlobId id = format::blob_id(piece);
    if (blobs_.insert(id).second) write_chunk({.kind = format::ChunkKind::blob, .key = {id.low, id.high}}, piece);
    const Bytes bytes = as_bytes(id);
    batch_.bytes.insert(batch_.bytes.end(), bytes.begin(), bytes.end());
  }
}

void Writer::write_chunk(format::ChunkHeader header, Bytes raw) {
  header.raw_bytes = static_cast<u32>(raw.size());
  const std::size_t start = sizeof header;
  const std::size_t most = start + ZSTD_compressBound(raw.size());
  if (compressed_.size() < most) compressed_.resize(most);
  std::size_t stored = raw.size();
  if (header.kind != format::ChunkKind::end)
    stored =
        ZSTD_compressCCtx(compressor_->context.get(), compressed_.data() + start, compressed_.size() - start,
                          raw.data(), raw.size(), header.kind == format::ChunkKind::blob ? blob_level : events_level);
  if (ZSTD_isError(stored) || stored >= raw.size()) {
    stored = raw.size();
    std::memcpy(compressed_.data() + start, raw.data(), raw.size());
    header.codec = format::Codec::stored;
  } else {
    header.codec = format::Codec::zstd;
  }
  header.stored_bytes = static_cast<u32>(stored);
  const Bytes content = Bytes(compressed_).subspan(start, stored);
  store(MutableBytes(compressed_), 0, format::sealed(header, content));
  output_->write(Bytes(compressed_).first(start + stored));
}

void Writer::hash(const std::vector<Event>& events) {
  const auto update = [&](const Event* first, std::size_t n) {
    XXH3_64bits_update(hash_.get(), first, n * sizeof(Event));
  };
  std::size_t start = 0;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!is_hashed(events[i].kind)) {
      update(events.data() + start, i - start);
      start = i + 1;
    }
  update(events.data() + start, events.size() - start);
}

void Writer::flush() {
  if (batch_.events.empty()) return;
  if (finished_) throw Error("the trace has been finished; no event can follow");
  // The batch is gone whether or not the write succeeds: events must not pile up behind a full disk.
  const Bytes stream = encode(batch_, raw_);
  hash(batch_.events);
  const format::ChunkHeader header{.kind = format::ChunkKind::events, .key = {written_, batch_.events.size()}};
  written_ += batch_.events.size();
  batch_.clear();
  write_chunk(header, stream);
}

void Writer::finish() {
  if (finished_) return;
  flush();
  finished_ = true;
  const u64 hash_now = trace_hash();
  write_chunk({.kind = format::ChunkKind::end, .key = {written_, 0}}, as_bytes(hash_now));
}

u64 Writer::trace_hash() {
  if (!finished_) flush();
  return XXH3_64bits_digest(hash_.get());
}

}  // namespace egpulab::traces
