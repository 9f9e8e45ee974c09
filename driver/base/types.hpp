// Integer names, byte spans and little-endian loads and stores that every part uses.
#pragma once

#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace egpulab {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using i8 = std::int8_t;
using i16 = std::int16_t;
using i32 = std::int32_t;
using i64 = std::int64_t;

using Bytes = std::span<const std::byte>;
using MutableBytes = std::span<std::byte>;
using Nanoseconds = std::chrono::nanoseconds;

// Registers, packets and firmware headers are little-endian; so is every host we support.
static_assert(std::endian::native == std::endian::little);

// Reads a T at `offset`; the caller has checked the range.
template <class T>
T load(Bytes bytes, std::size_t offset = 0) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}
template <class T>
void store(MutableBytes bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}
template <class T>
Bytes as_bytes(const T& object) {
  return std::as_bytes(std::span<const T, 1>{&object, 1});
}
template <class T>
MutableBytes as_writable_bytes(T& object) {
  return std::as_writable_bytes(std::span<T, 1>{&object, 1});
}

constexpr u32 low32(u64 v) { return static_cast<u32>(v); }
constexpr u32 high32(u64 v) { return static_cast<u32>(v >> 32); }
constexpr u64 join64(u32 low, u32 high) { return u64{high} << 32 | low; }
constexpr u64 align_up(u64 v, u64 alignment) { return (v + alignment - 1) / alignment * alignment; }
constexpr u64 align_down(u64 v, u64 alignment) { return v / alignment * alignment; }

inline constexpr u64 KiB = 1024, MiB = 1024 * KiB, GiB = 1024 * MiB;

}  // namespace egpulab
