#!/usr/bin/env python3
# Derives tests/isa_rdna/semantics/gfx12_{scalar,valu,matrix,matrix_wave64}.tsv: what RDNA4 has and RDNA3 has not.
# Written from the RDNA4 ISA document (pseudo-code of each opcode; 6.8 scalar floats, 7.5 and 7.6 8-bit floats, 7.12
# matrices) in exact arithmetic. Usage: tools/isa/gfx12_rows.py [folder]
import pathlib
import random
import sys
import zlib
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import floats as fl
import transcendental
import valu_rows as v
from floats import f16, f32, f64, bf16
from lane_ops import M16, M32, OPS, half, op, pair, s

MODE = 0x1F0  # as clang sets it for gfx12, and NaNs clamp to 0
ISA = "RDNA4 ISA chapter 16, "


# ---- Minimum and maximum: -0 is below +0
def key(f, a):
    return a ^ (2 * f.sign - 1) if f.negative(a) else a | f.sign


def number(f, largest):  # the number where one is NaN
    def of(m, a, b):
        a, b = f.input(a, m), f.input(b, m)
        if f.is_nan(a) and f.is_nan(b):
            return f.quiet(a)
        if f.is_nan(a) or f.is_nan(b):
            return b if f.is_nan(a) else a
        return a if (key(f, a) > key(f, b)) == largest and key(f, a) != key(f, b) else b

    return of


def strict(f, largest):  # NaN where one is NaN
    def of(m, a, b):
        a, b = f.input(a, m), f.input(b, m)
        for x in (a, b):
            if f.is_signalling(x):
                return f.quiet(x)
        for x in (a, b):
            if f.is_nan(x):
                return x
        return a if (key(f, a) > key(f, b)) == largest and key(f, a) != key(f, b) else b

    return of


FORMATS = {"f16": f16, "f32": f32, "f64": f64}
for t, f in FORMATS.items():
    for word, largest in (("minimum", False), ("maximum", True)):
        op(f"v_{word}_{t}", t, f"{t} {t}", strict(f, largest))
        if t != "f64":
            op(f"v_{word}3_{t}", t, f"{t} {t} {t}", lambda m, a, b, c, g=strict(f, largest): g(m, g(m, a, b), c))
            other = "maximum" if word == "minimum" else "minimum"
            op(f"v_{word}{other}_{t}", t, f"{t} {t} {t}", lambda m, a, b, c, g=strict(f, largest), h=strict(f, not largest): h(m, g(m, a, b), c))


# ---- 8-bit floats by their list of values
class Byte:
    def __init__(self, mantissa, bias, infinities):
        self.infinities = infinities
        self.values = {}  # of positive bytes
        for b in range(128):
            e, fraction = b >> mantissa, b & (1 << mantissa) - 1
            top = e == (1 << 7 - mantissa) - 1
            if top and (infinities or fraction == (1 << mantissa) - 1):
                continue
            self.values[b] = Fraction(fraction | ((1 << mantissa) if e else 0)) * Fraction(2) ** ((e or 1) - bias - mantissa)
        self.largest = max(self.values)
        self.kept = mantissa

    def widen(self, byte):
        sign, b = (byte & 0x80) << 24, byte & 0x7F
        if b in self.values:
            return sign | f32.round(self.values[b])
        return sign | (f32.infinity if self.infinities and b == self.largest + 1 else f32.default_nan)

    def narrow(self, a, saturate=False):
        sign = a >> 24 & 0x80
        if f32.is_nan(a):
            return sign | 0x7F
        over = self.largest if saturate else self.largest + 1 if self.infinities else 0x7F
        if f32.is_infinite(a):
            return sign | over
        exact = abs(f32.value(a))
        step = self.values[self.largest] - self.values[self.largest - 1]
        # As if the numbers went on beyond the largest: half a step on is a tie, to even.
        beyond = self.values[self.largest] + step / 2
        if exact > beyond or (exact == beyond and self.largest & 1):
            return sign | over
        return sign | min(self.values, key=lambda b: (abs(self.values[b] - exact), b & 1))

    def truncate(self, a):
        exact = abs(f32.value(a))
        if exact > self.values[self.largest] and exact >= self.values[self.largest] * 2 - self.values[self.largest - 1]:
            return a >> 24 & 0x80 | (self.largest + 1 if self.infinities else 0x7F)
        return a >> 24 & 0x80 | max(b for b, x in self.values.items() if x <= exact)


