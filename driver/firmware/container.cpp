// Parsing AMD firmware containers: the common header, then one function per kind of file.
#include "driver/firmware/container.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/firmware/crc32.hpp"

namespace egpulab::firmware {
namespace {

using regs::amd::CommonFirmwareHeader;
using regs::amd::PspFirmwareType;
using regs::amd::SosPart;
namespace header = regs::amd::firmware_header;

// Which header versions a role may have, how large they are, and whether the checksum's rule is known (see
// CommonFirmwareHeader::crc32: those files of linux-firmware 20260916 hold it without exception).
struct Format {
  Role role;
  u16 major, minor;
  u32 header_size;
  bool crc_known;
};
constexpr u32 common = sizeof(CommonFirmwareHeader);
constexpr u32 rlc_v24_extra = 10 * sizeof(u32);  // five tap-delay tables of size and offset
// clang-format off
constexpr Format formats[] = {
    {Role::sos, 2, 0, common + sizeof(header::PspV2), true},
    {Role::ta, 2, 0, common + sizeof(header::PspV2), true},
    {Role::smu, 1, 0, common + sizeof(header::SmcV1), false},
    {Role::smu, 2, 0, common + sizeof(header::SmcV20), false},
    {Role::smu, 2, 1, common + sizeof(header::SmcV21), false},
    {Role::sdma, 1, 0, common + sizeof(header::SdmaV1), true},
    {Role::sdma, 1, 1, common + sizeof(header::SdmaV1) + 4, true},
    {Role::sdma, 2, 0, common + sizeof(header::SdmaV2), true},
    {Role::sdma, 3, 0, common + sizeof(header::SdmaV3), true},
    {Role::pfp, 1, 0, common + sizeof(header::GfxV1), false},
    {Role::pfp, 2, 0, common + sizeof(header::GfxV2), true},
    {Role::me, 1, 0, common + sizeof(header::GfxV1), false},
    {Role::me, 2, 0, common + sizeof(header::GfxV2), true},
    {Role::mec, 1, 0, common + sizeof(header::GfxV1), false},
    {Role::mec, 2, 0, common + sizeof(header::GfxV2), true},
    {Role::mes, 1, 0, common + sizeof(header::Mes), true},
    {Role::mes_kiq, 1, 0, common + sizeof(header::Mes), true},
    {Role::imu, 1, 0, common + sizeof(header::Imu), true},
    {Role::rlc, 2, 0, common + sizeof(header::RlcV20), false},
    {Role::rlc, 2, 1, common + sizeof(header::RlcV21), false},
    {Role::rlc, 2, 2, common + sizeof(header::RlcV22), false},
    {Role::rlc, 2, 3, common + sizeof(header::RlcV23), false},
    {Role::rlc, 2, 4, common + sizeof(header::RlcV23) + rlc_v24_extra, false},
};
// clang-format on
constexpr std::string_view role_names[] = {"sos", "ta",  "smu",     "sdma", "pfp", "me",
                                           "mec", "mes", "mes_kiq", "imu",  "rlc"};

// RS64 engines: types of the code and of the data images of its pipes.
struct Rs64 {
  Role role;
  PspFirmwareType code;
  std::initializer_list<PspFirmwareType> stacks;
  PspFirmwareType legacy_code, legacy_jump_table;
};

class Parser {
 public:
  Parser(Role role, std::string_view name, Bytes file) : file_(file) {
    out_.role = role;
    out_.name = name;
  }

