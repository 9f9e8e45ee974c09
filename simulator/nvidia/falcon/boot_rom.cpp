// The boot ROM (BROM) of a Falcon: what it checks before it lets a signed image run. Without the vendor's keys the
// signature itself cannot be checked; everything that stands around it is.
#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/firmware_headers.hpp"
#include "simulator/nvidia/falcon/falcon.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;
namespace firmware = regs::nvidia::firmware_header;

namespace {

struct Family {
  std::string_view name;
  const firmware::SecureCodeFamily& first_bytes;
  Architecture architecture{};
};
constexpr Family families[] = {{"GA10x", firmware::secure_code_ga10x, Architecture::ampere},
                               {"AD10x", firmware::secure_code_ad10x, Architecture::ada},
                               {"TU10x", firmware::secure_code_tu10x, {}},
                               {"TU11x", firmware::secure_code_tu11x, {}}};

// The family that the code is known to be for; null where that is not known.
const Family* family_of(Bytes code) {
  for (const Family& f : families)
    if (code.size() >= f.first_bytes.size() &&
        std::memcmp(code.data(), f.first_bytes.data(), f.first_bytes.size()) == 0)
      return &f;
  return nullptr;
}

}  // namespace

Program* Falcon::verify(std::string& why) const {
  const u32 vector = registers_.get<FalconBootvec>().raw();
  const u32 block = memories_.find_block(vector);
  const auto refuse = [&](std::string text) -> Program* {
    why = std::move(text);
    return nullptr;
  };
  if (block == FalconMemories::npos)
    return refuse(fmt::format("start at {:#x}: no block of IMEM has that address", vector));
  const Bytes code = memories_.secure_run(vector);
  if (code.empty())
    return refuse(
        fmt::format("start at {:#x}: the code there is not secure; unsigned programs are not modelled", vector));

  const u32 engines = registers_.get<Falcon2BromEngidmask>().raw();
  const u32 ucode = registers_.get<Falcon2BromCurrUcodeId>()["VAL"_f],
            algorithm = registers_.get<Falcon2ModSel>()["ALGO"_f];
  const u32 signature = registers_.get<Falcon2BromParaaddr>(0u).raw();
  const auto rom = [&](const std::string& text) { return refuse("boot ROM: " + text); };
  if (algorithm != brom_algorithm_rsa3k)
    return rom(fmt::format("MOD_SEL.ALGO {} is not RSA-3K ({})", algorithm, brom_algorithm_rsa3k));
  if ((engines & traits_.engine_id) == 0)
    return rom(fmt::format("the image is for engines {:#x}, this one is {:#x}", engines, traits_.engine_id));
  if (signature > memories_.dmem.size() || memories_.dmem.size() - signature < rsa3k_signature_size)
    return rom(fmt::format("the signature at DMEM {:#x} leaves DMEM", signature));
  if (std::ranges::all_of(Bytes(memories_.dmem).subspan(signature, rsa3k_signature_size),
                          [](std::byte b) { return b == std::byte{0}; }))
    return rom(fmt::format("no signature at DMEM {:#x}: the image is unsigned", signature));
  if (const Family* family = family_of(code); family && family->architecture != registers_.architecture())
    return rom(fmt::format("the signature does not verify: the image is for {}, this chip is {}", family->name,
                           to_string(registers_.architecture())));

  const auto row = std::ranges::find_if(
      programs_, [&](const ProgramRow& r) { return (r.engine_id_mask & engines) != 0 && r.ucode_id == ucode; });
  if (row == programs_.end())
    return refuse(fmt::format("program with ucode id {} for engines {:#x} is not known", ucode, engines));
  if (std::string differs = row->program->reject(code, memories_.dmem, signature); !differs.empty())
    return rom(differs);
  return row->program;
}

}  // namespace egpulab::simulator::nvidia