FP8, BF8 = Byte(3, 7, False), Byte(2, 15, True)
BYTES = {"fp8": FP8, "bf8": BF8}


def byte_conversions(rows):
    for name, b in BYTES.items():
        source = "RDNA4 ISA 7.5 (8-bit formats), 7.6.2"
        for first in range(0, 256, 32):
            codes = list(range(first, first + 32))
            rows.add(f"v_cvt_f32_{name}_e32 v12, v2", {"v2": [c | 0xABCDEF00 for c in codes]}, {"v12": [b.widen(c) for c in codes]}, source)
        for byte in range(4):
            codes = list(range(64 * byte, 64 * byte + 16))
            rows.add(f"v_cvt_f32_{name}_e64 v12, v2 byte_sel:{byte}", {"v2": [c << 8 * byte | 0x11 << 8 * (byte ^ 1) for c in codes]},
                     {"v12": [b.widen(c) for c in codes]}, source)
        rng = random.Random(zlib.crc32(name.encode()))
        words = [rng.getrandbits(32) for _ in range(16)]
        for high in (0, 1):
            parts = [x >> 16 * high for x in words]
            rows.add(f"v_cvt_pk_f32_{name}_e64 v[12:13], v2 op_sel:[{high},0]", {"v2": words},
                     {"v12": [b.widen(x & 255) for x in parts], "v13": [b.widen(x >> 8 & 255) for x in parts]}, source)
        exponents = range(100, 145)
        values = [rng.getrandbits(1) << 31 | rng.choice(exponents) << 23 | rng.getrandbits(23) for _ in range(48)]
        ties = [f32.round((b.values[n] + b.values[n + 1]) / 2) for n in (0, 1, 2, 7, 8, 9, 40, 41, b.largest - 1)]
        edges = [0, 1 << 31, f32.infinity, f32.default_nan, 0xFF800000, f32.round(b.values[b.largest]), 0x7F7FFFFF] + ties
        for mode in (MODE, MODE | 1 << 23):
            for k, column in enumerate((edges, values[:24], values[24:])):
                other = list(reversed(column))
                result = [b.narrow(x, mode >> 23 & 1) | b.narrow(y, mode >> 23 & 1) << 8 for x, y in zip(column, other)]
                top = k & 1
                rows.add(f"v_cvt_pk_{name}_f32 v12, v2, v4" + (" op_sel:[0,0,1]" if top else ""),
                         {"mode": mode, "v2": column, "v4": other, "v12": 0xBEEF1234},
                         {"v12": [x << 16 | 0x1234 if top else 0xBEEF0000 | x for x in result]}, source + " (FP16_OVFL)")
        for byte in range(4):
            noise = [rng.getrandbits(32) for _ in values]
            shift = 9 + b.kept
            result = [b.truncate(x + (n >> shift)) for x, n in zip(values, noise)]
            rows.add(f"v_cvt_sr_{name}_f32 v12, v2, v4" + (f" byte_sel:{byte}" if byte else ""),
                     {"v2": values[:32], "v4": noise[:32], "v12": 0x11223344},
                     {"v12": [0x11223344 & ~(255 << 8 * byte) | r << 8 * byte for r in result[:32]]}, source + " (stochastic: random bits added, then truncated)")


def byte_dots(rows):
    for a in BYTES:
        for b in BYTES:
            rng = random.Random(zlib.crc32((a + b).encode()))
            small = lambda f: rng.choice([c for c, x in f.values.items() if x == int(x) and x <= 8]) | rng.getrandbits(1) << 7
            x = [[small(BYTES[a]) for _ in range(4)] for _ in range(16)]
            y = [[small(BYTES[b]) for _ in range(4)] for _ in range(16)]
            c = [rng.randrange(-50, 50) for _ in range(16)]
            value = lambda f, code: (-1 if code & 0x80 else 1) * f.values[code & 0x7F]
            word = lambda bytes_: sum(q << 8 * n for n, q in enumerate(bytes_))
            for tail, third in (("", lambda z: z), (" neg_lo:[0,0,1] neg_hi:[0,0,1]", lambda z: -abs(z))):
                d = [sum(value(BYTES[a], p) * value(BYTES[b], q) for p, q in zip(*row)) + third(z) for *row, z in zip(x, y, c)]
                rows.add(f"v_dot4_f32_{a}_{b} v12, v2, v4, v6{tail}", {"v2": [word(r) for r in x], "v4": [word(r) for r in y], "v6": [f32.round(Fraction(z)) for z in c]},
                         {"v12": [f32.round(Fraction(z)) for z in d]}, f"{ISA}V_DOT4_F32_{a.upper()}_{b.upper()}")


