// Pieces of assembly text; names and defaults as LLVM MC 19 has them.
#include "simulator/isa/rdna/text_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "simulator/isa/rdna/decode.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr std::array<const char*, 64> buffer_formats{"INVALID",
                                                     nullptr,
                                                     "8_SNORM",
                                                     "8_USCALED",
                                                     "8_SSCALED",
                                                     "8_UINT",
                                                     "8_SINT",
                                                     "16_UNORM",
                                                     "16_SNORM",
                                                     "16_USCALED",
                                                     "16_SSCALED",
                                                     "16_UINT",
                                                     "16_SINT",
                                                     "16_FLOAT",
                                                     "8_8_UNORM",
                                                     "8_8_SNORM",
                                                     "8_8_USCALED",
                                                     "8_8_SSCALED",
                                                     "8_8_UINT",
                                                     "8_8_SINT",
                                                     "32_UINT",
                                                     "32_SINT",
                                                     "32_FLOAT",
                                                     "16_16_UNORM",
                                                     "16_16_SNORM",
                                                     "16_16_USCALED",
                                                     "16_16_SSCALED",
                                                     "16_16_UINT",
                                                     "16_16_SINT",
                                                     "16_16_FLOAT",
                                                     "10_11_11_FLOAT",
                                                     "11_11_10_FLOAT",
                                                     "10_10_10_2_UNORM",
                                                     "10_10_10_2_SNORM",
                                                     "10_10_10_2_UINT",
                                                     "10_10_10_2_SINT",
                                                     "2_10_10_10_UNORM",
                                                     "2_10_10_10_SNORM",
                                                     "2_10_10_10_USCALED",
                                                     "2_10_10_10_SSCALED",
                                                     "2_10_10_10_UINT",
                                                     "2_10_10_10_SINT",
                                                     "8_8_8_8_UNORM",
                                                     "8_8_8_8_SNORM",
                                                     "8_8_8_8_USCALED",
                                                     "8_8_8_8_SSCALED",
                                                     "8_8_8_8_UINT",
                                                     "8_8_8_8_SINT",
                                                     "32_32_UINT",
                                                     "32_32_SINT",
                                                     "32_32_FLOAT",
                                                     "16_16_16_16_UNORM",
                                                     "16_16_16_16_SNORM",
                                                     "16_16_16_16_USCALED",
                                                     "16_16_16_16_SSCALED",
                                                     "16_16_16_16_UINT",
                                                     "16_16_16_16_SINT",
                                                     "16_16_16_16_FLOAT",
                                                     "32_32_32_UINT",
                                                     "32_32_32_SINT",
                                                     "32_32_32_FLOAT",
                                                     "32_32_32_32_UINT",
                                                     "32_32_32_32_SINT",
                                                     "32_32_32_32_FLOAT"};

