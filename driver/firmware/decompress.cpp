// zstd and xz, as distributions pack firmware files.
#include <fmt/format.h>
#include <lzma.h>
#include <zstd.h>

#include <memory>

#include "driver/firmware/source.hpp"

namespace egpulab::firmware {
namespace {

constexpr u64 output_limit = 256 * MiB;
constexpr std::size_t chunk_size = 128 * KiB;
constexpr u32 zstd_magic = 0xfd2fb528;
constexpr u64 xz_magic = 0x00005a587a37fd;  // FD 37 7A 58 5A 00: the low 6 bytes
constexpr u64 xz_mask = 0xffffffffffff;

Unexpected<ParseError> too_large(std::string_view name) {
  return refuse(fmt::format("{}: decompresses to more than {} MiB", name, output_limit / MiB));
}

Parsed<std::vector<std::byte>> unpack_zstd(Bytes bytes, std::string_view name) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
  std::vector<std::byte> out, chunk(chunk_size);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer piece{chunk.data(), chunk.size(), 0};
    const std::size_t before = in.pos;
    const std::size_t left = ZSTD_decompressStream(stream.get(), &piece, &in);
    if (ZSTD_isError(left))
      return refuse(fmt::format("{}: zstd data is damaged at byte {}: {}", name, in.pos, ZSTD_getErrorName(left)));
    out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(piece.pos));
    if (out.size() > output_limit) return too_large(name);
    if (left == 0 && in.pos == in.size) return out;
    if (in.pos == before && piece.pos == 0)
      return refuse(fmt::format("{}: zstd data ends early, at byte {}", name, bytes.size()));
  }
}

Parsed<std::vector<std::byte>> unpack_xz(Bytes bytes, std::string_view name) {
  lzma_stream stream = LZMA_STREAM_INIT;
  const std::unique_ptr<lzma_stream, decltype(&lzma_end)> guard(&stream, lzma_end);
  if (lzma_stream_decoder(&stream, 256 * MiB, LZMA_CONCATENATED) != LZMA_OK)
    return refuse(fmt::format("{}: the xz decoder cannot start", name));
  std::vector<std::byte> out, chunk(chunk_size);
  stream.next_in = reinterpret_cast<const u8*>(bytes.data());
  stream.avail_in = bytes.size();
  for (;;) {
    stream.next_out = reinterpret_cast<u8*>(chunk.data());
    stream.avail_out = chunk.size();
    const lzma_ret result = lzma_code(&stream, LZMA_FINISH);
    out.insert(out.end(), chunk.begin(), chunk.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
    if (out.size() > output_limit) return too_large(name);
    if (result == LZMA_STREAM_END) return out;
    if (result != LZMA_OK)
      return refuse(fmt::format("{}: xz data is damaged or ends early at byte {} (liblzma code {})", name,
                                bytes.size() - stream.avail_in, static_cast<int>(result)));
  }
}

}  // namespace

Parsed<std::vector<std::byte>> decompress(std::vector<std::byte> bytes, std::string_view name) {
  if (bytes.size() >= 4 && load<u32>(bytes) == zstd_magic) return unpack_zstd(bytes, name);
  if (bytes.size() >= 8 && (load<u64>(bytes) & xz_mask) == xz_magic) return unpack_xz(bytes, name);
  return bytes;
}

}  // namespace egpulab::firmware
