// Lines of the log, their records, and the ELF file that decodes them.
#include "simulator/nvidia/gsp/libos_log.hpp"

#include <elf.h>

#include <array>
#include <string>
#include <string_view>

namespace egpulab::simulator::nvidia::gsp {

namespace {

struct Line {
  LogLine line;
  std::string_view file;
  u32 number;
  u8 level;  // 1 info, 2 notice, 3 warning, 4 error
  u8 arguments;
  std::string_view format;
};
// clang-format off
constexpr std::array lines{
    Line{LogLine::start,             "gsp_start.c",   40, 1, 3, "GSP-RM starts on chip 0x%llx, WPR2 0x%llx to 0x%llx\n"},
    Line{LogLine::bad_argument,      "gsp_start.c",   71, 4, 2, "start argument %llu is not usable: 0x%llx\n"},
    Line{LogLine::queues_ready,      "gsp_queue.c",   55, 1, 3, "message queues: %llu pages, commands at 0x%llx, status at 0x%llx\n"},
    Line{LogLine::registry_entry,    "gsp_start.c",   96, 1, 2, "registry entry %llu is 0x%llx\n"},
    Line{LogLine::init_done,         "gsp_start.c",  120, 2, 1, "initialised, status 0x%08llx\n"},
    Line{LogLine::bad_checksum,      "gsp_queue.c",   88, 4, 2, "command %llu: bad checksum, sum 0x%08llx\n"},
    Line{LogLine::bad_sequence,      "gsp_queue.c",   94, 4, 1, "bad sequence number, expected %llu\n"},
    Line{LogLine::bad_command,       "gsp_queue.c",  102, 4, 1, "command %llu cannot be received\n"},
    Line{LogLine::bad_rpc_header,    "gsp_rpc.c",     33, 4, 1, "RPC %llu has no valid header\n"},
    Line{LogLine::unknown_function,  "gsp_rpc.c",     41, 4, 1, "RPC %llu is none of this firmware\n"},
    Line{LogLine::alloc_failed,      "gsp_rpc.c",     77, 3, 5, "alloc failed: client 0x%08llx parent 0x%08llx object 0x%08llx class 0x%04llx status 0x%08llx\n"},
    Line{LogLine::control_failed,    "gsp_rpc.c",    101, 3, 4, "control failed: client 0x%08llx object 0x%08llx command 0x%08llx status 0x%08llx\n"},
    Line{LogLine::free_failed,       "gsp_rpc.c",    118, 3, 3, "free failed: client 0x%08llx object 0x%08llx status 0x%08llx\n"},
    Line{LogLine::rpc_failed,        "gsp_rpc.c",    130, 3, 2, "RPC %llu failed, status 0x%08llx\n"},
    Line{LogLine::status_queue_full, "gsp_queue.c",  140, 4, 1, "status queue is full, %llu elements wait\n"},
    Line{LogLine::mmu_fault,         "gsp_fault.c",   25, 4, 4, "MMU fault of channel 0x%08llx at 0x%llx, type %llu, access %llu\n"},
    Line{LogLine::channel_error,     "gsp_rc.c",      30, 4, 3, "channel 0x%08llx of runlist %llu in error %llu\n"},
    Line{LogLine::unloading,         "gsp_start.c",  160, 2, 1, "unloading, level %llu\n"},
    Line{LogLine::pmu_started,       "pmu_start.c",   20, 1, 0, "PMU starts\n"},
    Line{LogLine::pmu_version,       "pmu_start.c",   24, 1, 1, "PMU version 0x%llx\n"},
};
// clang-format on
static_assert(lines.size() == static_cast<std::size_t>(LogLine::count_));

struct Metadata {  // libosLogMetadata
  u64 filename, format;
  u32 line_number;
  u8 argument_count, print_level, special_type, pad;
};
static_assert(sizeof(Metadata) == 24);
// Where the logging section of such firmware is linked.
constexpr u64 metadata_base = 0x20000000;
constexpr u64 strings_base = metadata_base + lines.size() * sizeof(Metadata);

constexpr u64 metadata_address(LogLine line) { return metadata_base + static_cast<u64>(line) * sizeof(Metadata); }

}  // namespace

std::vector<u64> log_record(LogLine line, std::initializer_list<u64> arguments, Nanoseconds now) {
  std::vector<u64> words(arguments);
  words.resize(lines[static_cast<std::size_t>(line)].arguments);
  words.push_back(metadata_address(line));
  words.push_back(static_cast<u64>(now.count()));
  return words;
}

void LibosLog::write(LogLine line, std::initializer_list<u64> arguments, Nanoseconds now) {
  if (words_ == 0) return;
  for (const u64 word : log_record(line, arguments, now)) {
    memory_->write({at_.aperture, at_.address + 8 + put_ % words_ * 8}, as_bytes(word));
    ++put_;
  }
  memory_->write(at_, as_bytes(put_));
}

std::vector<std::byte> logging_elf() {
  std::string strings;
  const auto add = [&](std::string_view text) {
    const u64 at = strings_base + strings.size();
    strings.append(text).push_back('\0');
    return at;
  };
  std::array<Metadata, lines.size()> metadata{};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    metadata[i].filename = add(lines[i].file);
    metadata[i].format = add(lines[i].format);
    metadata[i].line_number = lines[i].number;
    metadata[i].argument_count = lines[i].arguments;
    metadata[i].print_level = lines[i].level;
  }
  static constexpr char names[] = "\0.logging\0.shstrtab";
  const u64 section_bytes = sizeof metadata + strings.size();
  const u64 section_at = sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr), names_at = section_at + section_bytes;
  const u64 headers_at = align_up(names_at + sizeof names, 8);

  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64, header.e_ident[EI_DATA] = ELFDATA2LSB, header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_EXEC, header.e_machine = EM_RISCV, header.e_version = EV_CURRENT;
  header.e_phoff = sizeof header, header.e_shoff = headers_at, header.e_ehsize = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr), header.e_phnum = 1;
  header.e_shentsize = sizeof(Elf64_Shdr), header.e_shnum = 3, header.e_shstrndx = 2;
  const Elf64_Phdr segment{PT_LOAD, PF_R, section_at, metadata_base, metadata_base, section_bytes, section_bytes, 8};
  std::array<Elf64_Shdr, 3> sections{};
  sections[1] = {1, SHT_PROGBITS, 0, metadata_base, section_at, section_bytes, 0, 0, 8, 0};
  sections[2] = {10, SHT_STRTAB, 0, 0, names_at, sizeof names, 0, 0, 1, 0};

  std::vector<std::byte> elf(headers_at + sizeof sections);
  const auto put = [&](u64 at, Bytes bytes) { std::memcpy(elf.data() + at, bytes.data(), bytes.size()); };
  put(0, as_bytes(header)), put(sizeof header, as_bytes(segment));
  put(section_at, as_bytes(metadata));
  put(section_at + sizeof metadata, std::as_bytes(std::span<const char>(strings)));
  put(names_at, as_bytes(names)), put(headers_at, as_bytes(sections));
  return elf;
}

}  // namespace egpulab::simulator::nvidia::gsp
