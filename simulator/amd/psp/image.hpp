// The container of every image that the PSP takes: a 256-byte header, the signed body, a signature.
#pragma once

#include <string>

#include "driver/base/expected.hpp"
#include "driver/regs/amd/ip.hpp"
#include "driver/regs/amd/psp_gfx.hpp"
#include "driver/regs/amd/psp_keys.hpp"
#include "simulator/amd/interfaces.hpp"

namespace egpulab::simulator::amd::psp {

using regs::amd::psp::Status;
using regs::amd::psp_keys::KeyId;

// Why an image was refused: the status that software gets, and a sentence for the report.
struct Refusal {
  Status status = Status::error_generic;
  std::string why;
};
template <class T>
using Checked = Expected<T, Refusal>;
inline Unexpected<Refusal> refuse(Status status, std::string why) {
  return Unexpected<Refusal>(Refusal{status, std::move(why)});
}

struct Image {
  u64 address = 0;  // MC address of the header
  u32 size = 0;     // header, body and signature
  u32 body_size = 0;
  u32 type = 0;  // low 16 bits of the type field; 0 where the image does not say
  u32 version = 0;
  KeyId key{};  // whose signature it names; zeros where it does not say
};

// Reads and checks the header at an MC address. `available`: bytes that the driver says are there; the image may be
// shorter. The signature's keys are not public: its place and that it is not blank is what is checked.
Checked<Image> read_image(McMemory& memory, u64 address, u64 available);

// The type field that an image carries for LOAD_IP_FW, 0 where none is known (then any is taken).
u32 image_type_of(regs::amd::psp::FirmwareType type, regs::amd::IpVersion mp0);

}  // namespace egpulab::simulator::amd::psp