struct Name {
  u32 id;
  const char* name;
};
const char* find(std::span<const Name> names, u32 id) {
  const auto it = std::ranges::find(names, id, &Name::id);
  return it == names.end() ? nullptr : it->name;
}
// clang-format off
constexpr Name gfx11_registers[] = {
    {1, "HW_REG_MODE"},
    {2, "HW_REG_STATUS"},
    {3, "HW_REG_TRAPSTS"},
    {5, "HW_REG_GPR_ALLOC"},
    {6, "HW_REG_LDS_ALLOC"},
    {7, "HW_REG_IB_STS"},
    {15, "HW_REG_SH_MEM_BASES"},
    {18, "HW_REG_PERF_SNAPSHOT_PC_LO"},
    {19, "HW_REG_PERF_SNAPSHOT_PC_HI"},
    {20, "HW_REG_FLAT_SCR_LO"},
    {21, "HW_REG_FLAT_SCR_HI"},
    {23, "HW_REG_HW_ID1"},
    {24, "HW_REG_HW_ID2"},
    {27, "HW_REG_PERF_SNAPSHOT_DATA"},
    {29, "HW_REG_SHADER_CYCLES"},
};
constexpr Name gfx12_registers[] = {
    {1, "HW_REG_MODE"},
    {2, "HW_REG_STATUS"},
    {4, "HW_REG_STATE_PRIV"},
    {5, "HW_REG_GPR_ALLOC"},
    {6, "HW_REG_LDS_ALLOC"},
    {7, "HW_REG_IB_STS"},
    {10, "HW_REG_PERF_SNAPSHOT_DATA"},
    {11, "HW_REG_PERF_SNAPSHOT_PC_LO"},
    {12, "HW_REG_PERF_SNAPSHOT_PC_HI"},
    {15, "HW_REG_PERF_SNAPSHOT_DATA1"},
    {16, "HW_REG_PERF_SNAPSHOT_DATA2"},
    {17, "HW_REG_EXCP_FLAG_PRIV"},
    {18, "HW_REG_EXCP_FLAG_USER"},
    {19, "HW_REG_TRAP_CTRL"},
    {20, "HW_REG_SCRATCH_BASE_LO"},
    {21, "HW_REG_SCRATCH_BASE_HI"},
    {23, "HW_REG_HW_ID1"},
    {24, "HW_REG_HW_ID2"},
    {29, "HW_REG_SHADER_CYCLES_LO"},
    {30, "HW_REG_SHADER_CYCLES_HI"},
    {31, "HW_REG_DVGPR_ALLOC_LO"},
    {32, "HW_REG_DVGPR_ALLOC_HI"},
};
constexpr Name gfx11_messages[] = {
    {1, "MSG_INTERRUPT"},
    {2, "MSG_HS_TESSFACTOR"},
    {3, "MSG_DEALLOC_VGPRS"},
    {5, "MSG_STALL_WAVE_GEN"},
    {6, "MSG_HALT_WAVES"},
    {9, "MSG_GS_ALLOC_REQ"},
    {128, "MSG_RTN_GET_DOORBELL"},
    {129, "MSG_RTN_GET_DDID"},
    {130, "MSG_RTN_GET_TMA"},
    {131, "MSG_RTN_GET_REALTIME"},
    {132, "MSG_RTN_SAVE_WAVE"},
    {133, "MSG_RTN_GET_TBA"},
    {134, "MSG_RTN_GET_TBA_TO_PC"},
};
constexpr Name gfx12_messages[] = {
    {1, "MSG_INTERRUPT"},
    {2, "MSG_HS_TESSFACTOR"},
    {3, "MSG_DEALLOC_VGPRS"},
    {9, "MSG_GS_ALLOC_REQ"},
    {128, "MSG_RTN_GET_DOORBELL"},
    {129, "MSG_RTN_GET_DDID"},
    {130, "MSG_RTN_GET_TMA"},
    {131, "MSG_RTN_GET_REALTIME"},
    {132, "MSG_RTN_SAVE_WAVE"},
    {133, "MSG_RTN_GET_TBA"},
    {134, "MSG_RTN_GET_TBA_TO_PC"},
    {135, "MSG_RTN_GET_SE_AID_ID"},
};
// clang-format on

std::string hwreg_text(u32 imm, Generation generation) {
  const u32 id = imm & 63, offset = imm >> 6 & 31, size = (imm >> 11) + 1;
  const char* known = generation == Generation::gfx11 ? find(gfx11_registers, id) : find(gfx12_registers, id);
  std::string s = "hwreg(" + (known ? std::string(known) : fmt::format("{}", id));
  if (offset != 0 || size != 32) s += fmt::format(", {}, {}", offset, size);
  return s + ")";
}

// S_VERSION: the ISA in the low byte, wave size and merged shaders in the top bits.
std::string version_text(u32 imm) {
  struct Flag {
    u32 bit;
    const char* name;
  };
  static constexpr Flag flags[] = {
      {0x2000, "UC_VERSION_W64_BIT"}, {0x4000, "UC_VERSION_W32_BIT"}, {0x8000, "UC_VERSION_MDP_BIT"}};
  if (imm & 0x1f00) return fmt::format("0x{:x}", imm);
  const u32 version = imm & 0xff;
  const char* name = version == 0   ? "UC_VERSION_GFX7"
                     : version == 4 ? "UC_VERSION_GFX10"
                     : version == 6 ? "UC_VERSION_GFX11"
                     : version == 9 ? "UC_VERSION_GFX12"
                                    : nullptr;
  std::string s = name ? name : fmt::format("{}", version);
  bool several = false;
  for (const Flag& f : flags) {
    if (!(imm & f.bit)) continue;
    s = (several ? "(" + s + ")" : s) + "|" + f.name;
    several = true;
  }
  return s;
}

