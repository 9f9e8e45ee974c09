#!/usr/bin/env python3
"""Derives, from the vendors' headers, what the packet and descriptor declarations must agree with.

Writes to fixtures/registers/
  sdma_6_0_packets.tsv  packet, word, field, high, low of every SDMA 6 packet (Linux sdma_v6_0_0_pkt_open.h)
  pm4_opcodes.tsv       name, number (Linux nvd.h; those new in gfx11 from PAL's it_opcodes.h)
  pm4_events.tsv        name, number (Mesa pkt3.json, VGT_EVENT_TYPE_gfx11)
  pm4_packets.tsv       packet, word of the body, field, high, low (PAL's f32_mec_pm4_packets.h, gfx11 members; the cache
                        control words from Mesa's pkt3.json)
  mqd_v11.tsv           dword, member of the compute MQD (Linux v11_structs.h)

  tools/regs/derive_packets.py --linux LINUX_SOURCE --pal PAL_SOURCE --mesa PKT3_JSON

PAL is GPUOpen-Drivers/pal (MIT), a version with src/core/hw/gfxip/gfx9/chip/gfx9_plus_merged_f32_mec_pm4_packets.h.
"""
import argparse
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AMD = "drivers/gpu/drm/amd"
CHIP = "src/core/hw/gfxip/gfx9/chip"


def sdma_packets(linux):
    packet, values = None, {}
    for line in Path(linux, AMD, "amdgpu/sdma_v6_0_0_pkt_open.h").read_text().splitlines():
        if title := re.match(r"\*\* Definitions for SDMA_PKT_(\w+) packet", line):
            packet = title[1]
        elif packet and (define := re.match(rf"#define SDMA_PKT_{packet}_([A-Z0-9_]+?)_([a-z]\w*)_(offset|mask|shift)\s+(\w+)", line)):
            values.setdefault((packet, define[1], define[2]), {})[define[3]] = int(define[4], 0)
    for (packet, _, field), v in values.items():
        if field != "reserved":
            yield packet, v["offset"], field, v["shift"] + v["mask"].bit_length() - 1, v["shift"]


def pm4_opcodes(linux, pal):
    numbers = {}
    for name, value in re.findall(r"#define\s+PACKET3_([A-Z0-9_]+)\s+0x([0-9A-F]{1,2})\s*$", Path(linux, AMD, "amdgpu/nvd.h").read_text(), re.M):
        if int(value, 16) not in numbers.values():  # the second name of a number
            numbers[name] = int(value, 16)
        if name == "INDIRECT_BUFFER":  # nvd.h lists two names of 0x3f in either order
            numbers[name] = 0x3F
    for name, value in re.findall(r"IT_(\w+?)(?:__GFX11|__GFX103PLUS|__EXECINDIRECT|)\s*=\s*(0x\w+)", Path(pal, CHIP, "gfx9_plus_merged_pm4_it_opcodes.h").read_text()):
        if "__" not in name and "RESERVED" not in name and name not in numbers and int(value, 16) not in numbers.values() and int(value, 16) < 0xFE:
            numbers[name] = int(value, 16)
    return sorted(numbers.items(), key=lambda row: row[1])


def pal_packets(pal):
    """(packet, word of the body, field, high, low) of each union member of each ordinal but the header."""
    text = re.sub(r"//.*", "", Path(pal, CHIP, "gfx9_plus_merged_f32_mec_pm4_packets.h").read_text())
    for packet, body in re.findall(r"typedef struct PM4_MEC_(\w+)\s*\{(.*?)\n\} PM4_MEC_", text, re.S):
        parts = re.split(r"\}\s*ordinal(\d+);", body)
        for members, ordinal in zip(parts[0::2], parts[1::2]):
            groups, low = [[]], [0]
            for token in re.findall(r"\b(?:union|struct)\b|\}\s*\w*\s*;|\w+\s+\w+\s*(?::\s*\d+)?\s*;", members):
                if token in ("union", "struct"):
                    groups.append([])
                    low.append(0)
                elif token.startswith("}"):
                    low.pop()
                    rows, variant = groups.pop(), token[1:-1].strip()
                    if variant not in ("gfx09", "gfx10", "gfx101", "gfx103PlusExclusive"):
                        groups[-1] += rows
                else:
                    name, width = re.match(r"\w+\s+(\w+)\s*(?::\s*(\d+))?", token).groups()
                    first = low[-1] if width else 0
                    low[-1] += int(width or 0)
                    if not name.startswith("reserved") and name not in ("u32All", "header"):
                        groups[-1].append((name, first + int(width or 32) - 1, first))
            for name, high, first in [row for group in groups for row in group]:
                yield packet, int(ordinal) - 2, name, high, first


def mesa_fields(mesa, types):
    for packet, word, register_type in types:
        for field in mesa["register_types"][register_type]["fields"]:
            if field["name"] != "EXECUTE":  # PAL's pq_exe_status, given as two bits
                yield packet, word, field["name"].lower(), field["bits"][1], field["bits"][0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--linux", required=True)
    parser.add_argument("--pal", required=True)
    parser.add_argument("--mesa", required=True)
    arguments = parser.parse_args()
    mesa = json.loads(Path(arguments.mesa).read_text())

    declared = set(re.findall(r"packet<\w+>\(Opcode::(\w+)\)", (ROOT / "driver/regs/amd/pm4_packets.cpp").read_text()))
    packets = [row for row in pal_packets(arguments.pal) if row[0].lower() in declared and row[2] != "gcr_cntl" or row[:1] == ("ACQUIRE_MEM",)]
    packets += mesa_fields(mesa, [("RELEASE_MEM", 0, "RELEASE_MEM_OP_gfx11"), ("DMA_DATA", 5, "COMMAND_gfx9"),
                                  ("INDIRECT_BUFFER", 2, "IB_CONTROL"), ("GCR_CNTL", 0, "GCR_CNTL")])
    mqd = Path(arguments.linux, AMD, "include/v11_structs.h").read_text()
    mqd = mqd[mqd.index("struct v11_compute_mqd"):]
    tables = {
        "sdma_6_0_packets": ("# packet\tword\tfield\thigh\tlow", list(sdma_packets(arguments.linux))),
        "pm4_opcodes": ("# opcode\tnumber", pm4_opcodes(arguments.linux, arguments.pal)),
        "pm4_events": ("# event\tnumber", [(e["name"], e["value"]) for e in mesa["enums"]["VGT_EVENT_TYPE_gfx11"]["entries"]
                                            if not e["name"].startswith("Reserved")]),
        "pm4_packets": ("# packet\tword of the body\tfield\thigh\tlow", sorted(set(packets))),
        "mqd_v11": ("# dword\tmember", [(n, m) for m, n in re.findall(r"uint32_t (\w+);\s*// offset: (\d+)", mqd[: mqd.index("};")])
                                         if not m.startswith("reserved")]),
    }
    for name, (columns, rows) in tables.items():
        head = f"# Derived by tools/regs/derive_packets.py, whose text names the sources (all MIT).\n{columns}\n"
        (ROOT / f"fixtures/registers/{name}.tsv").write_text(head + "".join("\t".join(map(str, row)) + "\n" for row in rows))
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
