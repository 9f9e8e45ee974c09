// NBIO. Values: Linux nbio_v4_3.c and nbif_v6_3_1.c (enable_doorbell_aperture, gc_doorbell_init, sdma_doorbell_range).
#include "driver/amd/nbio.hpp"

#include "driver/regs/amd/nbio.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;

void Nbio::open_doorbells() { registers_.write(RccDev0Epf0RccDoorbellAperEn{"BIF_DOORBELL_APER_EN"_f = true}); }

void Nbio::route_doorbells() {
  const auto entry = [&](u32 port, u32 awid, u32 offset, u32 size) {
    registers_.at<S2aDoorbellEntryCtrl>(port).write(
        S2aDoorbellEntryCtrl{"S2A_DOORBELL_PORT#_ENABLE"_f = true, "S2A_DOORBELL_PORT#_AWID"_f = awid,
                             "S2A_DOORBELL_PORT#_RANGE_OFFSET"_f = offset, "S2A_DOORBELL_PORT#_RANGE_SIZE"_f = size,
                             "S2A_DOORBELL_PORT#_AWADDR_31_28_VALUE"_f = 3u});
  };
  entry(0, 0x3, 0, 0);  // graphics core
  entry(3, 0x6, 0, 0);  // its scheduler
  entry(2, 0xe, doorbell::sdma, 2 * doorbell::sdma_range);
}

void Nbio::close_doorbells() { registers_.write(RccDev0Epf0RccDoorbellAperEn{"BIF_DOORBELL_APER_EN"_f = false}); }

}  // namespace egpulab::driver::amd
