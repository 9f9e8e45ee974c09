// Messages to the FSP: MCTP packets with NVIDIA's payloads. Facts: open-gpu-kernel-modules kern_fsp.c,
// kern_fsp_gh100.c, fsp_nvdm_format.h, kern_fsp_retval.h; nova-core fsp.rs and falcon/fsp.rs.
#include "driver/nvidia/fsp.hpp"

#include <algorithm>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/pfsp.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
namespace rm = regs::nvidia::gsp::r570_144;

namespace {

// The driver's channel, and the most that its part of the message memory holds.
constexpr u32 channel = 0, largest_packet = 1024;
constexpr u32 invalid_state = 0x9e;

// Version of the request by generation (cot_version in nova-core's fsp/hal).
u16 cot_version(Architecture architecture) { return architecture == Architecture::hopper ? 1 : 2; }

}  // namespace

std::string_view fsp_error_name(u32 code) {
  switch (code) {
    case 0x9e:
      return "FSP_ERR_IFS_ERR_INVALID_STATE";
    case 0x9f:
      return "FSP_ERR_IFR_FILE_NOT_FOUND";
    case 0xa0:
      return "FSP_ERR_IFS_ERR_NOT_SUPPORTED";
    case 0xa1:
      return "FSP_ERR_IFS_ERR_INVALID_DATA";
    case 0x1e3:
      return "FSP_ERR_PRC_ERROR_INVALID_KNOB_ID";
    default:
      return {};
  }
}

void Fsp::send(Bytes packet) {
  // An answer that an earlier session left would be taken for this one's.
  const u32 head = registers_.at<PfspMsgqHead>(channel).read(true).raw();
  if (head != registers_.at<PfspMsgqTail>(channel).read(true).raw())
    registers_.at<PfspMsgqTail>(channel).write(PfspMsgqTail(head));
  registers_.at<PfspEmemc>(channel).write(PfspEmemc{"AINCW"_f = true});
  for (std::size_t at = 0; at < packet.size(); at += 4)
    registers_.at<PfspEmemd>(channel).write(PfspEmemd(load<u32>(packet, at)));
  // TAIL is the last word's offset; the write of HEAD hands the packet over.
  registers_.at<PfspQueueTail>(channel).write(PfspQueueTail(static_cast<u32>(packet.size() - 4)));
  registers_.at<PfspQueueHead>(channel).write(PfspQueueHead(0));
}

std::vector<u32> Fsp::answer() {
  u32 head = 0, tail = 0;
  registers_.link().wait(
      bus::Wait{"the FSP's answer", timeouts::fsp_answer.limit, timeouts::fsp_answer.interval},
      [&] {
        head = registers_.at<PfspMsgqHead>(channel).read().raw();
        tail = registers_.at<PfspMsgqTail>(channel).read().raw();
        return head != tail && !is_pri_error(head) && !is_pri_error(tail) && head != ~u32{0};
      },
      [&] { return fmt::format("NV_PFSP_MSGQ_HEAD={:#x} NV_PFSP_MSGQ_TAIL={:#x}", head, tail); });
  if (tail < head || tail - head + 4 > largest_packet || head % 4 != 0 || tail % 4 != 0)
    throw DeviceFault(
        fmt::format("the FSP's answer lies from {:#x} to {:#x} of its message memory; expected at most {} bytes", head,
                    tail, largest_packet));
  std::vector<u32> words((tail - head) / 4 + 1);
  registers_.at<PfspEmemc>(channel).write(PfspEmemc{"OFFS"_f = head / 4 % 64, "BLK"_f = head / 256, "AINCR"_f = true});
  for (u32& w : words) w = registers_.at<PfspEmemd>(channel).read().raw();
  registers_.at<PfspMsgqTail>(channel).write(PfspMsgqTail(head));
  return words;
}

void Fsp::boot_fmc(const firmware::Fmc& fmc, const FrameBufferLayout& layout, u64 image, u64 boot_arguments) {
  struct [[gnu::packed]] Packet {
    u32 transport = 0, message = 0;
    rm::NvdmPayloadCot cot{};
  } packet;
  packet.transport = rm::MctpTransport{"SOM"_f = true, "EOM"_f = true}.raw();
  packet.message = rm::MctpMessage{"TYPE"_f = rm::mctp_type_vendor_pci, "VENDOR_ID"_f = rm::mctp_vendor_nvidia,
                                   "NVDM_TYPE"_f = rm::NvdmType::cot}
                       .raw();
  packet.cot.version = cot_version(registers_.architecture());
  packet.cot.size = sizeof packet.cot;
  packet.cot.gsp_fmc_sysmem_offset = image;
  packet.cot.frts_vidmem_offset = layout.frts_from_end;
  packet.cot.frts_vidmem_size = static_cast<u32>(layout.frts.size);
  packet.cot.gsp_boot_args_sysmem_offset = boot_arguments;
  const auto put = [](auto& field, Bytes bytes) {
    std::memcpy(&field, bytes.data(), std::min(sizeof(field), bytes.size()));
  };
  // Members of a packed structure: copied through aligned arrays.
  std::array<u32, 12> hash{};
  std::array<u32, 96> key{}, signature{};
  put(hash, fmc.hash);
  put(key, fmc.public_key);
  put(signature, fmc.signature);
  std::memcpy(packet.cot.hash384, hash.data(), sizeof hash);
  std::memcpy(packet.cot.public_key, key.data(), sizeof key);
  std::memcpy(packet.cot.signature, signature.data(), sizeof signature);
  static_assert(sizeof(Packet) == 868);
  send(as_bytes(packet));

  const std::vector<u32> words = answer();
  constexpr std::size_t response_words = 5;
  if (words.size() < response_words)
    throw DeviceFault(fmt::format("the FSP's answer to the chain-of-trust request has {} bytes; expected at least {}",
                                  words.size() * 4, response_words * 4));
  const rm::MctpMessage message(words[1]);
  const rm::NvdmCommandResponse response{words[2], words[3], words[4]};
  if (message["NVDM_TYPE"_f] != rm::NvdmType::fsp_response ||
      response.command_nvdm_type != static_cast<u32>(rm::NvdmType::cot))
    throw DeviceFault(
        fmt::format("the FSP's answer is of type {:#x} to a command of type {:#x}; expected a response ({:#x}) to the "
                    "chain-of-trust request ({:#x})",
                    static_cast<u32>(message["NVDM_TYPE"_f]), response.command_nvdm_type,
                    static_cast<u32>(rm::NvdmType::fsp_response), static_cast<u32>(rm::NvdmType::cot)));
  // What an earlier session started goes on, or never ended.
  if (response.error_code == invalid_state)
    throw ChipBusy("the FSP has started the GSP since its last reset (FSP_ERR_IFS_ERR_INVALID_STATE)");
  if (response.error_code != 0) {
    const std::string_view name = fsp_error_name(response.error_code);
    throw FirmwareRejected(fmt::format("the FSP refused firmware {}: error {:#x}{}{}", fmc.name, response.error_code,
                                       name.empty() ? "" : " ", name));
  }
}

}  // namespace egpulab::driver::nvidia
