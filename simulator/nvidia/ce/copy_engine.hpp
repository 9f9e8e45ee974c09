// A copy engine (LCE) as one context sees it: the methods of the DMA_COPY classes and LAUNCH_DMA.
// Facts: driver/regs/nvidia/classes/copy.hpp; open-gpu-doc classes dma-copy clc6b5 .. clcab5.h.
#pragma once

#include <array>

#include "driver/regs/nvidia/classes/copy.hpp"
#include "simulator/nvidia/ce/copy_port.hpp"
#include "simulator/nvidia/host/method_context.hpp"
#include "simulator/nvidia/host/method_table.hpp"

namespace egpulab::simulator::nvidia {

class CopyEngine {
 public:
  // `privileged`: the channel may copy by physical address.
  struct Identity {
    u32 instance = 0;  // of the engine
    bool privileged = false;
  };

  // SET_OBJECT, if the class is the chip's.
  void set_class(u32 class_number) { table_ = &method_table(class_number); }
  Step method(MethodContext& channel, const Identity& who, u32 address, u32 data) {
    if (address == regs::nvidia::copy_methods::launch_dma) return launch(channel, who, data);
    if (!table_->has(address) || address / 4 >= methods_.size()) [[unlikely]]
      return illegal(channel, address, data);
    methods_[address / 4] = data;
    return Step::done;
  }
  explicit CopyEngine(u32 class_number) : table_(&method_table(class_number)) {}

  void visit(StateVisitor& v) {
    u32 class_number = table_->class_number();
    v(class_number);
    if (v.restoring()) set_class(class_number);
    v(methods_), v(line_), v(offset_);
  }

 private:
  enum Phase : u32 { start = 0, copying = 1, finishing = 2 };
  u32 get(u32 method) const { return methods_[method / 4]; }
  u64 get64(u32 upper, u32 lower) const { return join64(get(lower), get(upper)); }

  Step illegal(MethodContext& channel, u32 address, u32 data);
  Step launch(MethodContext& channel, const Identity& who, u32 data);
  // Some of the transfer; Step::done when all of it is.
  Step transfer(MethodContext& channel, const Identity& who, regs::nvidia::copy_methods::LaunchDma launch);
  Step lines(MethodContext& channel, regs::nvidia::copy_methods::LaunchDma launch, CopyPort& from, CopyPort& to);
  Step finish(MethodContext& channel, const Identity& who, regs::nvidia::copy_methods::LaunchDma launch);
  // Whether SET_RENDER_ENABLE lets it; nothing after a fault.
  std::optional<bool> rendering(MethodContext& channel, Step& result);

  const MethodTable* table_;
  std::array<u32, 512> methods_{};
  u64 line_ = 0, offset_ = 0;  // how far the transfer is
};

}  // namespace egpulab::simulator::nvidia
