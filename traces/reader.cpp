// Opening sessions and walking their events.
#include "traces/reader.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include "driver/base/error.hpp"
#include "traces/reader_file.hpp"

namespace egpulab::traces {

namespace {

Parsed<std::shared_ptr<const Reader::File>> make_file(FileBytes bytes, std::string name) {
  auto file = std::make_shared<Reader::File>(std::move(name), std::move(bytes));
  if (auto refused = file->check_header()) return Unexpected<ParseError>(std::move(*refused));
  file->index();
  return file;
}

}  // namespace

Parsed<Reader> Reader::open(const std::filesystem::path& path) {
  Parsed<FileBytes> bytes = FileBytes::map(path);
  if (!bytes) return Unexpected<ParseError>(bytes.error());
  return make_file(std::move(*bytes), path.string()).map([](auto file) { return Reader(std::move(file)); });
}

Parsed<Reader> Reader::from_bytes(std::vector<std::byte> bytes, std::string name) {
  return make_file(FileBytes(std::move(bytes)), std::move(name)).map([](auto file) { return Reader(std::move(file)); });
}

const std::string& Reader::name() const { return file_->name; }
const std::vector<std::string>& Reader::damage() const { return file_->damage; }
u64 Reader::events() const { return file_->event_count; }
std::optional<u64> Reader::recorded_hash() const { return file_->recorded_hash; }
u64 Reader::append_offset() const { return file_->append_offset; }
u64 Reader::file_bytes() const { return file_->bytes.bytes().size(); }
u64 Reader::blobs() const { return file_->blobs.size(); }
Cursor Reader::cursor() const { return Cursor(file_); }

u64 Reader::trace_hash() const {
  const std::unique_ptr<XXH3_state_t, void (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                     [](XXH3_state_t* s) { XXH3_freeState(s); });
  XXH3_64bits_reset(state.get());
  for (Cursor c = cursor(); c.next();)
    if (is_hashed(c.event().kind)) XXH3_64bits_update(state.get(), &c.event(), sizeof(Event));
  return XXH3_64bits_digest(state.get());
}

std::set<format::BlobId> Reader::blobs_before(u64 offset) const {
  std::set<format::BlobId> ids;
  for (const auto& [id, chunk] : file_->blobs)
    if (chunk.offset < offset) ids.insert(id);
  return ids;
}

Cursor::Cursor(std::shared_ptr<const Reader::File> file) : file_(std::move(file)) {}

bool Cursor::load_chunk() {
  if (next_chunk_ == file_->events.size()) return false;
  const Reader::File::Chunk& chunk = file_->events[next_chunk_++];
  const auto malformed = [&](const std::string& why) {
    throw Error(fmt::format("{}: at byte {:#x}: a chunk with a good checksum is malformed: {}", file_->name,
                            chunk.offset, why));
  };
  if (chunk.header.key[1] == 0 || chunk.header.key[1] > ~u32{0})
    malformed(fmt::format("it says {} events", chunk.header.key[1]));
  Parsed<EventBatch> batch = decode(file_->content(chunk), static_cast<u32>(chunk.header.key[1]));
  if (!batch) malformed(batch.error().message);
  batch_ = std::move(*batch);
  first_ = chunk.header.key[0];
  gap_ = first_ != expected_;
  lost_ = first_ - expected_;
  expected_ = first_ + batch_.events.size();
  at_ = payload_ = 0;
  return true;
}

bool Cursor::next() {
  if (!started_) {
    started_ = true;
    return load_chunk();
  }
  if (at_ >= batch_.events.size()) return false;
  payload_ += has_payload_bytes(event().kind);
  if (++at_ < batch_.events.size()) return true;
  // At the end the cursor stays behind the last event.
  return load_chunk();
}

Bytes Cursor::payload() {
  if (!has_payload_bytes(event().kind)) return {};
  const PayloadRef ref = batch_.payloads[payload_];
  const Bytes stored = Bytes(batch_.bytes).subspan(ref.at, stored_payload_bytes(ref.length));
  if (ref.length < format::blob_threshold) return stored;
  assembled_.clear();
  for (std::size_t at = 0; at < stored.size(); at += sizeof(format::BlobId)) {
    const auto id = load<format::BlobId>(stored, at);
    const auto blob = file_->blobs.find(id);
    if (blob == file_->blobs.end())
      throw Error(fmt::format("{}: event {} ({}): the payload {:016x}{:016x} is not in the file", file_->name, index(),
                              to_string(event().kind), id.high, id.low));
    const std::vector<std::byte> piece = file_->content(blob->second);
    assembled_.insert(assembled_.end(), piece.begin(), piece.end());
  }
  if (assembled_.size() != ref.length)
    throw Error(fmt::format("{}: event {} ({}): its payload has {} bytes, expected {}", file_->name, index(),
                            to_string(event().kind), assembled_.size(), ref.length));
  return assembled_;
}

std::string_view Cursor::text() {
  const Bytes bytes = payload();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace egpulab::traces
