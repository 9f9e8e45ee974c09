// Putting a machine together, and its state as one.
#include "simulator/machine/machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "driver/base/error.hpp"
#include "simulator/core/memory_snapshot.hpp"
#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator {
namespace {

std::string dock_names() {
  std::string names;
  for (const pcie::DockProfile& dock : pcie::docks())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", dock.name);
  return names;
}

}  // namespace

Machine::Machine(MachineOptions options) : options_(std::move(options)), report_(options_.strict), sink_(0) {
  if (options_.profiles.empty()) throw InvalidRequest("a machine needs at least one device");
  if (options_.profiles.size() > 8) throw InvalidRequest("a machine has room for 8 devices");
  for (const std::string& id : options_.profiles) {
    auto profile = load_device_profile(id);
    if (!profile) throw InvalidRequest(profile.error().message);
    profiles_.push_back(std::make_unique<DeviceProfile>(std::move(*profile)));
  }
  if (options_.dock.empty()) options_.dock = profiles_.front()->dock;
  dock_ = pcie::find_dock(options_.dock);
  if (!dock_) throw InvalidRequest(fmt::format("dock \"{}\" is not known; known: {}", options_.dock, dock_names()));
  auto faults = Faults::parse(options_.faults, device_fault_kinds());
  if (!faults) throw InvalidRequest(faults.error().message);
  faults_ = std::move(*faults);

  sink_ = timeline_.attach(*this);
  host_memory_ = std::make_unique<pcie::HostMemory>(dock_->dma, options_.seed);
  fabric_ =
      std::make_unique<pcie::Fabric>(*dock_, pcie::HostSide{timeline_, report_, *host_memory_, interrupts_, faults_});
  enumerator_ = std::make_unique<pcie::Enumerator>(*fabric_);
  for (u32 ordinal = 0; ordinal < profiles_.size(); ++ordinal) {
    pcie::EndpointFunction& function = fabric_->add_card(*profiles_[ordinal]);
    const EndpointContext context{*profiles_[ordinal], timeline_, function, report_, faults_, options_.seed + ordinal};
    endpoints_.push_back(options_.factory ? options_.factory(context) : make_endpoint(context));
    function.attach(*endpoints_.back());
  }
  claimed_.resize(endpoints_.size());
  enumerator_->enumerate();
  for (u32 ordinal = 0; ordinal < device_count(); ++ordinal) choose_bar_sizes(ordinal);
  arm_faults();
}

Machine::~Machine() = default;

// Of the BAR that VRAM is behind.
void Machine::choose_bar_sizes(u32 ordinal) {
  pcie::EndpointFunction& gpu = function(ordinal);
  const BarProfile* const vram = profiles_[ordinal]->pci.bar(BarProfile::Role::vram);
  const u8 index = vram ? vram->index : u8{0};
  const auto largest = enumerator_->largest_size(gpu, index);
  if (!largest) {
    if (options_.bar0.value_or(0) != 0)
      throw InvalidRequest(fmt::format("bar0: BAR{} of {} cannot be resized", index, profiles_[ordinal]->id));
    return;
  }
  const u64 size = options_.bar0 ? (*options_.bar0 ? *options_.bar0 : *largest)
                                 : (dock_->resizes_at_boot ? *largest : gpu.bar(index)->size);
  if (size != gpu.bar(index)->size) try {
      enumerator_->resize(gpu, index, size);
    } catch (const LimitExceeded& e) {
      throw InvalidRequest(fmt::format("option bar0: {}", e.what()));
    }
  ++layout_epoch_;
}

void Machine::resize_bar(u32 ordinal, u8 bar, u64 size) {
  if (faults_.has("rebar-fail"))
    throw LimitExceeded(fmt::format("BAR{}: the host cannot resize BARs of this port (injected fault)", bar));
  enumerator_->resize(function(ordinal), bar, size);
  ++layout_epoch_;
}

std::vector<Memory*> Machine::memories() {
  std::vector<Memory*> all{&host_memory_->memory()};
  for (const auto& endpoint : endpoints_)
    for (Memory* const memory : endpoint->memories()) all.push_back(memory);
  return all;
}

template <class Part>
void Machine::visit_parts(StateVisitor& visit, Part&& after_each) {
  timeline_.visit(visit);
  after_each("timeline");
  host_memory_->visit(visit);
  after_each("IOMMU");
  fabric_->visit(visit);
  after_each("fabric");
  interrupts_.visit(visit);
  after_each("interrupts");
  // Without faults nothing depends on the number of accesses; it would only be a statistic.
  if (!faults_.empty()) {
    visit(accesses_);
    for (Fault& fault : faults_.all()) visit(fault.fired);
  }
  after_each("faults");
  for (u32 i = 0; i < endpoints_.size(); ++i) {
    endpoints_[i]->visit(visit);
    after_each(fmt::format("gpu{}", i));
  }
}

void Machine::visit(StateVisitor& visit) {
  visit_parts(visit, [](std::string_view) {});
}

std::vector<std::byte> Machine::saved_state() {
  std::vector<std::byte> state;
  StateSaver saver(state);
  visit(saver);
  return state;
}

std::shared_ptr<const Machine::Snapshot> Machine::take_snapshot() {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->state = saved_state();
  for (Memory* const memory : memories()) snapshot->memories.push_back(memory->take_snapshot());
  return snapshot;
}

void Machine::restore(const Snapshot& snapshot) {
  const auto all = memories();
  if (all.size() != snapshot.memories.size()) throw StateMismatch("snapshot of another machine: other memories");
  // Memories first: a block that restores may look at them.
  for (std::size_t i = 0; i < all.size(); ++i) all[i]->restore(snapshot.memories[i]);
  StateRestorer restorer(snapshot.state);
  visit(restorer);
  restorer.finish();
  next_fault_ = faults_.next_host_access(accesses_);
  ++layout_epoch_;
}

u64 Machine::state_hash() {
  StateHasher hasher;
  visit(hasher);
  for (Memory* const memory : memories()) {
    u64 hash = memory->hash();
    hasher(hash);
  }
  return hasher.digest();
}

std::vector<std::pair<std::string, u64>> Machine::state_hashes() {
  std::vector<std::pair<std::string, u64>> all;
  // The visited bytes are cut where each part ends.
  std::vector<std::byte> bytes;
  StateSaver saver(bytes);
  visit_parts(saver, [&](std::string_view name) {
    StateHasher part;
    part.raw(bytes);
    all.emplace_back(name, part.digest());
    bytes.clear();
  });
  all.emplace_back(host_memory_->memory().name(), host_memory_->memory().hash());
  for (u32 i = 0; i < endpoints_.size(); ++i)
    for (Memory* const memory : endpoints_[i]->memories())
      all.emplace_back(fmt::format("gpu{} {}", i, memory->name()), memory->hash());
  return all;
}

std::vector<const RegisterFile*> Machine::register_files() const {
  std::vector<const RegisterFile*> all;
  for (const auto& endpoint : endpoints_)
    for (const RegisterFile* const file : endpoint->register_files()) all.push_back(file);
  return all;
}

std::vector<CoverageRow> Machine::coverage() const {
  std::vector<CoverageRow> all;
  for (const auto& endpoint : endpoints_) {
    std::vector<CoverageRow> rows = endpoint->coverage();
    all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }
  return all;
}

bool Machine::claim(u32 ordinal) {
  if (claimed_[ordinal]) return false;
  return claimed_[ordinal] = true;
}

void Machine::release(u32 ordinal) { claimed_[ordinal] = false; }

}  // namespace egpulab::simulator
