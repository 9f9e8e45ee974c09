#!/usr/bin/env python3
# Checks lane_ops.py against LLVM's constant folding: each instruction that has an IR equivalent, on constants, through
# opt-19. Usage: tools/isa/llvm_fold.py; prints differences and counts, exit status 1 if there are any.
import pathlib
import random
import re
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from floats import f16, f32, f64
from lane_ops import OPS
from valu_rows import operands, width

TYPE = {"f16": "half", "f32": "float", "f64": "double"}
FORMAT = {"f16": f16, "f32": f32, "f64": f64}
LETTER = {"f16": "f16", "f32": "f32", "f64": "f64"}

# name -> IR of the result, from %a, %b, %c (integers of the sources' widths, or floats) as %r
BINARY = {"v_add_nc_u32": "add", "v_sub_nc_u32": "sub", "v_and_b32": "and", "v_or_b32": "or", "v_xor_b32": "xor", "v_mul_lo_u32": "mul",
          "v_mul_lo_u16": "mul", "v_and_b16": "and", "v_or_b16": "or", "v_xor_b16": "xor"}
INTRINSIC = {"v_bfrev_b32": "bitreverse.i32", "v_min_i32": "smin.i32", "v_max_i32": "smax.i32", "v_min_u32": "umin.i32", "v_max_u32": "umax.i32",
             "v_min_i16": "smin.i16", "v_max_i16": "smax.i16", "v_min_u16": "umin.i16", "v_max_u16": "umax.i16",
             "v_alignbit_b32": "fshr.i32", "v_perm_b32": "amdgcn.perm", "v_bfe_u32": "amdgcn.ubfe.i32", "v_bfe_i32": "amdgcn.sbfe.i32",
             "v_mul_dx9_zero_f32": "amdgcn.fmul.legacy", "v_fma_dx9_zero_f32": "amdgcn.fma.legacy", "v_cubeid_f32": "amdgcn.cubeid",
             "v_cubema_f32": "amdgcn.cubema", "v_cubesc_f32": "amdgcn.cubesc", "v_cubetc_f32": "amdgcn.cubetc"}
for t in FORMAT:
    for name, ir in (("trunc", "trunc"), ("ceil", "ceil"), ("floor", "floor"), ("rndne", "rint"), ("fract", "amdgcn.fract"),
                     ("frexp_mant", "amdgcn.frexp.mant"), ("fma", "fma"), ("min", "minnum"), ("max", "maxnum")):
        INTRINSIC[f"v_{name}_{t}"] = f"{ir}.{t}"
    for name in ("add", "sub", "mul"):
        if f"v_{name}_{t}" in OPS:
            BINARY[f"v_{name}_{t}"] = "f" + name
SATURATED = {"v_add_nc_u32": "uadd.sat.i32", "v_sub_nc_u32": "usub.sat.i32", "v_add_nc_i32": "sadd.sat.i32", "v_sub_nc_i32": "ssub.sat.i32",
             "v_add_nc_u16": "uadd.sat.i16", "v_sub_nc_u16": "usub.sat.i16", "v_add_nc_i16": "sadd.sat.i16", "v_sub_nc_i16": "ssub.sat.i16"}
CONVERT = {"v_cvt_f32_u32": "uitofp", "v_cvt_f32_i32": "sitofp", "v_cvt_f64_u32": "uitofp", "v_cvt_f64_i32": "sitofp", "v_cvt_f16_u16": "uitofp",
           "v_cvt_f16_i16": "sitofp", "v_cvt_f16_f32": "fptrunc", "v_cvt_f32_f64": "fptrunc", "v_cvt_f32_f16": "fpext", "v_cvt_f64_f32": "fpext"}
TO_INTEGER = {"v_cvt_u32_f32": "fptoui.sat.i32.f32", "v_cvt_i32_f32": "fptosi.sat.i32.f32", "v_cvt_u32_f64": "fptoui.sat.i32.f64",
              "v_cvt_i32_f64": "fptosi.sat.i32.f64", "v_cvt_u16_f16": "fptoui.sat.i16.f16", "v_cvt_i16_f16": "fptosi.sat.i16.f16"}


def ir_type(kind):
    kind = "f32" if kind == "f32cube" else kind
    return TYPE.get(kind) or f"i{width(kind)}"


def constant(kind, x):
    t = ir_type(kind)
    return f"bitcast (i{width(kind)} {x} to {t})" if t in TYPE.values() else str(x)


def function(n, name, dst, kinds, values, ir, style):
    sources = [f"{ir_type(k)} {constant(k, x)}" for k, x in zip(kinds, values)]
    result, bits = ir_type(dst), width(dst)
    if style == "binary":
        body = f"  %r = {ir} {sources[0]}, {sources[1].split(' ', 1)[1]}\n"
    elif style == "convert":
        body = f"  %r = {ir} {sources[0]} to {result}\n"
    else:
        body = f"  %r = call {result} @llvm.{ir}({', '.join(sources)})\n"
    if result in TYPE.values():
        body += f"  %i = bitcast {result} %r to i{bits}\n  ret i{bits} %i\n"
    else:
        body += f"  ret i{bits} %r\n"
    return f"define i{bits} @f{n}() {{\n{body}}}\n", f"declare {result} @llvm.{ir}({', '.join(ir_type(k) for k in kinds)})\n" if style == "call" else ""


def main():
    cases, module, declarations = [], [], set()
    plan = [(n, ir, "binary", 2) for n, ir in BINARY.items()] + [(n, ir, "call", 2) for n, ir in INTRINSIC.items()]
    plan += [(n, ir, "call", 3) for n, ir in SATURATED.items()] + [(n, ir, "convert", 2) for n, ir in CONVERT.items()]
    plan += [(n, ir, "call", 2) for n, ir in TO_INTEGER.items()]
    for name, ir, style, which in plan:
        dst, kinds = OPS[name][:2]
        for values in operands(kinds, random.Random(zlib.crc32((name + ir).encode())), 48):
            if name.startswith(("v_min_f", "v_max_f")) and any(FORMAT[k].is_nan(x) for k, x in zip(kinds, values)):
                continue  # minnum leaves signalling NaNs open
            text, declare = function(len(cases), name, dst, kinds, values, ir, style)
            cases.append((name, dst, values, OPS[name][which](0x3F0, *values)))
            module.append(text)
            declarations.add(declare)
    out = subprocess.run(["opt-19", "-S", "-mtriple=amdgcn", "-passes=instcombine"], input="".join(module) + "".join(sorted(declarations)),
                         capture_output=True, text=True, check=True).stdout
    found = {int(n): int(v) for n, v in re.findall(r"@f(\d+)\(\)[^{]*\{\n\s*ret i\d+ (-?\d+)\n", out)}
    different, folded = 0, {}
    for n, (name, dst, values, want) in enumerate(cases):
        if n not in found:
            continue  # not folded
        got = found[n] & (1 << width(dst)) - 1
        f = FORMAT.get(dst)
        folded[name] = folded.get(name, 0) + 1
        if got != want and not (f and f.is_nan(got) and f.is_nan(want)):
            different += 1
            print(f"{name} {' '.join(f'{x:x}' for x in values)}: LLVM {got:x}, here {want:x}")
    names = {c[0] for c in cases}
    print(f"{len(folded)} of {len(names)} instructions folded, {sum(folded.values())} cases, {different} differences; not folded: {' '.join(sorted(names - set(folded)))}")
    return different != 0


if __name__ == "__main__":
    sys.exit(main())
