// Pushbuffer methods.
#include "driver/nvidia/pushbuffer.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::literals;

void Pushbuffer::methods(u32 subchannel, u32 method, std::initializer_list<u32> data) {
  words_.push_back(MethodHeader{"ADDRESS"_f = method / 4, "SUBCHANNEL"_f = subchannel,
                                "COUNT"_f = static_cast<u32>(data.size()), "SEC_OP"_f = SecOp::inc_method}
                       .raw());
  words_.insert(words_.end(), data);
}

void Pushbuffer::semaphore(u64 va, u64 value, SemExecute execute) {
  execute.set("PAYLOAD_SIZE_64BIT"_f = true);
  methods(0, udma::sem_addr_lo, {low32(va), high32(va), low32(value), high32(value), execute.raw()});
}

void Pushbuffer::acquire_at_least(u64 va, u64 value) {
  semaphore(va, value, {"OPERATION"_f = SemOperation::acq_circ_geq, "ACQUIRE_SWITCH_TSG"_f = true});
}

void Pushbuffer::release(u64 va, u64 value) {
  semaphore(va, value, {"OPERATION"_f = SemOperation::release, "RELEASE_WFI"_f = true});
}

void Pushbuffer::release_with_time(u64 va, u64 value) {
  semaphore(va, value, {"OPERATION"_f = SemOperation::release, "RELEASE_WFI"_f = true, "RELEASE_TIMESTAMP"_f = true});
}

}  // namespace egpulab::driver::nvidia
