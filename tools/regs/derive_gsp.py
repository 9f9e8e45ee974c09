#!/usr/bin/env python3
"""Derives the declarations of GSP-RM's interface from the vendor's headers of one driver version.

Compiles the headers with debug information and asks gdb for every structure of gsp_types.py; reads functions, events, status
codes, engines, channel errors, classes and controls out of their text. Writes
  driver/regs/nvidia/gsp/r<version>/  structures (one header a group), enumerations with their names, classes.tsv, controls.tsv
  fixtures/registers/nvidia_gsp_r<version>.tsv  golden rows: structure, field, offset, size
  tests/regs/nvidia_gsp_r<version>.cpp          the same of our declarations

  tools/regs/derive_gsp.py --source OPEN_GPU_KERNEL_MODULES [--version 570.144] [--out DIR]

The source tree must be at the version's tag. constants.hpp, controls.hpp and names.* beside them are written by hand.
"""
import argparse
import os
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTROLS = ("0000", "0080", "2080", "83de", "b0cc")
HEADERS = """stddef.h nvmisc.h gpu/gpu.h gpu/gsp/gsp_static_config.h nvos.h nvstatus.h class/cl0000.h class/cl0005.h class/cl0070.h
class/cl0080.h class/cl2080.h class/cl2080_notification.h class/cl90f1.h class/cla06c.h class/cl9067.h class/cl83de.h
alloc/alloc_channel.h class/clb0b5sw.h class/clc0b5sw.h class/clb2cc.h ctrl/ctrl90f1.h ctrl/ctrl906f.h ctrl/ctrlc36f.h ctrl/ctrla06c.h
ctrl/ctrla06f/ctrla06fgpfifo.h gpu/fsp/kern_fsp_cot_payload.h gpu/gsp/gsp_init_args.h gsp/gspifpub.h gsp/gsp_fw_wpr_meta.h
gsp/gsp_fw_sr_meta.h rmRiscvUcode.h rmgspseq.h fsp/fsp_nvdm_format.h libos_init_args.h msgq/msgq_priv.h vgpu/rpc_headers.h
g_rpc-structures.h g_rpc-message-header.h gpu/gsp/message_queue_priv.h g_os_nvoc.h""".split()


def compiler_flags(source):
    """Include folders and definitions of the vendor's own makefile."""
    base = source / "src/nvidia"
    flags = ["-include", source / "src/common/sdk/nvidia/inc/nvtypes.h", "-DNVRM", "-std=gnu11"]
    for line in (base / "Makefile").read_text().splitlines():
        flag = re.match(r"CFLAGS \+= (-I ?|-D|-include )(\S+)$", line)
        if flag and "MBEDTLS" not in line:
            value = flag[2].replace("$(SRC_COMMON)", str(source / "src/common"))
            kind = flag[1].strip()
            flags += [kind + value] if kind == "-D" else [kind, value if value.startswith("/") else base / value]
    return [str(f) for f in flags]


def structures(source, version, out):
    controls = [f"ctrl/ctrl{c}/{p.name}" for c in CONTROLS
                for p in sorted((source / f"src/common/sdk/nvidia/inc/ctrl/ctrl{c}").glob("*.h"))]
    text = "#define RPC_MESSAGE_STRUCTURES\n#define RPC_STRUCTURES\n#define RPC_GENERIC_UNION\n#define RPC_QUEUE_COUNT 1\n"
    text += "".join(f'#include "{h}"\n' for h in HEADERS[:20] + controls + HEADERS[20:])
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "types.c").write_text(text)
        subprocess.run(["gcc", "-g", "-w", "-fno-eliminate-unused-debug-types", "-c", "types.c", "-o", "types.o"] +
                       compiler_flags(source), cwd=folder, check=True)
        subprocess.run(["gdb", "-batch", "-x", Path(__file__).with_name("gsp_layouts.py"), "types.o"], cwd=folder, check=True,
                       env=os.environ | {"GSP_TOOLS": str(Path(__file__).parent), "GSP_VERSION": version, "GSP_OUT": str(out)})


def wrap(items, indent):
    lines = [indent]
    for item in items:
        if len(lines[-1]) + len(item) + 1 > 118:
            lines.append(indent)
        lines[-1] += item + " "
    return "\n".join(line.rstrip() for line in lines)


