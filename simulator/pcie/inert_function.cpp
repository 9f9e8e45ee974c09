// Configuration space of functions that nothing here drives.
#include "simulator/pcie/inert_function.hpp"

namespace egpulab::simulator::pcie {

using namespace config;

InertFunction::InertFunction(const FunctionProfile& p, RoutingListener& listener) : Function(listener) {
  // As the audio function of the same listings: capabilities at the GPU's places, one BAR of 16 KiB.
  static const CapabilityProfile list[] = {{"vendor", 0x48, 0x09, 0, 8},     {"pm", 0x50, 0x01, 0, 8},
                                           {"pcie", 0x64, 0x10, 0, 0x3c},    {"msi", 0xa0, 0x05, 0, 0x10},
                                           {"vsec", 0x100, 0x000b, 1, 0x10}, {"aer", 0x150, 0x0001, 2, 0x48}};
  ConfigSpace& c = config_;
  c.set(vendor_id, 2, p.vendor);
  c.set(device_id, 2, p.device);
  c.writable(command, 2, 0x0547);
  c.write_one_clears(status, 2, 0xf900);
  c.set(revision, 1, p.revision);
  c.set(class_code, 2, p.class_code & 0xffff);
  c.set(class_code + 2, 1, p.class_code >> 16);
  c.writable(cache_line, 1, 0xff);
  c.set(header_type, 1, 0x80);
  c.writable(bar0, 4, ~0x3fffu);
  c.set(subsystem_vendor_id, 2, p.subsystem_vendor);
  c.set(subsystem_id, 2, p.subsystem_device);
  c.writable(interrupt_line, 1, 0xff);
  c.set(interrupt_pin, 1, 2);
  CapabilityFacts facts;
  facts.subsystem_vendor = p.subsystem_vendor;
  facts.subsystem = p.subsystem_device;
  offsets_ = build_capabilities(c, list, facts);
}

}  // namespace egpulab::simulator::pcie
