// Finding and loading the firmware of an NVIDIA chip.
#include "driver/firmware/nvidia_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "driver/base/error.hpp"

namespace egpulab::firmware {
namespace {

using regs::nvidia::Architecture;

struct FamilyOf {
  Architecture architecture;
  ChipFamily family;
};
// Names of signature sections and folders as linux-firmware has them.
constexpr FamilyOf families[] = {
    {Architecture::ampere, {"ga10x", "ga102", false}},   {Architecture::hopper, {"gh100", "gh100", true}},
    {Architecture::ada, {"ad10x", "ad102", false}},      {Architecture::blackwell_gb10x, {"gb10x", "gb100", true}},
    {Architecture::blackwell, {"gb20x", "gb202", true}},
};

std::string folder_of(const regs::nvidia::Chip& chip) {
  std::string folder(chip.name);
  std::transform(folder.begin(), folder.end(), folder.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return folder;
}

std::string path_of(std::string_view folder, std::string_view what) {
  return fmt::format("nvidia/{}/gsp/{}-{}.bin", folder, what, gsp_version);
}

}  // namespace

const ChipFamily& family_of(const regs::nvidia::Chip& chip) {
  for (const FamilyOf& f : families)
    if (f.architecture == chip.architecture) return f.family;
  throw InvalidRequest(fmt::format("no firmware family is known for {}", chip.name));
}

Parsed<Bytes> NvidiaFirmware::file(const Source& source, const regs::nvidia::Chip& chip, std::string_view what,
                                   std::string& origin) {
  const std::string own = path_of(folder_of(chip), what), shared = path_of(family_->folder, what);
  for (const std::string& path : {own, shared}) {
    Parsed<std::optional<File>> found = source.find(path);
    if (!found) return Unexpected<ParseError>(found.error());
    if (!*found) continue;
    files_.push_back(std::make_shared<const File>(std::move(**found)));
    origin = files_.back()->origin;
    return Bytes(files_.back()->bytes);
  }
  return Unexpected<ParseError>(source.read(shared).error());
}

Parsed<NvidiaFirmware> NvidiaFirmware::load(const Source& source, const regs::nvidia::Chip& chip) {
  NvidiaFirmware set;
  set.family_ = &family_of(chip);
  ParseError error;
  // Reads one file and gives it to its parser; false with `error` set where either refuses.
  const auto take = [&](auto& into, std::string_view what, const auto& parse) {
    std::string origin;
    Parsed<Bytes> bytes = set.file(source, chip, what, origin);
    if (!bytes) {
      error = bytes.error();
      return false;
    }
    auto parsed = parse(origin, *bytes);
    if (!parsed) {
      error = parsed.error();
      return false;
    }
    into = std::move(*parsed);
    return true;
  };
  const auto gsp = [&](std::string_view name, Bytes bytes) { return parse_gsp_image(name, bytes, set.family_->name); };
  const bool all = take(set.gsp_, "gsp", gsp) && take(set.bootloader_, "bootloader", parse_bootloader) &&
                   (set.family_->fsp ? take(set.fmc_, "fmc", parse_fmc)
                                     : take(set.booter_load_, "booter_load", parse_booter) &&
                                           take(set.booter_unload_, "booter_unload", parse_booter));
  if (!all) return Unexpected<ParseError>(error);
  if (set.gsp_->version != gsp_version)
    return refuse(fmt::format("firmware {}: .fwversion: expected {}, whose interface this driver speaks, found \"{}\"",
                              set.gsp_->name, gsp_version, set.gsp_->version));
  return set;
}

std::vector<std::string> NvidiaFirmware::origins() const {
  std::vector<std::string> out;
  for (const auto& f : files_) out.push_back(f->origin);
  return out;
}

}  // namespace egpulab::firmware
