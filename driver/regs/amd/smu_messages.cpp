// Names of SMU messages and answers.
#include "driver/regs/amd/smu_messages.hpp"

namespace egpulab::regs::amd::smu {
namespace {

struct Named {
  u32 value;
  std::string_view name;
};
// clang-format off
constexpr Named messages[] = {
    {0x1, "TestMessage"}, {0x2, "GetSmuVersion"}, {0x3, "GetDriverIfVersion"}, {0x4, "SetAllowedFeaturesMaskLow"},
    {0x5, "SetAllowedFeaturesMaskHigh"}, {0x6, "EnableAllSmuFeatures"}, {0x7, "DisableAllSmuFeatures"},
    {0x8, "EnableSmuFeaturesLow"}, {0x9, "EnableSmuFeaturesHigh"}, {0xa, "DisableSmuFeaturesLow"},
    {0xb, "DisableSmuFeaturesHigh"}, {0xc, "GetRunningSmuFeaturesLow"}, {0xd, "GetRunningSmuFeaturesHigh"},
    {0xe, "SetDriverDramAddrHigh"}, {0xf, "SetDriverDramAddrLow"}, {0x10, "SetToolsDramAddrHigh"},
    {0x11, "SetToolsDramAddrLow"}, {0x12, "TransferTableSmu2Dram"}, {0x13, "TransferTableDram2Smu"},
    {0x14, "UseDefaultPPTable"}, {0x15, "EnterBaco"}, {0x16, "ExitBaco"}, {0x17, "ArmD3"}, {0x18, "BacoAudioD3PME"},
    {0x19, "SetSoftMinByFreq"}, {0x1a, "SetSoftMaxByFreq"}, {0x1b, "SetHardMinByFreq"}, {0x1c, "SetHardMaxByFreq"},
    {0x1d, "GetMinDpmFreq"}, {0x1e, "GetMaxDpmFreq"}, {0x1f, "GetDpmFreqByIndex"}, {0x20, "OverridePcieParameters"},
    {0x21, "DramLogSetDramAddrHigh"}, {0x22, "DramLogSetDramAddrLow"}, {0x23, "DramLogSetDramSize"},
    {0x24, "SetWorkloadMask"}, {0x25, "GetVoltageByDpm"}, {0x26, "SetVideoFps"}, {0x27, "GetDcModeMaxDpmFreq"},
    {0x28, "AllowGfxOff"}, {0x29, "DisallowGfxOff"}, {0x2a, "PowerUpVcn"}, {0x2b, "PowerDownVcn"},
    {0x2c, "PowerUpJpeg"}, {0x2d, "PowerDownJpeg"}, {0x2e, "PrepareMp1ForUnload"}, {0x2f, "Mode1Reset"},
    {0x30, "SetSystemVirtualDramAddrHigh"}, {0x31, "SetSystemVirtualDramAddrLow"}, {0x32, "SetPptLimit"},
    {0x33, "GetPptLimit"}, {0x34, "ReenableAcDcInterrupt"}, {0x35, "NotifyPowerSource"}, {0x36, "RunDcBtc"},
    {0x37, "GetDebugData"}, {0x38, "SetTemperatureInputSelect"}, {0x39, "SetFwDstatesMask"},
    {0x3a, "SetThrottlerMask"}, {0x3b, "SetExternalClientDfCstateAllow"}, {0x3c, "SetMGpuFanBoostLimitRpm"},
    {0x3d, "DumpSTBtoDram"}, {0x3e, "STBtoDramLogSetDramAddrHigh"}, {0x3f, "STBtoDramLogSetDramAddrLow"},
    {0x40, "STBtoDramLogSetDramSize"}, {0x41, "SetGpoAllow"}, {0x42, "AllowGfxDcs"}, {0x43, "DisallowGfxDcs"},
    {0x44, "EnableAudioStutterWA"}, {0x45, "PowerUpUmsch"}, {0x46, "PowerDownUmsch"}, {0x47, "SetDcsArch"},
    {0x48, "TriggerVFFLR"}, {0x49, "SetNumBadMemoryPagesRetired"}, {0x4a, "SetBadMemoryPagesRetiredFlagsPerChannel"},
    {0x4b, "SetPriorityDeltaGain"}, {0x4c, "AllowIHHostInterrupt"},
    {0x13e, "STBtoDramLogSetDramAddress"}, {0x141, "SetOBMTraceBufferLogging"}, {0x142, "UseProfilingMode"},
    {0x14e, "EnableShadowDpm"}, {0x14f, "Mode3Reset"}, {0x150, "SetDriverDramAddr"}, {0x151, "SetToolsDramAddr"},
    {0x152, "TransferTableSmu2DramWithAddr"}, {0x153, "TransferTableDram2SmuWithAddr"},
    {0x154, "GetAllRunningSmuFeatures"}, {0x155, "GetSvi3Voltage"}, {0x156, "UpdatePolicy"},
    {0x157, "ExtPwrConnSupport"}, {0x158, "PreloadSwPstateForUclkOverDrive"},
};

// Interface 14.0 where it differs: numbers [first, last] of the mailbox mean Message(number + offset), or nothing.
struct Shift {
  u32 first, last;
  i32 offset;
  bool known;
};
constexpr Shift shifts14[] = {
    {0x2f, 0x2f, 0, false},    {0x37, 0x37, 0, false},     {0x3e, 0x3e, 0x100, true}, {0x3f, 0x3f, 0, false},
    {0x41, 0x42, 0x100, true}, {0x43, 0x4d, -1, true},     {0x4e, 0x58, 0x100, true},
};
// clang-format on

}  // namespace

std::optional<Message> message_of(u32 number, IpVersion mp1) {
  if (number > 0xff) return std::nullopt;
  if (mp1.major >= 14)
    for (const Shift& s : shifts14)
      if (number >= s.first && number <= s.last)
        return s.known ? std::optional(static_cast<Message>(static_cast<u32>(static_cast<i32>(number) + s.offset)))
                       : std::nullopt;
  const auto message = static_cast<Message>(number);
  return to_string(message).empty() ? std::nullopt : std::optional(message);
}

std::optional<u32> number_of(Message message, IpVersion mp1) {
  for (u32 number = 0; number <= 0xff; ++number)
    if (message_of(number, mp1) == message) return number;
  return std::nullopt;
}

std::string_view to_string(Message message) {
  for (const Named& n : messages)
    if (n.value == static_cast<u32>(message)) return n.name;
  return {};
}

std::string_view to_string(Response response) {
  switch (response) {
    case Response::none:
      return "none";
    case Response::ok:
      return "OK";
    case Response::cmd_rejected_busy:
      return "CmdRejectedBusy";
    case Response::cmd_rejected_prereq:
      return "CmdRejectedPrereq";
    case Response::unknown_cmd:
      return "UnknownCmd";
    case Response::failed:
      return "Failed";
  }
  return {};
}

}  // namespace egpulab::regs::amd::smu
