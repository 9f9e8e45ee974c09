// Boot memory of GSP-RM. Layouts: open-gpu-kernel-modules gsp_fw_wpr_meta.h, libos_init_args.h, kernel_gsp.c.
#include "driver/nvidia/gsp_memory.hpp"

#include <fmt/format.h>

#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"

namespace egpulab::driver::nvidia {

namespace rm = regs::nvidia::gsp::r570_144;

namespace {

constexpr u64 page = rm::radix3_page_size, entries_of_page = page / sizeof(u64);
constexpr u64 log_size = 64 * KiB;
constexpr std::array<std::string_view, 5> log_names{"LOGINIT", "LOGINTR", "LOGRM", "LOGMNOC", "LOGKRNL"};

}  // namespace

GspMemory::GspMemory(bus::Link& link, BootMemory& memory, const firmware::NvidiaFirmware& firmware,
                     const FrameBufferLayout& layout, const GspQueues& queues)
    : link_(link) {
  write_libos(memory, queues);
  signature_ = keep(memory, firmware.gsp().signature, "GSP-RM's signature");
  bootloader_ = keep(memory, firmware.bootloader().image, "GSP bootloader");
  write_image(memory, firmware.gsp());
  write_meta(memory, firmware, layout);
}

std::unique_ptr<bus::DmaBuffer> GspMemory::keep(BootMemory& memory, Bytes content, std::string_view label) {
  auto buffer = memory.allocate({.size = content.size(), .contiguous = true, .label = std::string(label)});
  buffer->write(0, content);
  return buffer;
}

// Three levels of pages that list the pages of the next one; the last lists the image's.
void GspMemory::write_image(BootMemory& memory, const firmware::GspImage& image) {
  std::array<u64, 4> pages{};
  pages[3] = align_up(image.image.size(), page) / page;
  for (std::size_t level = 3; level-- > 0;)
    pages[level] = align_up(pages[level + 1], entries_of_page) / entries_of_page;
  if (pages[0] != 1)
    throw FirmwareRejected(fmt::format("firmware {}: an image of {:#x} bytes exceeds three levels of pages", image.name,
                                       image.image.size()));
  const u64 tables = pages[0] + pages[1] + pages[2];
  image_ = memory.allocate({.size = tables * page + image.image.size(), .label = "GSP-RM's image"});
  const std::vector<u64> addresses = page_addresses(*image_, tables + pages[3]);
  std::vector<u64> words(tables * entries_of_page);
  u64 table = 0, next = 1;  // first page of this level and of the one that it lists
  for (std::size_t level = 0; level < 3; ++level) {
    for (u64 i = 0; i < pages[level + 1]; ++i) words[table * entries_of_page + i] = addresses[next + i];
    table = next;
    next += pages[level + 1];
  }
  image_->write(0, std::as_bytes(std::span(words)));
  image_->write(tables * page, image.image);
}

void GspMemory::write_libos(BootMemory& memory, const GspQueues& queues) {
  rm::GspArgumentsCached arguments;
  arguments.message_queue_init_arguments = queues.arguments();
  arguments.b_dmem_stack = 1;
  std::vector<std::byte> rm_page(page);
  store(MutableBytes(rm_page), 0, arguments);
  rm_arguments_ = keep(memory, rm_page, "GSP-RM's arguments");

  std::array<rm::LibosMemoryRegionInitArgument, log_names.size() + 1> regions{};
  const auto region = [](std::string_view name, const bus::DmaBuffer& buffer, u64 size) {
    rm::LibosMemoryRegionInitArgument r;
    r.id8 = rm::libos_region_id(name);
    r.pa = bus_address(buffer);
    r.size = size;
    r.kind = static_cast<u8>(rm::LibosRegionKind::contiguous);
    r.loc = static_cast<u8>(rm::LibosRegionLocation::sysmem);
    return r;
  };
  for (std::size_t i = 0; i < log_names.size(); ++i) {
    logs_[i].name = log_names[i];
    logs_[i].memory =
        memory.allocate({.size = log_size, .contiguous = true, .label = fmt::format("GSP log {}", log_names[i])});
    // A log begins with its put pointer; the addresses of its pages are for firmware that maps them one by one.
    std::vector<u64> head(1 + log_size / page);
    for (u64 p = 0; p < log_size / page; ++p) head[1 + p] = bus_address(*logs_[i].memory, p * page);
    logs_[i].memory->fill(0, log_size, 0);
    logs_[i].memory->write(0, std::as_bytes(std::span(head)));
    regions[i] = region(log_names[i], *logs_[i].memory, log_size);
  }
  regions.back() = region("RMARGS", *rm_arguments_, page);
  std::vector<std::byte> libos_page(page);
  std::memcpy(libos_page.data(), regions.data(), sizeof regions);
  libos_arguments_ = keep(memory, libos_page, "libos arguments");
}

void GspMemory::write_meta(BootMemory& memory, const firmware::NvidiaFirmware& firmware, const FrameBufferLayout& l) {
  const auto& descriptor = firmware.bootloader().descriptor;
  rm::GspFwWprMeta m;
  m.magic = rm::wpr_meta_magic;
  m.revision = rm::wpr_meta_revision;
  m.sysmem_addr_of_radix3_elf = bus_address(*image_);
  m.size_of_radix3_elf = firmware.gsp().image.size();
  m.sysmem_addr_of_bootloader = bus_address(*bootloader_);
  m.size_of_bootloader = firmware.bootloader().image.size();
  m.bootloader_code_offset = descriptor.monitor_code_offset;
  m.bootloader_data_offset = descriptor.monitor_data_offset;
  m.bootloader_manifest_offset = descriptor.manifest_offset;
  m.sysmem_addr_of_signature = bus_address(*signature_);
  m.size_of_signature = firmware.gsp().signature.size();
  m.non_wpr_heap_size = l.non_wpr_heap.size;
  m.gsp_fw_heap_size = l.heap.size;
  m.frts_size = l.frts.size;
  m.vga_workspace_size = l.vga_workspace.size;
  m.pmu_reserved_size = l.pmu_reserved;
  if (!l.chosen_by_firmware) {
    m.gsp_fw_rsvd_start = m.non_wpr_heap_offset = l.non_wpr_heap.offset;
    m.gsp_fw_wpr_start = l.wpr_begin;
    m.gsp_fw_heap_offset = l.heap.offset;
    m.gsp_fw_offset = l.image.offset;
    m.boot_bin_offset = l.boot_binary.offset;
    m.frts_offset = l.frts.offset;
    m.gsp_fw_wpr_end = l.wpr_end;
    m.fb_size = l.size;
    m.vga_workspace_offset = l.vga_workspace.offset;
  }
  wpr_meta_ = keep(memory, as_bytes(m), "WPR metadata");
}

void GspMemory::release_images() {
  image_.reset();
  signature_.reset();
  bootloader_.reset();
}

std::string GspMemory::log_text(const LogTexts* texts) noexcept {
  constexpr std::size_t most_lines = 4;
  std::string text;
  try {
    for (Log& log : logs_) {
      std::vector<std::byte> content(log_size);
      log.memory->read(0, content);
      for (const LogRecord& r : decode_log(content, texts, most_lines))
        text += fmt::format("{}{} at {} ns: {}", text.empty() ? "" : "; ", log.name, r.time, r.text);
    }
  } catch (...) {  // NOLINT(bugprone-empty-catch): the error that asked for it matters more
  }
  return text;
}

}  // namespace egpulab::driver::nvidia
