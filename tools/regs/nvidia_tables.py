"""Readers of NVIDIA's register manuals: the tables of open-gpu-kernel-modules' published headers (name, value, access in
okm_swref/<family>/<chip>/<manual>.tsv) and open-gpu-doc's manuals (ogd/manuals/<family>/<chip>/<manual>.ref.txt)."""
import re
from pathlib import Path

# Architecture of the names' tables -> chips whose manuals say what it has, the nearest first. A manual that a nearer chip
# has, too, counts only for names that the nearer one lacks.
CHIPS = {
    "ampere": ["ga102", "ga100", "tu102", "tu104"],
    "ada": ["ad102", "ga102", "ga100", "tu102", "tu104"],
    "hopper": ["gh100", "ga102", "ga100"],
    "blackwell_gb10x": ["gb100", "gb102", "gh100", "ga102", "ga100"],
    "blackwell": ["gb202", "gb20b", "gb100", "gh100", "ga102", "ga100"],
}
# Where manuals with relative offsets lie: manual -> (space, offset added). Those in no list are relative to something that
# no fixed place has (a channel, a GPC, a runlist, configuration space), or of other parts.
ABSOLUTE = """dev_boot dev_bus dev_ctrl dev_fb dev_fbpa dev_fsp_pri dev_fuse dev_gc6_island dev_gsp dev_master dev_pbdma dev_pmc dev_pmgr
dev_sec_pri dev_therm dev_timer dev_top dev_trim pri_cwd pri_eng pri_fe pri_memfmt pri_mme pri_mmu_both pri_mmu_hub pri_mmu_hshub
pri_sked dev_ce dev_hdacodec""".split()
RELATIVE = {
    "dev_falcon_v4": ("falcon", 0), "dev_fbif_v4": ("falcon", 0x600), "dev_falcon_second_pri": ("riscv", 0), "dev_riscv_pri": ("riscv", 0),
    "dev_vm": ("bar0", 0xb80000), "dev_nv_xal_ep_zb": ("bar0", 0x10f000), "dev_runlist": ("runlist", 0),
}
# What Ampere's successors took away or moved to where no manual tells, among the names of older chips.
GONE = {
    "ampere": "NV_PRISCV_RISCV_(IRQ|CORE|BR_RETCODE)", "ada": "NV_PRISCV_RISCV_(IRQ|CORE|BR_RETCODE)",
    "hopper": "NV_PBUS_BAR0_WINDOW|NV_XVE|NV_CE_", "blackwell_gb10x": "NV_PBUS_BAR0_WINDOW|NV_XVE|NV_CE_",
    "blackwell": "NV_PBUS_BAR0_WINDOW|NV_XVE|NV_CE_",
}


def place(manual):
    """(space, offset added), or nothing."""
    return ("bar0", 0) if manual in ABSOLUTE else RELATIVE.get(manual)


def rows(path):
    """(name, value, access) in the manual's order."""
    if path.suffix == ".tsv":
        for line in path.read_text(errors="replace").splitlines()[1:]:
            columns = line.split("\t") + ["", ""]
            yield columns[0], columns[1].split("//")[0].strip(), columns[2].strip()
    else:
        for line in path.read_text(errors="replace").splitlines():
            define = re.match(r"\s*#define\s+(\w+(?:\(i(?:,j)?\))?)\s+(.*?)\s*/\*\s*(.{5})\s*\*/", line)
            if define:
                yield define[1], define[2], define[3].strip()


def number(text):
    """The value of "0x1234", "64" or of sums and differences of these in parentheses; None for anything else."""
    return eval(text) if re.fullmatch(r"[\s()+*\-]*((0[xX][0-9a-fA-F]+|\d+)[\s()+*\-]*)+", text) else None  # noqa: S307


class Register:
    def __init__(self, name, space, offset, stride, access, manual):
        self.name, self.space, self.offset, self.stride, self.access, self.manual = name, space, offset, stride, access, manual
        self.count, self.fields = None if stride else 1, []  # (name, high, low)


def registers(path):
    """The registers of a manual, with the fields that belong to each."""
    where = place(path.name.split(".")[0])
    if where is None:
        return []
    found, manual, current = {}, f"{path.parent.name}/{path.name.split('.')[0]}", None
    for name, value, access in rows(path):
        array = re.fullmatch(r"\(?\s*\(?(0x[0-9a-fA-F]+)\s*\+\s*\(?\(i\)\s*\*\s*(0x[0-9a-fA-F]+|\d+)\)?\s*\)?", value)
        plain = re.fullmatch(r"\(?(0x[0-9a-fA-F]+)\)?", value)
        bits = re.fullmatch(r"([^:]+):([^:]+)", value)
        if name.endswith("__SIZE_1") and current and name == current.name + "__SIZE_1":
            current.count = number(value)
        elif (array and name.endswith("(i)")) or (plain and re.fullmatch(r".{3,4}[RA]", access)):
            base = name.removesuffix("(i)")
            current = Register(base, where[0], where[1] + int((array or plain)[1], 16), int(array[2], 0) if array else 0, access, manual)
            found.setdefault(base, current)
            current = found[base]
        elif bits and not access.endswith(("M", "D")):
            high, low = number(bits[1]), number(bits[2])
            owner = current if current and name.startswith(current.name + "_") else max(
                (r for r in found.values() if name.startswith(r.name + "_")), key=lambda r: len(r.name), default=None)
            if owner and high is not None and low is not None and 31 >= high >= low and re.fullmatch(r"\w+", name):
                field = (name[len(owner.name) + 1:], high, low)
                if field not in owner.fields:
                    owner.fields.append(field)
    # The methods that the host executes are no registers; nor is what lies outside BAR0.
    return [r for r in found.values() if not r.name.startswith("NV_UDMA_") and r.offset < 16 << 20]


class Manuals:
    def __init__(self, folder):
        self.by_chip = {}  # chip -> {name: Register}; open-gpu-kernel-modules' tables before open-gpu-doc's
        for path in sorted(Path(folder).glob("okm_swref/*/*/*.tsv")) + sorted(Path(folder).glob("ogd/manuals/*/*/*.ref.txt")):
            chip = self.by_chip.setdefault(path.parent.name, {})
            for register in registers(path):
                known = chip.setdefault(register.name, register)
                if known is not register and known.offset == register.offset:
                    known.fields += [f for f in register.fields if f not in known.fields]
                    known.count = known.count or register.count