def extremes(rows):
    for name in [n for n in OPS if "imum" in n]:
        for mode in (MODE, 0x100):
            v.lanes_of(rows, name, f"{ISA}{name.upper()}", mode, count=24)
    for word, g in (("minimum", strict(f16, False)), ("maximum", strict(f16, True))):
        rng = random.Random(5)
        values = v.operands(["pf16", "pf16"], rng, 16)
        rows.add(f"v_pk_{word}_f16 v12, v2, v4", {"v2": [x[0] for x in values], "v4": [x[1] for x in values]},
                 {"v12": [pair(*(g(MODE, half(a, n), half(b, n)) for n in (0, 1))) for a, b in values]}, f"{ISA}V_PK_{word.upper()}_F16")
    # Renamed ones, whose MODE no longer has IEEE: two NaNs give the first, made quiet.
    for t, f in FORMATS.items():
        for word, largest in (("min", False), ("max", True)):
            name = f"v_{word}_num_{t}"
            op(name, t, f"{t} {t}", number(f, largest))
            v.lanes_of(rows, name, f"{ISA}{name.upper()}", MODE, count=24)


def lane_selects(rows):
    rng = random.Random(3)
    data, select = [rng.getrandbits(32) for _ in range(32)], [rng.getrandbits(32) for _ in range(32)]
    for x in (False, True):
        name = f"v_permlane{'x' if x else ''}16_var_b32"
        pick = lambda l: data[(l & 16 ^ (16 if x else 0)) | select[l] & 15]
        rows.add(f"{name} v12, v2, v4", {"v2": data, "v4": select}, {"v12": [pick(l) for l in range(32)]}, f"{ISA}{name.upper()}")
        rows.add(f"{name} v2, v2, v4", {"v2": data, "v4": select}, {"v2": [pick(l) for l in range(32)]}, f"{ISA}{name.upper()}")