// Prints the counters that are waited for; all of them where none is.
std::string waitcnt_text(u32 imm) {
  const u32 exp = imm & 7, lgkm = imm >> 4 & 63, vm = imm >> 10 & 63;
  const bool none = exp == 7 && lgkm == 63 && vm == 63;
  std::string s;
  const auto add = [&](const char* name, u32 v) { s += fmt::format("{}{}({})", s.empty() ? "" : " ", name, v); };
  if (none || vm != 63) add("vmcnt", vm);
  if (none || exp != 7) add("expcnt", exp);
  if (none || lgkm != 63) add("lgkmcnt", lgkm);
  return s;
}

std::string depctr_text(u32 imm) {
  struct Field {
    const char* name;
    u32 low, width;
  };
  static constexpr Field fields[] = {{"hold_cnt", 7, 1}, {"sa_sdst", 0, 1}, {"va_vdst", 12, 4}, {"va_sdst", 9, 3},
                                     {"va_ssrc", 8, 1},  {"va_vcc", 1, 1},  {"vm_vsrc", 2, 3}};
  u32 known = 0;
  for (const Field& f : fields) known |= ((1u << f.width) - 1) << f.low;
  // Symbolic only where the reserved bits are zero.
  if (imm & ~known) return fmt::format("0x{:x}", imm);
  std::string s;
  for (const Field& f : fields) {
    const u32 ones = (1u << f.width) - 1, v = imm >> f.low & ones;
    if (v != ones) s += fmt::format("{}depctr_{}({})", s.empty() ? "" : " ", f.name, v);
  }
  return s.empty() ? fmt::format("0x{:x}", imm) : s;
}

std::string delay_text(u32 imm) {
  static constexpr const char* ids[] = {
      "NO_DEP",        "VALU_DEP_1",    "VALU_DEP_2",        "VALU_DEP_3",   "VALU_DEP_4",   "TRANS32_DEP_1",
      "TRANS32_DEP_2", "TRANS32_DEP_3", "FMA_ACCUM_CYCLE_1", "SALU_CYCLE_1", "SALU_CYCLE_2", "SALU_CYCLE_3"};
  static constexpr const char* skips[] = {"SAME", "NEXT", "SKIP_1", "SKIP_2", "SKIP_3", "SKIP_4"};
  const u32 id0 = imm & 15, skip = imm >> 4 & 7, id1 = imm >> 7 & 15;
  std::string s;
  const auto add = [&](const char* name, const char* value) {
    s += fmt::format("{}{}({})", s.empty() ? "" : " | ", name, value);
  };
  if (id0) add("instid0", id0 < std::size(ids) ? ids[id0] : "/* invalid instid value */");
  if (skip) add("instskip", skip < std::size(skips) ? skips[skip] : "/* invalid instskip value */");
  if (id1) add("instid1", id1 < std::size(ids) ? ids[id1] : "/* invalid instid value */");
  return s.empty() ? "0" : s;
}

}  // namespace

std::string vgpr_text(u32 first, u32 count) {
  return count == 1 ? fmt::format("v{}", first) : fmt::format("v[{}:{}]", first, first + count - 1);
}

std::string sgpr_text(u32 c, u32 count) {
  const auto tuple = [count](const char* prefix, u32 n) {
    return count == 1 ? fmt::format("{}{}", prefix, n) : fmt::format("{}[{}:{}]", prefix, n, n + count - 1);
  };
  if (c + count <= 106) return tuple("s", c);
  if (c >= code::ttmp0 && c + count <= code::null) return tuple("ttmp", c - code::ttmp0);
  if (c == code::null) return "null";
  if (count == 2) return c == code::vcc_lo ? "vcc" : c == code::exec_lo ? "exec" : "";
  if (count > 1) return {};
  return c == code::vcc_lo    ? "vcc_lo"
         : c == code::vcc_hi  ? "vcc_hi"
         : c == code::m0      ? "m0"
         : c == code::exec_lo ? "exec_lo"
         : c == code::exec_hi ? "exec_hi"
                              : "";
}

