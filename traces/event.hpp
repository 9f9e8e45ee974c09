// One thing that crossed the bus, as traces keep it. The format's byte-by-byte description is in README.md here.
#pragma once

#include <array>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::traces {

enum class Kind : u8 {
  config_read = 1,
  config_write = 2,
  read32 = 3,
  write32 = 4,
  read64 = 5,
  write64 = 6,
  read_block = 7,
  write_block = 8,
  flush = 9,
  dma_allocate = 10,
  dma_free = 11,
  dma_read = 12,  // by the host
  dma_write = 13,
  dma_fill = 14,
  device_write = 15,  // by the device, where the backend sees it
  device_read = 16,
  reset = 17,
  resize_bar = 18,
  bar_info = 19,  // what bar() answers from here on
  enable_interrupts = 20,
  wait_interrupt = 21,
  sleep = 22,
  settle = 23,
  clock_read = 24,  // the driver read the clock and time had passed since the event before
  mark = 25,
  volatile_range = 26,
  failure = 27,  // the attempt named by `object` threw
  device_info = 28,
  fact = 29,
  state_hash = 30,  // of the whole simulated machine, at this point
};
inline constexpr std::size_t kind_count = 31;

// Which fields a kind stores; all have a time. Fields that a kind does not store are 0.
enum Stored : u8 {
  has_address = 1,
  has_value = 2,
  has_size = 4,  // else: 4 or 8 for registers, the payload's length for kinds with payload
  has_object = 8,
  has_detail = 16,
  has_payload = 32,  // `value` is then the XXH3-64 of the payload
};
struct KindInfo {
  std::string_view name;
  u8 stored;
  u8 fixed_size;     // the size of kinds that do not store it
  bool crosses_bus;  // an access of the host: what a replay answers or re-issues; else time, marks, facts
};
inline constexpr std::array<KindInfo, kind_count> kinds{{
    {"invalid", 0, 0, false},
    {"config_read", has_address | has_value | has_size, 0, true},
    {"config_write", has_address | has_value | has_size, 0, true},
    {"read32", has_address | has_value, 4, true},
    {"write32", has_address | has_value, 4, true},
    {"read64", has_address | has_value, 8, true},
    {"write64", has_address | has_value, 8, true},
    {"read_block", has_address | has_payload, 0, true},
    {"write_block", has_address | has_payload, 0, true},
    {"flush", 0, 0, true},
    {"dma_allocate", has_size | has_object | has_detail | has_payload, 0, true},
    {"dma_free", has_object, 0, true},
    {"dma_read", has_address | has_object | has_payload, 0, true},
    {"dma_write", has_address | has_object | has_payload, 0, true},
    {"dma_fill", has_address | has_size | has_object | has_value, 0, true},
    {"device_write", has_address | has_payload, 0, false},
    {"device_read", has_address | has_payload, 0, false},
    {"reset", has_detail, 0, true},
    {"resize_bar", has_size, 0, true},
    {"bar_info", has_payload, 0, false},
    {"enable_interrupts", has_size | has_value, 0, true},
    {"wait_interrupt", has_size | has_value, 0, true},
    {"sleep", has_size, 0, false},
    {"settle", has_size, 0, false},
    {"clock_read", 0, 0, false},
    {"mark", has_detail | has_payload, 0, false},
    {"volatile", has_address | has_size, 0, false},
    {"failure", has_address | has_size | has_object | has_detail | has_payload, 0, true},
    {"device_info", has_payload, 0, false},
    {"fact", has_payload, 0, false},
    {"state_hash", has_value, 0, false},
}};
constexpr const KindInfo& info_of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
constexpr std::string_view to_string(Kind kind) { return info_of(kind).name; }
constexpr bool has_payload_bytes(Kind kind) { return (info_of(kind).stored & has_payload) != 0; }

// Of dma_allocate.
struct Allocation {
  static constexpr u8 contiguous = 1, shared = 2;
};

// These 40 bytes, as they lie in memory on a little-endian machine, are also what the trace hash covers.
struct Event {
  u64 time = 0;     // nanoseconds since the session began, when the event had ended
  u64 address = 0;  // BAR or config offset; offset in a DMA buffer; bus address of the device's own accesses
  u64 value = 0;  // read or written; fill byte; interrupts granted; vector that fired (all-ones: none); hash of payload
  u64 size = 0;   // bytes; nanoseconds of sleeps and limits; vectors asked for
  u32 object = 0;  // number of the DMA buffer; Kind of a failed attempt
  Kind kind{};
  u8 device = 0;  // ordinal
  u8 bar = 0;
  u8 detail = 0;  // bus::ResetKind, bus::Mark, ErrorClass; Allocation

  friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 40);

constexpr bool is_read(Kind k) {
  return k == Kind::config_read || k == Kind::read32 || k == Kind::read64 || k == Kind::read_block ||
         k == Kind::dma_read || k == Kind::wait_interrupt || k == Kind::enable_interrupts;
}
constexpr bool is_register(Kind k) { return k >= Kind::read32 && k <= Kind::write64; }
constexpr bool is_bar_access(Kind k) { return k >= Kind::read32 && k <= Kind::write_block; }
// The trace hash covers what happened, not what the recorder knew of the device and its own findings.
constexpr bool is_hashed(Kind k) { return k != Kind::device_info && k != Kind::fact && k != Kind::state_hash; }

constexpr u32 failed_attempt(const Event& attempt) { return static_cast<u32>(attempt.kind) | u32{attempt.detail} << 8; }
// The access that a failure event is about, as far as it is kept: without DMA buffer and value.
constexpr Event attempt_of(const Event& failure) {
  Event e = failure;
  const u32 kind = failure.object & 0xff;
  e.kind = kind < kind_count ? static_cast<Kind>(kind) : Kind{};
  e.detail = static_cast<u8>(failure.object >> 8);
  e.object = 0;
  e.value = 0;
  return e;
}

// What a recorded attempt failed with: the classes of driver/base/error.hpp.
enum class ErrorClass : u8 {
  other,
  link_lost,
  timeout,
  device_fault,
  firmware_rejected,
  limit_exceeded,
  invalid_request
};

}  // namespace egpulab::traces
