// The handlers of loads and stores, and how predecode chooses among them; the table of rows names them.
#pragma once

#include "simulator/isa/sass/exec/level.hpp"

EGPULAB_SASS_BEGIN

// Global (LDG, STG) and generic (LD, ST) addresses.
const Record* load_global(Warp&, const Record*);
const Record* store_global(Warp&, const Record*);
const Record* load_generic(Warp&, const Record*);
const Record* store_generic(Warp&, const Record*);
Handler pick_load_global(Word, SmVersion);
Handler pick_store_global(Word, SmVersion);
Handler pick_load_generic(Word, SmVersion);
Handler pick_store_generic(Word, SmVersion);
// LDG and STG of 256 bits.
const Record* load_global_wide(Warp&, const Record*);
const Record* store_global_wide(Warp&, const Record*);
// QSPC: to which space a generic address belongs.
const Record* query_space(Warp&, const Record*);

const Record* load_shared(Warp&, const Record*);
const Record* store_shared(Warp&, const Record*);
Handler pick_load_shared(Word, SmVersion);
Handler pick_store_shared(Word, SmVersion);

const Record* load_local(Warp&, const Record*);
const Record* store_local(Warp&, const Record*);

// LDC; ULDC and LDCU, which write uniform registers.
const Record* load_constant(Warp&, const Record*);
Handler pick_load_constant(Word, SmVersion);
const Record* load_constant_uniform(Warp&, const Record*);
Handler pick_load_constant_uniform(Word, SmVersion);

// LDGSTS: from global to shared memory (PTX cp.async).
const Record* copy_global_to_shared(Warp&, const Record*);

// UBLKCP: blocks between global and shared memory (PTX cp.async.bulk).
const Record* bulk_copy(Warp&, const Record*);
// Barriers in shared memory (PTX mbarrier).
const Record* syncs_arrive(Warp&, const Record*);
const Record* syncs_phase_check(Warp&, const Record*);
const Record* syncs_exchange(Warp&, const Record*);
const Record* arrive_after_copies(Warp&, const Record*);
const Record* atoms_arrive(Warp&, const Record*);

EGPULAB_SASS_END
