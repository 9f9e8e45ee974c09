// What typed views of a RegisterFile share, whatever tells a vendor's register its place: access masks from declared
// fields, and handlers that are member functions of blocks.
#pragma once

#include <array>
#include <span>
#include <tuple>
#include <type_traits>

#include "driver/regs/register.hpp"
#include "simulator/core/register_file.hpp"

namespace egpulab::simulator {

// Access masks by the fields; bits outside of them are plain.
RegisterMasks masks_of(std::span<const regs::FieldInfo> fields, u32 reset);

// RegisterFile's handlers for register R that call `(block->*Method)(R value, u32 indices...)`; the indices, the
// vendor's numbers, may be left out.
template <class R, auto Method, class Block>
struct RegisterHandlers {
  static void write(void* block, u32 element, u32 written) { call(block, R(written), element); }
  static u32 read(void* block, u32 element, u32 stored) { return call(block, R(stored), element).raw(); }

 private:
  static constexpr std::array<u32, R::rank> indices(u32 element) {
    std::array<u32, R::rank> index{};
    for (std::size_t d = R::rank; d-- > 0; element /= R::dimensions[d].count)
      index[d] = R::dimensions[d].first + element % R::dimensions[d].count;
    return index;
  }
  static decltype(auto) call(void* owner, R value, [[maybe_unused]] u32 element) {
    Block& block = *static_cast<Block*>(owner);
    if constexpr (std::is_invocable_v<decltype(Method), Block&, R>)
      return (block.*Method)(value);
    else
      return std::apply([&](auto... index) { return (block.*Method)(value, index...); }, indices(element));
  }
};

}  // namespace egpulab::simulator
