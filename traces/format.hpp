// Constants and headers of the file format; README.md here describes them byte by byte.
#pragma once

#include <array>
#include <string>

#include "driver/base/types.hpp"

namespace egpulab::traces::format {

inline constexpr u16 version_major = 1, version_minor = 0;
// Like PNG's: shows at once when a file was mangled as text.
inline constexpr std::array<u8, 8> file_magic{0x89, 'E', 'G', 'T', '\r', '\n', 0x1a, '\n'};
inline constexpr u32 chunk_magic = 0x43544745;  // "EGTC"

inline constexpr u32 blob_threshold = 4096;   // payloads from here on are blobs
inline constexpr u32 blob_piece = 1 << 20;    // longest blob; longer payloads are several
inline constexpr u32 max_payload = 64 << 20;  // of one event; recorder and replay split longer accesses alike
inline constexpr u32 max_events_bytes = 64 << 20;
inline constexpr u8 device_switch = 31;  // pseudo kind in the encoded stream

struct FileHeader {
  std::array<u8, 8> magic = file_magic;
  u16 major = version_major, minor = version_minor;
  u32 flags = 0;
  u64 reserved = 0;
  u64 checksum = 0;  // XXH3-64 of the bytes before
};
static_assert(sizeof(FileHeader) == 32);

enum class ChunkKind : u8 { events = 1, blob = 2, end = 3 };
enum class Codec : u8 { stored = 0, zstd = 1 };

struct ChunkHeader {
  u32 magic = chunk_magic;
  ChunkKind kind{};
  Codec codec{};
  u16 reserved = 0;
  u32 stored_bytes = 0, raw_bytes = 0;
  // events: index of the first, how many; blob: low and high half of its id; end: how many events the file has, 0
  std::array<u64, 2> key{};
  u64 content_checksum = 0;  // XXH3-64 of the stored bytes
  u64 checksum = 0;          // XXH3-64 of the bytes before
};
static_assert(sizeof(ChunkHeader) == 48);

// XXH3-128 of a blob's content: its low half, then its high half.
struct BlobId {
  u64 low = 0, high = 0;
  friend constexpr auto operator<=>(const BlobId&, const BlobId&) = default;
};

u64 hash64(Bytes bytes);
BlobId blob_id(Bytes content);
FileHeader sealed(FileHeader header);
ChunkHeader sealed(ChunkHeader header, Bytes stored);
bool checksum_holds(const FileHeader& header);
bool checksum_holds(const ChunkHeader& header);

}  // namespace egpulab::traces::format
