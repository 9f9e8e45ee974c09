#!/usr/bin/env python3
# Derives the rows of tests/isa_rdna/semantics/valu_*.tsv: operands with their edge cases, results from lane_ops.py.
# Usage: tools/isa/valu_rows.py [folder]. The same rows come out every time; `git diff` shows what a change means.
import pathlib
import random
import sys
import zlib
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import floats as fl
import lane_ops
import transcendental
from floats import f16, f32, f64, bf16
from lane_ops import M16, M32, OPS, PACKED, half, pair, s

DEFAULT = 0x3F0  # MODE as clang sets it: denormals kept, to nearest even, DX10_CLAMP, IEEE
FORMATS = {"f16": f16, "f32": f32, "f64": f64, "bf16": bf16}
SOURCE, RESULT = (2, 4, 6), 12  # VGPRs of the operands

# ---- Operands
EDGES = {
    "b32": [0, 1, M32, 0x7FFFFFFF, 0x80000000, 0x80000001, 31, 32, 33, 0xFF00FF00, 0x12345678, 0xFFFF, 0x10000, 0x8000, 0x7FFFFF, 0x800000],
    "b16": [0, 1, 0xFFFF, 0x7FFF, 0x8000, 0x8001, 15, 16, 0xFF, 0x1234],
    "b64": [0, 1, (1 << 64) - 1, 1 << 63, (1 << 63) - 1, 0x100000000, 0xFFFFFFFF, 0x123456789ABCDEF0],
    "shift16": [0, 1, 0xFFFF, 10, 0xFFF6, 24, 0xFFE7, 0x7FFF, 0x8000],
    "shift32": [0, 1, M32, 20, M32 - 20, 149, M32 - 150, 300, M32 - 300, 0x7FFFFFFF, 0x80000000, 1074, M32 - 1073],
    "segment": [0, 1, 2, 3, 4, 5, 10, 18, 32],
}


def float_edges(f):
    one, tiny, normal = f.one, 1, 1 << f.mantissa
    positive = [0, tiny, normal - 1, normal, one, one + 1, one - 1, one + (1 << f.mantissa - 1), one - (1 << f.mantissa), f.infinity - 1,
                f.infinity, one + (f.mantissa << f.mantissa), one - (f.mantissa + 1 << f.mantissa), f.round(Fraction(5, 2)), f.round(Fraction(7, 2))]
    nans = [f.default_nan, f.default_nan | 5, f.infinity | 1, f.sign | f.infinity | 3]
    return [x | g for x in positive for g in (0, f.sign)] + nans


def random_float(f, rng, around=None):
    e = rng.randrange(1, (1 << f.width - 1 - f.mantissa) - 1) if around is None else \
        sat(f.exponent(around) + rng.randrange(-f.mantissa - 2, f.mantissa + 3), 0, (1 << f.width - 1 - f.mantissa) - 2)
    return rng.getrandbits(1) * f.sign | e << f.mantissa | rng.getrandbits(f.mantissa)


sat = lane_ops.sat


def operand(kind, rng, previous, edgy):
    if kind in FORMATS:
        f = FORMATS[kind]
        if edgy:
            return rng.choice(float_edges(f))
        return random_float(f, rng, previous if previous is not None else f.one if rng.random() < 0.8 else None)
    if kind in ("pf16", "pbf16"):
        inner = kind[1:]
        return pair(operand(inner, rng, None, edgy), operand(inner, rng, None, edgy))
    if kind == "f32cube":
        return f32.round(Fraction(rng.choice([0, 1, -1, 2, -2, 3, -3, Fraction(1, 2)]))) if edgy else random_float(f32, rng, f32.one)
    if kind == "f64trig":
        return rng.randrange(1000, 2047) << 52 | rng.getrandbits(52) if not edgy else rng.choice([f64.one, 1077 << 52, 1078 << 52, 1968 << 52, 2046 << 52, f64.default_nan])
    if edgy and kind in EDGES:
        return rng.choice(EDGES[kind])
    width = {"b16": 16, "b32": 32, "b64": 64, "b128": 128, "shift16": 4, "shift32": 5, "segment": 5}[kind]
    return rng.getrandbits(width)


