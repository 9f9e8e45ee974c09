// Events as compact bytes: what a chunk holds before compression.
#pragma once

#include <vector>

#include "driver/base/expected.hpp"
#include "traces/event.hpp"

namespace egpulab::traces {

// A payload as the stream holds it: the bytes themselves, or from format::blob_threshold on the ids of its blobs.
struct PayloadRef {
  u32 length = 0;  // bytes of the payload
  u32 at = 0;      // where its bytes or ids start in the stream
};

// The events of one chunk; each chunk is decodable by itself.
struct EventBatch {
  std::vector<Event> events;
  std::vector<PayloadRef> payloads;  // of the events whose kind has one, in order
  std::vector<std::byte> bytes;      // what the payloads' `at` refer to

  void clear() { events.clear(), payloads.clear(), bytes.clear(); }
};

// Bytes that a payload of this length takes in the stream.
u32 stored_payload_bytes(u32 length);

// The stream lies in `buffer`, which grows as needed and is meant to be used again.
Bytes encode(const EventBatch& batch, std::vector<std::byte>& buffer);
// `stream` becomes the batch's bytes. Refuses anything that encode() cannot have made.
Parsed<EventBatch> decode(std::vector<std::byte> stream, u32 events);

}  // namespace egpulab::traces