def snake(name):
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def enumerations(folder, stem, version, what, facts, enums, more=("", "")):
    """STEM.hpp and STEM.cpp with the enumerations [(type, what it is, [(name, value)], prefix dropped from enumerators)]."""
    namespace = f"egpulab::regs::nvidia::gsp::r{version.replace('.', '_')}"
    number = lambda v: hex(v) if v > 9 else str(v)
    header = (f"// {what}\n// Facts: NVIDIA open-gpu-kernel-modules {version} (MIT), {facts}.\n#pragma once\n\n#include <string>\n"
              f'#include <string_view>\n\n#include "driver/base/types.hpp"\n\nnamespace {namespace} {{\n\n')
    tables, functions = "", ""
    for kind, meaning, rows, prefix in enums:
        show = str if kind == "RobustChannelError" else number
        header += (f"// clang-format off\n// {meaning}\nenum class {kind} : u32 {{\n" +
                   wrap([f"{re.sub('^' + prefix, '', n).lower()} = {show(v)}," for n, v in rows], "  ") +
                   f"\n}};\n// clang-format on\n// The vendor's name; empty for a value that has none.\nstd::string_view to_string({kind} value);\n\n")
        tables += (f"constexpr NamedValue {snake(kind)}_names[] = {{\n" +
                   wrap([f'{{{number(v)}, "{n}"}},' for n, v in sorted(rows, key=lambda r: r[1])], "    ") + "\n};\n")
        functions += f"std::string_view to_string({kind} value) {{ return find_name({snake(kind)}_names, static_cast<u32>(value)); }}\n"
    (folder / f"{stem}.hpp").write_text(header + more[0] + f"}}  // namespace {namespace}\n")
    (folder / f"{stem}.cpp").write_text(
        f"// Names of {what[0].lower() + what[1:]}\n" f'#include "{folder.relative_to(folder.parents[4])}/{stem}.hpp"\n\n' +
        ("#include <fmt/format.h>\n\n" if "fmt::" in more[1] else "") + '#include "driver/regs/nvidia/gsp/named_value.hpp"\n\n'
        f"namespace {namespace} {{\nnamespace {{\n\n// clang-format off\n{tables}// clang-format on\n\n}}  // namespace\n\n{functions}{more[1]}\n"
        f"}}  // namespace {namespace}\n")


def pairs(path, expression):
    return [(n, int(v, 0)) for n, v in re.findall(expression, path.read_text(errors="replace"), re.M)]


