#!/usr/bin/env python3
"""Derives, from NVIDIA's own manuals, what the register declarations must agree with, and the names of all other registers.

Reads which registers driver/regs/nvidia/*.hpp declare (names only) and writes
  fixtures/registers/nvidia.tsv            a golden row per declared register and chip whose manual has it
  fixtures/registers/nvidia_structures.tsv what the manuals say about structures in memory: name, bits or offset
  driver/regs/nvidia/names/<architecture>.tsv  space, offset, name, count:stride of every register that the manuals name

Registers that no manual has are in fixtures/registers/nvidia_other.tsv, by hand, with the source of each.

  tools/regs/derive_nvidia.py --manuals DIR     --classes DIR (see nvidia_tables.py, derive_classes.py; --check writes nothing, a difference is an error)
"""
import argparse
import re
import sys
from pathlib import Path

from nvidia_tables import CHIPS, GONE, Manuals, number, rows

ROOT = Path(__file__).resolve().parents[2]
UNITS = {"NV_PGSP_": 0x110000, "NV_PSEC_": 0x840000}
# Chips whose rows pin declarations; the others only if none of these has the register.
PINNING = ["ga102", "ga100", "ad102", "gh100", "gb100", "gb202"]
OTHERS = ["tu104", "tu102", "gb20b"]

# Structures in memory and registers of places that only the device table tells: manual or class -> names.
STRUCTURES = {
    "ogd/manuals/turing/tu104/dev_mmu.ref.txt": "NV_MMU_VER2_(PTE|PDE|DUAL_PDE)_",
    "ogd/manuals/turing/tu104/dev_mmu_fault.ref.txt": "NV_MMU_FAULT_BUF_ENTRY_",
    "ogd/manuals/ampere/ga100/dev_ram.ref.txt": "NV_RAM(IN|FC|USERD|RL)_|NV_FIFO_DMA_",
    "ogd/manuals/ampere/ga100/dev_runlist.ref.txt": "NV_(RUNLIST|CHRAM)_",
    "okm_swref/hopper/gh100/dev_mmu.tsv": "NV_MMU_VER3_(PTE|PDE|DUAL_PDE)_",
    "okm_swref/hopper/gh100/dev_ram.tsv": "NV_RAM",
    "okm_swref/blackwell/gb100/dev_ram.tsv": "NV_RAM",
    "okm_swref/blackwell/gb202/dev_runlist.tsv": "NV_(RUNLIST|CHRAM)_",
    "clc56f.tsv": "NVC56F_(SET_OBJECT|SEM|MEM_OP|GP_ENTRY|CLEAR_FAULTED|YIELD|WFI)",
}


def declared():
    """Names in the order of the headers."""
    names = []
    for header in sorted((ROOT / "driver/regs/nvidia").glob("*.hpp")):
        code = re.sub(r"//.*", "", header.read_text())
        names += re.findall(r'=\s*Register(?:Array)?<\s*"([\w#()]+)"', code)
    return names


def candidates(name):
    """What manuals may call it: (name, base to subtract where they give the place in BAR0)."""
    plain = re.sub(r"\((#|0)\)", "", name)
    yield plain, 0
    if plain.startswith("NV_PFALCON_FALCON_"):
        rest = plain.removeprefix("NV_PFALCON_FALCON_")
        for unit, base in UNITS.items():
            yield f"{unit}FALCON_{rest}", base
            yield f"{unit}{rest}", base
    if plain.startswith("NV_XAL_EP_"):
        yield plain.replace("NV_XAL_EP_", "NV_XAL_EP_ZB_"), 0


def golden_row(name, chip, registers):
    for vendor, base in candidates(name):
        if "#" in vendor:
            found = {}
            for other, register in registers.items():
                if instance := re.fullmatch(vendor.replace("#", r"(\d+)"), other):
                    found[int(instance[1])] = register
            if not found:
                continue
            first, last = min(found), max(found)
            stride = (found[last].offset - found[first].offset) // max(1, last - first)
            register, dimension = found[first], f"{last - first + 1}:{stride}:{first}"
        elif vendor in registers:
            register = registers[vendor]
            dimension = f"{register.count or '?'}:{register.stride}:0" if register.stride else "-"
        else:
            continue
        space = "falcon" if base else register.space
        fields = " ".join(f"{f}[{h}:{l}]" for f, h, l in sorted(register.fields, key=lambda f: (f[2], f[1]))) or "-"
        return "\t".join([name, register.manual, register.name, space, f"{register.offset - base:#x}", dimension, fields])
    return None


