// Names of the special registers (PTX ISA 10; numbers: CuAssembler's pairs, Mesa nak/ir.rs).
#include <fmt/format.h>

#include "simulator/isa/sass/printer.hpp"

namespace egpulab::simulator::isa::sass {

std::string special_register(u32 number) {
  switch (number) {
    case 0x00:
      return "SR_LANEID";
    case 0x03:
      return "SR_VIRTID";
    case 0x20:
      return "SR_TID";
    case 0x21:
      return "SR_TID.X";
    case 0x22:
      return "SR_TID.Y";
    case 0x23:
      return "SR_TID.Z";
    case 0x25:
      return "SR_CTAID.X";
    case 0x26:
      return "SR_CTAID.Y";
    case 0x27:
      return "SR_CTAID.Z";
    case 0x28:
      return "SR_NTID";
    case 0x2f:
      return "SR_SWINHI";
    case 0x37:
      return "SR_LMEMHIOFF";
    case 0x38:
      return "SR_EQMASK";
    case 0x39:
      return "SR_LTMASK";
    case 0x3a:
      return "SR_LEMASK";
    case 0x3b:
      return "SR_GTMASK";
    case 0x3c:
      return "SR_GEMASK";
    case 0x43:
      return "SR_VIRTUALSMID";
    case 0x50:
      return "SR_CLOCKLO";
    case 0x51:
      return "SR_CLOCKHI";
    case 0x52:
      return "SR_GLOBALTIMERLO";
    case 0x53:
      return "SR_GLOBALTIMERHI";
    case 0x64:
      return "SR_PM0";
    case 0x65:
      return "SR_PM_HI0";
    case 0x66:
      return "SR_PM1";
    case 0x67:
      return "SR_PM_HI1";
    case 0x68:
      return "SR_PM2";
    case 0x69:
      return "SR_PM_HI2";
    case 0x6a:
      return "SR_PM3";
    case 0x6b:
      return "SR_PM_HI3";
    case 0x88:
      return "SR_CgaCtaId";
    case 0xff:
      return "SRZ";
    default:
      return fmt::format("SR{}", number);
  }
}

}  // namespace egpulab::simulator::isa::sass
