// Checksums of headers, and content addresses.
#include "traces/format.hpp"

#include <xxhash.h>

namespace egpulab::traces::format {

u64 hash64(Bytes bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

BlobId blob_id(Bytes content) {
  const XXH128_hash_t h = XXH3_128bits(content.data(), content.size());
  return {h.low64, h.high64};
}

FileHeader sealed(FileHeader header) {
  header.checksum = hash64(as_bytes(header).first(offsetof(FileHeader, checksum)));
  return header;
}

ChunkHeader sealed(ChunkHeader header, Bytes stored) {
  header.content_checksum = hash64(stored);
  header.checksum = hash64(as_bytes(header).first(offsetof(ChunkHeader, checksum)));
  return header;
}

bool checksum_holds(const FileHeader& header) { return sealed(header).checksum == header.checksum; }

bool checksum_holds(const ChunkHeader& header) {
  return hash64(as_bytes(header).first(offsetof(ChunkHeader, checksum))) == header.checksum;
}

}  // namespace egpulab::traces::format
