// All firmware that one NVIDIA chip needs for GSP-RM.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/firmware/nvidia_files.hpp"
#include "driver/firmware/source.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::firmware {

// The version of GSP-RM whose interface the driver speaks.
inline constexpr std::string_view gsp_version = "570.144";

// What chips of one family share: signatures are for it, and its first chip's folder has the files.
struct ChipFamily {
  std::string_view name;    // "ga10x"
  std::string_view folder;  // "ga102"
  bool fsp;                 // boots by the FSP and fmc instead of SEC2 and booters
};
// Throws InvalidRequest for a chip of no family.
const ChipFamily& family_of(const regs::nvidia::Chip& chip);

class NvidiaFirmware {
 public:
  // Reads and parses gsp, bootloader and either booters or fmc, from the chip's folder or its family's. The error is
  // the first file's: missing (with the places tried), malformed, of another version, or without signature for the
  // chip.
  static Parsed<NvidiaFirmware> load(const Source& source, const regs::nvidia::Chip& chip);

  const ChipFamily& family() const { return *family_; }
  const GspImage& gsp() const { return *gsp_; }
  const Bootloader& bootloader() const { return *bootloader_; }
  // Of families without FSP.
  const Booter& booter_load() const { return *booter_load_; }
  const Booter& booter_unload() const { return *booter_unload_; }
  // Of families with it.
  const Fmc& fmc() const { return *fmc_; }

  // Where the files were found.
  std::vector<std::string> origins() const;

 private:
  Parsed<Bytes> file(const Source& source, const regs::nvidia::Chip& chip, std::string_view what, std::string& origin);

  const ChipFamily* family_ = nullptr;
  std::vector<std::shared_ptr<const File>> files_;  // what the pieces' spans point into
  std::optional<GspImage> gsp_;
  std::optional<Bootloader> bootloader_;
  std::optional<Booter> booter_load_, booter_unload_;
  std::optional<Fmc> fmc_;
};

}  // namespace egpulab::firmware
