// A client of GSP-RM with its device and subdevice: the root of the objects that work needs.
#pragma once

#include <string>
#include <vector>

#include "driver/nvidia/gsp_client.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::driver::nvidia {

class RmClient {
 public:
  // `handle`: of the client; RM's own clients are at 0xc1e00000, those of drivers from 0xc1d00000 on.
  RmClient(Gsp& gsp, u32 handle);
  RmClient(const RmClient&) = delete;
  RmClient& operator=(const RmClient&) = delete;

  u32 handle() const { return handle_; }
  u32 device() const { return device_; }
  u32 subdevice() const { return subdevice_; }
  Gsp& gsp() { return gsp_; }

  // Objects get handles of their own.
  template <class P>
  u32 alloc(u32 parent, u32 rm_class, const P& params) {
    const u32 object = gsp_.new_handle();
    gsp_.alloc(handle_, parent, object, rm_class, params);
    return object;
  }
  u32 alloc(u32 parent, u32 rm_class) {
    const u32 object = gsp_.new_handle();
    gsp_.alloc(handle_, parent, object, rm_class);
    return object;
  }
  template <class P>
  P control(u32 object, u32 command, const P& params = {}) {
    return gsp_.control(handle_, object, command, params);
  }
  void free(u32 object) { gsp_.free(handle_, object); }
  // Frees the client and with it all its objects; to be the last call.
  void close() { gsp_.free(handle_, handle_); }

 private:
  Gsp& gsp_;
  u32 handle_, device_ = 0, subdevice_ = 0;
};

// The engines that channels can feed, and the runlist of each.
struct Engine {
  u32 type = 0;  // RmEngineType, which below copy10 is Nv2080EngineType too
  u32 runlist = 0;
  std::string name;
};
std::vector<Engine> read_engines(RmClient& client);

// The graphics engine, and the copy engine for work beside it: the first with a runlist of its own, else the first.
// Throw DeviceFault where RM tells of none.
const Engine& graphics_engine(const std::vector<Engine>& engines);
const Engine& copy_engine(const std::vector<Engine>& engines);

// Classes of a generation's channels and engines.
struct EngineClasses {
  u32 channel = 0, compute = 0, copy = 0;
};
EngineClasses classes_of(regs::nvidia::Architecture architecture);

}  // namespace egpulab::driver::nvidia
