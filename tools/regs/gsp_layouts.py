"""Run by derive_gsp.py inside gdb on an object file with the vendor's types: writes the structures of GSP-RM's interface.

Into OUT/driver/regs/nvidia/gsp/VERSION one header per group of gsp_types.py, into OUT/fixtures/registers the golden rows
(structure, field, offset, size), into OUT/tests/regs the same of our declarations, for the test that compares them.
Every byte gets a member; of a union the first alternative is declared, bit-fields share one member.
"""
import os
import re
import sys
from pathlib import Path

import gdb

sys.path.insert(0, os.environ["GSP_TOOLS"])
from gsp_types import GROUPS, PACKED, RENAMED  # noqa: E402

VERSION, OUT = os.environ["GSP_VERSION"], Path(os.environ["GSP_OUT"])
NAMESPACE = f"egpulab::regs::nvidia::gsp::r{VERSION.replace('.', '_')}"
FOLDER = f"driver/regs/nvidia/gsp/r{VERSION.replace('.', '_')}"
UNSIGNED = {1: "u8", 2: "u16", 4: "u32", 8: "u64"}


def snake(name):
    for vendor, ours in (("DWord", "Dword"), ("SMs", "Sms"), ("VFs", "Vfs"), ("C2C", "C2c"), ("TSGs", "Tsgs")):
        name = name.replace(vendor, ours)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
    return RENAMED.get(re.sub(r"_+", "_", name).strip("_"), re.sub(r"_+", "_", name).strip("_"))


def camel(name):
    name = RENAMED.get(name, re.sub(r"_v[0-9A-F]+_[0-9A-F]+$", "", name.removeprefix("struct ")))
    if "_" not in name:
        return "Nv" + name[2:] if re.match(r"NV[0-9A-F]{4}Ctrl", name) else name[0].upper() + name[1:]
    return "".join(p[0].upper() + (p[1:].lower() if p.upper() == p else p[1:]) for p in name.split("_") if p)


def look_up(name):
    for candidate in (name, "struct " + name):
        try:
            return gdb.lookup_type(candidate)
        except gdb.error:
            pass
    raise SystemExit(f"{name}: no such type in these headers")


def flatten(fields, base=0):
    """[(field, offset)], with anonymous structures dissolved and anonymous unions as their first alternative."""
    out = []
    for field in fields:
        offset, kind = base + field.bitpos // 8, field.type.strip_typedefs()
        if field.name:
            out.append((field, offset))
        elif kind.code == gdb.TYPE_CODE_UNION and kind.fields()[0].name:
            out.append((kind.fields()[0], offset))
        else:
            inner = kind.fields()[0].type.strip_typedefs() if kind.code == gdb.TYPE_CODE_UNION else kind
            out += flatten(inner.fields(), offset)
    return out


