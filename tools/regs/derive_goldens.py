#!/usr/bin/env python3
"""Derives, from AMD's own tables, what the register declarations must equal, and the names of all other registers.

Reads which registers driver/regs/amd/*.hpp declare (names only; places, shapes and fields come from the vendor) and writes
  fixtures/registers/<block>.tsv   a golden row per declared register: name, segment, dword, dimensions, fields
  driver/regs/amd/names/<block>.tsv  name, segment, dword and non-zero reset value of every register of the block

To add a register: declare it, run this tool, look at the golden row's diff, build and run regs_test.

  tools/regs/derive_goldens.py --linux /path/to/linux-source [--offsets DIR]

--linux is a kernel source tree with drivers/gpu/drm/amd/include/asic_reg (any version that has the block versions of
vendor_tables.py; Debian's linux-source-6.1 does). --offsets is a folder with <block>_offset.tsv tables (name, segment, dword)
that are preferred over the kernel's _offset.h. With --check nothing is written and a difference is an error.
"""
import argparse
import re
import sys
from pathlib import Path

from vendor_tables import BLOCKS, common_fields, instances, read_fields, read_offsets, read_resets, vendor_name

ROOT = Path(__file__).resolve().parents[2]


def declared():
    """[(register, IP template)] in the order of the headers."""
    rows = []
    for header in sorted((ROOT / "driver/regs/amd").glob("*.hpp")):
        rows += re.findall(r'= Register(?:Array)?<"([\w#]+)",\s*(\w+)<', header.read_text())
    return rows


def shape(found, offsets):
    """(segment, first dword, [(count, stride in bytes, first index)]); an error where the places are irregular."""
    base = min(found)
    segment, dword = offsets[found[base]]
    dimensions = []
    for d in range(len(base)):
        numbers = sorted({i[d] for i in found})
        step = tuple(n + (k == d) for k, n in enumerate(base))
        stride = (offsets[found[step]][1] - dword) * 4 if step in found else 4
        dimensions.append((len(numbers), stride, numbers[0]))
    for indices, name in found.items():
        expected = dword + sum((n - base[d]) * dimensions[d][1] // 4 for d, n in enumerate(indices))
        if offsets[name] != (segment, expected):
            sys.exit(f"{name} is at {offsets[name]}, and its array would put it at {(segment, expected)}")
    return segment, dword, dimensions


def progression(name, found, declared):
    """FOUND (segment, dword, dimensions) as the declared array's place: the tables of a later generation may list only some of
    an array's registers, or more, but those must lie where the declared ones would."""
    segment, dword, dimensions = found
    for (count, stride, first), (own_count, own_stride, own_first) in zip(dimensions, declared):
        if stride != own_stride and count > 1 and own_count > 1:
            sys.exit(f"{name}: registers {stride} bytes apart, and the declared ones {own_stride}")
        dword -= (first - own_first) * own_stride // 4
    return segment, dword, declared


def golden(stem, registers, offsets, fields):
    lines = [f"# Golden rows of the declared registers of {stem}, derived by tools/regs/derive_goldens.py from the vendor's",
             f"# {stem}_offset and {stem}_sh_mask tables (Linux drivers/gpu/drm/amd/include/asic_reg, MIT).",
             "# name\tip\tsegment\tdword\tdimensions (count:stride:first)\tfields\tname in these tables, where it is another"]
    rows = {}
    for name, ip in registers:
        vendor = vendor_name(stem, name)
        found = instances(vendor, offsets)
        if not found:
            continue  # not in this generation
        segment, dword, dimensions = shape(found, offsets)
        rows[name] = "\t".join([name, next(b[2] for b in BLOCKS[ip] if b[0] == stem), str(segment), f"{dword:#x}",
                                " ".join(f"{c}:{s}:{f}" for c, s, f in dimensions) or "-",
                                " ".join(f"{f}[{h}:{l}]" for f, h, l in common_fields(found, fields)) or "-"]
                               + ([vendor] if vendor != name else []))
    return "\n".join(lines + [rows[name] for name in sorted(rows)]) + "\n"


def names(stem, ip, offsets, resets):
    version = ".".join(stem.split("_")[-3:])
    lines = [f"# Registers of {ip} {version} (Linux drivers/gpu/drm/amd/include/asic_reg, MIT), by tools/regs/derive_goldens.py",
             "# name\tsegment\tdword\treset value where not 0", f"!{ip} {version}"]
    for name, (segment, dword) in sorted(offsets.items(), key=lambda row: (row[1], row[0])):
        lines.append(f"{name}\t{segment}\t{dword:x}" + (f"\t{resets[name]:x}" if name in resets else ""))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--linux", required=True)
    parser.add_argument("--offsets")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()

    registers = {}
    for name, ip in declared():
        for block in BLOCKS[ip]:
            if len(block) < 5 or re.match(block[4], name):
                registers.setdefault(block[:2], []).append((name, ip))
    outputs, known = {}, set()
    for (stem, folder), rows in registers.items():
        offsets = read_offsets(arguments.offsets, arguments.linux, stem, folder)
        known |= {name for name, _ in rows if instances(vendor_name(stem, name), offsets)}
        fields = read_fields(arguments.linux, stem, folder)
        resets = read_resets(arguments.linux, stem, folder)
        outputs[ROOT / f"fixtures/registers/{stem}.tsv"] = golden(stem, rows, offsets, fields)
        # Virtual functions' copies in NBIO are two thirds of all names, and no driver of a physical function meets them.
        named = {n: o for n, o in offsets.items() if stem[:3] != "nbi" or not re.search(r"_VF\d", n)}
        for ip in {b[2] for _, i in rows for b in BLOCKS[i] if b[0] == stem}:
            mine = {n: o for n, o in named.items() if not ip.startswith("MP") or n.startswith(("MP0_", "MPASP_")) == (ip == "MP0")}
            file = re.sub(r"^mp_", f"{ip.lower()}_", stem)
            outputs[ROOT / f"driver/regs/amd/names/{file}.tsv"] = names(stem, ip, mine, resets)
    for name, _ in declared():
        if name not in known:
            sys.exit(f"{name}: no generation's tables have such a register")
    different = [path for path, text in outputs.items() if not path.exists() or path.read_text() != text]
    if arguments.check:
        sys.exit("".join(f"{path.relative_to(ROOT)} differs from the vendor's tables\n" for path in different) or 0)
    for path in different:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(outputs[path])
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
