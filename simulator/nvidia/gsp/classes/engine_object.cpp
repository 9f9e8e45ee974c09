// Engine objects: the channel's runlist must have an engine that speaks the class.
#include "simulator/nvidia/gsp/classes/engine_object.hpp"

#include <algorithm>

#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

using Type = r570::Nv2080EngineType;

// A class's low byte says what kind of engine it is of.
bool speaks(u32 class_number, u32 engine_type) {
  const auto within = [&](Type first, Type last) {
    return engine_type >= static_cast<u32>(first) && engine_type <= static_cast<u32>(last);
  };
  switch (class_number & 0xff) {
    case 0xb5:
      return is_copy_engine(engine_type);
    case 0xb0:
      return within(Type::bsp, Type::nvdec7);
    case 0xb7:
      return within(Type::msenc, Type::nvenc2) || within(Type::nvenc3, Type::nvenc3);
    case 0xd1:
      return within(Type::nvjpg, Type::nvjpeg7);
    case 0xfa:
      return within(Type::ofa, Type::ofa) || within(Type::ofa1, Type::ofa1);
    case 0xa2:
      return within(Type::sec2, Type::sec2);
    default:
      return within(Type::graphics, Type::gr7);
  }
}

}  // namespace

Status EngineObject::construct(Rm& rm, MutableBytes) {
  const auto* channel = rm.objects.find_as<Channel>(client(), parent(), Kind::channel);
  if (!channel) return Status::err_invalid_object_parent;
  const bool any = std::ranges::any_of(rm.card.nvidia.engines, [&](const NvidiaEngine& e) {
    return e.type != 0 && e.runlist == channel->runlist() && speaks(row().number, e.type);
  });
  return any ? Status::ok : Status::err_invalid_class;
}

}  // namespace egpulab::simulator::nvidia::gsp
