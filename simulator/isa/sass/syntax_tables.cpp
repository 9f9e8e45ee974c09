// The tables that syntaxes name: what the values of a field are called. Read off NVIDIA's disassembler's output for
// known words (CuAssembler's pairs, our own kernels) and Mesa src/nouveau/compiler/nak/sm70_encode.rs.
#include <algorithm>

#include "simulator/isa/sass/syntax.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct NamedTable {
  std::string_view name;
  std::span<const char* const> entries;
};

// clang-format off
// Comparisons, rounding, logic.
constexpr const char* icmp[] = {"F", "LT", "EQ", "LE", "GT", "NE", "GE", "T"};
constexpr const char* fcmp[] = {"F", "LT", "EQ", "LE", "GT", "NE", "GE", "NUM", "NAN", "LTU", "EQU", "LEU", "GTU", "NEU", "GEU", "T"};
constexpr const char* dcmp[] = {"MIN", "LT", "EQ", "LE", "GT", "NE", "GE", "NUM", "NAN", "LTU", "EQU", "LEU", "GTU", "NEU", "GEU", "MAX"};
constexpr const char* bool_op[] = {"AND", "OR", "XOR"};
constexpr const char* round_float[] = {"", "RM", "RP", "RZ"};
constexpr const char* round_integer[] = {"", "FLOOR", "CEIL", "TRUNC"};
// Integer and logic. isetp, imnmx: signed, and 64 bits wide.
constexpr const char* isetp[] = {"U32", "", "U64", "S64"};
constexpr const char* imnmx[] = {"U32", "", "U64", "S64"};
constexpr const char* vimnmx[] = {"U32", "", "U16x2", "S16x2"};
constexpr const char* shift_type[] = {"S64", "U64", "S32", "U32"};
constexpr const char* prmt[] = {"", "F4E", "B4E", "RC8", "ECL", "ECR", "RC16"};
constexpr const char* byte_of[] = {"", "B1", "B2", "B3"};
constexpr const char* idp[] = {"4A", "2A.LO", nullptr, "2A.HI"};
constexpr const char* u8s8[] = {"U8", "S8"};
// Conversions: sizes are 8, 16, 32, 64 bits.
constexpr const char* int_type[] = {"U8", "S8", "U16", "S16", "U32", "", "U64", "S64"};
constexpr const char* float_type[] = {nullptr, "F16", "", "F64", "BF16"};
constexpr const char* f2f_type[] = {nullptr, "F16", "F32", "F64", "BF16"};
constexpr const char* signed32[] = {"U32", "S32"};
constexpr const char* i2i[] = {"U8", "S8", "U16", "S16"};
constexpr const char* mufu[] = {"COS", "SIN", "EX2", "LG2", "RCP", "RSQ", "RCP64H", "RSQ64H", "SQRT", "TANH"};
constexpr const char* fmul_scale[] = {nullptr, "D8", "D4", "D2", "", "M2", "M4", "M8"};
// Matrix instructions.
constexpr const char* hmma_shape[] = {"1688", "16816", "1684", "16832"};
constexpr const char* hmma_acc[] = {"F16", "F32"};
constexpr const char* hmma_type[] = {"", "BF16", "TF32"};
constexpr const char* imma_shape[] = {"8816", nullptr, "8832", nullptr, "16816", "16832", "16864"};
constexpr const char* bmma_shape[] = {"88128", "168128", "168256"};
constexpr const char* dmma_shape[] = {"8x8x4", "16x8x4", "16x8x8", "16x8x16"};
constexpr const char* qmma_shape[] = {"16816", "16832"};
constexpr const char* qmma_type[] = {"E4M3", "E5M2", nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
constexpr const char* ldsm_kind[] = {"16.M88", "16.MT88"};
constexpr const char* ldsm_count[] = {"", "2", "4"};
// Memory.
constexpr const char* size[] = {"U8", "S8", "U16", "S16", "", "64", "128"};
constexpr const char* evict[] = {"EF", "", "EL", "LU", "EU", "NA"};
constexpr const char* prefetch[] = {"", "LTC64B", "LTC128B", "LTC256B"};
constexpr const char* order[] = {"", nullptr, nullptr, nullptr, "CONSTANT", "STRONG.SM", nullptr, "STRONG.GPU", "MMIO.GPU", nullptr, "STRONG.SYS", nullptr, "MMIO.SYS"};
constexpr const char* ldc_mode[] = {"", "IL", "IS", "ISL"};
constexpr const char* cctl[] = {"PF1", "PF2", "WB", "IV", "IVALL", "RS", "IVALLP", "WBALL", "WBALLP", nullptr, "DML2", "RML2"};
constexpr const char* membar[] = {"SC", "ALL", "", "MMIO"};
constexpr const char* scope[] = {"CTA", "SM", "GPU", "SYS", nullptr, "VC"};
constexpr const char* space[] = {"G", "L", "S", "D"};
constexpr const char* bulk_space[] = {"G", "S"};
constexpr const char* wide_evict[] = {"EFL2", "ENL2", "ELL2"};
constexpr const char* syncs_kind[] = {"", "A1T0", "A0T1", "A0TR", "A0TX", "ART0"};
constexpr const char* syncs_return[] = {"", "TMASK", "RED"};
// Atomics.
constexpr const char* atom_op[] = {"ADD", "MIN", "MAX", "INC", "DEC", "AND", "OR", "XOR", "EXCH", nullptr, "SAFEADD"};
constexpr const char* atom_float[] = {"F16x2.RN", "F32.RN", nullptr, "BF16x2.RN", nullptr, nullptr, nullptr, nullptr, nullptr, "F32.FTZ.RN", nullptr, nullptr, nullptr, nullptr, nullptr, "F64.RN"};
constexpr const char* atoms_type[] = {"", "S32", "64"};
constexpr const char* atom_special[] = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, "ARRIVE.64", "POPC.INC.32", "POPC.INC.32"};
// Across lanes, special, control.
constexpr const char* shfl[] = {"IDX", "UP", "DOWN", "BFLY"};
constexpr const char* vote[] = {"ALL", "ANY", "EQ"};
constexpr const char* redux[] = {"", "OR", "XOR", "SUM", "MIN", "MAX"};
constexpr const char* b2r[] = {"BAR", nullptr, "RESULT", "WARP"};
constexpr const char* bra[] = {"", "U", "DIV", "CONV"};
constexpr const char* exit_kind[] = {"", "KEEPREFCOUNT", "PREEMPTED"};
constexpr const char* bpt[] = {"DRAIN", "CAL", "PAUSE", "TRAP", "INT"};

