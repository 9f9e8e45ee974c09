"""Readers of AMD's register tables: offsets, field masks and reset values, per IP block version."""
import collections
import re
from pathlib import Path

# IP name in the declarations -> one entry per generation, oldest first: (stem of the vendor's files, folder in asic_reg, name,
# version[, expression: what names begin with that differ in this revision; the rest is the version's before it]). The first is
# the declarations' own places are; those of later ones are their Since<>.
BLOCKS = {
    "Gc": [("gc_11_0_0", "gc", "GC", (11, 0, 0)), ("gc_11_0_3", "gc", "GC", (11, 0, 3), "GC(MC|VM|UTCL2)"),
           ("gc_12_0_0", "gc", "GC", (12, 0, 0))],
    "Sdma": [("gc_11_0_0", "gc", "GC", (11, 0, 0)), ("gc_12_0_0", "gc", "GC", (12, 0, 0))],
    "Mmhub": [("mmhub_3_0_0", "mmhub", "MMHUB", (3, 0, 0)), ("mmhub_3_0_2", "mmhub", "MMHUB", (3, 0, 2), ""),
              ("mmhub_4_1_0", "mmhub", "MMHUB", (4, 1, 0))],
    "Nbio": [("nbio_4_3_0", "nbio", "NBIF", (4, 3, 0)), ("nbif_6_3_1", "nbif", "NBIF", (6, 3, 0))],
    "Mp0": [("mp_13_0_0", "mp", "MP0", (13, 0, 0)), ("mp_14_0_2", "mp", "MP0", (14, 0, 0))],
    "Mp1": [("mp_13_0_0", "mp", "MP1", (13, 0, 0)), ("mp_14_0_2", "mp", "MP1", (14, 0, 0))],
    "Hdp": [("hdp_6_0_0", "hdp", "HDP", (6, 0, 0)), ("hdp_7_0_0", "hdp", "HDP", (7, 0, 0))],
    "Osssys": [("osssys_6_0_0", "oss", "OSSSYS", (6, 0, 0)), ("osssys_7_0_0", "oss", "OSSSYS", (7, 0, 0))],
    "Athub": [("athub_3_0_0", "athub", "ATHUB", (3, 0, 0)), ("athub_4_1_0", "athub", "ATHUB", (4, 1, 0))],
    "Smuio": [("smuio_13_0_6", "smuio", "SMUIO", (13, 0, 0)), ("smuio_14_0_2", "smuio", "SMUIO", (14, 0, 0))],
    "Thm": [("thm_13_0_2", "thm", "THM", (13, 0, 0)), ("thm_14_0_2", "thm", "THM", (14, 0, 0))],
}

# Registers that a later table calls by another name: stem -> [(declared prefix, the table's prefix)].
RENAMED = {
    "mp_14_0_2": [("MP0_SMN_", "MPASP_SMN_"), ("MP1_FIRMWARE_FLAGS", "MP1_CRU1_MP1_FIRMWARE_FLAGS")],
    "nbif_6_3_1": [("S2A_DOORBELL_", "GDC_S2A0_S2A_DOORBELL_")],
}


def vendor_name(stem, declared):
    """The name that the vendor's tables of STEM have for a declared register."""
    for ours, theirs in RENAMED.get(stem, []):
        if declared.startswith(ours):
            return theirs + declared[len(ours):]
    return declared


def read_offsets(offsets_dir, linux, stem, folder):
    """{name: (segment, dword)} from STEM_offset.tsv, else from Linux' STEM_offset.h. Index-only (ix) registers have no address."""
    table = {}
    tsv = Path(offsets_dir, f"{stem}_offset.tsv") if offsets_dir else None
    if tsv and tsv.exists():
        for line in tsv.read_text().splitlines():
            name, _, rest = line.partition("\t")
            segment, _, dword = rest.partition("\t")
            if name.startswith("reg") and segment:
                table[name[3:]] = (int(segment), int(dword, 16))
        return table
    text = Path(linux, "drivers/gpu/drm/amd/include/asic_reg", folder, f"{stem}_offset.h").read_text()
    dwords = dict(re.findall(r"#define\s+reg(\w+?)\s+(0x[0-9a-fA-F]+)\s*$", text, re.M))
    for name, segment in re.findall(r"#define\s+reg(\w+)_BASE_IDX\s+(\d+)", text):
        if name in dwords:
            table[name] = (int(segment), int(dwords[name], 16))
    return table


def read_fields(linux, stem, folder):
    """{register: [(field, high, low)]} from Linux' STEM_sh_mask.h. A field without a mask, or with one that does not
    start at its shift (both occur in the vendor's files), is left out."""
    text = Path(linux, "drivers/gpu/drm/amd/include/asic_reg", folder, f"{stem}_sh_mask.h").read_text()
    shifts = {(r, f): int(s, 16) for r, f, s in re.findall(r"#define\s+(\w+?)__(\w+?)__SHIFT\s+(0x[0-9a-fA-F]+)", text)}
    masks = {(r, f): int(m, 16) for r, f, m in re.findall(r"#define\s+(\w+?)__(\w+)_MASK\s+(0x[0-9a-fA-F]+)U?L*\s*$", text, re.M)}
    fields = collections.defaultdict(list)
    for (register, field), low in shifts.items():
        value = masks.get((register, field), 0) >> low
        if value and not value & (value + 1) and value << low == masks[register, field]:
            fields[register].append((field, low + value.bit_length() - 1, low))
    for rows in fields.values():
        rows.sort(key=lambda row: row[2])
    return fields


def read_resets(linux, stem, folder):
    """{name: value} of registers that do not reset to 0, from Linux' STEM_default.h where there is one."""
    path = Path(linux, "drivers/gpu/drm/amd/include/asic_reg", folder, f"{stem}_default.h")
    if not path.exists():
        return {}
    rows = re.findall(r"#define\s+reg(\w+)_DEFAULT\s+(0x[0-9a-fA-F]+)", path.read_text())
    return {name: int(value, 16) for name, value in rows if int(value, 16)}


def instances(pattern, names):
    """{(indices...): name} of the registers that PATTERN ('#' = a number) names."""
    expression = re.compile("".join(r"(\d+)" if c == "#" else re.escape(c) for c in pattern))
    matches = ((expression.fullmatch(name), name) for name in names)
    return {tuple(map(int, m.groups())): name for m, name in matches if m}


def common_fields(found, fields):
    """The fields that all of `found` ({indices: name}) have; '#' in a field's name is the last index."""
    base = min(found)
    sets = {indices: set(fields.get(name, [])) for indices, name in found.items()}
    rows = []
    for field, high, low in fields.get(found[base], []):
        candidates = [field]
        for number in re.finditer(r"\d+", field):
            if base and int(number[0]) == base[-1]:
                candidates.append(field[: number.start()] + "#" + field[number.end():])
        for candidate in candidates:
            if all((candidate.replace("#", str(i[-1]) if i else "#"), high, low) in s for i, s in sets.items()):
                rows.append((candidate, high, low))
                break
    return rows
