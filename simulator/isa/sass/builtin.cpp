// Handlers of records that are no instruction of their row: ways between pages, and what cannot be executed.
#include <fmt/format.h>

#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/predecode.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

const Record* stop_at(Warp& w, const Record* i) {
  w.next_pc = w.fault.pc = own_pc(w, i);
  w.stop = Stop::fault;
  return nullptr;
}
bool nobody(const Warp& w, const Record* i) { return lanes_of(w, i) == 0; }

}  // namespace

// A predicate does not help: hardware decodes first.
const Record* unknown_word(Warp& w, const Record* i) {
  w.fault = {};
  w.fault.error = WarpError::illegal_instr_encoding;
  w.fault.lane = static_cast<u32>(std::countr_zero(w.active));
  w.fault.what = unknown_instruction(i->word, w.sm);
  return stop_at(w, i);
}

const Record* not_modelled(Warp& w, const Record* i) {
  const Row* row = decoder(level(), w.sm).find(i->word);
  if (row && !guarded_by_uniform(*row) && nobody(w, i)) return i + 1;
  w.fault = {};
  w.fault.kind = Fault::Kind::unsupported;
  w.fault.lane = static_cast<u32>(std::countr_zero(w.active));
  w.fault.what = row ? row->name : "an instruction";
  return stop_at(w, i);
}

const Record* register_out_of_range(Warp& w, const Record* i) {
  w.fault = {};
  w.fault.error = WarpError::oor_reg;
  w.fault.lane = static_cast<u32>(std::countr_zero(w.active));
  return stop_at(w, i);
}

const Record* no_operation(Warp&, const Record* i) { return i + 1; }

const Record* leave_page(Warp& w, const Record* i) {
  w.next_pc = i->word.low;
  w.link = const_cast<Record*>(i);  // the scheduler connects it: see enter_page()
  w.stop = Stop::page;
  return nullptr;
}

const Record* leave_to_next_pc(Warp& w, const Record*) {
  w.link = nullptr;
  w.stop = Stop::page;
  return nullptr;
}

const Record* enter_page(Warp& w, const Record* i) {
  ++w.uncounted;
  w.page = reinterpret_cast<const CodePage*>(i->word.high);
  return i->target;
}

}  // namespace egpulab::simulator::isa::sass