def operands(kinds, rng, count):
    rows = []
    for n in range(count):
        row, previous = [], None
        for k in kinds:
            x = operand(k, rng, previous, rng.random() < (0.85 if n < count // 2 else 0.1))
            if k in FORMATS and not FORMATS[k].is_nan(x) and not FORMATS[k].is_infinite(x):
                previous = x
            elif k not in FORMATS:
                previous = None
            row.append(x)
        rows.append(row)
    if len(kinds) == 1:  # every edge case, in order
        k = kinds[0]
        edges = float_edges(FORMATS[k]) if k in FORMATS else EDGES.get(k, [])
        for n, e in enumerate(edges[:32]):
            if n < count:
                rows[n] = [e]
    return rows


# ---- Rows
class Rows:
    def __init__(self):
        self.lines = []

    def add(self, text, before, after, source):
        show = lambda places: " ".join(f"{p}={','.join(x if isinstance(x, str) else f'{x:x}' for x in trim(v))}" for p, v in places.items())
        self.lines.append("\t".join((text, show(before), show(after), source)))


def trim(v):
    v = list(v) if isinstance(v, (list, tuple)) else [v]
    return v


def shared(v):  # one value stands for all lanes
    return v if len(set(v)) > 1 else v[:1]


def width(kind):
    return {"b16": 16, "f16": 16, "shift16": 16, "b64": 64, "f64": 64, "f64trig": 64, "b128": 128}.get(kind, 32)


def register(n, kind):
    words = max(1, width(kind) // 32)
    return f"v{n}" if words == 1 else f"v[{n}:{n + words - 1}]"


def spread(places, n, kind, values, filler=None):  # values to registers n, n + 1, ...
    for w in range(max(1, width(kind) // 32)):
        places[f"v{n + w}"] = shared([x >> 32 * w & M32 | (filler or 0) for x in values])


def is_float(kind):
    return kind in FORMATS


def modes_of(name, dst, kinds):
    floats = [k for k in [dst] + kinds if is_float(k)]
    if not floats:
        return [DEFAULT]
    modes = [DEFAULT, 0x300]
    if any(x in name for x in ("add", "sub", "mul", "fma", "fmac", "ldexp", "cvt_f", "dot2")) and "rtz" not in name and "norm" not in name:
        modes += [0x3F5, 0x3FA, 0x3FF]
    if any(x in name for x in ("min", "max", "med3")):
        modes += [0x1F0]
    return modes


# One instruction over many lanes. `suffix`: modifiers in the text; `change`: what they do to (sources, result).
def lanes_of(rows, name, source, mode=DEFAULT, count=16, suffix="", text=None, adjust=None, finish=None, function=None, tag=""):
    dst, kinds, plain = OPS[name][:3]
    function = function or plain
    rng = random.Random(zlib.crc32(f"{name} {mode} {suffix} {tag}".encode()))
    values = operands(kinds, rng, count)
    before = {} if mode == DEFAULT else {"mode": mode}
    for n, k in enumerate(kinds):
        column = [v[n] for v in values]
        if width(k) == 16:
            column = [x | rng.getrandbits(16) << 16 for x in column]  # what lies in the upper half must not matter
            spread(before, SOURCE[n], "b32", column)
            spread_low = [x & M16 for x in column]
        else:
            spread(before, SOURCE[n], k, column)
    results = []
    for v in values:
        r = function(mode, *(adjust(n, x) if adjust else x for n, x in enumerate(v)))
        results.append(finish(r) if finish else r)
    after = {}
    if width(dst) == 16:
        before[f"v{RESULT}"] = 0xBEEF1234
        spread(after, RESULT, "b32", [0xBEEF0000 | r for r in results])
    else:
        spread(after, RESULT, dst, results)
    after = {p: v if len(v) > 1 else v * 2 for p, v in after.items()}  # at least two lanes are looked at
    names = [register(SOURCE[n], k) for n, k in enumerate(kinds)]
    rows.add(text(names) if text else f"{name} {register(RESULT, dst)}, {', '.join(names)}{suffix}", before, after, source)


DOCUMENT = {"VOP1": "RDNA3 ISA 16.8 VOP1", "VOP2": "RDNA3 ISA 16.7 VOP2", "VOP3": "RDNA3 ISA 16.12 VOP3"}


def source_of(name):
    if any(x in name for x in ("add_f", "sub_f", "subrev_f", "mul_f", "fma_f")):
        return "IEEE 754-2019 5.4.1, 6.2.3"
    if "rndne" in name or "ceil" in name or "floor" in name or "trunc" in name:
        return "IEEE 754-2019 5.9"
    if "cvt_" in name and "norm" not in name:
        return "IEEE 754-2019 5.4, RDNA3 ISA chapter 16"
    if "fract" in name:
        return "LLVM constant folding (llvm.amdgcn.fract)"
    if "ldexp" in name or "frexp" in name:
        return "IEEE 754-2019 5.3.3, RDNA3 ISA chapter 16"
    return f"RDNA3 ISA chapter 16, {name.upper()}"


def arithmetic(rows):
    for name, (dst, kinds, function, clamped) in OPS.items():
        if name.startswith("v_dot"):
            continue
        source = source_of(name)
        for mode in modes_of(name, dst, kinds):
            lanes_of(rows, name, source, mode, count=24 if mode == DEFAULT else 12)
        if clamped:
            lanes_of(rows, name, "RDNA3 ISA 7.2.3.1 (integer clamp)", count=12, suffix=" clamp", function=clamped)


NO_MODIFIERS = ("v_cvt_f32_ubyte", "v_cvt_off", "v_pack", "v_cvt_pk", "v_mullit")


def float_modifiers(rows):
    for name, (dst, kinds, function, _) in OPS.items():
        if not is_float(kinds[0]) or name.startswith(NO_MODIFIERS + ("v_dot",)):
            continue
        negatable = [n for n, k in enumerate(kinds) if is_float(k)]
        rng = random.Random(zlib.crc32(name.encode()))
        choice = {n: rng.choice(("-{}", "|{}|", "-|{}|")) for n in negatable}

        def adjust(n, x):
            if n not in choice:
                return x
            f = FORMATS[kinds[n]]
            if "|" in choice[n]:
                x &= ~f.sign
            return x ^ f.sign if choice[n].startswith("-") else x

        def text(names, extra=""):
            return f"{name} {register(RESULT, dst)}, " + ", ".join(
                choice[n].format(r) if n in choice else r for n, r in enumerate(names)) + extra

        lanes_of(rows, name, "RDNA3 ISA 7.2.2.1 (ABS, NEG)", count=12, text=text, adjust=adjust, tag="mods")
        if is_float(dst):
            f = FORMATS[dst]
            for mode in (DEFAULT, 0x2F0):
                if mode == DEFAULT or "mul" in name or "min" in name:
                    lanes_of(rows, name, "RDNA3 ISA 7.2.3.1 (CLAMP, DX10_CLAMP)", mode, count=12, suffix=" clamp",
                             finish=lambda r, mode=mode: fl.clamp(f, r, mode))
            factor, word = rng.choice(((2, " mul:2"), (4, " mul:4"), (Fraction(1, 2), " div:2")))
            for mode in (0x100, 0x300, 0x1F0):  # acts only with neither IEEE nor output denormals
                if mode == 0x100 or "add" in name or "rcp" in name:
                    lanes_of(rows, name, "RDNA3 ISA 7.2.3.1 (OMOD)", mode, count=12, suffix=word,
                             finish=lambda r, mode=mode: fl.scaled(f, r, factor, mode))


# Instructions whose 16-bit operands op_sel may take from upper halves, as LLVM prints them.
OP_SEL = ("v_mad_u16", "v_mad_i16", "v_fma_f16", "v_add_nc_u16", "v_sub_nc_i16", "v_min3_f16", "v_max3_i16", "v_med3_u16", "v_div_fixup_f16",
          "v_pack_b32_f16", "v_mad_u32_u16", "v_mad_i32_i16", "v_cvt_pk_norm_i16_f16", "v_min3_i16", "v_min3_u16", "v_max3_f16", "v_max3_u16",
          "v_med3_f16", "v_med3_i16", "v_add_nc_i16", "v_sub_nc_u16", "v_cvt_pk_norm_u16_f16")


def op_sel(rows):
    for name in OP_SEL:
        dst, kinds, function, _ = OPS[name]
        for bits in (0xF, 5, 10):
            rng = random.Random(zlib.crc32(f"{name} {bits}".encode()))
            values = operands(kinds, rng, 8)
            before, chosen = {}, []
            for n, k in enumerate(kinds):
                up = bits >> n & 1 and width(k) == 16
                column = [v[n] << 16 | rng.getrandbits(16) if up else v[n] | (rng.getrandbits(16) << 16 if width(k) == 16 else 0) for v in values]
                before[f"v{SOURCE[n]}"] = shared(column)
                chosen.append(bits >> n & 1 if width(k) == 16 else 0)
            top = bits >> 3 & 1 and width(dst) == 16
            results = [function(DEFAULT, *v) for v in values]
            if width(dst) == 16:
                before[f"v{RESULT}"] = 0xBEEF1234
                results = [r << 16 | 0x1234 if top else 0xBEEF0000 | r for r in results]
            picks = ",".join(str(int(b)) for b in chosen + [top])
            names = ", ".join(f"v{SOURCE[n]}" for n in range(len(kinds)))
            rows.add(f"{name} v{RESULT}, {names} op_sel:[{picks}]", before, {f"v{RESULT}": results}, "RDNA3 ISA 7.4 (OPSEL)")


def packed(rows):
    for name, (floating, count, function, clamped) in PACKED.items():
        kind = "pf16" if floating else "b32"
        variants = [(0, 7, 0, 0, None)] + [(1, 6, 0, 0, None), (6, 1, 0, 0, None)]
        if floating:
            variants += [(0, 7, 1, 2, None), (0, 7, 6, 5, None), (0, 7, 0, 0, "float")]
        elif clamped:
            variants += [(0, 7, 0, 0, "integer")]
        for sel, sel_hi, neg_lo, neg_hi, clamping in variants:
            mask = (1 << count) - 1
            sel, sel_hi, neg_lo, neg_hi = (x & mask for x in (sel, sel_hi, neg_lo, neg_hi))
            rng = random.Random(zlib.crc32(f"{name} {sel} {sel_hi} {neg_lo} {neg_hi} {clamping}".encode()))
            values = operands([kind] * count, rng, 16)
            lane = clamped if clamping == "integer" else function
            results = []
            for v in values:
                low = [half(x, sel >> n & 1) ^ (0x8000 if neg_lo >> n & 1 else 0) for n, x in enumerate(v)]
                high = [half(x, sel_hi >> n & 1) ^ (0x8000 if neg_hi >> n & 1 else 0) for n, x in enumerate(v)]
                r = [lane(DEFAULT, *low), lane(DEFAULT, *high)]
                if clamping == "float":
                    r = [fl.clamp(f16, x, DEFAULT) for x in r]
                results.append(pair(*r))
            bits = lambda word, x, default: "" if x == default else f" {word}:[{','.join(str(x >> n & 1) for n in range(count))}]"
            text = f"{name} v{RESULT}, " + ", ".join(f"v{SOURCE[n]}" for n in range(count)) + bits("op_sel", sel, 0) + \
                bits("op_sel_hi", sel_hi, mask) + bits("neg_lo", neg_lo, 0) + bits("neg_hi", neg_hi, 0) + (" clamp" if clamping else "")
            before = {f"v{SOURCE[n]}": [v[n] for v in values] for n in range(count)}
            rows.add(text, before, {f"v{RESULT}": results}, "IEEE 754-2019 5.4.1, RDNA3 ISA 7.5" if floating else "RDNA3 ISA 7.5 (packed math)")


# ---- Comparisons
FLOAT_CONDITIONS = ("f", "lt", "eq", "le", "gt", "lg", "ge", "o", "u", "nge", "nlg", "ngt", "nle", "neq", "nlt", "t")
INTEGER_CONDITIONS = ("f", "lt", "eq", "le", "gt", "ne", "ge", "t")


def float_condition(f, word, a, b):
    if word in ("f", "t"):
        return word == "t"
    unordered = f.is_nan(a) or f.is_nan(b)
    if word in ("o", "u"):
        return unordered == (word == "u")
    if word[0] == "n":
        return not float_condition(f, {"neq": "eq", "nlg": "lg"}.get(word, word[1:]), a, b)
    if unordered:
        return False
    x, y = ((float("inf") * (-1 if f.negative(v) else 1)) if f.is_infinite(v) else f.value(v) for v in (a, b))
    return {"lt": x < y, "eq": x == y, "le": x <= y, "gt": x > y, "lg": x != y, "ge": x >= y}[word]


def compare_rows(rows, name, kinds, holds, source, mode=DEFAULT):
    for x in (False, True):
        rng = random.Random(zlib.crc32(name.encode()))  # the same operands for both
        count = 32
        values = operands(kinds, rng, count)
        for n in range(0, count, 4):
            values[n][1] = values[n][0] if kinds[0] == kinds[1] else values[n][1]
        exec_ = 0x7FFFFFFF & ~(1 << 5)
        mask = sum(1 << n for n, v in enumerate(values) if exec_ >> n & 1 and holds(*v))
        before = {"exec": exec_} if mode == DEFAULT else {"exec": exec_, "mode": mode}
        for n, k in enumerate(kinds):
            spread(before, SOURCE[n], k, [v[n] for v in values])
        names = [register(SOURCE[n], k) for n, k in enumerate(kinds)]
        if x:
            rows.add(f"{name.replace('v_cmp_', 'v_cmpx_')}_e32 {', '.join(names)}", before, {"exec": mask}, source)
        else:
            before["vcc"] = M32
            rows.add(f"{name}_e32 vcc_lo, {', '.join(names)}", before, {"vcc": mask, "exec": exec_}, source)
            before = dict(before, s10=M32)
            rows.add(f"{name}_e64 s10, {', '.join(names)}", before, {"s10": mask, "vcc": M32}, source)


def class_bit(f, a):
    if f.is_nan(a):
        return 0 if f.is_signalling(a) else 1
    n = 2 if f.is_infinite(a) else 5 if f.is_zero(a) else 4 if f.is_denormal(a) else 3
    return n if f.negative(a) else 11 - n


def comparisons(rows):
    for t, f in (("f16", f16), ("f32", f32), ("f64", f64)):
        for word in FLOAT_CONDITIONS:
            compare_rows(rows, f"v_cmp_{word}_{t}", [t, t], lambda a, b, f=f, word=word: float_condition(f, word, a, b), "IEEE 754-2019 5.11")
        compare_rows(rows, f"v_cmp_lt_{t}", [t, t], lambda a, b, f=f: float_condition(f, "lt", f.flush(a), f.flush(b)),
                     "RDNA3 ISA 7.2.4 (input denormals)", 0x300)
        compare_rows(rows, f"v_cmp_class_{t}", [t, "b32"], lambda a, b, f=f: b >> class_bit(f, a) & 1, "RDNA3 ISA 16.9, V_CMP_CLASS")
    for t, w, sign in (("i16", 16, 1), ("u16", 16, 0), ("i32", 32, 1), ("u32", 32, 0), ("i64", 64, 1), ("u64", 64, 0)):
        for word in INTEGER_CONDITIONS:
            if w == 16 and word in ("f", "t"):
                continue

            def holds(a, b, w=w, sign=sign, word=word):
                a, b = (s(a, w), s(b, w)) if sign else (a, b)
                return {"f": False, "lt": a < b, "eq": a == b, "le": a <= b, "gt": a > b, "ne": a != b, "ge": a >= b, "t": True}[word]

            compare_rows(rows, f"v_cmp_{word}_{t}", [f"b{w}"] * 2, holds, "RDNA3 ISA 16.9 VOPC")


# ---- Carries
def carries(rows):
    add = lambda a, b, c: (a + b + c & M32, a + b + c > M32, min(a + b + c, M32))
    sub = lambda a, b, c: (a - b - c & M32, b + c > a, max(a - b - c, 0))
    for word, f in (("add", add), ("sub", sub), ("subrev", lambda a, b, c: sub(b, a, c))):
        for carry_in in (False, True):
            for clamp in (False, True):
                rng = random.Random(zlib.crc32(f"{word}{carry_in}{clamp}".encode()))
                values = operands(["b32", "b32"], rng, 32)
                vcc, exec_ = rng.getrandbits(32), rng.getrandbits(32) | 3
                r = [f(a, b, vcc >> n & 1 if carry_in else 0) for n, (a, b) in enumerate(values)]
                result = [(x[2] if clamp else x[0]) if exec_ >> n & 1 else 0x55 for n, x in enumerate(r)]
                out = sum(1 << n for n, x in enumerate(r) if x[1] and exec_ >> n & 1)
                before = {"exec": exec_, "v2": [v[0] for v in values], "v4": [v[1] for v in values], "v12": 0x55, "s11": vcc, "vcc": vcc}
                tail = " clamp" if clamp else ""
                if not carry_in:
                    rows.add(f"v_{word}_co_u32 v12, s10, v2, v4{tail}", before, {"v12": result, "s10": out}, f"RDNA3 ISA 16.12, V_{word.upper()}_CO_U32")
                else:
                    rows.add(f"v_{word}_co_ci_u32_e64 v12, s10, v2, v4, s11{tail}", before, {"v12": result, "s10": out}, f"RDNA3 ISA 16.7, V_{word.upper()}_CO_CI_U32")
                    if not clamp:
                        rows.add(f"v_{word}_co_ci_u32 v12, vcc_lo, v2, v4, vcc_lo", before, {"v12": result, "vcc": out}, f"RDNA3 ISA 16.7, V_{word.upper()}_CO_CI_U32")
    for name, sign in (("v_mad_u64_u32", 0), ("v_mad_i64_i32", 1)):
        rng = random.Random(7 + sign)
        values = operands(["b32", "b32", "b64"], rng, 32)
        values[0], values[1] = [M32, M32, (1 << 64) - 1], [0x80000000, 0x80000000, 1 << 63]
        exact = [s(a, 32) * s(b, 32) + s(c, 64) if sign else a * b + c for a, b, c in values]
        before = {}
        for n, k in enumerate(("b32", "b32", "b64")):
            spread(before, SOURCE[n], k, [v[n] for v in values])
        after = {"s10": sum((x >> 64 & 1) << n for n, x in enumerate(exact))}
        spread(after, RESULT, "b64", [x & (1 << 64) - 1 for x in exact])
        rows.add(f"{name} v[12:13], s10, v2, v4, v[6:7]", before, after, f"RDNA3 ISA 16.12, {name.upper()}")


# ---- Division steps
def division(rows):
    tests = "RDNA3 ISA 16.12 and hardware-derived tests (tinygrad test/amd/hw/test_vop3.py)"
    one, two, biggest = f32.one, 0x40000000, 0x7F7FFFFF
    nan = f32.default_nan
    # operand, denominator, numerator, result, flag
    cases = [(one, 0x40800000, one, one, 0), (two, 0x40800000, two, two, 0), (one, 0, one, nan, 1), (0, one, 0, nan, 1),
             (one, one, biggest, 0x5F800000, 1), (biggest, one, biggest, biggest, 1), (one, 1, one, None, None),
             (0x00800000, one, 0x00800000, 0x20800000, 1), (one, 0x7F000000, one, one, 1), (0x7F000000, 0x7F000000, one, 0x5F000000, 1),
             (0x0B800000, 0x0B800000, 0x0B000000, 0x2B800000, 0)]
    cases = [c for c in cases if c[3] is not None]
    column = lambda n: [c[n] for c in cases]
    rows.add("v_div_scale_f32 v12, vcc_lo, v2, v4, v6", {"exec": (1 << len(cases)) - 1, "v2": column(0), "v4": column(1), "v6": column(2)},
             {"v12": column(3), "vcc": sum(c[4] << n for n, c in enumerate(cases))}, tests)
    d = lambda x: f64.round(Fraction(x))
    big, top = 2046 << 52 | (1 << 52) - 1, 2046 << 52
    wide = [(d(1), d(4), d(1), d(1), 0), (d(1), 0, d(1), f64.default_nan, 1), (0, d(1), 0, f64.default_nan, 1), (d(1), d(1), big, d(Fraction(2) ** 128), 1),
            (big, d(1), big, big, 1), (d(1), top, d(1), d(1), 1), (1 << 52, d(1), 1 << 52, d(Fraction(2) ** -894), 1)]
    before, after = {"exec": (1 << len(wide)) - 1}, {"vcc": sum(c[4] << n for n, c in enumerate(wide))}
    for n in range(3):
        spread(before, SOURCE[n], "f64", [c[n] for c in wide])
    spread(after, RESULT, "f64", [c[3] for c in wide])
    rows.add("v_div_scale_f64 v[12:13], vcc_lo, v[2:3], v[4:5], v[6:7]", before, after, tests)
    for t, f, by in (("f32", f32, 64), ("f64", f64, 128)):
        rng = random.Random(by)
        values = [[random_float(f, rng, f.one) for _ in range(3)] for _ in range(16)]
        vcc = 0xA5F0
        results = []
        for n, v in enumerate(values):
            exact = f.value(v[0]) * f.value(v[1]) + f.value(v[2])
            if vcc >> n & 1:
                exact *= Fraction(2) ** (by if f.exponent(v[2]) > f.bias else -by)
            results.append(f.round(exact))
        before, after = {"vcc": vcc}, {}
        for n in range(3):
            spread(before, SOURCE[n], t, [v[n] for v in values])
        spread(after, RESULT, t, results)
        rows.add(f"v_div_fmas_{t} {register(RESULT, t)}, {', '.join(register(SOURCE[n], t) for n in range(3))}", before, after, tests)


# ---- Transcendental functions
def transcendentals(rows):
    source = "RDNA3 ISA 16.8 (within 1 ulp); here the correctly rounded value, IEEE 754-2019 9.2"
    for t, f, functions in (("f16", f16, ("exp", "log", "rcp", "sqrt", "rsq", "sin", "cos")), ("f32", f32, ("exp", "log", "rcp", "sqrt", "rsq", "sin", "cos")),
                            ("f64", f64, ("rcp", "sqrt", "rsq"))):
        for function in functions:
            for mode in (DEFAULT,) if f is f32 else (DEFAULT, 0x300):
                rng = random.Random(zlib.crc32(f"{function} {t} {mode}".encode()))
                values = float_edges(f)[:32] if mode == DEFAULT else [f.flush(1) or 1, (1 << f.mantissa) - 1] + [random_float(f, rng) for _ in range(10)]
                chunks = [values]
                if mode == DEFAULT:
                    chunks.append([random_float(f, rng, f.one) & ~(0 if function in ("exp", "rcp", "sin", "cos") else f.sign) for _ in range(24)])
                    powers = [f.round(Fraction(2) ** e) for e in range(-8, 9)] if function != "exp" else [f.round(Fraction(e)) for e in range(-8, 9)]
                    if function in ("sin", "cos"):
                        powers = [f.round(Fraction(e, 4)) for e in range(-6, 7)]
                    if t == "f64":
                        powers = []
                    chunks.append(powers)
                if (function, t) == ("rsq", "f64"):  # an estimate, ours of two roundings: rows only where it is exact
                    exact = lambda x: not 0 < f.magnitude(x) < f.infinity or (x & (1 << f.mantissa) - 1 == 0 and f.exponent(x) & 1)
                    chunks = [[x for x in values if exact(x)], [f.round(Fraction(4) ** e) for e in range(-10, 11)]]
                for chunk in chunks:
                    if not chunk:
                        continue
                    results = [transcendental.unit(f, x, mode, function) for x in chunk]
                    before, after = {} if mode == DEFAULT else {"mode": mode}, {}
                    if t == "f16":
                        before["v12"] = 0xBEEF1234
                        spread(before, 2, "b32", [x | 0x7B000000 for x in chunk])
                        spread(after, 12, "b32", [x | 0xBEEF0000 for x in results])
                    else:
                        spread(before, 2, t, chunk)
                        spread(after, 12, t, results)
                    rows.add(f"v_{function}_{t} {register(12, t)}, {register(2, t)}", before, after, source)
    values = [f32.one, 0x40000000, 0x3F000000, 0, 0x80000000, f32.infinity]
    rows.add("v_rcp_iflag_f32 v12, v2", {"v2": values}, {"v12": [transcendental.unit(f32, x, DEFAULT, "rcp") for x in values]}, source)


# ---- Dot products and mixed precision
def dots(rows):
    for name in ("v_dot4_u32_u8", "v_dot8_u32_u4"):
        lanes_of(rows, name, "RDNA3 ISA 16.10 VOP3P", count=16)
        lanes_of(rows, name, "RDNA3 ISA 7.2.3.1 (integer clamp)", count=16, suffix=" clamp", function=OPS[name][3])
    for name, w in (("v_dot4_i32_iu8", 8), ("v_dot8_i32_iu4", 4)):
        for neg in range(4):
            for clamp in (False, True):
                rng = random.Random(w * 8 + neg * 2 + clamp)
                values = operands(["b32"] * 3, rng, 16)
                total = [lane_ops.dot(w, neg & 1, neg & 2, a, b) + s(c, 32) for a, b, c in values]
                before = {f"v{SOURCE[n]}": [v[n] for v in values] for n in range(3)}
                tail = f" neg_lo:[{neg & 1},{neg >> 1},0]" if neg else ""
                rows.add(f"{name} v12, v2, v4, v6{tail}{' clamp' if clamp else ''}", before,
                         {"v12": [lane_ops.sat_s(x, 32) if clamp else x & M32 for x in total]}, "RDNA3 ISA 16.10, V_DOT4_I32_IU8")
    for name in ("v_dot2_f32_f16", "v_dot2_f32_bf16"):
        lanes_of(rows, name, f"RDNA3 ISA 16.10, {name.upper()}", count=24)
    # Where no order of the sums matters: small integers.
    small = lambda f, rng: f.round(Fraction(rng.randrange(-8, 9)))
    for name, f, acc in (("v_dot2_f16_f16", f16, f16), ("v_dot2_bf16_bf16", bf16, bf16), ("v_dot2acc_f32_f16", f16, f32)):
        rng = random.Random(zlib.crc32(name.encode()))
        values = [[small(f, rng) for _ in range(4)] + [small(acc, rng)] for _ in range(16)]
        r = [acc.round(f.value(a) * f.value(b) + f.value(c) * f.value(d) + acc.value(e)) for a, b, c, d, e in values]
        before = {"v2": [pair(v[0], v[2]) for v in values], "v4": [pair(v[1], v[3]) for v in values]}
        if acc is f32:
            rows.add(f"{name} v12, v2, v4", dict(before, v12=[v[4] for v in values]), {"v12": r}, "RDNA3 ISA 16.7, V_DOT2ACC_F32_F16")
        else:
            before.update(v6=[v[4] for v in values], v12=0xBEEF1234)
            rows.add(f"{name} v12, v2, v4, v6", before, {"v12": [0xBEEF0000 | x for x in r]}, f"RDNA3 ISA 16.12, {name.upper()}")
            before["v6"] = [v[4] << 16 for v in values]
            rows.add(f"{name} v12, v2, v4, v6 op_sel:[0,0,1,1]", before, {"v12": [x << 16 | 0x1234 for x in r]}, "RDNA3 ISA 7.4 (OPSEL)")
    for name, up in (("v_fma_mix_f32", None), ("v_fma_mixlo_f16", 0), ("v_fma_mixhi_f16", 16)):
        for halves, top, neg, absolute, mode in ((0, 0, 0, 0, DEFAULT), (7, 0, 0, 0, DEFAULT), (5, 4, 2, 1, DEFAULT), (2, 2, 5, 4, DEFAULT), (7, 7, 7, 0, 0x3F5), (3, 1, 0, 0, 0x300)):
            rng = random.Random(zlib.crc32(f"{name}{halves}{top}{neg}{mode}".encode()))
            values, results = [], []
            for lane in range(16):
                v, x = [], []
                for n in range(3):
                    if halves >> n & 1:
                        h = operand("f16", rng, None, lane < 6)
                        word = h << 16 | rng.getrandbits(16) if top >> n & 1 else h | rng.getrandbits(16) << 16
                        wide = fl.convert(f16, f32, h, mode)
                    else:
                        word = wide = operand("f32", rng, None, lane < 6) if lane < 6 else random_float(f32, rng, f32.one)
                    v.append(word)
                    if absolute >> n & 1:
                        wide &= ~f32.sign
                    x.append(wide ^ f32.sign if neg >> n & 1 else wide)
                r = fl.fma(f32, *x, mode)
                if up is not None:
                    r = fl.convert(f32, f16, r, mode | 0x30)  # the sum is not flushed again
                    r = r << 16 | 0x1234 if up else 0xBEEF0000 | r
                values.append(v), results.append(r)
            names = [("-" if neg >> n & 1 else "") + (f"|v{SOURCE[n]}|" if absolute >> n & 1 else f"v{SOURCE[n]}") for n in range(3)]
            bits = lambda word, x: f" {word}:[{x & 1},{x >> 1 & 1},{x >> 2}]" if x else ""
            before = {f"v{SOURCE[n]}": [v[n] for v in values] for n in range(3)}
            before.update({"mode": mode} if mode != DEFAULT else {}, v12=0xBEEF1234)
            rows.add(f"{name} v12, {', '.join(names)}{bits('op_sel', top)}{bits('op_sel_hi', halves)}", before, {"v12": results},
                     f"RDNA3 ISA 16.10, {name.upper()}")


def accumulating(rows):
    for name, t, f in (("v_fmac_f32", "f32", f32), ("v_fmac_f16", "f16", f16), ("v_fmac_dx9_zero_f32", "f32", f32)):
        function = OPS["v_fma_dx9_zero_f32" if "dx9" in name else f"v_fma_{t}"][2]
        for mode in (DEFAULT, 0x300):
            rng = random.Random(zlib.crc32(f"{name}{mode}".encode()))
            values = operands([t] * 3, rng, 16)
            before = {} if mode == DEFAULT else {"mode": mode}
            junk = 0x7B00 << 16 if t == "f16" else 0
            for n, r in ((0, 2), (1, 4), (2, 12)):
                before[f"v{r}"] = [v[n] | junk for v in values]
            rows.add(f"{name} v12, v2, v4", before, {"v12": [function(mode, *v) | junk for v in values]}, "IEEE 754-2019 5.4.1 (fusedMultiplyAdd)")
            results = [function(mode, v[0] ^ f.sign, v[1] & ~f.sign, v[2]) | junk for v in values]
            rows.add(f"{name}_e64 v12, -v2, |v4|", before, {"v12": results}, "RDNA3 ISA 7.2.2.1 (ABS, NEG)")
    for t, f, k in (("f32", f32, 0x40490FDB), ("f16", f16, 0x4248)):
        rng = random.Random(k)
        values = operands([t] * 2, rng, 16)
        junk = 0xBEEF0000 if t == "f16" else 0
        before = {"v2": [v[0] for v in values], "v4": [v[1] for v in values], "v12": 0xBEEF1234}
        rows.add(f"v_fmaak_{t} v12, v2, v4, {k:#x}", before, {"v12": [fl.fma(f, a, b, k, DEFAULT) | junk for a, b in values]}, "IEEE 754-2019 5.4.1 (fusedMultiplyAdd)")
        rows.add(f"v_fmamk_{t} v12, v2, {k:#x}, v4", before, {"v12": [fl.fma(f, a, k, b, DEFAULT) | junk for a, b in values]}, "IEEE 754-2019 5.4.1 (fusedMultiplyAdd)")
    rng = random.Random(99)
    values = operands(["pf16"] * 3, rng, 16)
    before = {"v2": [v[0] for v in values], "v4": [v[1] for v in values], "v12": [v[2] for v in values]}
    rows.add("v_pk_fmac_f16 v12, v2, v4", before, {"v12": [pair(*(fl.fma(f16, half(a, n), half(b, n), half(c, n), DEFAULT) for n in (0, 1))) for a, b, c in values]},
             "RDNA3 ISA 16.7, V_PK_FMAC_F16")


FILES = {"valu_arithmetic": (arithmetic, accumulating), "valu_modifiers": (float_modifiers, op_sel), "valu_packed": (packed, dots),
         "valu_compare": (comparisons,), "valu_special": (carries, division, transcendentals)}


def main():
    import lane_rows
    files = dict(FILES, **lane_rows.FILES)
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "tests/isa_rdna/semantics")
    for name, parts in files.items():
        rows = Rows()
        for part in parts:
            part(rows)
        head = "# Derived by tools/isa/valu_rows.py; columns as in vector.tsv.\n"
        (folder / f"{name}.tsv").write_text(head + "\n".join(rows.lines) + "\n")


if __name__ == "__main__":
    main()