# ---- Scalar floats
def scalar_rows(rows):
    def several(name, kinds, function, wide=False, count=12, text=None, mode=MODE, third=None):
        rng = random.Random(zlib.crc32(name.encode()))
        for values in v.operands(kinds.split(), rng, count):
            before = {"mode": mode}
            for n, (k, x) in enumerate(zip(kinds.split(), values)):
                before[f"s{2 + 2 * n}"] = x | (rng.getrandbits(16) << 16 if v.width(k) == 16 else 0)
            sources = values
            if third is not None:
                before["s12"] = third
                sources = values + [third]
            r = function(mode, *sources)
            operands = ", ".join(f"s{2 + 2 * n}" for n in range(len(values)))
            rows.add((text or "{name} s12, {operands}").format(name=name, operands=operands), before, {"s12": r}, f"RDNA4 ISA 6.8, {name.upper()}")

    of = lambda name: OPS[name][2]
    for t, f in (("f32", f32), ("f16", f16)):
        for word in ("add", "sub", "mul"):
            several(f"s_{word}_{t}", f"{t} {t}", of(f"v_{word}_{t}"))
        several(f"s_add_{t}", f"{t} {t}", of(f"v_add_{t}"), mode=0x1FF, count=6)
        several(f"s_add_{t}", f"{t} {t}", of(f"v_add_{t}"), mode=0x100, count=6)
        for word, largest in (("min", False), ("max", True)):
            several(f"s_{word}_num_{t}", f"{t} {t}", number(f, largest))
            several(f"s_{word}imum_{t}", f"{t} {t}", strict(f, largest))
        several(f"s_fmac_{t}", f"{t} {t}", of(f"v_fma_{t}"), third=0x40490FDB if t == "f32" else 0x4248)
        for word in ("ceil", "floor", "trunc", "rndne"):
            several(f"s_{word}_{t}", t, of(f"v_{word}_{t}"), count=16)
        for word in v.FLOAT_CONDITIONS[1:-1]:
            rng = random.Random(zlib.crc32(f"{t}{word}".encode()))
            for a, b in v.operands([t, t], rng, 10) + [[f.one, f.one], [0, f.sign]]:
                holds = v.float_condition(f, word, a, b)
                rows.add(f"s_cmp_{word}_{t} s2, s4", {"s2": a, "s4": b, "scc": 0 if holds else 1}, {"scc": int(holds)}, f"RDNA4 ISA 6.8, S_CMP_{word.upper()}_{t.upper()}")
    k = 0x40490FDB
    several("s_fmaak_f32", "f32 f32", lambda m, a, b: of("v_fma_f32")(m, a, b, k), text="{name} s12, {operands}, 0x40490fdb")
    several("s_fmamk_f32", "f32 f32", lambda m, a, b: of("v_fma_f32")(m, a, k, b), text="{name} s12, s2, 0x40490fdb, s4")
    for name, kinds in (("cvt_f32_i32", "b32"), ("cvt_f32_u32", "b32"), ("cvt_i32_f32", "f32"), ("cvt_u32_f32", "f32"), ("cvt_f16_f32", "f32"),
                        ("cvt_f32_f16", "f16"), ("cvt_pk_rtz_f16_f32", "f32 f32")):
        several(f"s_{name}", kinds, of(f"v_{name}"), count=16)
    rng = random.Random(8)
    for (x,) in v.operands(["f16"], rng, 12):
        rows.add("s_cvt_hi_f32_f16 s12, s2", {"s2": x << 16 | rng.getrandbits(16)}, {"s12": of("v_cvt_f32_f16")(MODE, x)}, "RDNA4 ISA 6.8, S_CVT_HI_F32_F16")
    for word, function in (("s_add_nc_u64", lambda a, b: a + b), ("s_sub_nc_u64", lambda a, b: a - b), ("s_mul_u64", lambda a, b: a * b)):
        for a, b in v.operands(["b64", "b64"], random.Random(4), 8):
            r = function(a, b) & (1 << 64) - 1
            rows.add(f"{word} s[12:13], s[2:3], s[4:5]", {"s2": a & M32, "s3": a >> 32, "s4": b & M32, "s5": b >> 32, "scc": 1},
                     {"s12": r & M32, "s13": r >> 32, "scc": 1}, f"{ISA}{word.upper()}")


# ---- Matrices
def product(a, b, c):
    return [[sum(a[m][k] * b[k][n] for k in range(len(b))) + c[m][n] for n in range(16)] for m in range(16)]


