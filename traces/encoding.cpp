// Variable-length integers, and differences to the event before.
#include "traces/encoding.hpp"

#include <fmt/format.h>

#include "traces/format.hpp"

namespace egpulab::traces {
namespace {

// What differences refer to; every chunk starts from zero.
struct Previous {
  std::array<u64, 256> time{};              // by device
  std::array<std::array<u64, 8>, 2> bar{};  // address by BAR: registers and blocks apart, since they alternate
  u64 config = 0, other = 0;
  u8 device = 0;

  u64& address(const Event& e) {
    if (is_register(e.kind)) return bar[0][e.bar & 7];
    if (is_bar_access(e.kind)) return bar[1][e.bar & 7];
    return e.kind <= Kind::config_write ? config : other;
  }
};

// 5 integers of at most 10 bytes, and the bytes around them.
constexpr std::size_t longest_event = 64;

constexpr u64 zigzag(u64 difference) { return difference << 1 ^ (0 - (difference >> 63)); }
constexpr u64 unzigzag(u64 v) { return v >> 1 ^ (0 - (v & 1)); }

std::byte* put(std::byte* p, u64 v) {
  for (; v >= 0x80; v >>= 7) *p++ = static_cast<std::byte>(v | 0x80);
  *p++ = static_cast<std::byte>(v);
  return p;
}

// Reads a stream that may be damaged: after a short or overlong read `bad` is set and zeroes follow.
struct Source {
  Bytes bytes;
  std::size_t at = 0;
  bool bad = false;

  u8 byte() {
    if (at < bytes.size()) return static_cast<u8>(bytes[at++]);
    bad = true;
    return 0;
  }
  u64 integer() {
    u64 v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const u8 b = byte();
      if (shift == 63 && b > 1) break;
      v |= u64{b & 0x7fu} << shift;
      if (b < 0x80) return v;
    }
    bad = true;
    return 0;
  }
  void skip(std::size_t n) {
    if (n <= bytes.size() - at)
      at += n;
    else
      bad = true;
  }
};

}  // namespace

u32 stored_payload_bytes(u32 length) {
  if (length < format::blob_threshold) return length;
  return (length + format::blob_piece - 1) / format::blob_piece * static_cast<u32>(sizeof(format::BlobId));
}

Bytes encode(const EventBatch& batch, std::vector<std::byte>& buffer) {
  const std::size_t most = batch.events.size() * longest_event + batch.bytes.size();
  if (buffer.size() < most) buffer.resize(most);
  std::byte* p = buffer.data();
  Previous previous;
  auto payload = batch.payloads.begin();
  for (const Event& e : batch.events) {
    const u8 stored = info_of(e.kind).stored;
    if (e.device != previous.device) {
      *p++ = std::byte{format::device_switch};
      *p++ = static_cast<std::byte>(e.device);
      previous.device = e.device;
    }
    *p++ = static_cast<std::byte>(static_cast<u8>(e.kind) | e.bar << 5);
    p = put(p, e.time - previous.time[e.device]);
    previous.time[e.device] = e.time;
    if (stored & has_address) {
      u64& last = previous.address(e);
      p = put(p, zigzag(e.address - last));
      last = e.address;
    }
    if (stored & has_value) p = put(p, e.value);
    if (stored & has_size) p = put(p, e.size);
    if (stored & has_object) p = put(p, e.object);
    if (stored & has_detail) *p++ = static_cast<std::byte>(e.detail);
    if (stored & has_payload) {
      const u32 bytes = stored_payload_bytes(payload->length);
      p = put(p, payload->length);
      // The hash of a short payload is quickly made again.
      if (payload->length >= format::blob_threshold) {
        std::memcpy(p, &e.value, sizeof e.value);
        p += sizeof e.value;
      }
      if (bytes > 0) std::memcpy(p, batch.bytes.data() + payload->at, bytes);
      p += bytes;
      ++payload;
    }
  }
  return Bytes(buffer).first(static_cast<std::size_t>(p - buffer.data()));
}

Parsed<EventBatch> decode(std::vector<std::byte> stream, u32 count) {
  EventBatch batch;
  Source in{stream};
  // An event takes two bytes at least, so that a damaged count cannot ask for much memory.
  if (count > stream.size() / 2) return refuse(fmt::format("{} events cannot be in {} bytes", count, stream.size()));
  batch.events.reserve(count);
  Previous previous;
  while (batch.events.size() < count) {
    const std::size_t start = in.at;
    const auto refuse_event = [&](std::string_view why) {
      return refuse(fmt::format("event {} of the chunk, at byte {:#x} of its decoded content: {}", batch.events.size(),
                                start, why));
    };
    const u8 tag = in.byte();
    const u8 kind = tag & 31;
    if (kind == format::device_switch) {
      previous.device = in.byte();
      if (in.bad) return refuse_event("the content ends inside it");
      continue;
    }
    if (kind == 0) return refuse_event("kind 0 does not exist");
    Event e;
    e.kind = static_cast<Kind>(kind);
    e.bar = tag >> 5;
    e.device = previous.device;
    const KindInfo& of = info_of(e.kind);
    e.time = previous.time[e.device] += in.integer();
    if (of.stored & has_address) e.address = previous.address(e) += unzigzag(in.integer());
    if (of.stored & has_value) e.value = in.integer();
    e.size = of.stored & has_size ? in.integer() : of.fixed_size;
    if (of.stored & has_object) {
      const u64 object = in.integer();
      if (object > ~u32{0}) return refuse_event(fmt::format("buffer number {:#x} is too large", object));
      e.object = static_cast<u32>(object);
    }
    if (of.stored & has_detail) e.detail = in.byte();
    if (of.stored & has_payload) {
      const u64 length = in.integer();
      if (length > format::max_payload)
        return refuse_event(
            fmt::format("payload of {:#x} bytes; at most {:#x} are allowed", length, format::max_payload));
      PayloadRef ref{static_cast<u32>(length), 0};
      const bool blobs = length >= format::blob_threshold;
      const std::size_t hash_at = in.at;
      if (blobs) in.skip(sizeof(u64));
      ref.at = static_cast<u32>(in.at);
      in.skip(stored_payload_bytes(ref.length));
      if (in.bad) return refuse_event("the content ends inside it");
      e.value = blobs ? load<u64>(stream, hash_at) : format::hash64(Bytes(stream).subspan(ref.at, length));
      if (!(of.stored & has_size)) e.size = length;
      batch.payloads.push_back(ref);
    }
    if (in.bad) return refuse_event("the content ends inside it");
    batch.events.push_back(e);
  }
  if (in.at != stream.size())
    return refuse(fmt::format("{} bytes follow the last event of the chunk", stream.size() - in.at));
  batch.bytes = std::move(stream);
  return batch;
}

}  // namespace egpulab::traces
