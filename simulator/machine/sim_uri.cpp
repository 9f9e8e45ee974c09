// Opening "sim:" URIs.
#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <limits>

#include "driver/base/error.hpp"
#include "simulator/machine/sim_device.hpp"
#include "simulator/machine/snapshot_file.hpp"

namespace egpulab::simulator {
namespace {

u64 number(std::string_view option, std::string_view text, u64 most) {
  u64 value = 0;
  const bool hex = text.starts_with("0x");
  const std::string_view digits = hex ? text.substr(2) : text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty() || value > most)
    throw InvalidRequest(fmt::format("option {}: expected a number up to {}, found \"{}\"", option, most, text));
  return value;
}

// "256M", "32G", "full" (0), or bytes.
u64 bar_size(std::string_view text) {
  if (text == "full") return 0;
  u64 unit = 1;
  std::string_view digits = text;
  if (!digits.empty()) switch (digits.back()) {
      case 'K':
        unit = KiB;
        break;
      case 'M':
        unit = MiB;
        break;
      case 'G':
        unit = GiB;
        break;
      default:
        break;
    }
  if (unit != 1) digits.remove_suffix(1);
  u64 value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value == 0 || value > (u64{1} << 48) / unit ||
      !std::has_single_bit(value * unit) || value * unit < MiB)
    throw InvalidRequest(
        fmt::format("option bar0: expected a power of two such as 256M or 32G, or full; found \"{}\"", text));
  return value * unit;
}

bool flag(std::string_view option, std::string_view text) {
  if (text == "1" || text == "true" || text == "yes") return true;
  if (text == "0" || text == "false" || text == "no" || text.empty()) return false;
  throw InvalidRequest(fmt::format("option {}: expected 0 or 1, found \"{}\"", option, text));
}

}  // namespace

std::unique_ptr<SimDevice> open_on(std::shared_ptr<Machine> machine, u32 ordinal, std::string uri) {
  if (ordinal >= machine->device_count())
    throw InvalidRequest(fmt::format("device {} of {}: the machine has {}", ordinal, uri, machine->device_count()));
  return std::make_unique<SimDevice>(std::move(machine), ordinal, std::move(uri));
}

std::unique_ptr<SimDevice> open_sim(bus::Uri uri) {
  MachineOptions options;
  const std::string snapshot = uri.take("snapshot");
  if (!snapshot.empty()) {
    // What the URI does not say is as it was when the snapshot was saved.
    auto saved = snapshot_options(snapshot);
    if (!saved) throw InvalidRequest(saved.error().message);
    options = std::move(*saved);
  }
  const u64 gpus = number("gpus", uri.take("gpus", "1"), 8);
  if (!uri.name.empty()) options.profiles.assign(std::max<u64>(1, gpus), uri.name);
  if (options.profiles.empty())
    throw InvalidRequest(fmt::format("bus \"{}\": expected a device, as in sim:rx7900xtx", uri.text));
  if (uri.options.contains("dock")) options.dock = uri.take("dock");
  if (uri.options.contains("seed")) options.seed = number("seed", uri.take("seed"), std::numeric_limits<u64>::max());
  // The VRAM BAR, which is BAR0 of AMD's cards and BAR1 of NVIDIA's.
  if (uri.options.contains("bar0")) options.bar0 = bar_size(uri.take("bar0"));
  if (uri.options.contains("bar1")) options.bar0 = bar_size(uri.take("bar1"));
  if (uri.options.contains("fault")) options.faults = uri.take("fault");
  options.strict = flag("strict", uri.take("strict", "0"));
  const u32 ordinal = static_cast<u32>(number("ordinal", uri.take("ordinal", "0"), 7));
  if (!uri.options.empty())
    throw InvalidRequest(
        fmt::format("bus \"{}\": option \"{}\" is not known; known: dock, seed, bar0, bar1, strict, fault, "
                    "snapshot, gpus, ordinal",
                    uri.text, uri.options.begin()->first));
  auto machine = std::make_shared<Machine>(std::move(options));
  if (!snapshot.empty())
    if (auto loaded = machine->load(snapshot); !loaded) throw InvalidRequest(loaded.error().message);
  return open_on(std::move(machine), ordinal, uri.text);
}

void register_sim_backend(bus::Backends& backends) {
  backends.add(
      "sim",
      "sim:PROFILE[?dock=D&seed=N&bar0|bar1=SIZE&strict=1&fault=LIST&snapshot=FILE&gpus=N&ordinal=N]: simulated GPU",
      [](bus::Uri uri) -> std::unique_ptr<bus::PciDevice> { return open_sim(std::move(uri)); },
      [] {
        std::vector<std::string> uris;
        for (const std::string& id : list_device_profiles()) uris.push_back("sim:" + id);
        return uris;
      });
}

}  // namespace egpulab::simulator