class Header:
    owner, size = {}, {}  # of every structure by our name: its header, its bytes
    rows = []             # (our structure, vendor's structure, our field, vendor's field, offset, size)

    def __init__(self, name):
        self.name, self.text, self.needs = name, [], set()

    def type_of(self, kind, vendor, field):
        """(our type, dimensions)"""
        dimensions = []
        while kind.strip_typedefs().code == gdb.TYPE_CODE_ARRAY:
            dimensions.append(kind.strip_typedefs().range()[1] + 1)
            kind = kind.strip_typedefs().target()
        plain = kind.strip_typedefs()
        if plain.code == gdb.TYPE_CODE_UNION:
            first = plain.fields()[0].type
            return self.type_of(first, vendor, field) if first.sizeof == plain.sizeof else ("u32", [plain.sizeof // 4])
        if plain.code == gdb.TYPE_CODE_STRUCT:
            return self.declare(kind.name or plain.name or f"{vendor}_{field}", plain), dimensions
        return UNSIGNED[plain.sizeof], dimensions

    def declare(self, vendor, plain):
        vendor = vendor.removeprefix("struct ")
        ours = camel(vendor[0].upper() + vendor[1:] if "_" not in vendor else vendor)
        if ours in self.owner:
            assert self.size[ours] == plain.sizeof, f"{ours}: two structures of that name"
            self.needs |= {self.owner[ours]} - {self.name}
            return ours
        lines, rows, at, rest = [], [], 0, None
        for field, offset in flatten(plain.fields()):
            size, name = field.type.sizeof, snake(field.name)
            if size == 0:
                rest = f"  // then {name}[], from offset {offset:#x}"
                continue
            if field.bitsize:
                offset = offset // size * size
                bits = f"{field.name} [{field.bitpos % (8 * size) + field.bitsize - 1}:{field.bitpos % (8 * size)}]"
                if offset < at:
                    lines[-1] += ", " + bits
                    continue
                name, declaration = name + "_bits", f"{UNSIGNED[size]} {name}_bits = 0;  // {bits}"
            else:
                kind, dimensions = self.type_of(field.type, vendor, field.name)
                declaration = f"{kind} {name}" + "".join(f"[{d}]" for d in dimensions)
                declaration += " = 0;" if kind in UNSIGNED.values() and not dimensions else "{};"
            if offset > at:
                lines.append(f"  u8 pad_{at:x}" + (f"[{offset - at}]{{}};" if offset - at > 1 else " = 0;"))
            lines.append("  " + declaration)
            rows.append((ours, vendor, name, field.name, offset, size))
            at = offset + size
        if plain.sizeof > at:
            lines.append(f"  u8 pad_{at:x}" + (f"[{plain.sizeof - at}]{{}};" if plain.sizeof - at > 1 else " = 0;"))
        packed = "[[gnu::packed]] " if vendor in PACKED else ""
        self.text.append(f"struct {packed}{ours} {{  // {vendor}\n" + "\n".join(lines + ([rest] if rest else [])) +
                         f"\n}};\nstatic_assert(sizeof({ours}) == {plain.sizeof});\n")
        self.owner[ours], self.size[ours] = self.name, plain.sizeof
        Header.rows += [(ours, vendor, "-", "-", 0, plain.sizeof)] + rows
        return ours

    def add(self, vendor):
        kind = look_up(vendor)
        target = kind.target() if kind.code == gdb.TYPE_CODE_TYPEDEF else None
        if target is not None and target.code == gdb.TYPE_CODE_TYPEDEF:  # one structure under two names
            ours = self.declare(target.name, target.strip_typedefs())
            if camel(vendor) != ours:
                self.text.append(f"using {camel(vendor)} = {ours};  // {vendor}\n")
        else:
            self.declare(vendor, kind.strip_typedefs())

    def write(self, comment):
        includes = [f'#include "{FOLDER}/{n}.hpp"\n' for n in sorted(self.needs)] or ['#include "driver/base/types.hpp"\n']
        (OUT / FOLDER / f"{self.name}.hpp").write_text(
            f"// {comment}\n// Facts: NVIDIA open-gpu-kernel-modules {VERSION} (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;\n"
            "// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.\n#pragma once\n\n" +
            "".join(includes) + f"\nnamespace {NAMESPACE} {{\n\n// clang-format off\n" + "\n".join(self.text) +
            f"// clang-format on\n\n}}  // namespace {NAMESPACE}\n")


headers = []
for group, (what, types) in GROUPS.items():
    headers.append(Header(group))
    for vendor_type in types:
        headers[-1].add(vendor_type)
    headers[-1].write(what)

stem = f"nvidia_gsp_r{VERSION.replace('.', '_')}"
(OUT / f"fixtures/registers/{stem}.tsv").write_text(
    f"# Structures of GSP-RM {VERSION}'s interface as a compiler lays out the vendor's headers (open-gpu-kernel-modules {VERSION},\n"
    "# MIT), by tools/regs/derive_gsp.py.\n# structure\tfield, - for the whole\toffset\tsize\n" +
    "".join(f"{v}\t{f}\t{o}\t{s}\n" for _, v, _, f, o, s in Header.rows))
(OUT / f"tests/regs/{stem}.cpp").write_text(
    f"// Where our declarations of GSP-RM {VERSION}'s structures have their fields; written by tools/regs/derive_gsp.py.\n"
    '#include "tests/regs/structure_row.hpp"\n\n' + "".join(f'#include "{FOLDER}/{h.name}.hpp"\n' for h in sorted(headers, key=lambda h: h.name)) +
    f"\nnamespace egpulab::regs::nvidia::test {{\n\nusing namespace gsp::r{VERSION.replace('.', '_')};\n\n// clang-format off\n"
    f"static constexpr StructureRow rows[] = {{\n" +
    "".join(f'    {{"{v}", "-", 0, sizeof({c})}},\n' if f == "-" else
            f'    {{"{v}", "{f}", offsetof({c}, {n}), sizeof({c}::{n})}},\n' for c, v, n, f, _, _ in Header.rows) +
    f"}};\n// clang-format on\n\nstd::span<const StructureRow> {stem}_rows() {{ return rows; }}\n\n}}  // namespace egpulab::regs::nvidia::test\n")