  Parsed<Container> run() {
    if (Parsed<void> ok = common_header(); !ok) return Unexpected<ParseError>(ok.error());
    body();
    if (!error_.empty()) return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  Parsed<void> common_header() {
    if (file_.size() < common)
      return fault("file", 0, fmt::format("at least {} bytes", common), fmt::format("{}", file_.size()));
    common_ = load<CommonFirmwareHeader>(file_);
    if (common_.size != file_.size())
      return fault("size_bytes", 0, fmt::format("the file's {}", file_.size()), fmt::format("{}", common_.size));
    out_.header_major = common_.header_major;
    out_.header_minor = common_.header_minor;
    out_.ip_major = common_.ip_major;
    out_.ip_minor = common_.ip_minor;
    out_.version = common_.version;
    const auto format = std::find_if(std::begin(formats), std::end(formats), [&](const Format& f) {
      return f.role == out_.role && f.major == common_.header_major && f.minor == common_.header_minor;
    });
    if (format == std::end(formats)) {
      std::string known;
      for (const Format& f : formats)
        if (f.role == out_.role) known += fmt::format("{}{}.{}", known.empty() ? "" : ", ", f.major, f.minor);
      return fault("header_version", 8, fmt::format("one of {} for a {} file", known, to_string(out_.role)),
                   fmt::format("{}.{}", common_.header_major, common_.header_minor));
    }
    if (common_.header_size < format->header_size || common_.header_size > file_.size())
      return fault("header_size_bytes", 4, fmt::format("{:#x} to the file's {:#x}", format->header_size, file_.size()),
                   fmt::format("{:#x}", common_.header_size));
    if (format->crc_known) {
      const u32 crc = crc32(file_.subspan(common));
      if (crc != common_.crc32)
        return fault("crc32", 28, fmt::format("{:#010x}, the sum of the bytes after it", crc),
                     fmt::format("{:#010x}", common_.crc32));
      out_.crc_checked = true;
    }
    if (common_.ucode_offset < common_.header_size)
      return fault("ucode_array_offset_bytes", 24, fmt::format("at least the header's {:#x}", common_.header_size),
                   fmt::format("{:#x}", common_.ucode_offset));
    if (!range("ucode_size_bytes", 20, common_.ucode_offset, common_.ucode_size)) return refuse(error_);
    return {};
  }

  void body() {
    switch (out_.role) {
      case Role::sos:
      case Role::ta:
        return psp();
      case Role::smu:
        return smu();
      case Role::sdma:
        return sdma();
      case Role::pfp:
        return rs64({Role::pfp,
                     PspFirmwareType::rs64_pfp,
                     {PspFirmwareType::rs64_pfp_p0_stack, PspFirmwareType::rs64_pfp_p1_stack},
                     PspFirmwareType::cp_pfp,
                     PspFirmwareType::none});
      case Role::me:
        return rs64({Role::me,
                     PspFirmwareType::rs64_me,
                     {PspFirmwareType::rs64_me_p0_stack, PspFirmwareType::rs64_me_p1_stack},
                     PspFirmwareType::cp_me,
                     PspFirmwareType::none});
      case Role::mec:
        return rs64({Role::mec,
                     PspFirmwareType::rs64_mec,
                     {PspFirmwareType::rs64_mec_p0_stack, PspFirmwareType::rs64_mec_p1_stack,
                      PspFirmwareType::rs64_mec_p2_stack, PspFirmwareType::rs64_mec_p3_stack},
                     PspFirmwareType::cp_mec,
                     PspFirmwareType::cp_mec_me1});
      case Role::mes:
        return mes(PspFirmwareType::cp_mes, PspFirmwareType::mes_stack);
      case Role::mes_kiq:
        return mes(PspFirmwareType::cp_mes_kiq, PspFirmwareType::mes_kiq_stack);
      case Role::imu:
        return imu();
      case Role::rlc:
        return rlc();
    }
  }

  // Part offsets of sos and ta files count from the payload.
  void psp() {
    const auto h = rest<header::PspV2>();
    const u64 list = common + sizeof h;
    const u64 room = (common_.ucode_offset - list) / sizeof(header::PspPart);
    if (h.count == 0 || h.count > room)
      return set_fault("psp_fw_bin_count", common, fmt::format("1 to {}, which fit before the payload", room),
                       fmt::format("{}", h.count));
    for (u32 i = 0; i < h.count; ++i) {
      const u64 at = list + i * sizeof(header::PspPart);
      const auto part = load<header::PspPart>(file_, at);
      const std::string field = fmt::format("psp_fw_bin[{}]", i);
      if (!range(field + ".size_bytes", at + 12, u64{common_.ucode_offset} + part.offset, part.size)) return;
      Piece piece = slice(u64{common_.ucode_offset} + part.offset, part.size);
      piece.version = part.version;
      if (out_.role == Role::ta) {
        piece.ta_type = part.type;
        piece.name = fmt::format("TA {}", part.type);
      } else {
        if (part.type == 0 || part.type >= regs::amd::sos_part_names.size())
          return set_fault(field + ".fw_type", at, fmt::format("1 to {}", regs::amd::sos_part_names.size() - 1),
                           fmt::format("{}", part.type));
        piece.part = static_cast<SosPart>(part.type);
        piece.name = regs::amd::sos_part_names[part.type];
        if (out_.find(piece.part))
          return set_fault(field + ".fw_type", at, "a part that is not in the file yet", piece.name);
      }
      out_.pieces.push_back(std::move(piece));
    }
    if (out_.role == Role::sos && !out_.find(SosPart::sos))
      set_fault("psp_fw_bin", list, "a part of type 1 (SOS)", "none");
  }

  void smu() {
    out_.start_address = rest<header::SmcV1>().start_address;
    add(PspFirmwareType::smu, common_.ucode_offset, common_.ucode_size);
    if (common_.header_major != 2) return;
    if (common_.header_minor == 0) {
      const auto h = rest<header::SmcV20>();
      if (h.pptable_size == 0) return;
      if (range("ppt_size_bytes", common + 8, h.pptable_offset, h.pptable_size))
        out_.pptables.push_back({0, file_.subspan(h.pptable_offset, h.pptable_size)});
      return;
    }
    const auto h = rest<header::SmcV21>();
    if (h.pptable_count > file_.size() / sizeof(header::PptableEntry))
      return set_fault("pptable_count", common + 4, "a list that fits the file", fmt::format("{}", h.pptable_count));
    if (!range("pptable_entry_offset", common + 8, h.pptable_entry_offset,
               h.pptable_count * sizeof(header::PptableEntry)))
      return;
    for (u32 i = 0; i < h.pptable_count; ++i) {
      const u64 at = h.pptable_entry_offset + i * sizeof(header::PptableEntry);
      const auto entry = load<header::PptableEntry>(file_, at);
      if (!range(fmt::format("pptable[{}].ppt_size_bytes", i), at + 8, entry.offset, entry.size)) return;
      out_.pptables.push_back({entry.id, file_.subspan(entry.offset, entry.size)});
    }
  }

  void sdma() {
    out_.feature_version = load<u32>(file_, common);
    if (common_.header_major == 1) {
      add(PspFirmwareType::sdma0, common_.ucode_offset, common_.ucode_size);
    } else if (common_.header_major == 2) {
      const auto h = rest<header::SdmaV2>();
      if (!range("ctx_ucode_size_bytes", common + 4, common_.ucode_offset, h.context_size) ||
          !range("ctl_ucode_size_bytes", common + 20, h.control_offset, h.control_size))
        return;
      add(PspFirmwareType::sdma_th1, h.control_offset, h.control_size);
      add(PspFirmwareType::sdma_th0, common_.ucode_offset, h.context_size);
    } else {
      const auto h = rest<header::SdmaV3>();
      if (range("ucode_size_bytes of the v3 header", common + 8, common_.ucode_offset, h.ucode_size))
        add(PspFirmwareType::sdma_th0, common_.ucode_offset, h.ucode_size);
    }
  }

  void rs64(const Rs64& engine) {
    out_.feature_version = load<u32>(file_, common);
    if (common_.header_major == 1) {
      const auto h = rest<header::GfxV1>();
      const u64 table = u64{h.jump_table_size} * 4, table_offset = common_.ucode_offset + u64{h.jump_table_offset} * 4;
      if (!range("jt_size", common + 8, table_offset, table)) return;
      if (engine.legacy_jump_table == PspFirmwareType::none)
        return add(engine.legacy_code, common_.ucode_offset, common_.ucode_size);
      if (table > common_.ucode_size)
        return set_fault("jt_size", common + 8, fmt::format("at most the code's {:#x} bytes", common_.ucode_size),
                         fmt::format("{:#x}", table));
      add(engine.legacy_code, common_.ucode_offset, static_cast<u32>(common_.ucode_size - table));
      return add(engine.legacy_jump_table, table_offset, static_cast<u32>(table));
    }
    const auto h = rest<header::GfxV2>();
    out_.start_address = join64(h.start_address_low, h.start_address_high);
    if (!range("ucode_size_bytes of the v2 header", common + 4, common_.ucode_offset, h.code_size) ||
        !range("data_size_bytes", common + 12, h.data_offset, h.data_size))
      return;
    add(engine.code, common_.ucode_offset, h.code_size);
    for (PspFirmwareType stack : engine.stacks) add(stack, h.data_offset, h.data_size);
  }

  void mes(PspFirmwareType code, PspFirmwareType data) {
    const auto h = rest<header::Mes>();
    out_.version = h.code_version ? h.code_version : common_.version;
    out_.start_address = join64(h.code_start_low, h.code_start_high);
    out_.data_start_address = join64(h.data_start_low, h.data_start_high);
    if (!range("mes_ucode_size_bytes", common + 4, h.code_offset, h.code_size) ||
        !range("mes_ucode_data_size_bytes", common + 16, h.data_offset, h.data_size))
      return;
    add(code, h.code_offset, h.code_size);
    add(data, h.data_offset, h.data_size);
  }

  void imu() {
    const auto h = rest<header::Imu>();
    const u64 data = u64{common_.ucode_offset} + h.iram_size;
    if (!range("imu_iram_ucode_size_bytes", common, common_.ucode_offset, h.iram_size) ||
        !range("imu_dram_ucode_size_bytes", common + 8, data, h.dram_size))
      return;
    add(PspFirmwareType::imu_i, common_.ucode_offset, h.iram_size);
    add(PspFirmwareType::imu_d, data, h.dram_size);
  }

  void rlc() {
    out_.feature_version = load<u32>(file_, common);
    const u16 minor = common_.header_minor;
    if (minor >= 1) {
      const auto h = rest<header::RlcV21>();
      list("save_restore_list_cntl", PspFirmwareType::rlc_restore_list_srm_cntl, h.cntl);
      list("save_restore_list_gpm", PspFirmwareType::rlc_restore_list_gpm_mem, h.gpm);
      list("save_restore_list_srm", PspFirmwareType::rlc_restore_list_srm_mem, h.srm);
    }
    if (minor >= 2) {
      const auto h = rest<header::RlcV22>();
      list("rlc_iram_ucode", PspFirmwareType::rlc_iram, {common_.version, 0, h.iram_size, h.iram_offset});
      list("rlc_dram_ucode", PspFirmwareType::rlc_dram_boot, {common_.version, 0, h.dram_size, h.dram_offset});
    }
    if (minor >= 3) {
      const auto h = rest<header::RlcV23>();
      list("rlcp_ucode", PspFirmwareType::rlc_p, h.rlcp);
      list("rlcv_ucode", PspFirmwareType::rlc_v, h.rlcv);
    }
    if (minor >= 4) {
      constexpr PspFirmwareType taps[] = {PspFirmwareType::global_tap_delays, PspFirmwareType::se0_tap_delays,
                                          PspFirmwareType::se1_tap_delays, PspFirmwareType::se2_tap_delays,
                                          PspFirmwareType::se3_tap_delays};
      for (std::size_t i = 0; i < std::size(taps); ++i) {
        const u64 at = common + sizeof(header::RlcV23) + i * 8;
        list("tap_delays_ucode", taps[i], {common_.version, 0, load<u32>(file_, at), load<u32>(file_, at + 4)});
      }
    }
    add(PspFirmwareType::rlc_g, common_.ucode_offset, common_.ucode_size);
  }

  // A part that may be absent (size 0).
  void list(std::string_view field, PspFirmwareType type, const header::RlcList& l) {
    if (l.size == 0 || !range(fmt::format("{}_size_bytes", field), common, l.offset, l.size)) return;
    add(type, l.offset, l.size, l.version);
  }

  void add(PspFirmwareType type, u64 offset, u64 size) { add(type, offset, size, common_.version); }
  void add(PspFirmwareType type, u64 offset, u64 size, u32 version) {
    if (!error_.empty()) return;
    Piece piece = slice(offset, size);
    piece.type = type;
    piece.version = version;
    piece.name = regs::amd::to_string(type);
    out_.pieces.push_back(std::move(piece));
  }
  Piece slice(u64 offset, u64 size) const {
    namespace image = regs::amd::psp_image;
    Piece piece;
    piece.version = common_.version;
    piece.offset = static_cast<u32>(offset);
    piece.bytes = file_.subspan(offset, size);
    piece.psp_image = size >= image::header_size && load<u32>(piece.bytes, image::magic) == image::magic_value;
    return piece;
  }

  // The kind's header; common_header() has checked that the file holds it.
  template <class T>
  T rest() const {
    return load<T>(file_, common);
  }
  bool range(std::string_view field, u64 at, u64 offset, u64 size) {
    if (offset <= file_.size() && size <= file_.size() - offset) return true;
    set_fault(field, at, fmt::format("a range within the file's {:#x} bytes", file_.size()),
              fmt::format("{:#x} bytes at {:#x}", size, offset));
    return false;
  }
  Unexpected<ParseError> fault(std::string_view field, u64 at, std::string_view expected, std::string_view found) {
    set_fault(field, at, expected, found);
    return refuse(error_);
  }
  void set_fault(std::string_view field, u64 at, std::string_view expected, std::string_view found) {
    if (error_.empty())
      error_ =
          fmt::format("firmware {}: {} (offset {:#x}): expected {}, found {}", out_.name, field, at, expected, found);
  }

  Bytes file_;
  CommonFirmwareHeader common_{};
  Container out_;
  std::string error_;
};

}  // namespace

std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }

const Piece* Container::find(PspFirmwareType type) const {
  for (const Piece& p : pieces)
    if (p.type == type && type != PspFirmwareType::none) return &p;
  return nullptr;
}
const Piece* Container::find(SosPart part) const {
  for (const Piece& p : pieces)
    if (p.part == part && part != SosPart::unknown) return &p;
  return nullptr;
}

Parsed<Container> parse_container(Role role, std::string_view name, Bytes file) {
  return Parser(role, name, file).run();
}

}  // namespace egpulab::firmware
