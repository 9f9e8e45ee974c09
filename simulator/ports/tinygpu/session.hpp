// One client's conversation: bytes in, bytes out; no socket, so that it can be tested and fuzzed as it is.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "simulator/core/report.hpp"
#include "simulator/ports/tinygpu/protocol.hpp"
#include "simulator/ports/tinygpu/stream_buffer.hpp"

namespace egpulab::simulator::ports::tinygpu {

// A device on offer. `bus_id` is what PROBE lists ("0000:03:00.0"); it may not hold '/'.
struct Served {
  bus::PciDevice* device;
  std::string bus_id;
  // How far virtual time may run ahead after each request, so that work a client started finishes while it waits.
  Nanoseconds settle_limit = std::chrono::seconds(10);
  // Where the device notes its milestones; null: it has none to tell.
  const Report* report = nullptr;

  // The client that drives the device: the first whose request touched it, until that client goes. As with the servers
  // of hardware a second one is refused; PROBE and PING disturb nobody.
  static constexpr u64 nobody = ~u64{0};
  u64 holder = nobody;
  u32 shared_mappings = 0;  // alive, made by MAP_SYSMEM_FD
};

struct Statistics {
  std::array<u64, 13> requests{};
  u64 bytes_in = 0, bytes_out = 0;
  // The host's time that went into requests and the simulation they set going, without the sockets; no simulated state.
  Nanoseconds busy{0};
};

// What a client has come to, seen from the port: commands it uses for the first time, and milestones that the device
// passed while this client drove it.
struct Phase {
  u32 device;
  std::string_view name;
  Nanoseconds at;  // the device's virtual time
};

struct SessionOptions {
  u64 client = 0;
  bool passes_descriptors = false;  // a unix socket: MAP_SYSMEM_FD works
  std::function<void(const Phase&)> phase{};
  // Called before a client is refused because of another, which may be gone without anybody having noticed yet.
  std::function<void(u64 holder)> look_after{};
};

class Session {
 public:
  explicit Session(std::vector<Served>& devices, SessionOptions options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Where arriving bytes go; received() then takes the first `bytes` of it. Whole requests are handled and their
  // answers appended to `out`, which stops for a while when much has gathered there: then more() is true, and
  // received(0, out) goes on. False: the conversation cannot go on (see error()); send `out`, then close. An error in a
  // write can only be told that way, since writes are not answered.
  MutableBytes room();
  bool received(std::size_t bytes, StreamBuffer& out);
  bool more() const { return more_; }
  // A descriptor that goes with the last answer in `out`, or -1; asking takes it. It stays the session's.
  int take_descriptor() { return std::exchange(descriptor_, -1); }

  // The client has gone: its mappings are freed, the devices that it held are anybody's.
  void release();

  const std::string& error() const { return error_; }
  const Statistics& statistics() const { return statistics_; }
  u64 client() const { return options_.client; }

 private:
  struct Mapping {
    u32 device;
    std::unique_ptr<bus::DmaBuffer> buffer;
  };
  static constexpr std::size_t broken = ~std::size_t{0};
  Request front() const { return Request::parse(in_.bytes()); }
  std::size_t whole_request();
  bool handle(Bytes whole, StreamBuffer& out);
  void answer(const Request& request, Bytes payload, StreamBuffer& out);
  void probe(const Request& request, Bytes payload, StreamBuffer& out);
  void read(const Request& request, Served& target, StreamBuffer& out);
  std::unique_ptr<bus::DmaBuffer> allocate_mapping(const Request& request, Served& target, bool shared);
  void map_sysmem(const Request& request, Served& target, StreamBuffer& out);
  void map_sysmem_fd(const Request& request, Served& target, StreamBuffer& out);
  void write(const Request& request, Bytes payload);
  void finish(Served& target, u32 device);
  Served& served(const Request& request);
  void claim(const Request& request, Served& target);
  bus::DmaBuffer& mapping(const Request& request, u64 offset, u64 bytes);
  void check_bar(const Request& request, Served& target, u64 offset, u64 bytes);
  void tell_milestones(const Served& target, u32 device);
  void tell(u32 device, std::string_view name, Nanoseconds at) const;

  std::vector<Served>& devices_;
  SessionOptions options_;
  std::vector<Mapping> mappings_;  // by handle; freed when the client goes
  StreamBuffer in_;
  bool more_ = false;
  int descriptor_ = -1;
  struct Seen {
    u64 moved = 0;            // Report::milestones_passed()
    std::vector<u64> counts;  // of each milestone when it was last looked at
    std::vector<bool> told;
  };
  std::vector<Seen> seen_;  // by device
  Statistics statistics_;
  std::string error_;
};

}  // namespace egpulab::simulator::ports::tinygpu
