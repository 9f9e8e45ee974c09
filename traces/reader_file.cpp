// Finds the chunks of a file, and goes on behind damaged ones.
#include "traces/reader_file.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include "driver/base/error.hpp"

namespace egpulab::traces {
namespace {

using format::ChunkHeader;
using format::ChunkKind;
using format::Codec;

bool sensible(const ChunkHeader& h) {
  const u64 most_raw = h.kind == ChunkKind::blob     ? format::blob_piece
                       : h.kind == ChunkKind::events ? format::max_events_bytes
                       : h.kind == ChunkKind::end    ? sizeof(u64)
                                                     : 0;
  return h.raw_bytes <= most_raw && (h.codec == Codec::zstd || h.stored_bytes == h.raw_bytes) &&
         (h.kind != ChunkKind::end || h.stored_bytes == sizeof(u64));
}

}  // namespace

std::optional<ParseError> Reader::File::check_header() const {
  const Bytes all = bytes.bytes();
  if (all.empty()) return ParseError{fmt::format("{}: is empty, not a trace", name)};
  const auto magic_bytes = std::min<std::size_t>(all.size(), format::file_magic.size());
  if (std::memcmp(all.data(), format::file_magic.data(), magic_bytes) != 0)
    return ParseError{fmt::format("{}: is not a trace: it does not begin with 89 'EGT' 0d 0a 1a 0a", name)};
  if (all.size() < sizeof(format::FileHeader))
    return ParseError{fmt::format("{}: ends inside the header: {} bytes, expected at least {}", name, all.size(),
                                  sizeof(format::FileHeader))};
  const auto header = load<format::FileHeader>(all);
  if (!format::checksum_holds(header))
    return ParseError{fmt::format("{}: the file header is damaged: its checksum does not hold", name)};
  if (header.major != format::version_major || header.minor > format::version_minor)
    return ParseError{fmt::format("{}: has format version {}.{}; this program reads {}.0 to {}.{}", name, header.major,
                                  header.minor, format::version_major, format::version_major, format::version_minor)};
  return std::nullopt;
}

std::optional<u64> Reader::File::next_header(u64 from) const {
  const Bytes all = bytes.bytes();
  const char* magic = reinterpret_cast<const char*>(&format::chunk_magic);
  const std::string_view text(reinterpret_cast<const char*>(all.data()), all.size());
  for (std::size_t at = text.find({magic, 4}, from); at != text.npos; at = text.find({magic, 4}, at + 1))
    if (all.size() - at >= sizeof(ChunkHeader) && format::checksum_holds(load<ChunkHeader>(all, at))) return at;
  return std::nullopt;
}

void Reader::File::add(u64 header_at, const ChunkHeader& header) {
  const Chunk chunk{header_at + sizeof header, header};
  if (header.kind == ChunkKind::events) {
    event_count += header.key[1];
    events.push_back(chunk);
  } else if (header.kind == ChunkKind::blob) {
    blobs.emplace(format::BlobId{header.key[0], header.key[1]}, chunk);
  } else {
    recorded_hash = load<u64>(bytes.bytes(), chunk.offset);
  }
}

void Reader::File::index() {
  const Bytes all = bytes.bytes();
  u64 at = sizeof(format::FileHeader);
  append_offset = at;
  bool ended = false;
  const auto damaged = [&](u64 where, std::string what) {
    damage.push_back(fmt::format("{}: at byte {:#x}: {}", name, where, what));
  };
  while (at < all.size()) {
    const u64 left = all.size() - at;
    if (ended) {
      damaged(at, fmt::format("{} bytes follow the end record and are ignored", left));
      break;
    }
    if (left < sizeof(ChunkHeader)) {
      damaged(at, fmt::format("the file is cut off inside a chunk header ({} of {} bytes); events from {} on are lost",
                              left, sizeof(ChunkHeader), event_count));
      return;
    }
    const auto header = load<ChunkHeader>(all, at);
    if (header.magic != format::chunk_magic || !format::checksum_holds(header) || !sensible(header)) {
      const auto next = next_header(at + 1);
      damaged(
          at,
          next ? fmt::format("a chunk header is damaged; reading goes on at {:#x}, and what lay between is lost", *next)
               : fmt::format("a chunk header is damaged and none follows; events from {} on are lost", event_count));
      if (!next) return;
      at = *next;
      continue;
    }
    const std::string what = header.kind == ChunkKind::events
                                 ? fmt::format("events {} to {}", header.key[0], header.key[0] + header.key[1] - 1)
                             : header.kind == ChunkKind::blob ? fmt::format("a payload of {} bytes", header.raw_bytes)
                                                              : "the end record";
    const u64 content_at = at + sizeof header;
    if (header.stored_bytes > all.size() - content_at) {
      damaged(at, fmt::format("the file is cut off inside a chunk ({} of {} bytes): {} and all after are lost",
                              all.size() - content_at, header.stored_bytes, what));
      return;
    }
    const u64 end = content_at + header.stored_bytes;
    if (format::hash64(all.subspan(content_at, header.stored_bytes)) != header.content_checksum) {
      damaged(at, fmt::format("the checksum of a chunk does not hold: {} lost",
                              what + (header.kind == ChunkKind::events ? " are" : " is")));
    } else {
      add(at, header);
      ended = header.kind == ChunkKind::end;
      // An end record is overwritten by what is appended.
      if (damage.empty() && !ended) append_offset = end;
    }
    at = end;
  }
  if (!ended && damage.empty())
    damaged(at, fmt::format("there is no end record: the session was cut off after event {}, and up to one chunk of "
                            "events may be missing",
                            event_count));
}

std::vector<std::byte> Reader::File::content(const Chunk& chunk) const {
  const Bytes stored = bytes.bytes().subspan(chunk.offset, chunk.header.stored_bytes);
  std::vector<std::byte> raw(chunk.header.raw_bytes);
  if (chunk.header.codec == Codec::stored) {
    std::copy(stored.begin(), stored.end(), raw.begin());
    return raw;
  }
  const std::size_t n = ZSTD_decompress(raw.data(), raw.size(), stored.data(), stored.size());
  if (ZSTD_isError(n) || n != raw.size())
    throw Error(fmt::format("{}: at byte {:#x}: a chunk with a good checksum does not decompress to its {} bytes: {}",
                            name, chunk.offset, raw.size(), ZSTD_isError(n) ? ZSTD_getErrorName(n) : "too short"));
  return raw;
}

}  // namespace egpulab::traces
