#!/usr/bin/env python3
"""Derives the declarations of pushbuffer methods and launch descriptors from the vendor's class tables.

Writes into driver/regs/nvidia/classes/
  <class>.tsv        address, name, count:stride, fields and values of every method
  copy.hpp, compute.hpp  the methods' addresses, and the fields of those that act
  qmd_<version>.tsv  name, high, low, count:stride, values of every field of a launch descriptor

  tools/regs/derive_classes.py --tables DIR     (cl<class>.tsv and cl<class>qmd.tsv: name, value)

The tables are the vendor's class headers (open-gpu-doc classes, MIT) as "name<tab>value". clang-format the headers afterwards.
"""
import argparse
import re
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "driver/regs/nvidia/classes"
COPY = ["c6b5", "c7b5", "c8b5", "c9b5", "cab5"]
COMPUTE = ["c6c0", "c7c0", "c9c0", "cbc0", "cdc0", "cec0"]
HOST = ["c46f", "c56f", "c76f"]
COPY_FIELDS = """SET_SEMAPHORE_A SET_RENDER_ENABLE_C SET_SRC_PHYS_MODE SET_DST_PHYS_MODE LAUNCH_DMA SET_REMAP_COMPONENTS
SET_SRC_BLOCK_SIZE SET_DST_BLOCK_SIZE""".split()
COMPUTE_FIELDS = """LAUNCH_DMA SEND_SIGNALING_PCAS_B SEND_SIGNALING_PCAS2_B INVALIDATE_SHADER_CACHES INVALIDATE_SHADER_CACHES_NO_WFI
SET_REPORT_SEMAPHORE_D SET_RENDER_ENABLE_C SET_DST_BLOCK_SIZE""".split()
# Enumerations that several fields share.
SHARED = {"SetSrcPhysModeTarget": "PhysModeTarget", "SetDstPhysModeTarget": "PhysModeTarget", "SetRenderEnableCMode": "RenderEnable",
          "SetRemapComponentsComponentSize": "RemapCount", "SetRemapComponentsNumSrcComponents": "RemapCount",
          "SetRemapComponentsNumDstComponents": "RemapCount"}
ENUMERATORS = {"true": "always", "false": "never"}
# Elements of descriptors' arrays, which the tables do not tell; others end before the next field.
QMD_COUNTS = {"CONSTANT": 8, "DEPENDENT": 2, "RELEASE": 3}


def rows_of(path):
    for line in path.read_text().splitlines()[1:]:
        name, value = line.split("\t")[:2]
        value = value.split("//")[0].strip()
        while value.startswith("(") and value.endswith(")") and value.count("(") == 1:
            value = value[1:-1].strip()
        yield name, value


def unique(values):
    """{value: the first name of it}"""
    names = {}
    for name, value in values:
        names.setdefault(value, name)
    return dict(sorted(names.items()))


class Method:
    def __init__(self, name, address, stride=0):
        self.name, self.address, self.count, self.stride, self.fields = name, address, 1, stride, []  # (name, high, low, values)


def methods_of(tables, number):
    """The class's methods, ascending by address. Arrays whose size is not given end at the next method."""
    prefix, methods, sizes, field = f"NV{number.upper()}_", [], {}, None
    for name, value in rows_of(tables / f"cl{number}.tsv"):
        if not name.startswith(prefix):
            continue
        name = name[len(prefix):]
        method = methods[-1] if methods else None
        inside = method and name.startswith(method.name + "_")
        if size := re.match(r"(\w+)__SIZE_1$", name):
            sizes[size[1]] = int(value, 0)
        elif bits := re.match(r"(\d+):(\d+)$", value):
            if inside:
                field = (name[len(method.name) + 1:], int(bits[1]), int(bits[2]), [])
                method.fields.append(field)
        elif array := re.match(r"(\w+)\(i\)$", name):
            place = re.match(r"\(?(0x[0-9a-fA-F]+)\s*\+\s*\(i\)\s*\*\s*(\w+)\)?$", value)
            methods.append(Method(array[1], int(place[1], 0), int(place[2], 0)))
        elif re.match(r"(0x[0-9a-fA-F]+|\d+)$", value):
            owners = [f for f in method.fields if name.startswith(f"{method.name}_{f[0]}_")] if inside else []
            if owners:
                owner = max(owners, key=lambda f: len(f[0]))
                owner[3].append((name[len(method.name) + len(owner[0]) + 2:], int(value, 0)))
            elif (value.startswith("0x") and int(value, 0) % 4 == 0 and int(value, 0) < 0x4000 and "__SIZE" not in name and
                  not name.startswith(("DMA_", "GP_ENTRY"))):
                methods.append(Method(name, int(value, 0)))
    methods.sort(key=lambda m: m.address)
    for method, after in zip(methods, [m.address for m in methods[1:]] + [0x4000]):
        if method.stride:
            method.count = sizes.get(method.name) or (after - method.address) // method.stride
    return methods


