// Loads, stores, and what orders and caches them.
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row memory_table[] = {
    {"LD", 0x180, form::only(4), Operands::memory,
     ".E@72 .{evict@84:3} .{prefetch@68:2} .{size@73:3} .{order@77:4} d %generic_load %load_predicate", 0, load_generic, pick_load_generic},
    {"LDG", 0x181, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{evict@84:3} .{prefetch@68:2} .{size@73:3} .{order@77:4} d %load_address %load_predicate", 0, load_global, pick_load_global},
    {"LDG", 0x17e, form::only(4), Operands::memory,
     ".E .{wide_evict@81:2} .256 .{order@77:4} R64 R16 %wide_load_address %wide_load_mask", 0, load_global_wide, nullptr, 100},
    {"LDL", 0x183, form::only(4), Operands::memory,
     ".{evict@84:3} .{size@73:3} d %local_load", 0, load_local},
    {"LDS", 0x184, form::only(4), Operands::memory,
     ".{size@73:3} d %shared_load", 0, load_shared, pick_load_shared},
    {"LDC", 0x182, form::only(2) | form::only(5), Operands::memory,
     ".{ldc_mode@78:2} .{size@73:3} d %constant_address", 0, load_constant, pick_load_constant},
    {"ST", 0x185, form::only(1), Operands::memory,
     ".E@72 .{evict@84:3} .{size@73:3} .{order@77:4} %address_32 R64", 0, store_generic, pick_store_generic},
    {"ST", 0x185, form::only(4), Operands::memory,
     ".E@72 .{evict@84:3} .{size@73:3} .{order@77:4} %store_address R32", 0, store_generic, pick_store_generic},
    {"STG", 0x186, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{evict@84:3} .{size@73:3} .{order@77:4} %store_address R32", 0, store_global, pick_store_global},
    {"STG", 0x17f, form::only(4), Operands::memory,
     ".E .{wide_evict@81:2} .256 .{order@77:4} %wide_store_address R32 R16", 0, store_global_wide, nullptr, 100},
    {"STL", 0x187, form::only(1) | form::only(4), Operands::memory,
     ".{evict@84:3} .{size@73:3} %local_store R32", 0, store_local},
    {"STS", 0x188, form::only(1) | form::only(4), Operands::memory,
     ".{size@73:3} %shared_store R32", 0, store_shared, pick_store_shared},
    {"LDGSTS", 0x1ae, form::only(6) | form::only(7), Operands::memory,
     ".E .BYPASS!81 .LTC128B@72 .%ldgsts_size .{order@77:4} .ZFILL@82 %ldgsts_shared %ldgsts_global ?p87", 0, copy_global_to_shared},
    {"LDGDEPBAR", 0x1af, form::only(4), Operands::memory,
     "", no_effect, nullptr},
    {"ARRIVES", 0x1b0, form::only(4), Operands::memory,
     ".LDGSTSBAR .64 %shared_store", 0, arrive_after_copies},
    {"CCTL", 0x18f, form::only(4), Operands::memory,
     ".E@72 .{cctl@87:4} %cctl_address", no_effect, nullptr},
    {"MEMBAR", 0x192, form::only(4), Operands::memory,
     ".{membar@79:2} .{scope@76:3}", no_effect, nullptr},
    {"ERRBAR", 0x1ab, form::only(4), Operands::memory,
     "", no_effect, nullptr},
    {"CGAERRBAR", 0x1ab, form::only(2), Operands::memory,
     "", no_effect, nullptr, nullptr, 90},
    {"QSPC", 0x1aa, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{space@73:2} P81 d %load_address", 0, query_space},
    {"SYNCS.ARRIVE", 0x1a7, form::only(4), Operands::memory,
     ".TRANS64 .{syncs_return@73:2} .{syncs_kind@84:3} d %shared_store R32", 0, syncs_arrive, nullptr, 90},
    {"SYNCS.PHASECHK", 0x1a7, form::only(2), Operands::memory,
     ".TRANS64 .TRYWAIT@72 P81 %shared_store R32", 0, syncs_phase_check, nullptr, 90},
    {"SYNCS.EXCH", 0x1b2, form::only(2), Operands::memory,
     ".64 U16 %syncs_address U32", uniform_guard, syncs_exchange, nullptr, 90},
    {"UBLKCP", 0x1ba, form::only(1), Operands::memory,
     ".{bulk_space@73:1} .{bulk_space@74:1} .MULTICAST@75 %uniform_address_32 %uniform_address_24 U64", uniform_guard, bulk_copy, nullptr, 90},
    {"UBLKPF", 0x1bc, form::only(1), Operands::memory,
     "%uniform_address_24 U64", uniform_guard | no_effect, nullptr, nullptr, 90},
    {"UTMACMDFLUSH", 0x1b7, form::only(4), Operands::memory,
     "", uniform_guard | no_effect, nullptr, nullptr, 90},
    {"FENCE.VIEW.ASYNC", 0x1c6, form::only(1), Operands::memory,
     "", no_effect, nullptr, nullptr, 90},
    {"SYNCS.CCTL", 0x1b1, form::only(4), Operands::memory,
     ".IV %shared_store", no_effect, nullptr, nullptr, 90},
};
// clang-format on

}  // namespace

Rows memory_rows() { return memory_table; }
EGPULAB_SASS_END
