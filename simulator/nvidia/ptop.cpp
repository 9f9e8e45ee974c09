// Rows of the device table: three for each engine, then zeroes.
#include "simulator/nvidia/ptop.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

void declare_device_table(Registers registers, const NvidiaProfile& profile) {
  constexpr u32 rows_per_device = 3, table_rows = PtopDeviceInfo2::count;
  registers.storage(PtopDeviceInfoCfg("VERSION"_f = 2, "MAX_DEVICES"_f = static_cast<u32>(profile.engines.size()),
                                      "MAX_ROWS_PER_DEVICE"_f = rows_per_device, "NUM_ROWS"_f = table_rows));
  u32 row = 0;
  const auto put = [&](u32 value) {
    registers.file().add(registers.address<PtopDeviceInfo2>(row), PtopDeviceInfo2::info().element_name(row),
                         {.rw = 0, .reset = value});
    ++row;
  };
  for (const NvidiaEngine& e : profile.engines) {
    put(PtopDeviceRow0("FAULT_ID"_f = e.fault_id, "INSTANCE_ID"_f = e.instance, "DEV_TYPE_ENUM"_f = e.device_type,
                       "ROW_CHAIN"_f = true)
            .raw());
    put(PtopDeviceRow1("RESET_ID"_f = e.reset_id, "DEVICE_PRI_BASE"_f = e.pri_base >> 8, "IS_ENGINE"_f = true,
                       "ROW_CHAIN"_f = true)
            .raw());
    put(PtopDeviceRow2("RLENG_ID"_f = e.runlist_engine, "RUNLIST_PRI_BASE"_f = e.runlist_base >> 10).raw());
  }
  while (row < table_rows) put(0);
}

}  // namespace egpulab::simulator::nvidia