def method_table(number, methods):
    lines = [f"# Methods of class {number.upper()} (NVIDIA open-gpu-doc classes, open-gpu-kernel-modules class headers; MIT). Arrays of which these do not tell the size",
             "# end at the next method.", "# address\tname\tcount:stride of arrays\tfields [high:low]=value:name"]
    for m in methods:
        fields = []
        for name, high, low, values in sorted(m.fields, key=lambda f: -f[2]):
            names = ",".join(f"{v:x}:{n}" for v, n in unique(values).items())
            fields.append(f"{name}[{high}:{low}]" + (f"={names}" if names else ""))
        lines.append(f"{m.address:x}\t{m.name}\t{f'{m.count}:{m.stride}' if m.stride else '-'}\t{' '.join(fields) or '-'}")
    (OUT / f"{number}.tsv").write_text("\n".join(lines) + "\n")


def camel(name):
    return "".join(p[0] + p[1:].lower() for p in name.split("_"))


def enumeration(kind, names):
    return (f"enum class {kind} : u32 {{" + "".join(f" {ENUMERATORS.get(n.lower(), n.lower())} = {v}," for v, n in names.items()) + " };\n"
            f"constexpr std::string_view to_string({kind} v) {{\n  constexpr std::string_view names[] = {{" +
            ", ".join(f'"{names.get(i, "")}"' for i in range(max(names) + 1)) +
            "};\n  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();\n}\n")


def fields_text(method, classes, text):
    """The method's Bits<> and the enumerations that TEXT lacks: fields of the newest class, and what only older ones have."""
    kept, used, enums, declarations = [], set(), "", []
    for m in reversed([m for c in classes for m in c if m.name == method]):
        for field in m.fields:
            bits = set(range(field[2], field[1] + 1))
            if not field[0].startswith("RESERVED") and field[0] not in (k[0] for k in kept) and not bits & used:
                used |= bits
                kept.append(field)
    for name, high, low, values in sorted(kept, key=lambda f: f[2]):
        names = unique(values)
        if high > low and len(names) >= 2:
            kind = "RemapSource" if method == "SET_REMAP_COMPONENTS" and name.startswith("DST_") else camel(method) + camel(name)
            kind = SHARED.get(kind, kind)
            if "BlockSize" in kind:
                kind = "BlockKind" if "Kind" in kind else "Gobs"
            declared = enumeration(kind, names)
            if declared not in text + enums:
                enums += declared
            declarations.append((f'Field<"{name}", {high}, {low}, {kind}>', ""))
        elif high == low:
            told = " ".join(f"{v} {n}" for v, n in names.items()) if names and set(names.values()) != {"TRUE", "FALSE"} else ""
            declarations.append((f'Bit<"{name}", {low}>', told))
        else:
            declarations.append((f'Field<"{name}", {high}, {low}>', ""))
    body = "".join(d + (">;" if i + 1 == len(declarations) else ",") + (f"  // {told}" if told else "") + "\n"
                   for i, (d, told) in enumerate(declarations))
    return f"\n{enums}using {camel(method)} = Bits<32,\n{body}"


