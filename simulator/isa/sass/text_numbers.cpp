// Numbers as NVIDIA's disassembler prints them.
#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "simulator/isa/sass/printer.hpp"

namespace egpulab::simulator::isa::sass {

std::string hex(u64 value) { return fmt::format("{:#x}", value); }

std::string signed_hex(i64 value) {
  return value < 0 ? fmt::format("-{:#x}", 0 - static_cast<u64>(value)) : fmt::format("{:#x}", value);
}

// Twenty digits without zeros behind them; from 10^9 on an exponent and all of its twenty digits.
std::string float_text(double value, bool negative_nan) {
  if (std::isnan(value)) return negative_nan ? "-QNAN" : "+QNAN";
  if (std::isinf(value)) return value < 0 ? "-INF" : "+INF";
  return std::abs(value) >= 1e9 ? fmt::format("{:.20e}", value) : fmt::format("{:.20g}", value);
}

namespace {

float half_value(u16 bits) {
  const u32 sign = static_cast<u32>(bits & 0x8000) << 16, exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
  if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000 | fraction << 13);
  if (exponent == 0) {
    const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
}

// Signalling NaNs print as such: the highest bit of their fraction is clear.
std::string narrow_text(float value) {
  const u32 bits = std::bit_cast<u32>(value);
  if (std::isnan(value)) return fmt::format("{}{}", bits >> 31 ? "-" : "+", bits & 0x400000 ? "QNAN" : "SNAN");
  return float_text(static_cast<double>(value), false);
}

}  // namespace

std::string float32_text(u32 bits) { return narrow_text(std::bit_cast<float>(bits)); }
std::string half_text(u16 bits) { return narrow_text(half_value(bits)); }
std::string bf16_text(u16 bits) { return narrow_text(std::bit_cast<float>(static_cast<u32>(bits) << 16)); }

std::string double_high_text(u32 high) {
  return float_text(std::bit_cast<double>(static_cast<u64>(high) << 32), high >> 31 != 0);
}

}  // namespace egpulab::simulator::isa::sass
