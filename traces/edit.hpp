// Changes a session: to test what a driver or a replay does with other answers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "traces/context.hpp"
#include "traces/writer.hpp"

namespace egpulab::traces {

struct Edit {
  enum class What : u8 {
    value,   // of event `event`: read or written, granted, fired
    read,    // the value of the `occurrence`-th read (from 1) of the register `place`
    byte,    // number `offset` of the payload of event `event`
    drop,    // event `event`
    repeat,  // event `event` once more
    cut,     // `event` and all that follow
  };
  What what{};
  u64 event = 0;
  std::string place{};  // register name as show prints it, or "BAR5+0x10"
  u64 occurrence = 0;
  u64 offset = 0;
  u64 value = 0;
};

// "value:EVENT=V", "read:REGISTER:N=V", "byte:EVENT:OFFSET=V", "drop:EVENT", "repeat:EVENT", "cut:EVENT"; numbers are
// decimal, or hexadecimal after 0x.
Parsed<Edit> parse_edit(std::string_view text);

// Copies the session to `out` with the edits made; event indices are those of the original. Refuses, after writing,
// an edit that met no event it can change, naming it.
Parsed<u64> edit(const Reader& reader, const std::vector<Edit>& edits, Writer& out, Names names = Names::all());

}  // namespace egpulab::traces
