// A queue's descriptor in memory (MQD): loading the queue from it, and saving the queue to it.
// Facts: driver/regs/amd/mqd.hpp.
#include <fmt/format.h>

#include "driver/regs/amd/mqd.hpp"
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;

namespace {

// A mirror's place in its bank; the descriptor's dwords tell the banks apart.
bool is_hqd(const mqd::Mirror& m) { return m.dword >= mqd::hqd_first_dword; }
bool is_active(const mqd::Mirror& m) { return is_hqd(m) && m.location.dword == CpHqdActive::location.dword; }

}  // namespace

u64 ComputeQueue::descriptor_address() const {
  return join64(hqd_.get<CpMqdBaseAddr>().raw() & ~3u, hqd_.get<CpMqdBaseAddrHi>()["BASE_ADDR_HI"_f]);
}

// The dispatch state at the start of the descriptor; the queue's own registers are software's to write.
void ComputeQueue::preload_descriptor() {
  const u64 address = descriptor_address();
  if (address == 0) return;
  std::array<u32, mqd::hqd_first_dword> words{};
  const auto vmid = static_cast<u8>(hqd_.get<CpMqdControl>()["VMID"_f]);
  if (const auto f = services_.spaces[vmid]->read(address, std::as_writable_bytes(std::span(words)))) {
    fault(*f, HubClient::cpc, CpHqdError{"QU_UTCL1_ERROR"_f = true});
    return;
  }
  if (words[0] != mqd::compute_header) {
    report(Finding::refused, fmt::format("descriptor at {:#x} begins with {:#x} instead of {:#x}; its dispatch state "
                                         "is not loaded",
                                         address, words[0], mqd::compute_header));
    return;
  }
  for (const mqd::Mirror& m : mqd::compute)
    if (!is_hqd(m)) compute_.put_word(m.location.dword - ComputeBank::first, words[m.dword]);
}

bool ComputeQueue::load_descriptor(Words words) {
  if (words.size() < mqd::compute_dwords || words[0] != mqd::compute_header) return false;
  for (const mqd::Mirror& m : mqd::compute) {
    if (is_active(m)) continue;
    if (is_hqd(m))
      hqd_.put_word(m.location.dword - HqdBank::first, words[m.dword]);
    else
      compute_.put_word(m.location.dword - ComputeBank::first, words[m.dword]);
  }
  return true;
}

// On dequeue. Memory that holds no descriptor is left alone: software may have connected the queue by registers only.
void ComputeQueue::save_descriptor() {
  const u64 address = descriptor_address();
  if (address == 0) return;
  VmSpace& memory = *services_.spaces[static_cast<u8>(hqd_.get<CpMqdControl>()["VMID"_f])];
  std::array<u32, mqd::compute_dwords> words{};
  const auto bytes = std::as_writable_bytes(std::span(words));
  if (memory.read(address, bytes) || words[0] != mqd::compute_header) return;
  for (const mqd::Mirror& m : mqd::compute) {
    if (is_active(m)) continue;
    words[m.dword] =
        is_hqd(m) ? hqd_.word(m.location.dword - HqdBank::first) : compute_.word(m.location.dword - ComputeBank::first);
  }
  (void)memory.write(address, bytes);
}

}  // namespace egpulab::simulator::amd::cp
