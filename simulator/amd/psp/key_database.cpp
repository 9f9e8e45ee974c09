// Reading a key database, and looking keys up.
#include "simulator/amd/psp/key_database.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "driver/regs/amd/firmware_headers.hpp"

namespace egpulab::simulator::amd::psp {

namespace keys = regs::amd::psp_keys;

void KeyDatabase::load(McMemory& memory, const Image& database) {
  keys_.clear();
  std::vector<std::byte> body(database.body_size);
  if (!memory.read(database.address + regs::amd::psp_image::header_size, body)) return;
  std::size_t at = keys::first_entry;
  while (at + keys::entry::shortest <= body.size()) {
    const u32 bytes = egpulab::load<u32>(body, at + keys::entry::size);
    if (bytes < keys::entry::shortest || bytes > body.size() - at) break;
    keys_.push_back(egpulab::load<KeyId>(body, at + keys::entry::id));
    at += bytes;
  }
}

Checked<void> KeyDatabase::check(const Image& image) const {
  if (keys_.empty() || image.key == KeyId{} || std::ranges::find(keys_, image.key) != keys_.end()) return {};
  return refuse(Status::error_security,
                fmt::format("image at {:#x} is signed with key {:02x}, which the key database does not have",
                            image.address, fmt::join(image.key, "")));
}

}  // namespace egpulab::simulator::amd::psp
