// Places a cubin's image, constant banks and local memory.
#include "tools/crosscheck/loaded_cubin.hpp"

#include "driver/nvidia/constant_bank.hpp"

namespace egpulab::tool {

namespace nv = driver::nvidia;
namespace sass = simulator::isa::sass;

Parsed<LoadedCubin> LoadedCubin::load(std::string_view name, Bytes file, DeviceMemory& memory) {
  auto cubin = nv::Cubin::parse(name, file);
  if (!cubin) return Unexpected<ParseError>(cubin.error());
  LoadedCubin loaded(*std::move(cubin), memory);
  loaded.image_ = memory.allocate(loaded.cubin_.image_bytes());
  const u64 zeroed = loaded.cubin_.zeroed_bytes() ? memory.allocate(loaded.cubin_.zeroed_bytes()) : 0;
  memory.write(loaded.image_, loaded.cubin_.image_at(loaded.image_, zeroed));
  return loaded;
}

Parsed<sass::GridLaunch> LoadedCubin::launch(std::string_view name, const LaunchShape& shape, Bytes parameters) {
  constexpr u32 unknown_stack = 16 * KiB, most_warps_of_an_sm = 64, bank_alignment = 256;
  const auto found = cubin_.kernel(name);
  if (!found) return Unexpected<ParseError>(found.error());
  const nv::CubinKernel& k = **found;
  const nv::ConstantBankLayout* layout = nv::constant_bank_layout(cubin_.sm());
  if (!layout) return refuse(fmt::format("{}: sm_{} has no constant bank layout here", name, cubin_.sm()));

  sass::GridLaunch l;
  l.sm = static_cast<sass::SmVersion>(cubin_.sm());
  l.program = image_ + k.entry;
  l.grid = {shape.grid.x, shape.grid.y, shape.grid.z}, l.block = {shape.block.x, shape.block.y, shape.block.z};
  l.registers = k.registers, l.barriers = k.barriers;
  // In the steps in which the card gives it out: compilers read beyond the end of a block's array, unused.
  constexpr u32 shared_step = 128;
  l.shared_bytes = static_cast<u32>(align_up(k.shared_bytes + shape.dynamic_shared, shared_step));
  l.shared_window = nv::shared_window, l.local_window = nv::local_window;
  const u32 stack = shape.stack_bytes ? shape.stack_bytes : k.stack_bytes + (k.calls ? unknown_stack : 0);
  l.local_bytes = static_cast<u32>(align_up(stack + nv::above_stack_bytes, 16));
  l.local_bytes_per_sm = align_up(u64{l.local_bytes} * 32 * most_warps_of_an_sm, 64 * KiB);
  l.local_memory = memory_->allocate(l.local_bytes_per_sm * l.sm_count);

  std::vector<std::byte> bank(
      align_up(std::max<u64>(k.bank0.size(), k.parameter_base + parameters.size()), bank_alignment));
  std::copy(k.bank0.begin(), k.bank0.end(), bank.begin());
  u64 user_constants = 0;
  for (const nv::CubinKernel::Bank& b : k.banks)
    if (b.index == 3) user_constants = image_ + b.offset;
  nv::fill_constant_bank(*layout, {shape.grid.x, shape.grid.y, shape.grid.z},
                         {shape.block.x, shape.block.y, shape.block.z}, user_constants, bank);
  std::copy(parameters.begin(), parameters.end(), bank.begin() + k.parameter_base);
  const u64 bank0 = memory_->allocate(bank.size());
  memory_->write(bank0, bank);
  l.constants.push_back({0, bank0, static_cast<u32>(bank.size())});
  for (const nv::CubinKernel::Bank& b : k.banks) l.constants.push_back({b.index, image_ + b.offset, b.bytes});
  return l;
}

std::string LoadedCubin::place(u64 pc) const {
  for (const nv::Cubin::Function& f : cubin_.functions())
    if (pc - image_ >= f.begin && pc - image_ < f.end) return fmt::format("{} + {:#x}", f.name, pc - image_ - f.begin);
  return fmt::format("{:#x}", pc);
}

DeviceArguments::DeviceArguments(const fixtures::SuiteArguments& arguments, DeviceMemory& memory)
    : arguments_(arguments), memory_(memory) {
  for (const fixtures::SuiteArgument& a : arguments_) {
    addresses_.push_back(a.is_buffer() ? memory_.allocate(a.data.size()) : 0);
    if (a.is_buffer()) memory_.write(addresses_.back(), a.data);
  }
}

Parsed<std::vector<std::byte>> DeviceArguments::parameters(const nv::CubinKernel& kernel) const {
  return parameter_block(kernel, arguments_, addresses_);
}

fixtures::SuiteArguments DeviceArguments::results() const {
  fixtures::SuiteArguments all = arguments_;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].is_buffer()) memory_.read(addresses_[i], all[i].data);
  return all;
}

Parsed<std::vector<std::byte>> parameter_block(const nv::CubinKernel& kernel, const fixtures::SuiteArguments& arguments,
                                               std::span<const u64> addresses) {
  if (kernel.parameters.size() != arguments.size())
    return refuse(
        fmt::format("{} takes {} parameters, not {}", kernel.name, kernel.parameters.size(), arguments.size()));
  std::vector<std::byte> block(kernel.parameter_bytes);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Bytes value =
        arguments[i].is_buffer() ? std::as_bytes(std::span(&addresses[i], 1)) : Bytes(arguments[i].data);
    const nv::CubinParameter& p = kernel.parameters[i];
    if (value.size() != p.size || u64{p.offset} + p.size > block.size())
      return refuse(fmt::format("{}: parameter {} has {} bytes, {} were given", kernel.name, i, p.size, value.size()));
    std::copy(value.begin(), value.end(), block.begin() + p.offset);
  }
  return block;
}

}  // namespace egpulab::tool
