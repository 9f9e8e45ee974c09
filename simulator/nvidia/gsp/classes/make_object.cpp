// Which C++ class stands for which kind of object.
#include "simulator/nvidia/gsp/classes/channel.hpp"
#include "simulator/nvidia/gsp/classes/channel_group.hpp"
#include "simulator/nvidia/gsp/classes/debugger.hpp"
#include "simulator/nvidia/gsp/classes/device.hpp"
#include "simulator/nvidia/gsp/classes/engine_object.hpp"
#include "simulator/nvidia/gsp/classes/event.hpp"
#include "simulator/nvidia/gsp/classes/memory.hpp"
#include "simulator/nvidia/gsp/classes/va_space.hpp"

namespace egpulab::simulator::nvidia::gsp {

std::unique_ptr<Object> make_object(const ClassRow& row, Identity identity) {
  switch (row.kind) {
    case Kind::client:
      return std::make_unique<Client>(row, identity);
    case Kind::device:
      return std::make_unique<Device>(row, identity);
    case Kind::subdevice:
      return std::make_unique<Subdevice>(row, identity);
    case Kind::va_space:
      return std::make_unique<VaSpace>(row, identity);
    case Kind::memory:
      return std::make_unique<MemoryObject>(row, identity);
    case Kind::virtual_memory:
      return std::make_unique<VirtualMemory>(row, identity);
    case Kind::channel_group:
      return std::make_unique<ChannelGroup>(row, identity);
    case Kind::context_share:
      return std::make_unique<ContextShare>(row, identity);
    case Kind::channel:
      return std::make_unique<Channel>(row, identity);
    case Kind::engine_object:
      return std::make_unique<EngineObject>(row, identity);
    case Kind::debugger:
      return std::make_unique<Debugger>(row, identity);
    case Kind::event:
      return std::make_unique<Event>(row, identity);
    case Kind::profiler:
    case Kind::usermode:
    case Kind::passive:
    case Kind::missing:
      break;
  }
  return std::make_unique<Object>(row, identity);
}

}  // namespace egpulab::simulator::nvidia::gsp