std::string constant_text(u32 c, Type type) {
  if (c <= 192) return fmt::format("{}", c - 128);
  if (c <= code::last_integer) return fmt::format("{}", 192 - static_cast<i32>(c));
  static constexpr const char* floats[] = {"0.5", "-0.5", "1.0", "-1.0", "2.0", "-2.0", "4.0", "-4.0"};
  static constexpr u16 halves[] = {0x3800, 0xb800, 0x3c00, 0xbc00, 0x4000, 0xc000, 0x4400, 0xc400, 0x3118};
  if (c >= code::first_float && c <= code::last_float) {
    const u32 n = c - code::first_float;
    if (type == Type::i16 || type == Type::h16) return fmt::format("0x{:x}", halves[n]);
    if (n < 8) return floats[n];
    return type == Type::b64 || type == Type::f64 ? "0.15915494309189532" : "0.15915494";
  }
  switch (c) {
    case 235:
      return "src_shared_base";
    case 236:
      return "src_shared_limit";
    case 237:
      return "src_private_base";
    case 238:
      return "src_private_limit";
    case 239:
      return "src_pops_exiting_wave_id";
    case 251:
      return "src_vccz";
    case 252:
      return "src_execz";
    case 253:
      return "src_scc";
    case 254:
      return "src_lds_direct";
    default:
      return "";
  }
}

std::string immediate_text(u32 value) {
  const auto v = static_cast<i32>(value);
  return v >= -16 && v <= 64 ? fmt::format("{}", v) : fmt::format("0x{:x}", value);
}

// A literal that has an inline constant's value prints as that.
std::string literal_text(u32 literal, Type type) {
  static constexpr u32 singles[] = {0x3f000000, 0xbf000000, 0x3f800000, 0xbf800000, 0x40000000,
                                    0xc0000000, 0x40800000, 0xc0800000, 0x3e22f983};
  static constexpr u32 halves[] = {0x3800, 0xb800, 0x3c00, 0xbc00, 0x4000, 0xc000, 0x4400, 0xc400, 0x3118};
  static constexpr u32 doubles[] = {0x3fe00000, 0xbfe00000, 0x3ff00000, 0xbff00000,
                                    0x40000000, 0xc0000000, 0x40100000, 0xc0100000};
  const auto named = [&](std::span<const u32> values, u32 x) -> std::string {
    for (u32 n = 0; n < values.size(); ++n)
      if (values[n] == x) return constant_text(code::first_float + n, Type::f32);
    return {};
  };
  const auto small = [](i32 v) { return v >= -16 && v <= 64 ? fmt::format("{}", v) : std::string{}; };
  std::string s;
  switch (type) {
    case Type::f64:
      s = literal ? named(doubles, literal) : "0";
      break;
    case Type::b64:
    case Type::s64:
      s = literal <= 64 ? fmt::format("{}", literal) : "";
      break;
    case Type::i16:
    case Type::h16:
      s = small(static_cast<i32>(literal));
      if (s.empty()) s = named(singles, literal);
      literal &= 0xffff;
      break;
    case Type::pf16:
      s = small(static_cast<i32>(literal));
      if (s.empty()) s = named(halves, literal);
      break;
    case Type::pbf16:
      s = small(static_cast<i32>(literal));
      if (s.empty() && literal < 0x10000) s = named(singles, literal << 16);
      break;
    case Type::f16:
      literal &= 0xffff;
      s = small(static_cast<i16>(literal));
      if (s.empty()) s = named(halves, literal);
      break;
    default:
      s = small(static_cast<i32>(literal));
      if (s.empty()) s = named(singles, literal);
  }
  return s.empty() ? fmt::format("0x{:x}", literal) : s;
}

std::string dpp_control_text(u32 c) {
  if (c < 0x100) return fmt::format("quad_perm:[{},{},{},{}]", c & 3, c >> 2 & 3, c >> 4 & 3, c >> 6);
  const u32 n = c & 15;
  switch (c >> 4) {
    case 0x10:
      return n ? fmt::format("row_shl:{}", n) : "";
    case 0x11:
      return n ? fmt::format("row_shr:{}", n) : "";
    case 0x12:
      return n ? fmt::format("row_ror:{}", n) : "";
    case 0x14:
      return n == 0 ? "row_mirror" : n == 1 ? "row_half_mirror" : "";
    case 0x15:
      return fmt::format("row_share:{}", n);
    case 0x16:
      return fmt::format("row_xmask:{}", n);
    default:
      return "";
  }
}