def golden(manuals):
    lines = ["# Golden rows of the declared registers, by tools/regs/derive_nvidia.py from NVIDIA's manuals (open-gpu-kernel-modules",
             "# src/common/inc/swref/published, open-gpu-doc manuals; MIT). Relative manuals are at the place that the architecture gives them.",
             "# name\tchip/manual\tname there\tspace\toffset\tcount:stride:first\tfields"]
    for name in sorted(set(declared())):
        rows = [golden_row(name, chip, manuals.by_chip.get(chip, {})) for chip in PINNING]
        if rows[0]:
            rows[1] = None  # GA100 is not one of ours
        rows = [r for r in rows if r] or [r for r in (golden_row(name, chip, manuals.by_chip.get(chip, {})) for chip in OTHERS) if r][:1]
        lines += rows
    return "\n".join(lines) + "\n"


def names(architecture, manuals):
    known = {}
    for depth, chip in enumerate(CHIPS[architecture]):
        for name, register in manuals.by_chip.get(chip, {}).items():
            if name not in known and not (depth > 0 and re.match(GONE[architecture], name)):
                known[name] = register
    taken, lines = set(), [f"# Registers of NVIDIA {architecture} chips (open-gpu-kernel-modules, open-gpu-doc; MIT), by tools/regs/derive_nvidia.py.",
                           "# space\toffset\tname\tcount:stride of arrays"]
    for name, r in sorted(known.items(), key=lambda item: (item[1].space, item[1].offset, item[1].stride != 0, item[0])):
        if r.space != "runlist" and (r.space, r.offset) not in taken:
            taken.add((r.space, r.offset))
            lines.append(f"{r.space}\t{r.offset:x}\t{name}" + (f"\t{r.count or 1}:{r.stride}" if r.stride else ""))
    return "\n".join(lines) + "\n"


def structures(manuals, classes):
    lines = ["# Structures in memory, and registers of runlists, as NVIDIA's manuals and class headers have them (MIT), by",
             "# tools/regs/derive_nvidia.py. Of arrays the first.", "# manual\tname\tbits, or offset"]
    for manual, names in STRUCTURES.items():
        path = Path(classes if manual.startswith("cl") else manuals, manual)
        stem = f"{path.parent.name}/{path.name.split('.')[0]}" if path.parent.name != "classes" else path.stem
        for name, value, access in rows(path):
            value = value.replace("(i)", "0")
            bits = re.fullmatch(r"(.+):(.+)", value)
            if not re.match(names, name) or access.endswith(("V", "M", "D", "C")):
                continue
            if bits and number(bits[1]) is not None and number(bits[2]) is not None:
                lines.append(f"{stem}\t{name}\t{number(bits[1])}:{number(bits[2])}")
            elif number(value) is not None and (access.endswith(("R", "A")) or path.parent.name == "classes" and "(" in value):
                lines.append(f"{stem}\t{name}\t{number(value):#x}")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manuals", required=True)
    parser.add_argument("--classes", required=True)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    manuals = Manuals(arguments.manuals)
    outputs = {ROOT / "fixtures/registers/nvidia.tsv": golden(manuals),
               ROOT / "fixtures/registers/nvidia_structures.tsv": structures(arguments.manuals, arguments.classes)}
    for architecture in CHIPS:
        outputs[ROOT / f"driver/regs/nvidia/names/{architecture}.tsv"] = names(architecture, manuals)
    different = [path for path, text in outputs.items() if not path.exists() or path.read_text() != text]
    if arguments.check:
        sys.exit("".join(f"{path.relative_to(ROOT)} differs from the vendor's manuals\n" for path in different) or 0)
    for path in different:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(outputs[path])
        print(f"wrote {path.relative_to(ROOT)}")
    by_hand = (ROOT / "fixtures/registers/nvidia_other.tsv")
    covered = {line.split("\t")[0] for p in (ROOT / "fixtures/registers/nvidia.tsv", by_hand) if p.exists() for line in p.read_text().splitlines()}
    for name in sorted(set(declared()) - covered):
        print(f"{name}: no manual has it; give it a row in {by_hand.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
