// Facts: relocation numbers, names and bit positions as public notes on ptxas 13 list them, confirmed on cubins of
// nvcc 13 (-G, nvlink, tables of pointers): what ptxas leaves to a loader is of the kinds in `types`.
#include "driver/nvidia/cubin_relocation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace egpulab::driver::nvidia {
namespace {

// clang-format off
constexpr std::string_view names[] = {
    "NONE", "32", "64", "G32", "G64", "ABS32_26", "TEX_HEADER_INDEX", "SAMP_HEADER_INDEX", "SURF_HW_DESC",
    "SURF_HW_SW_DESC", "ABS32_LO_26", "ABS32_HI_26", "ABS32_23", "ABS32_LO_23", "ABS32_HI_23", "ABS24_26", "ABS24_23",
    "ABS16_26", "ABS16_23", "TEX_SLOT", "SAMP_SLOT", "SURF_SLOT", "TEX_BINDLESSOFF13_32", "TEX_BINDLESSOFF13_47",
    "CONST_FIELD19_28", "CONST_FIELD19_23", "TEX_SLOT9_49", "6_31", "2_47", "TEX_BINDLESSOFF13_41",
    "TEX_BINDLESSOFF13_45", "FUNC_DESC32_23", "FUNC_DESC32_LO_23", "FUNC_DESC32_HI_23", "FUNC_DESC_32", "FUNC_DESC_64",
    "CONST_FIELD21_26", "QUERY_DESC21_37", "CONST_FIELD19_26", "CONST_FIELD21_23", "PCREL_IMM24_26", "PCREL_IMM24_23",
    "ABS32_20", "ABS32_LO_20", "ABS32_HI_20", "ABS24_20", "ABS16_20", "FUNC_DESC32_20", "FUNC_DESC32_LO_20",
    "FUNC_DESC32_HI_20", "CONST_FIELD19_20", "BINDLESSOFF13_36", "SURF_HEADER_INDEX", "INSTRUCTION64",
    "CONST_FIELD21_20", "ABS32_32", "ABS32_LO_32", "ABS32_HI_32", "ABS47_34", "ABS16_32", "ABS24_32", "FUNC_DESC32_32",
    "FUNC_DESC32_LO_32", "FUNC_DESC32_HI_32", "CONST_FIELD19_40", "BINDLESSOFF14_40", "CONST_FIELD21_38",
    "INSTRUCTION128", "YIELD_OPCODE9_0", "YIELD_CLEAR_PRED4_87", "32_LO", "32_HI", "UNUSED_CLEAR32", "UNUSED_CLEAR64",
    "ABS24_40", "ABS55_16_34", "8_0", "8_8", "8_16", "8_24", "8_32", "8_40", "8_48", "8_56", "G8_0", "G8_8", "G8_16",
    "G8_24", "G8_32", "G8_40", "G8_48", "G8_56", "FUNC_DESC_8_0", "FUNC_DESC_8_8", "FUNC_DESC_8_16", "FUNC_DESC_8_24",
    "FUNC_DESC_8_32", "FUNC_DESC_8_40", "FUNC_DESC_8_48", "FUNC_DESC_8_56", "ABS20_44", "SAMP_HEADER_INDEX_0",
    "UNIFIED", "UNIFIED_32", "UNIFIED_8_0", "UNIFIED_8_8", "UNIFIED_8_16", "UNIFIED_8_24", "UNIFIED_8_32",
    "UNIFIED_8_40", "UNIFIED_8_48", "UNIFIED_8_56", "UNIFIED32_LO_32", "UNIFIED32_HI_32", "ABS56_16_34",
    "CONST_FIELD22_37"};

// Data words, immediates of instructions (bits 63:32 of 128), targets of absolute calls, single bytes of an address. G:
// generic addresses, which those of global memory are.
constexpr CubinRelocationType types[] = {
    {1, {{{0, 32, 0}}}, false, true},  {2, {{{0, 64, 0}}}, false, true},  {3, {{{0, 32, 0}}}, false, true},
    {4, {{{0, 64, 0}}}, false, true},  {55, {{{32, 32, 0}}}},             {56, {{{32, 32, 0}}}},
    {57, {{{32, 32, 32}}}},            {58, {{{34, 47, 2}}}},             {70, {{{0, 32, 0}}}},
    {71, {{{0, 32, 32}}}},             {72, {{{0, 32, 0}}}, true},        {73, {{{0, 64, 0}}}, true},
    {75, {{{16, 8, 2}, {34, 47, 10}}}},
    {76, {{{0, 8, 0}}}},  {77, {{{0, 8, 8}}}},  {78, {{{0, 8, 16}}}}, {79, {{{0, 8, 24}}}},
    {80, {{{0, 8, 32}}}}, {81, {{{0, 8, 40}}}}, {82, {{{0, 8, 48}}}}, {83, {{{0, 8, 56}}}},
    {84, {{{0, 8, 0}}}},  {85, {{{0, 8, 8}}}},  {86, {{{0, 8, 16}}}}, {87, {{{0, 8, 24}}}},
    {88, {{{0, 8, 32}}}}, {89, {{{0, 8, 40}}}}, {90, {{{0, 8, 48}}}}, {91, {{{0, 8, 56}}}},
    {114, {{{16, 8, 2}, {34, 48, 10}}}}};
// clang-format on

}  // namespace

u64 CubinRelocationType::bytes() const {
  u64 bits = 0;
  for (const Field& f : fields) bits = std::max<u64>(bits, f.low + f.width);
  return (bits + 7) / 8;
}

const CubinRelocationType* find_cubin_relocation(u32 code) {
  const auto* found = std::ranges::find(types, code, &CubinRelocationType::code);
  return found == std::end(types) ? nullptr : found;
}

std::string cubin_relocation_name(u32 code) {
  if (code < std::size(names)) return fmt::format("R_CUDA_{}", names[code]);
  return fmt::format("relocation {}", code);
}

void apply_cubin_relocation(const CubinRelocationType& type, MutableBytes place, u64 value) {
  if (type.clears) value = 0;
  for (const CubinRelocationType::Field& f : type.fields)
    for (u32 i = 0; i < f.width; ++i) {
      const u32 at = f.low + i;
      const u64 source = i + f.shift;
      const auto bit = static_cast<u8>(source < 64 ? value >> source & 1 : 0);
      auto byte = std::to_integer<u8>(place[at / 8]);
      byte = static_cast<u8>((byte & ~(1u << at % 8)) | static_cast<u32>(bit) << at % 8);
      place[at / 8] = std::byte{byte};
    }
}

}  // namespace egpulab::driver::nvidia