def names(source, version, folder):
    sdk, rm = source / "src/common/sdk/nvidia/inc", source / "src/nvidia"
    rpc = rm / "inc/kernel/vgpu/rpc_global_enums.h"
    functions = [r for r in pairs(rpc, r"^\s*X\(\w+,\s*(\w+),\s*(\w+)\)") if r[0] != "NUM_FUNCTIONS"]
    events = [r for r in pairs(rpc, r"^\s*E\((\w+),\s*(\w+)\)") if r[0] not in ("NUM_EVENTS", "FIRST_EVENT")]
    enumerations(folder, "rpc_functions", version, "RPC function and event numbers in RpcMessageHeader::function.", "rpc_global_enums.h",
                 [("RpcFunction", "What the driver asks of GSP-RM.", functions, ""), ("RpcEvent", "What GSP-RM tells the driver.", events, "")],
                 ('// "GSP_RM_CONTROL", "GSP_INIT_DONE", or "function 0x1234" for a number that is neither.\nstd::string rpc_name(u32 function);\n\n',
                  "\nstd::string rpc_name(u32 function) {\n  std::string_view name = to_string(RpcFunction{function});\n"
                  "  if (name.empty()) name = to_string(RpcEvent{function});\n"
                  '  return name.empty() ? fmt::format("function {:#x}", function) : std::string(name);\n}\n'))
    status = pairs(sdk / "nvstatuscodes.h", r"^NV_STATUS_CODE\((\w+),\s*(\w+)")
    status += [r for r in pairs(rm / "inc/kernel/vgpu/rpc_headers.h", r"define (NV_VGPU_MSG_RESULT_\w+)\s+(0xFF\w+)\s") if "__" not in r[0]]
    enumerations(folder, "status", version, "Status codes: what RM returns in RpcMessageHeader::rpc_result and in status fields.",
                 "nvstatuscodes.h, rpc_headers.h", [("Status", "NV_STATUS, and the RPC layer's own results.", status, "(NV_VGPU_MSG_RESULT_|NV_)")],
                 ('// "NV_ERR_INVALID_OBJECT (0x31)", or "status 0x1234" for a code without a name.\nstd::string describe_status(u32 code);\n\n',
                  "\nstd::string describe_status(u32 code) {\n  const std::string_view name = to_string(Status{code});\n"
                  '  return name.empty() ? fmt::format("status {:#x}", code) : fmt::format("{} ({:#x})", name, code);\n}\n'))
    engines = [r for r in pairs(rm / "inc/kernel/gpu/gpu_engine_type.h", r"^\s*RM_ENGINE_TYPE_(\w+)\s*=\s*\((\w+)\)")
               if not r[0].startswith("RESERVED") and r[0] != "LAST"]
    public = {}
    for name, value in pairs(sdk / "class/cl2080_notification.h", r"define NV2080_ENGINE_TYPE_(\w+)\s+\((0x\w+)\)"):
        if name not in ("LAST", "ALLENGINES") and not name.startswith("RESERVED") and not name.endswith("_SIZE"):
            public.setdefault(value, name)
    errors = [r for r in pairs(sdk / "nverror.h", r"define ROBUST_CHANNEL_(\w+)\s+\((\d+)\)")
              if not r[0].startswith("UNUSED") and not r[0].endswith("LAST_ERROR")]
    enumerations(folder, "engines", version, "Engines, and the errors that kill channels.", "gpu_engine_type.h, cl2080_notification.h, nverror.h",
                 [("RmEngineType", "RM's own engine numbers: FIFO_GET_DEVICE_INFO_TABLE, channel groups and channels allocated on GSP-RM.", engines, ""),
                  ("Nv2080EngineType", "Engine numbers of the public interface: class parameters, controls, RC_TRIGGERED.",
                   [(n, v) for v, n in public.items()], ""),
                  ("RobustChannelError", 'Why a channel died ("Xid"): RC_TRIGGERED, OS_ERROR_LOG, error notifiers.', errors, "")])

    classes, controls = {}, {}
    for name, value in pairs(rm / "generated/g_allclasses.h", r"^#define (\w+)\s+\(?(0x[0-9a-fA-F]+)\)?"):
        if not name.endswith("_H"):
            classes.setdefault(value, name)
    for path in sorted((sdk / "class").glob("cl????.h")):
        for name, value in pairs(path, r"^#define\s+(\w+)\s+\(?(0x[0-9a-fA-F]{1,8})U?\)?\s*(?:/\*.*MESSAGE_ID.*\*/)?\s*$"):
            if value == int(path.stem[2:], 16) and not name.endswith("MESSAGE_ID") and "_ALLOC" not in name:
                classes.setdefault(value, name)
    for path in sorted((sdk / "ctrl").rglob("*.h")):
        for name, value in pairs(path, r"^#define\s+(NV[0-9A-F]{4}_CTRL_CMD_\w+)\s+\(?(0x[0-9a-fA-F]+)U?\)?"):
            if value >> 16 == int(name[2:6], 16) and value & 0xff and not name.endswith("_NULL"):
                controls.setdefault(value, name)
    for stem, what, digits, rows in (("classes", "Class numbers", 4, classes), ("controls", "Control commands", 8, controls)):
        (folder / f"{stem}.tsv").write_text(f"# {what} of RM {version} (open-gpu-kernel-modules, MIT): number, name\n" +
                                            "".join(f"{value:0{digits}x}\t{name}\n" for value, name in sorted(rows.items())))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", required=True, type=Path)
    parser.add_argument("--version", default="570.144")
    parser.add_argument("--out", default=ROOT, type=Path)
    arguments = parser.parse_args()
    folder = arguments.out / f"driver/regs/nvidia/gsp/r{arguments.version.replace('.', '_')}"
    folder.mkdir(parents=True, exist_ok=True)
    structures(arguments.source, arguments.version, arguments.out)
    names(arguments.source, arguments.version, folder)


if __name__ == "__main__":
    main()
