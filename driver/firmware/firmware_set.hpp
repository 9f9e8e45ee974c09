// All firmware that one GPU needs, chosen by the versions of its IP blocks.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "driver/firmware/container.hpp"
#include "driver/firmware/source.hpp"
#include "driver/regs/amd/ip.hpp"

namespace egpulab::firmware {

// The versions that file names are made of.
struct IpVersions {
  regs::amd::IpVersion mp0, mp1, sdma, gc;
};
// Throws InvalidRequest where the card lacks one of the blocks.
IpVersions ip_versions(const regs::amd::IpBases& bases);

class FirmwareSet {
 public:
  // Reads and parses every file that `versions` need: sos, smu, sdma, mec, imu, rlc, from GC 12 on also pfp and me;
  // pfp, me, mes and ta where the source has them. The error is the first file's: missing (with the places tried),
  // malformed, or for another IP.
  static Parsed<FirmwareSet> load(const Source& source, const IpVersions& versions);

  // Null where the set has no such file.
  const Container* container(Role role) const;
  // A part of the sos file; null where it has none.
  const Piece* sos(regs::amd::SosPart part) const;
  const Piece& smu() const;
  // What LOAD_IP_FW takes after the SMU's image and before RLC autoload, in order. `pipes`: how many of each RS64
  // engine's per-pipe data images to include (1 serves a compute-only driver that uses pipe 0; Linux loads all).
  // With `graphics`, PFP and ME are included where present (GC 12 has them always).
  std::vector<const Piece*> load_order(unsigned pipes = 1, bool graphics = false) const;

  const std::vector<File>& files() const { return files_->all; }

 private:
  struct Files {
    std::vector<File> all;
  };
  std::shared_ptr<const Files> files_;  // the containers' spans point into it
  std::vector<Container> containers_;
  regs::amd::IpVersion gc_;
};

}  // namespace egpulab::firmware