std::string swizzle_text(u32 v) {
  if ((v & 0xff00) == 0x8000)
    return fmt::format("swizzle(QUAD_PERM,{},{},{},{})", v & 3, v >> 2 & 3, v >> 4 & 3, v >> 6 & 3);
  if (v & 0x8000) return fmt::format("{}", v);
  const u32 keep = v & 31, set = v >> 5 & 31, flip = v >> 10 & 31;
  const auto power_of_two = [](u32 x) { return x != 0 && (x & (x - 1)) == 0; };
  if (keep == 31 && set == 0 && power_of_two(flip)) return fmt::format("swizzle(SWAP,{})", flip);
  if (keep == 31 && set == 0 && flip && power_of_two(flip + 1)) return fmt::format("swizzle(REVERSE,{})", flip + 1);
  const u32 group = 32 - keep;  // and-mask 11..100..0: one lane of each group is broadcast
  if (keep != 31 && power_of_two(group) && group > 1 && set < group && flip == 0)
    return fmt::format("swizzle(BROADCAST,{},{})", group, set);
  std::string mask;
  for (u32 bit = 16; bit; bit >>= 1) {
    const bool at0 = ((0 & keep) | set) & bit ? !(flip & bit) : flip & bit;
    const bool at1 = ((bit & keep) | set) & bit ? !(flip & bit) : flip & bit;
    mask += at0 == at1 ? (at0 ? '1' : '0') : at0 ? 'i' : 'p';
  }
  return fmt::format("swizzle(BITMASK_PERM,\"{}\")", mask);
}

std::string message_text(u32 message, Generation generation) {
  const u32 id = message & 0xff;
  const char* known = generation == Generation::gfx11 ? find(gfx11_messages, id) : find(gfx12_messages, id);
  if (known) return fmt::format("sendmsg({})", known);
  return message < 256 ? fmt::format("sendmsg({}, 0, 0)", message) : fmt::format("{}", message);
}

std::string temporal_hint_text(const char* kind, u32 hint, u32 scope) {
  static constexpr const char* loads[] = {"", "NT", "HT", "LU", "NT_RT", "RT_NT", "NT_HT", ""};
  static constexpr const char* stores[] = {"", "NT", "HT", "RT_WB", "NT_RT", "RT_NT", "NT_HT", "NT_WB"};
  static constexpr const char* atomics[] = {"", "RETURN", "NT", "NT_RETURN", "0x4", "0x5", "0x6", "0x7"};
  if (hint == 0) return {};
  const std::string_view k = kind;
  if (k == "LOAD" && hint == 7) return " th:0x7";
  const char* name = k == "LOAD" ? loads[hint] : k == "STORE" ? stores[hint] : atomics[hint];
  if (k != "ATOMIC" && hint == 3 && scope == 3) name = "BYPASS";
  if (k == "ATOMIC" && hint >= 4 && scope >= 2) name = hint & 2 ? "CASCADE_NT" : "CASCADE_RT";
  return fmt::format(" th:TH_{}_{}", kind, name);
}

std::string buffer_format_text(u32 format) {
  if (format < buffer_formats.size() && buffer_formats[format])
    return fmt::format("[BUF_FMT_{}]", buffer_formats[format]);
  return fmt::format("{}", format);
}

std::optional<std::string> immediate_operand_text(Type type, u32 imm, Generation generation) {
  switch (type) {
    case Type::imm16:
      return immediate_text(imm);
    case Type::hex16:
      return fmt::format("0x{:x}", imm);
    case Type::optional16:
      return imm ? fmt::format("{}", imm) : std::string{};
    case Type::hwreg:
      return hwreg_text(imm, generation);
    case Type::version:
      return version_text(imm);
    case Type::target:
      return fmt::format("{}", imm);
    case Type::waitcnt:
      return waitcnt_text(imm);
    case Type::depctr:
      return depctr_text(imm);
    case Type::delay:
      return delay_text(imm);
    case Type::message:
      return message_text(imm, generation);
    default:
      return std::nullopt;
  }
}

}  // namespace egpulab::simulator::isa::rdna