constexpr const char* reconverge[] = {"", "RELIABLE", "RECONVERGENT"};
constexpr const char* h1[] = {"", "H1"};
constexpr const char* f2fp_to[] = {"F16", "BF16", "E6M9", "TF32", "E5M2", "E4M3"};
constexpr const char* f2fp_from[] = {"F32", "F16", "E5M2", "E4M3"};
constexpr const char* f2fp_family[] = {"PACK_AB", "MERGE_C", "UNPACK_B", "PACK_B", "UNPACK_B_MERGE_C", "PACK_AB_MERGE_C"};
constexpr const char* bar[] = {"SYNC", "ARV", "RED", "SCAN"};
constexpr const char* bar_op[] = {"POPC", "AND", "OR"};
// Textures and surfaces.
constexpr const char* texture_dim[] = {"1D", "2D", "3D", "CUBE", "ARRAY_1D", "ARRAY_2D", nullptr, "ARRAY_CUBE"};
constexpr const char* texture_query[] = {"TEX_HEADER_DIMENSION", "TEX_HEADER_TEXTURE_TYPE", "TEX_HEADER_SAMPLER_POS"};
constexpr const char* lod[] = {"", "LZ", "LB", "LL", nullptr, "LC"};
constexpr const char* component[] = {"R", "G", "B", "A"};
constexpr const char* surface_dim[] = {"1D", "1D_BUFFER", "1D_ARRAY", "2D", "2D_ARRAY", "3D"};
constexpr const char* surface_mask[] = {nullptr, "R", nullptr, "RG", nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, ""};
constexpr const char* clamp[] = {"IGN", "", "TRAP"};

constexpr NamedTable syntax_tables[] = {
    {"icmp", icmp}, {"fcmp", fcmp}, {"dcmp", dcmp}, {"bool", bool_op}, {"round", round_float},
    {"round_integer", round_integer}, {"isetp", isetp}, {"imnmx", imnmx}, {"vimnmx", vimnmx},
    {"shift_type", shift_type}, {"prmt", prmt}, {"byte", byte_of}, {"idp", idp}, {"u8s8", u8s8},
    {"int_type", int_type}, {"float_type", float_type}, {"f2f_type", f2f_type}, {"signed32", signed32}, {"i2i", i2i},
    {"mufu", mufu}, {"fmul_scale", fmul_scale}, {"hmma_shape", hmma_shape}, {"hmma_acc", hmma_acc},
    {"hmma_type", hmma_type}, {"imma_shape", imma_shape}, {"bmma_shape", bmma_shape},
    {"dmma_shape", dmma_shape}, {"qmma_shape", qmma_shape}, {"qmma_type", qmma_type}, {"ldsm_kind", ldsm_kind},
    {"ldsm_count", ldsm_count}, {"size", size}, {"ldcu_size", size}, {"evict", evict}, {"prefetch", prefetch}, {"order", order},
    {"ldc_mode", ldc_mode}, {"cctl", cctl}, {"membar", membar}, {"scope", scope}, {"space", space},
    {"bulk_space", bulk_space}, {"wide_evict", wide_evict}, {"syncs_kind", syncs_kind}, {"syncs_return", syncs_return},
    {"atom_op", atom_op}, {"atom_float", atom_float}, {"atoms_type", atoms_type}, {"atom_special", atom_special}, {"red_op", atom_op}, {"bar", bar}, {"reconverge", reconverge}, {"h1", h1}, {"f2fp_to", f2fp_to},
    {"f2fp_from", f2fp_from}, {"f2fp_family", f2fp_family}, {"bar_op", bar_op},
    {"texture_dim", texture_dim}, {"texture_query", texture_query}, {"lod", lod}, {"component", component},
    {"surface_dim", surface_dim}, {"surface_mask", surface_mask}, {"clamp", clamp},
    {"shfl", shfl}, {"vote", vote}, {"redux", redux}, {"b2r", b2r}, {"bra", bra}, {"exit", exit_kind}, {"bpt", bpt},
};
// clang-format on

}  // namespace

std::span<const char* const> syntax_table(std::string_view name) {
  const auto found = std::ranges::find(syntax_tables, name, &NamedTable::name);
  return found == std::end(syntax_tables) ? std::span<const char* const>{} : found->entries;
}

}  // namespace egpulab::simulator::isa::sass
