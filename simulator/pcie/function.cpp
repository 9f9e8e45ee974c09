// What all functions share: common header effects, power states, error logging.
#include "simulator/pcie/function.hpp"

#include <fmt/format.h>

namespace egpulab::simulator::pcie {

using namespace config;

std::string to_string(Bdf where) { return fmt::format("{:02x}:{:02x}.{:x}", where.bus, where.device, where.function); }

void Function::config_write(u16 offset, u8 bytes, u32 value) {
  config_.write(offset, bytes, value);
  const bool decodes = offset < 0x40 || (offsets_.power && touches(offset, bytes, offsets_.power + pm_control, 2));
  written(offset, bytes, value);
  if (decodes) routing_changed();
}

u8 Function::power_state() const {
  return offsets_.power ? static_cast<u8>(config_.read(offsets_.power + pm_control, 2) & pm_state) : u8{0};
}

void Function::log_unsupported(u64 address, bool posted) {
  if (offsets_.express)
    config_.set_bits(offsets_.express + device_status, 2,
                     device_status_unsupported | (posted ? u32{device_status_non_fatal} : 1u));
  if (!offsets_.aer) return;
  const u16 at = offsets_.aer;
  // An unsupported read is answered as such and is only advisory here; a posted write is lost, so it is an error.
  if (!posted) config_.set_bits(at + aer_correctable, 4, aer_advisory);
  const bool first = (config_.read(at + aer_uncorrectable, 4) & aer_unsupported_request) == 0;
  config_.set_bits(at + aer_uncorrectable, 4, aer_unsupported_request);
  if (!first) return;                                      // the log keeps the header of the first error
  const u32 request = posted ? 0x60000001u : 0x20000001u;  // MWr64, MRd64 of one dword
  config_.put(at + aer_header_log, 4, request);
  config_.put(at + aer_header_log + 4, 4, 0x0000000f);
  config_.put(at + aer_header_log + 8, 4, high32(address));
  config_.put(at + aer_header_log + 12, 4, low32(address) & ~3u);
}

void Function::reset(Reset kind) {
  config_.reset(kind == Reset::power);
  routing_changed();
}

void Function::visit(StateVisitor& visit) {
  visit(config_);
  if (visit.restoring()) routing_changed();
}

}  // namespace egpulab::simulator::pcie