def header(file, what, numbers, classes, with_fields, namespace):
    first = {}
    for methods in classes:
        for m in methods:
            if first.setdefault(m.name, m).address != m.address:
                raise SystemExit(f"{m.name} is at {m.address:#x} in one class and at {first[m.name].address:#x} in another")
    items = []
    for m in sorted(first.values(), key=lambda m: m.address):
        items.append(f"{m.name.lower()} = {m.address:#x}")
        if m.stride:
            items.append(f"{m.name.lower()}_stride = {m.stride:#x}")
    text = (f"// {what}\n// Facts: NVIDIA open-gpu-doc classes cl{', cl'.join(numbers)}.h (MIT);\n// fields as the newest class has them. "
            "Addresses count bytes; arrays have a stride.\n#pragma once\n\n"
            f'#include "driver/regs/bits.hpp"\n\nnamespace egpulab::regs::nvidia::{namespace} {{\n\ninline constexpr u32 {", ".join(items)};\n')
    for method in with_fields:
        text += fields_text(method, classes, text)
    (OUT / file).write_text(text + f"\n}}  // namespace egpulab::regs::nvidia::{namespace}\n")


def descriptor_table(tables, version, number):
    prefix, fields = f"NV{number.upper()}_QMDV{version}_", []  # [name, high, low, stride, values]
    for name, value in rows_of(tables / f"cl{number}qmd.tsv"):
        if not name.startswith(prefix):
            continue
        name = name[len(prefix):]
        if bits := re.match(r"MW\((\d+):(\d+)\)$", value):
            fields.append((name, int(bits[1]), int(bits[2]), 0, []))
        elif bits := re.match(r"MW\(\((\d+)\+\(i\)\*(\d+)\):\((\d+)\+\(i\)\*\d+\)\)$", value):
            fields.append((name[:-3], int(bits[1]), int(bits[3]), int(bits[2]), []))
        elif owners := [f for f in fields if name.startswith(f[0] + "_")]:
            owner = max(owners, key=lambda f: len(f[0]))
            owner[4].append((name[len(owner[0]) + 1:], int(value, 0)))
    bits = 8 * (256 if version < "04" else 384)
    single = [f for f in fields if not f[3]]

    def count(field):
        name, high, low, stride, _ = field
        root, n = name.split("_")[0], 0
        while high + n * stride < bits and n < QMD_COUNTS.get(root, 99) and not any(
                s[1] >= low + n * stride and s[2] <= high + n * stride and not s[0].startswith(root) for s in single):
            n += 1
        return n

    lines = [f"# Fields of launch descriptors (QMD) of version {version} (NVIDIA open-gpu-doc classes cl{number}qmd.h, MIT).",
             "# name\thigh\tlow\tcount:stride of arrays\tvalue:name"]
    for field in sorted(fields, key=lambda f: (f[2], f[0])):
        name, high, low, stride, values = field
        if "RESERVED" not in name or "INFO" in name:
            names = ",".join(f"{v:x}:{n}" for v, n in unique(values).items())
            lines.append(f"{name}\t{high}\t{low}\t{f'{count(field)}:{stride}' if stride else '-'}\t{names or '-'}")
    (OUT / f"qmd_{version}.tsv").write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", required=True, type=Path)
    tables = parser.parse_args().tables
    classes = {number: methods_of(tables, number) for number in HOST + COPY + COMPUTE}
    for number, methods in classes.items():
        method_table(number, methods)
    header("copy.hpp", "Methods of the copy engine classes (DMA_COPY).", COPY, [classes[c] for c in COPY], COPY_FIELDS, "copy_methods")
    header("compute.hpp", "Methods of the compute classes; among them those that write inline data to memory (I2M).", COMPUTE,
           [classes[c] for c in COMPUTE], COMPUTE_FIELDS, "compute_methods")
    for version, number in (("03_00", "c7c0"), ("04_00", "cbc0"), ("04_01", "cec0"), ("05_00", "cec0")):
        descriptor_table(tables, version, number)


if __name__ == "__main__":
    main()
