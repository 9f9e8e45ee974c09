// Synthetic firmware and log texts as one source.
#include "tools/check/simulated_firmware.hpp"

#include "fixtures/firmware.hpp"
#include "simulator/nvidia/gsp/libos_log.hpp"

namespace egpulab::check {
namespace {

class Simulated final : public firmware::Source {
 public:
  Parsed<std::optional<firmware::File>> find(std::string_view name) const override {
    // The vendor's releases have one for each family; ours is the same for all.
    if (name.starts_with("nvidia/570.144/gsp_log_"))
      return firmware::File{std::string(name), "the simulator", simulator::nvidia::gsp::logging_elf()};
    return files_->find(name);
  }
  std::vector<std::string> places() const override { return files_->places(); }

 private:
  std::shared_ptr<const firmware::Source> files_ = fixtures::synthetic_firmware_source();
};

}  // namespace

std::shared_ptr<const firmware::Source> simulated_firmware() { return std::make_shared<Simulated>(); }

}  // namespace egpulab::check
