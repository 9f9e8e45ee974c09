#!/usr/bin/env python3
"""Writes into the declarations of driver/regs/amd/*.hpp where later generations have their registers.

For every declared register and every later generation of its block (vendor_tables.py), the place and, where they differ, the
fields come from the vendor's tables: Since<...>, or Gone<...> for a register that is not in them. Run it after declaring a
register of the first generation, or after adding a generation to vendor_tables.py; then derive_goldens.py.

  tools/regs/declare_generation.py --linux /path/to/linux-source [--offsets DIR]
"""
import argparse
import re
from pathlib import Path

from derive_goldens import common_fields, instances, progression, shape
from vendor_tables import BLOCKS, read_fields, read_offsets, vendor_name

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 118


def closing(text, at):
    """The index after the '>' that closes the '<' at AT."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == "<") - (text[i] == ">")
        if depth == 0:
            return i + 1
    raise ValueError(text[at:at + 60])


def own_fields(body):
    """{name: text} of the field declarations in the rest of a declaration; names may carry '#'."""
    found = {}
    for m in re.finditer(r'(?:Field|Bit|ReadOnly)<', body):
        text = body[m.start():closing(body, m.end() - 1)]
        found[re.search(r'"([^"]+)"', text)[1]] = text
    return found


def field_text(name, high, low, own):
    """As the declaration has it, with its type or access, at another place."""
    kind, rest = "Field", ""
    if name in own:
        kind = re.match(r"\w+", own[name])[0]
        typed = re.search(r",\s*([A-Z]\w+|bool, Access::\w+|Access::\w+)>$", own[name])
        rest = f", {typed[1]}" if typed else ""
    elif own and all(t.startswith("ReadOnly") for t in own.values()):
        kind = "ReadOnly"
    if kind == "Bit" and high != low or kind == "Field" and not rest and high == low:
        kind = "Field" if high != low else "Bit"
    one = kind in ("Bit", "ReadOnly") and high == low
    return f'{kind}<"{name}", {high}{"" if one else f", {low}"}{rest}>'


def wrapped(parts, indent):
    lines, line = [], ""
    for p in parts:
        if line and len(indent) + len(line) + len(p) + 2 > WIDTH:
            lines.append(line + ",")
            line = ""
        line += (", " if line else "") + p
    return ("\n" + indent).join(lines + [line])


class Tables:
    def __init__(self, offsets, linux):
        self.arguments, self.cache = (offsets, linux), {}

    def of(self, stem, folder):
        if stem not in self.cache:
            self.cache[stem] = (read_offsets(*self.arguments, stem, folder), read_fields(self.arguments[1], stem, folder))
        return self.cache[stem]


def later_places(tables, name, ip, body, first_place):
    (old_stem, old_folder, *_), *later = BLOCKS[ip]
    offsets, fields = tables.of(old_stem, old_folder)
    old = instances(name, offsets)
    segment, dword, dimensions = shape(old, offsets) if old else (None, None, None)
    if old and first_place[1] == "absent":
        raise SystemExit(f"{name} is at segment {segment} dword {dword:#x} of {old_stem}, and is declared absent")
    before = common_fields(old, fields) if old else None
    place = (segment, dword)
    for stem, folder, _, version, *only in later:
        if only and not re.match(only[0], name):
            continue
        offsets, fields = tables.of(stem, folder)
        found = instances(vendor_name(stem, name), offsets)
        head = "Since<{}, {}".format(*version[:2]) if version[2] == 0 else "SinceRevision<{}, {}, {}".format(*version)
        if not found:
            if place[0] is not None:
                yield f"Gone<{version[0]}, {version[1]}>" if version[2] == 0 else f"{head}, absent, 0>"
                place, before = (None, None), None
            continue
        at = shape(found, offsets)
        if dimensions is not None and at[2] != dimensions:
            at = progression(name, at, dimensions)
        after = common_fields(found, fields)
        changed = old and after != before and after
        if (at[0], at[1]) == place and not changed:
            continue
        place, before = (at[0], at[1]), after or before
        text = f"{head}, {at[0]}, {at[1]:#x}"
        if changed:
            own = own_fields(body)
            text += ",\n        " + wrapped([field_text(*f, own) for f in after], " " * 8)
        yield text + ">"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--linux", required=True)
    parser.add_argument("--offsets")
    arguments = parser.parse_args()
    tables = Tables(arguments.offsets, arguments.linux)
    for header in sorted((ROOT / "driver/regs/amd").glob("*.hpp")):
        text, out, at = header.read_text(), "", 0
        for m in re.finditer(r'= Register(?:Array)?(<)"([\w#]+)",\s*(\w+)(<)', text):
            place_end, end = closing(text, m.start(4)), closing(text, m.start(1))
            first = re.match(r"<(absent|\d+), (0x[0-9a-f]+|0)", text[m.start(4):place_end])
            if not first:
                raise SystemExit(f"{header}: {m[2]} has no place")
            later = list(later_places(tables, m[2], m[3], text[place_end:end], first))
            place = ", ".join([first[0], *later]) + ">"
            line = text.rfind("\n", 0, m.start(3)) + 1
            tail = text[place_end:text.index("\n", place_end)]
            head = text[line:m.start(3)]
            if len(head) + len(place) + len(tail) > WIDTH + 2 and head.strip() and later:
                out += text[at:m.start(3)].rstrip() + "\n    "
            else:
                out += text[at:m.start(3)]
            out += m[3] + place
            at = place_end
            if "\n" in place and tail.strip() not in (",", ">;"):  # the declaration's own fields on lines of their own
                out += ",\n    "
                at = place_end + len(re.match(r",\s*", text[place_end:])[0])
        out += text[at:]
        if out != text:
            header.write_text(out)
            print(f"wrote {header.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
