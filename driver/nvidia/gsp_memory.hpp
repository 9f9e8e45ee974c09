// What GSP-RM finds in host memory when it starts: its image in three levels of pages, the arguments of its operating
// system with log buffers, and the metadata that the boot chain works from.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "driver/firmware/nvidia_set.hpp"
#include "driver/nvidia/boot_memory.hpp"
#include "driver/nvidia/gsp_queue.hpp"
#include "driver/nvidia/layout.hpp"
#include "driver/nvidia/libos_log.hpp"

namespace egpulab::driver::nvidia {

class GspMemory {
 public:
  GspMemory(bus::Link& link, BootMemory& memory, const firmware::NvidiaFirmware& firmware,
            const FrameBufferLayout& layout, const GspQueues& queues);

  u64 libos_arguments() const { return bus_address(*libos_arguments_); }
  u64 wpr_meta() const { return bus_address(*wpr_meta_); }
  // Once GSP-RM runs it has its own copy of these.
  void release_images();

  // The last lines of all logs, or an empty text. Never throws: it explains other errors.
  std::string log_text(const LogTexts* texts) noexcept;

 private:
  void write_image(BootMemory& memory, const firmware::GspImage& image);
  void write_libos(BootMemory& memory, const GspQueues& queues);
  void write_meta(BootMemory& memory, const firmware::NvidiaFirmware& firmware, const FrameBufferLayout& layout);
  std::unique_ptr<bus::DmaBuffer> keep(BootMemory& memory, Bytes content, std::string_view label);

  struct Log {
    std::string_view name;
    std::unique_ptr<bus::DmaBuffer> memory;
  };
  bus::Link& link_;
  std::unique_ptr<bus::DmaBuffer> image_, signature_, bootloader_, wpr_meta_, libos_arguments_, rm_arguments_;
  std::array<Log, 5> logs_;
};

}  // namespace egpulab::driver::nvidia
