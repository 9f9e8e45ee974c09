// Facts: sequence of methods as tinygrad ops_nv.py (NVComputeQueue.exec, setup) and Mesa nvk_cmd_dispatch.c have it.
#include "driver/nvidia/launch.hpp"

#include <algorithm>

#include "driver/nvidia/constant_bank.hpp"
#include "driver/nvidia/launch_limits.hpp"
#include "driver/regs/nvidia/classes/compute.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::compute_methods;
using namespace regs::literals;

namespace {

constexpr u32 most_qmd_words = 96, most_banks = 8, user_bank = 3;
// SET_SHADER_LOCAL_MEMORY_NON_THROTTLED_C: no limit on how many multiprocessors take part.
constexpr u32 all_multiprocessors = 0xff;

void write_arguments(const CubinKernel& k, const compute::LaunchRequest& request, MutableBytes bank) {
  const MutableBytes parameters = bank.subspan(k.parameter_base);
  for (std::size_t i = 0; i < k.parameters.size(); ++i) {
    const CubinParameter& p = k.parameters[i];
    const compute::LaunchArgument& a = request.arguments[i];
    if (!a.buffer) {
      std::ranges::copy(a.value, parameters.begin() + p.offset);
      continue;
    }
    store(parameters, p.offset, a.buffer->address() + a.offset);
  }
}

// Grids of a channel may run side by side: each waits for those before it, and sees their stores.
void start_grid(Pushbuffer& commands, u64 descriptor, const LocalMemory* local, bool new_code) {
  constexpr u32 compute = subchannel::compute;
  commands.method(compute, wait_for_idle, 0);
  commands.method(
      compute, invalidate_shader_caches_no_wfi,
      InvalidateShaderCachesNoWfi{"INSTRUCTION"_f = new_code, "GLOBAL_DATA"_f = true, "CONSTANT"_f = true}.raw());
  if (local) {
    commands.methods(compute, set_shader_local_memory_a, {high32(local->va()), low32(local->va())});
    commands.methods(compute, set_shader_local_memory_non_throttled_a,
                     {high32(local->tpc_bytes()), low32(local->tpc_bytes()), all_multiprocessors});
  }
  commands.method(compute, send_pcas_a, static_cast<u32>(descriptor >> 8));
  commands.method(compute, send_signaling_pcas2_b,
                  SendSignalingPcas2B{"PCAS_ACTION"_f = SendSignalingPcas2BPcasAction::prefetch_schedule}.raw());
}

// Room for constants and descriptor; waits for earlier launches where there is none.
memory::ArgumentRing::Slot room(ComputeCore& core, u64 bytes) {
  ComputeChannel& channel = core.session().compute_channel();
  memory::ArgumentRing& ring = core.launches();
  if (const u64 blocker = ring.blocked_by(bytes, channel.timeline().completed()); blocker != 0) {
    core.submit_launches();
    core.session().wait(channel.timeline(), blocker, channel.name());
    ring.blocked_by(bytes, channel.timeline().completed());
  }
  return ring.take(bytes, channel.timeline().next());
}

}  // namespace

void add_launch(ComputeCore& core, const compute::LaunchRequest& request) {
  const auto& program = static_cast<const NvidiaProgram&>(*request.program);
  const CubinKernel& kernel = program.kernel(request.kernel);
  const MultiprocessorFacts& card = core.multiprocessor();
  const LaunchNeeds needs = check_launch(card, kernel, request);
  if (needs.local_bytes != 0) {
    std::unique_ptr<Allocation> outgrown;
    core.local_memory().require(needs.local_bytes, outgrown);
    core.retire(std::move(outgrown));
  }

  const u64 bank_bytes = align_up(kernel.bank0.size(), GridDescriptor::alignment);
  const u32 descriptor_bytes = core.descriptor().bytes();
  const memory::ArgumentRing::Slot slot = room(core, bank_bytes + descriptor_bytes);
  std::ranges::copy(kernel.bank0, slot.bytes.begin());

  std::array<Grid::Bank, most_banks> banks{{{0, slot.va, static_cast<u32>(kernel.bank0.size())}}};
  std::size_t count = 1;
  u64 user_constants = 0;
  for (const CubinKernel::Bank& b : kernel.banks) {
    banks[count++] = {b.index, program.address() + b.offset, b.bytes};
    if (b.index == user_bank) user_constants = banks[count - 1].address;
  }
  fill_constant_bank(*constant_bank_layout(card.sm), request.grid, request.block, user_constants, slot.bytes);
  write_arguments(kernel, request, slot.bytes.first(kernel.bank0.size()));
  std::array<u32, most_qmd_words> words{};
  core.descriptor().write({.blocks = request.grid,
                           .threads = request.block,
                           .program = program.address() + kernel.entry,
                           .program_bytes = kernel.code_bytes,
                           .registers = kernel.registers,
                           .barriers = kernel.barriers,
                           .shared_bytes = needs.shared_bytes,
                           .local_bytes = needs.local_bytes,
                           .sass_version = card.sass_version,
                           .banks = std::span(banks).first(count)},
                          words);
  const Bytes descriptor = std::as_bytes(std::span(words)).first(descriptor_bytes);
  std::ranges::copy(descriptor, slot.bytes.begin() + static_cast<std::ptrdiff_t>(bank_bytes));

  ComputeChannel& channel = core.session().compute_channel();
  channel.note_kernel(kernel.externs.empty()
                          ? kernel.name
                          : fmt::format("{} (which traps where it calls {}, for only the vendor's driver has it)",
                                        kernel.name, fmt::join(kernel.externs, ", ")));
  start_grid(channel.commands(), slot.va + bank_bytes, needs.local_bytes != 0 ? &core.local_memory() : nullptr,
             core.take_code_changed());
}

}  // namespace egpulab::driver::nvidia
