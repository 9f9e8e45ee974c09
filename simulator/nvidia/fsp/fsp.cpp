// FSP's message memory, its queues and the packets that it knows.
#include "simulator/nvidia/fsp/fsp.hpp"

#include <fmt/format.h>

#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;
using namespace std::chrono_literals;
namespace rm = regs::nvidia::gsp::r570_144;

namespace {

constexpr u32 rm_channel = 0;
constexpr Nanoseconds think_time = 1ms;  // inferred
constexpr u32 headers = 8;               // the two MCTP words

enum Event : u32 { packet_arrived };

}  // namespace

Fsp::Fsp(Timeline& timeline, Report& report, Registers registers, const Pgc6& firmware, GspStarter& starter,
         bool silent)
    : Block(timeline),
      report_(report),
      registers_(registers),
      firmware_(firmware),
      starter_(starter),
      silent_(silent),
      emem_(emem_bytes) {
  registers.on_write<PfspEmemc, &Fsp::ememc_written>(this);
  registers.on_write<PfspEmemd, &Fsp::ememd_written>(this);
  registers.on_read<PfspEmemd, &Fsp::read_ememd>(this);
  registers.on_write<PfspQueueHead, &Fsp::head_written>(this);
  registers.storage<PfspQueueTail, PfspMsgqHead, PfspMsgqTail, PfspFalconCommonScratchGroup2,
                    PfspFalconCommonScratchGroup3>();
}

void Fsp::reset(Reset) {
  cancel_events();
  std::ranges::fill(emem_, std::byte{0});
  ports_ = {};
  chain_started_ = false;
}

void Fsp::visit(StateVisitor& visit) { visit(emem_), visit(ports_), visit(chain_started_); }

// --- message memory

void Fsp::ememc_written(PfspEmemc written, u32 port) {
  ports_[port].offset = written["OFFS"_f] * 4 + written["BLK"_f] * falcon_block;
  ports_[port].increment_write = written["AINCW"_f];
  ports_[port].increment_read = written["AINCR"_f];
}
void Fsp::ememd_written(PfspEmemd written, u32 port) {
  FalconPort& p = ports_[port];
  if (p.offset + 4 <= emem_.size())
    store(MutableBytes(emem_), p.offset, written.raw());
  else
    report_.add(Finding::fault, "FSP", fmt::format("EMEM {:#x} is beyond its {:#x} bytes", p.offset, emem_.size()),
                timeline().now());
  if (p.increment_write) moved(port);
}
PfspEmemd Fsp::read_ememd(PfspEmemd, u32 port) {
  FalconPort& p = ports_[port];
  const u32 value = p.offset + 4 <= emem_.size() ? load<u32>(emem_, p.offset) : 0;
  if (p.increment_read) moved(port);
  return PfspEmemd(value);
}
// Software reads the place back to check that it moved.
void Fsp::moved(u32 port) {
  const u32 at = ports_[port].offset += 4;
  registers_.put(
      registers_.get<PfspEmemc>(port).with("OFFS"_f = at % falcon_block / 4, "BLK"_f = at / falcon_block % 256), port);
}

// --- queues

void Fsp::head_written(PfspQueueHead, u32 queue) {
  if (queue != rm_channel)
    return report_.add(Finding::unmodelled, "FSP", fmt::format("queue {}", queue), timeline().now());
  if (!silent_ && firmware_.booted()) schedule(think_time, packet_arrived);
}

void Fsp::on_event(u32, u64) { take_packet(); }

void Fsp::take_packet() {
  const u32 head = registers_.get<PfspQueueHead>(rm_channel).raw(),
            tail = registers_.get<PfspQueueTail>(rm_channel).raw();
  registers_.put(PfspQueueHead(tail), rm_channel);  // taken
  auto type = rm::NvdmType{};
  if (head % 4 != 0 || tail % 4 != 0 || tail < head || tail + 4 > channel_bytes)
    return answer(
        type, refuse(Error::invalid_data, fmt::format("packet from {:#x} to {:#x} leaves the channel's {} bytes", head,
                                                      tail, channel_bytes)));
  const Error error = handle(Bytes(emem_).subspan(head, tail - head + 4), type);
  answer(type, error);
}

Fsp::Error Fsp::refuse(Error error, const std::string& why) {
  report_.add(Finding::refused, "FSP", why, timeline().now());
  return error;
}

Fsp::Error Fsp::handle(Bytes packet, rm::NvdmType& type) {
  if (packet.size() < headers) return refuse(Error::invalid_data, "packet without its two header words");
  const auto transport = rm::MctpTransport(load<u32>(packet, 0));
  const auto message = rm::MctpMessage(load<u32>(packet, 4));
  if (!transport["SOM"_f] || !transport["EOM"_f])
    return refuse(Error::not_supported, "messages of several packets are not modelled");
  if (message["TYPE"_f] != rm::mctp_type_vendor_pci || message["VENDOR_ID"_f] != rm::mctp_vendor_nvidia)
    return refuse(Error::invalid_data, fmt::format("message type {:#x} of vendor {:#x}; expected 0x7e of 0x10de",
                                                   message["TYPE"_f], message["VENDOR_ID"_f]));
  type = message["NVDM_TYPE"_f];
  if (type != rm::NvdmType::cot)
    return refuse(Error::not_supported, fmt::format("message of type {:#x} is not modelled", static_cast<u32>(type)));
  if (chain_started_ && !starter_.ended())
    return refuse(Error::invalid_state, "a chain of trust has been started since the last reset");
  if (packet.size() < headers + sizeof(rm::NvdmPayloadCot))
    return refuse(Error::invalid_data, fmt::format("chain-of-trust request of {} bytes, expected {}",
                                                   packet.size() - headers, sizeof(rm::NvdmPayloadCot)));
  if (std::string why = starter_.start(load<rm::NvdmPayloadCot>(packet, headers)); !why.empty())
    return refuse(Error::invalid_data, "chain of trust: " + why);
  chain_started_ = true;
  return Error::none;
}

// The answer lies where the request lay; software sets TAIL = HEAD when it has read it.
void Fsp::answer(rm::NvdmType type, Error error) {
  const MutableBytes at = emem_;
  store(at, 0, rm::MctpTransport{"SOM"_f = true, "EOM"_f = true}.raw());
  store(at, 4,
        rm::MctpMessage{"TYPE"_f = rm::mctp_type_vendor_pci, "VENDOR_ID"_f = rm::mctp_vendor_nvidia,
                        "NVDM_TYPE"_f = rm::NvdmType::fsp_response}
            .raw());
  store(at, headers, rm::NvdmCommandResponse{0, static_cast<u32>(type), static_cast<u32>(error)});
  registers_.put(PfspMsgqHead(0), rm_channel);
  registers_.put(PfspMsgqTail(headers + sizeof(rm::NvdmCommandResponse) - 4), rm_channel);
}

}  // namespace egpulab::simulator::nvidia
