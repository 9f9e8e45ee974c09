// Writing and reading snapshot files. All integers little-endian:
//   8 bytes "EGPUSNAP", u32 version, u32 bytes of options, options,
//   u64 payload bytes, u64 compressed bytes, u64 xxh3 of options and payload, zstd frame of the payload.
// Payload: the state's bytes behind their count, then for each memory its name, size, page count and pages
// (address, 4096 bytes).
#include "simulator/machine/snapshot_file.hpp"

#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

#include <fstream>
#include <iterator>

#include "driver/base/error.hpp"
#include "simulator/core/memory_snapshot.hpp"
#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator {
namespace {

constexpr std::string_view magic = "EGPUSNAP";
constexpr u64 largest_payload = 64 * GiB;

// How the options travel: visited like state.
void visit_options(StateVisitor& v, MachineOptions& o) {
  v(o.profiles);
  v(o.dock);
  v(o.seed);
  v(o.bar0);
  v(o.faults);
}

u64 checksum(Bytes options, Bytes payload) {
  const u64 first = XXH3_64bits(options.data(), options.size());
  return XXH3_64bits_withSeed(payload.data(), payload.size(), first);
}

std::string describe(const MachineOptions& o) {
  std::string names;
  for (const std::string& profile : o.profiles) names += fmt::format("{}{}", names.empty() ? "" : "+", profile);
  return fmt::format("{} on dock {} with seed {}{}", names, o.dock, o.seed,
                     o.faults.empty() ? "" : fmt::format(" and faults {}", o.faults));
}

struct File {
  MachineOptions options;
  std::vector<std::byte> payload;
};

Parsed<File> read_file(const std::string& path, bool with_payload) {
  const auto bad = [&](std::string why) { return refuse(fmt::format("snapshot {}: {}", path, why)); };
  std::ifstream in(path, std::ios::binary);
  if (!in) return bad("cannot be opened");
  const auto get = [&](auto& value) {
    return static_cast<bool>(in.read(reinterpret_cast<char*>(&value), sizeof value));
  };
  char found_magic[8];
  u32 version = 0, options_bytes = 0;
  if (!get(found_magic) || std::string_view(found_magic, 8) != magic) return bad("is not a snapshot file");
  if (!get(version)) return bad("is cut off in its header");
  if (version != snapshot_version) return bad(fmt::format("has version {}, expected {}", version, snapshot_version));
  if (!get(options_bytes) || options_bytes > MiB) return bad("is damaged or cut off in its header");
  std::vector<std::byte> options_raw(options_bytes);
  u64 payload_bytes = 0, compressed_bytes = 0, expected_sum = 0;
  if (!in.read(reinterpret_cast<char*>(options_raw.data()), options_bytes) || !get(payload_bytes) ||
      !get(compressed_bytes) || !get(expected_sum))
    return bad("is cut off in its header");

  File file;
  try {
    StateRestorer restorer(options_raw);
    visit_options(restorer, file.options);
    restorer.finish();
  } catch (const StateMismatch&) {
    return bad("is damaged: its options cannot be read");
  }
  if (!with_payload) return file;

  const std::string compressed((std::istreambuf_iterator<char>(in)), {});
  if (compressed.size() != compressed_bytes)
    return bad(
        fmt::format("is cut off or damaged: {} bytes of data, expected {}", compressed.size(), compressed_bytes));
  if (payload_bytes > largest_payload ||
      ZSTD_getFrameContentSize(compressed.data(), compressed.size()) != payload_bytes)
    return bad("is damaged: its sizes contradict each other");
  file.payload.resize(payload_bytes);
  const std::size_t got = ZSTD_decompress(file.payload.data(), payload_bytes, compressed.data(), compressed.size());
  if (ZSTD_isError(got)) return bad(fmt::format("is damaged: {}", ZSTD_getErrorName(got)));
  if (got != payload_bytes || checksum(options_raw, file.payload) != expected_sum)
    return bad("is damaged: its checksum does not fit");
  return file;
}

}  // namespace

Parsed<MachineOptions> snapshot_options(const std::string& path) {
  auto file = read_file(path, false);
  if (!file) return Unexpected<ParseError>(file.error());
  return std::move(file->options);
}

void Machine::save(const std::string& path) {
  std::vector<std::byte> options_raw, payload;
  StateSaver options_saver(options_raw), saver(payload);
  visit_options(options_saver, options_);
  auto state = saved_state();
  saver(state);
  for (Memory* const memory : memories()) {
    std::string name = memory->name();
    u64 size = memory->size();
    auto pages = memory->nonzero_pages();
    u64 count = pages.size();
    saver(name), saver(size), saver(count);
    for (u64 address : pages) {
      saver(address);
      saver.raw({memory->data() + address, Memory::page_size});
    }
  }
  std::vector<char> compressed(ZSTD_compressBound(payload.size()));
  const std::size_t bytes = ZSTD_compress(compressed.data(), compressed.size(), payload.data(), payload.size(), 3);
  if (ZSTD_isError(bytes)) throw Error(fmt::format("snapshot {}: {}", path, ZSTD_getErrorName(bytes)));

  // Written beside and renamed, so that a crash leaves the old file or the new one.
  const std::string beside = path + ".part";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    const auto put = [&](const auto& value) { out.write(reinterpret_cast<const char*>(&value), sizeof value); };
    out.write(magic.data(), static_cast<std::streamsize>(magic.size()));
    put(snapshot_version);
    put(static_cast<u32>(options_raw.size()));
    out.write(reinterpret_cast<const char*>(options_raw.data()), static_cast<std::streamsize>(options_raw.size()));
    put(u64{payload.size()});
    put(u64{bytes});
    put(checksum(options_raw, payload));
    out.write(compressed.data(), static_cast<std::streamsize>(bytes));
    if (!out.flush()) throw Error(fmt::format("snapshot {}: cannot be written", path));
  }
  if (std::rename(beside.c_str(), path.c_str()) != 0) throw Error(fmt::format("snapshot {}: cannot be written", path));
}

Parsed<bool> Machine::load(const std::string& path) {
  auto file = read_file(path, true);
  if (!file) return Unexpected<ParseError>(file.error());
  const MachineOptions& theirs = file->options;
  if (theirs.profiles != options_.profiles || theirs.dock != options_.dock || theirs.faults != options_.faults)
    return refuse(fmt::format("snapshot {}: is of {}; this machine is {}", path, describe(theirs), describe(options_)));

  const auto before = take_snapshot();
  try {
    StateRestorer in(file->payload);
    Snapshot loaded;
    in(loaded.state);
    for (Memory* const memory : memories()) {
      std::string name;
      u64 size = 0, count = 0;
      in(name), in(size), in(count);
      if (name != memory->name() || size != memory->size())
        throw StateMismatch(fmt::format("it has memory {} of {:#x} bytes where this machine has {} of {:#x}", name,
                                        size, memory->name(), memory->size()));
      memory->clear();
      for (u64 i = 0; i < count; ++i) {
        u64 address = 0;
        in(address);
        if (address % Memory::page_size != 0 || !memory->contains(address, Memory::page_size))
          throw StateMismatch(fmt::format("its {} has a page at {:#x}", name, address));
        memory->note_write(address, Memory::page_size);
        in.raw({memory->data() + address, Memory::page_size});
      }
      loaded.memories.push_back(memory->take_snapshot());
    }
    in.finish();
    restore(loaded);
  } catch (const std::exception& e) {
    restore(*before);
    return refuse(fmt::format("snapshot {}: does not fit this machine: {}", path, e.what()));
  }
  return true;
}

}  // namespace egpulab::simulator
