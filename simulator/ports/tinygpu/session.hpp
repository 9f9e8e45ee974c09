// One client's conversation: bytes in, bytes out; no socket, so that it can be tested and fuzzed as it is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "simulator/ports/tinygpu/protocol.hpp"

namespace egpulab::simulator::ports::tinygpu {

// A device on offer. `bus_id` is what PROBE lists ("0000:03:00.0"); it may not hold '/'.
struct Served {
  bus::PciDevice* device;
  std::string bus_id;
  // How far virtual time may run ahead after each request, so that work a client started finishes while it waits.
  Nanoseconds settle_limit = std::chrono::seconds(10);
};

struct Statistics {
  std::array<u64, 13> requests{};
  u64 bytes_in = 0, bytes_out = 0;
};

class Session {
 public:
  explicit Session(std::vector<Served>& devices) : devices_(devices) {}

  // Takes what arrived, in pieces of any size; appends what is to be sent to `out`. False: the conversation cannot go
  // on (see error()); send `out`, then close. An error in a write can only be told that way, since writes are not
  // answered.
  bool receive(Bytes arrived, std::vector<std::byte>& out);
  const std::string& error() const { return error_; }
  const Statistics& statistics() const { return statistics_; }

 private:
  struct Mapping {
    u32 device;
    std::unique_ptr<bus::DmaBuffer> buffer;
  };
  static constexpr std::size_t broken = ~std::size_t{0};
  std::size_t whole_request(Bytes bytes);
  bool handle(Bytes whole, std::vector<std::byte>& out);
  void answer(const Request& request, Bytes payload, std::vector<std::byte>& out);
  void probe(const Request& request, Bytes payload, std::vector<std::byte>& out);
  void map_sysmem(const Request& request, std::vector<std::byte>& out);
  void write(const Request& request, Bytes payload);
  Served& served(const Request& request);
  bus::DmaBuffer& mapping(const Request& request, u64 offset, u64 bytes);
  void check_bar(const Request& request, u64 offset, u64 bytes);

  std::vector<Served>& devices_;
  std::vector<Mapping> mappings_;   // by handle; freed when the client goes
  std::vector<std::byte> pending_;  // the begin of a request whose rest has not arrived
  Statistics statistics_;
  std::string error_;
};

}  // namespace egpulab::simulator::ports::tinygpu
