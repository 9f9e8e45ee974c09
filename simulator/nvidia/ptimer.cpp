// Registers of PTIMER.
#include "simulator/nvidia/ptimer.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {
constexpr u32 alarm = 0;
constexpr u32 alarm_vector = 159;  // ptimer_alarm in open-gpu-doc's ampere_interrupt_map.csv
constexpr u64 counter_mask = (u64{1} << 61) - 1;
}  // namespace

Ptimer::Ptimer(Timeline& timeline, Registers registers, InterruptSink& interrupts)
    : Block(timeline), registers_(registers), interrupts_(interrupts) {
  registers.storage<PtimerIntr0, PtimerIntrEn0>();
  registers.storage(PtimerNumerator("VALUE"_f = 1));
  registers.storage(PtimerDenominator("VALUE"_f = 1));
  registers.on_read<PtimerTime0, &Ptimer::read_time0>(this);
  registers.on_write<PtimerTime0, &Ptimer::time_written>(this);
  registers.on_read<PtimerTime1, &Ptimer::read_time1>(this);
  registers.on_write<PtimerAlarm0, &Ptimer::alarm_written>(this);
}

void Ptimer::reset(Reset) {
  cancel_events();
  offset_ = 0;
}

PtimerTime0 Ptimer::read_time0(PtimerTime0) { return PtimerTime0(low32(nanoseconds()) & ~31u); }
PtimerTime1 Ptimer::read_time1(PtimerTime1) { return PtimerTime1(high32(nanoseconds() & counter_mask)); }

// Software writes the upper half first; the clock is set with the lower one.
void Ptimer::time_written(PtimerTime0 written) {
  const u64 wanted = join64(written.raw() & ~31u, registers_.get<PtimerTime1>().raw());
  offset_ = wanted - static_cast<u64>(timeline().now().count());
}

// The alarm compares with the lower half only.
void Ptimer::alarm_written(PtimerAlarm0 written) {
  cancel_event(alarm);
  const u32 ahead = (written.raw() & ~31u) - low32(nanoseconds());
  schedule(Nanoseconds(ahead), alarm);
}

void Ptimer::on_event(u32, u64) {
  registers_.set<PtimerIntr0>("ALARM"_f = true);
  if (registers_.get<PtimerIntrEn0>()["ALARM"_f]) interrupts_.raise(alarm_vector);
}

}  // namespace egpulab::simulator::nvidia
