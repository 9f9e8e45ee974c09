// Compiled by tests with one misuse at a time (see CMakeLists.txt), and without any, which must compile.
#include "driver/regs/register.hpp"

using namespace egpulab::regs;

enum class Target { vram, host };
template <unsigned Offset>
struct At {
  static constexpr unsigned value = Offset, offset = Offset;
};
using Command = Register<"COMMAND", At<0x118>, Bit<"IDLE", 1>, Field<"SIZE", 10, 8>, Field<"TARGET", 13, 12, Target>>;
using Mailbox = RegisterArray<"MAILBOX_#", At<0x40>, Repeat<4, 4, 32>, Field<"CONTENT", 31, 0>>;

constexpr Command good{"SIZE"_f = 7, "TARGET"_f = Target::host};
constexpr auto last = Mailbox::element_offset(35);

#ifdef UNKNOWN_FIELD
constexpr bool x = good["SIZ"_f];
#endif
#ifdef OVERLAPPING_FIELDS
constexpr Register<"R", At<0>, Field<"A", 4, 0>, Field<"B", 7, 4>> x{1};
#endif
#ifdef FIELD_OUTSIDE_WORD
constexpr Register<"R", At<0>, Field<"A", 32, 30>> x{1};
#endif
#ifdef INTEGER_FOR_ENUMERATION
constexpr Command x{"TARGET"_f = 1, "SIZE"_f = Target::host};
#endif
#ifdef CONSTANT_TOO_WIDE
constexpr Command x{"SIZE"_f = 8};
#endif
#ifdef INDEX_OUT_OF_RANGE
constexpr auto x = Mailbox::element_offset(36);
#endif
#ifdef REVERSED_BITS
constexpr Register<"R", At<0>, Field<"A", 0, 3>> x{1};
#endif