class Layout:
    def __init__(self, lanes):
        self.lanes = lanes

    def chunk(self, n, count):  # first lane of the n-th part
        return 16 * ((n >> 1 | (n & 1) << 1) if count == 4 else n)

    # Rows of A (or columns of B), `bits` an element, into registers from `first` on.
    def place(self, before, first, vectors, bits):
        k = len(vectors[0])
        count = 4 if self.lanes == 64 and bits * k > 64 else 2
        each = k // count
        for register in range(max(1, each * bits // 32)):
            column = [0] * self.lanes
            for part in range(count):
                for at in range(16):
                    for p in range(min(each, 32 // bits)):
                        x = vectors[at][part * each + register * (32 // bits) + p]
                        column[self.chunk(part, count) + at] |= (x & (1 << bits) - 1) << bits * p
            before[f"v{first + register}"] = column
        return max(1, each * bits // 32)

    def results(self, places, first, d, packed):
        count = self.lanes // 16
        each = 16 // count
        for register in range(each // (2 if packed else 1)):
            column = [0] * self.lanes
            for part in range(count):
                for n in range(16):
                    m = part * each + register * (2 if packed else 1)
                    column[self.chunk(part, count) + n] = d[m][n] | d[m + 1][n] << 16 if packed else d[m][n]
            places[f"v{first + register}"] = column
        return each // (2 if packed else 1)


def tuple_of(first, count):
    return f"v{first}" if count == 1 else f"v[{first}:{first + count - 1}]"


ELEMENTS = {"f16": (16, lambda x: f16.round(Fraction(x))), "bf16": (16, lambda x: bf16.round(Fraction(x))),
            "fp8": (8, lambda x: FP8.narrow(f32.round(Fraction(x)))), "bf8": (8, lambda x: BF8.narrow(f32.round(Fraction(x))))}
RESULTS = {"f32": (False, f32), "f16": (True, f16), "bf16": (True, bf16), "i32": (False, None)}
KINDS = [("f32", "f16", "f16"), ("f32", "bf16", "bf16"), ("f16", "f16", "f16"), ("bf16", "bf16", "bf16")] + [("f32", a, b) for a in BYTES for b in BYTES]


def matrix_rows(rows, lanes):
    at = Layout(lanes)
    source = "RDNA4 ISA 7.12.2 (layout), 7.12.3 (sparse matrices)"
    for sparse in (False, True):
        k = 32 if sparse else 16
        cases = [(out, a, b, k) for out, a, b in KINDS] + [("i32", "iu8", "iu8", k), ("i32", "iu4", "iu4", k), ("i32", "iu4", "iu4", 64 if sparse else 32)]
        for out, ta, tb, k in cases:
            integer = out == "i32"
            name = f"v_{'swmmac' if sparse else 'wmma'}_{out}_16x16x{k}_" + (ta if ta == tb and (integer or ta[-1] == "6") else f"{ta}_{tb}")
            rng = random.Random(zlib.crc32(name.encode()))
            bits_a, code_a = (int(ta[2]), lambda x: x) if integer else ELEMENTS[ta]
            bits_b, code_b = (int(tb[2]), lambda x: x) if integer else ELEMENTS[tb]
            low, high = (-(1 << bits_a - 1), (1 << bits_a - 1) - 1) if integer else (-1, 1) if out == "bf16" else (-3, 3)
            full = [[rng.randint(low, high) for _ in range(k)] for _ in range(16)]
            b = [[rng.randint(low, high) for _ in range(16)] for _ in range(k)]
            c = [[rng.randint(-9, 9) for _ in range(16)] for _ in range(16)]
            keys = [[sorted(rng.sample(range(4), 2)) for _ in range(k // 4)] for _ in range(16)]
            if sparse:
                for m in range(16):
                    for g in range(k // 4):
                        for n in range(4):
                            if n not in keys[m][g]:
                                full[m][4 * g + n] = 0
                held = [[full[m][4 * g + n] for g in range(k // 4) for n in keys[m][g]] for m in range(16)]
            else:
                held = full
            d = product(full, b, c)
            packed, f = RESULTS[out]
            value = (lambda x: x & M32) if integer else (lambda x: f.round(Fraction(x)))
            before = {}
            count_a = at.place(before, 16, [[code_a(x) for x in row] for row in held], bits_a)
            count_b = at.place(before, 24, [[code_b(b[n][col]) for n in range(k)] for col in range(16)], bits_b)
            count_d = at.results(before, 40, [[value(x) for x in row] for row in c], packed)
            after = {}
            at.results(after, 40, [[value(x) for x in row] for row in d], packed)
            tail = " neg_lo:[1,1,0]" if integer else ""
            third = tuple_of(40, count_d)
            if sparse:
                parts = 4 if lanes == 64 and bits_a * k // 2 > 64 else 2
                each, set_ = k // 2 // parts, 2 * (k // 2 // parts)
                chosen = 1 if set_ < 32 else 0  # the second set of the index register, where there are several
                column = [0x5A5A5A5A if set_ < 32 else 0] * lanes
                for part in range(parts):
                    for m in range(16):
                        word = 0
                        for p in range(each):
                            element = part * each + p
                            word |= keys[m][element // 2][element % 2] << 2 * p
                        lane = at.chunk(part, parts) + m
                        column[lane] = column[lane] & ~(((1 << set_) - 1) << chosen * set_) | word << chosen * set_
                before["v36"] = column
                third, tail = "v36", (f" index_key:{chosen}" if chosen else "") + tail
            rows.add(f"{name} {tuple_of(40, count_d)}, {tuple_of(16, count_a)}, {tuple_of(24, count_b)}, {third}{tail}", before, after, source)


FILES = {"gfx12_scalar": (scalar_rows,), "gfx12_valu": (extremes, byte_conversions, byte_dots, lane_selects),
         "gfx12_matrix": (lambda rows: matrix_rows(rows, 32),), "gfx12_matrix_wave64": (lambda rows: matrix_rows(rows, 64),)}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "tests/isa_rdna/semantics")
    for name, parts in FILES.items():
        rows = v.Rows()
        for part in parts:
            part(rows)
        head = "# Derived by tools/isa/gfx12_rows.py; columns as in vector.tsv.\n"
        (folder / f"{name}.tsv").write_text(head + "\n".join(rows.lines) + "\n")


if __name__ == "__main__":
    main()
