// Backends by URI scheme. Executables compose the list; the driver only ever sees the PciDevice that comes out.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "driver/bus/uri.hpp"

namespace egpulab::bus {

class Backends {
 public:
  using Open = std::function<std::unique_ptr<PciDevice>(Uri)>;
  using List = std::function<std::vector<std::string>()>;  // URIs that would open

  void add(std::string scheme, std::string help, Open open, List list);
  // Throws InvalidRequest naming the known schemes, or what the backend says.
  std::unique_ptr<PciDevice> open(std::string_view uri) const;
  std::vector<std::string> list() const;

 private:
  struct Backend {
    std::string scheme, help;
    Open open;
    List list;
  };
  std::vector<Backend> backends_;
};

// For a backend that took all options it knows: throws InvalidRequest naming the first that is left, and `known`
// ("dock, seed and fault").
void refuse_unknown_options(const Uri& uri, std::string_view known);

}  // namespace egpulab::bus
