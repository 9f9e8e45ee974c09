# What one lane of each vector ALU instruction computes, written from the pseudo-code of the RDNA3 ISA document
# (chapter 16) in exact arithmetic. Nothing here knows the simulator.
#
# Each entry: result type, source types, function of the MODE register and the sources as bit patterns.
from fractions import Fraction

import floats as fl
from floats import f16, f32, f64, bf16

M16, M32, M64 = 0xFFFF, 0xFFFFFFFF, (1 << 64) - 1


def s(x, width):  # two's complement
    return x - (1 << width) if x >> (width - 1) & 1 else x


def sat(x, low, high):
    return max(low, min(high, x))


def sat_s(x, width):
    return sat(x, -(1 << (width - 1)), (1 << (width - 1)) - 1) & ((1 << width) - 1)


def sat_u(x, width):
    return sat(x, 0, (1 << width) - 1)


def half(x, n):
    return x >> (16 * n) & M16


def byte(x, n):
    return x >> (8 * n) & 255


def pair(low, high):
    return low & M16 | (high & M16) << 16


OPS = {}  # name -> (destination, sources, function, clamped function or None)


def op(name, dst, sources, function, clamped=None):
    OPS[name] = (dst, sources.split(), function, clamped)


def ints(name, dst, sources, function, clamped=None):  # functions that MODE does not reach
    op(name, dst, sources, lambda m, *x: function(*x), clamped and (lambda m, *x: clamped(*x)))


# ---- Bits and 32-bit integers
ints("v_mov_b32", "b32", "b32", lambda a: a)
ints("v_not_b32", "b32", "b32", lambda a: a ^ M32)
ints("v_bfrev_b32", "b32", "b32", lambda a: int(f"{a:032b}"[::-1], 2))
ints("v_clz_i32_u32", "b32", "b32", lambda a: 32 - a.bit_length() if a else M32)
ints("v_ctz_i32_b32", "b32", "b32", lambda a: (a & -a).bit_length() - 1 if a else M32)


def cls(a):
    for i in range(1, 32):
        if (a >> (31 - i) ^ a >> 31) & 1:
            return i
    return M32


ints("v_cls_i32", "b32", "b32", cls)
ints("v_cvt_i32_i16", "b32", "b16", lambda a: s(a, 16) & M32)
ints("v_cvt_u32_u16", "b32", "b16", lambda a: a)
ints("v_not_b16", "b16", "b16", lambda a: a ^ M16)
ints("v_sat_pk_u8_i16", "b16", "b32", lambda a: sat_u(s(half(a, 0), 16), 8) | sat_u(s(half(a, 1), 16), 8) << 8)
ints("v_and_b32", "b32", "b32 b32", lambda a, b: a & b)
ints("v_or_b32", "b32", "b32 b32", lambda a, b: a | b)
ints("v_xor_b32", "b32", "b32 b32", lambda a, b: a ^ b)
ints("v_xnor_b32", "b32", "b32 b32", lambda a, b: ~(a ^ b) & M32)
ints("v_lshlrev_b32", "b32", "b32 b32", lambda a, b: b << (a & 31) & M32)
ints("v_lshrrev_b32", "b32", "b32 b32", lambda a, b: b >> (a & 31))
ints("v_ashrrev_i32", "b32", "b32 b32", lambda a, b: s(b, 32) >> (a & 31) & M32)
ints("v_lshlrev_b64", "b64", "b32 b64", lambda a, b: b << (a & 63) & M64)
ints("v_lshrrev_b64", "b64", "b32 b64", lambda a, b: b >> (a & 63))
ints("v_ashrrev_i64", "b64", "b32 b64", lambda a, b: s(b, 64) >> (a & 63) & M64)
ints("v_add_nc_u32", "b32", "b32 b32", lambda a, b: a + b & M32, lambda a, b: sat_u(a + b, 32))
ints("v_sub_nc_u32", "b32", "b32 b32", lambda a, b: a - b & M32, lambda a, b: sat_u(a - b, 32))
ints("v_subrev_nc_u32", "b32", "b32 b32", lambda a, b: b - a & M32, lambda a, b: sat_u(b - a, 32))
ints("v_add_nc_i32", "b32", "b32 b32", lambda a, b: a + b & M32, lambda a, b: sat_s(s(a, 32) + s(b, 32), 32))
ints("v_sub_nc_i32", "b32", "b32 b32", lambda a, b: a - b & M32, lambda a, b: sat_s(s(a, 32) - s(b, 32), 32))
ints("v_mul_lo_u32", "b32", "b32 b32", lambda a, b: a * b & M32)
ints("v_mul_hi_u32", "b32", "b32 b32", lambda a, b: a * b >> 32)
ints("v_mul_hi_i32", "b32", "b32 b32", lambda a, b: s(a, 32) * s(b, 32) >> 32 & M32)
u24 = lambda a: a & 0xFFFFFF
i24 = lambda a: s(a & 0xFFFFFF, 24)
ints("v_mul_u32_u24", "b32", "b32 b32", lambda a, b: u24(a) * u24(b) & M32, lambda a, b: sat_u(u24(a) * u24(b), 32))
ints("v_mul_i32_i24", "b32", "b32 b32", lambda a, b: i24(a) * i24(b) & M32, lambda a, b: sat_s(i24(a) * i24(b), 32))
ints("v_mul_hi_u32_u24", "b32", "b32 b32", lambda a, b: u24(a) * u24(b) >> 32)
ints("v_mul_hi_i32_i24", "b32", "b32 b32", lambda a, b: i24(a) * i24(b) >> 32 & M32)
ints("v_mad_u32_u24", "b32", "b32 b32 b32", lambda a, b, c: u24(a) * u24(b) + c & M32,
     lambda a, b, c: sat_u(u24(a) * u24(b) + c, 32))
ints("v_mad_i32_i24", "b32", "b32 b32 b32", lambda a, b, c: i24(a) * i24(b) + c & M32,
     lambda a, b, c: sat_s(i24(a) * i24(b) + s(c, 32), 32))
for u, sign in (("u", False), ("i", True)):
    for w, t in ((32, "b32"), (16, "b16")):
        k = (lambda x, w=w: s(x, w)) if sign else (lambda x: x)
        ints(f"v_min_{u}{w}", t, f"{t} {t}", lambda a, b, k=k: min(a, b, key=k))
        ints(f"v_max_{u}{w}", t, f"{t} {t}", lambda a, b, k=k: max(a, b, key=k))
        ints(f"v_min3_{u}{w}", t, f"{t} {t} {t}", lambda a, b, c, k=k: min(a, b, c, key=k))
        ints(f"v_max3_{u}{w}", t, f"{t} {t} {t}", lambda a, b, c, k=k: max(a, b, c, key=k))
        ints(f"v_med3_{u}{w}", t, f"{t} {t} {t}", lambda a, b, c, k=k: sorted((a, b, c), key=k)[1])
    ints(f"v_maxmin_{u}32", "b32", "b32 b32 b32", lambda a, b, c, k=(lambda x: s(x, 32)) if sign else (lambda x: x):
         min(max(a, b, key=k), c, key=k))
    ints(f"v_minmax_{u}32", "b32", "b32 b32 b32", lambda a, b, c, k=(lambda x: s(x, 32)) if sign else (lambda x: x):
         max(min(a, b, key=k), c, key=k))
ints("v_bfe_u32", "b32", "b32 b32 b32", lambda a, b, c: a >> (b & 31) & ((1 << (c & 31)) - 1))


def bfe_i32(a, b, c):
    width = c & 31
    field = s(a, 32) >> (b & 31) & ((1 << width) - 1)
    return s(field, width) & M32 if width else 0


ints("v_bfe_i32", "b32", "b32 b32 b32", bfe_i32)
ints("v_bfi_b32", "b32", "b32 b32 b32", lambda a, b, c: a & b | (a ^ M32) & c)
ints("v_bfm_b32", "b32", "b32 b32", lambda a, b: ((1 << (a & 31)) - 1) << (b & 31) & M32)
ints("v_bcnt_u32_b32", "b32", "b32 b32", lambda a, b: a.bit_count() + b & M32)
ints("v_alignbit_b32", "b32", "b32 b32 b32", lambda a, b, c: (a << 32 | b) >> (c & 31) & M32)
ints("v_alignbyte_b32", "b32", "b32 b32 b32", lambda a, b, c: (a << 32 | b) >> 8 * (c & 3) & M32)
ints("v_add3_u32", "b32", "b32 b32 b32", lambda a, b, c: a + b + c & M32)
ints("v_lshl_add_u32", "b32", "b32 b32 b32", lambda a, b, c: (a << (b & 31)) + c & M32)
ints("v_add_lshl_u32", "b32", "b32 b32 b32", lambda a, b, c: (a + b & M32) << (c & 31) & M32)
ints("v_lshl_or_b32", "b32", "b32 b32 b32", lambda a, b, c: a << (b & 31) & M32 | c)
ints("v_and_or_b32", "b32", "b32 b32 b32", lambda a, b, c: a & b | c)
ints("v_or3_b32", "b32", "b32 b32 b32", lambda a, b, c: a | b | c)
ints("v_xor3_b32", "b32", "b32 b32 b32", lambda a, b, c: a ^ b ^ c)
ints("v_xad_u32", "b32", "b32 b32 b32", lambda a, b, c: (a ^ b) + c & M32)


def perm(a, b, c):
    data, r = a << 32 | b, 0
    for n in range(4):
        k = byte(c, n)
        if k >= 13:
            x = 255
        elif k == 12:
            x = 0
        elif k >= 8:
            x = 255 * (byte(data, 2 * (k - 8) + 1) >> 7)
        else:
            x = byte(data, k)
        r |= x << 8 * n
    return r


ints("v_perm_b32", "b32", "b32 b32 b32", perm)
ints("v_lerp_u8", "b32", "b32 b32 b32",
     lambda a, b, c: sum((byte(a, n) + byte(b, n) + (byte(c, n) & 1) >> 1) << 8 * n for n in range(4)))
sad = lambda a, b: sum(abs(byte(a, n) - byte(b, n)) for n in range(4))
msad = lambda a, b: sum(abs(byte(a, n) - byte(b, n)) for n in range(4) if byte(b, n))
sad16 = lambda a, b: sum(abs(half(a, n) - half(b, n)) for n in range(2))
for name, f in (("v_sad_u8", sad), ("v_sad_hi_u8", lambda a, b: sad(a, b) << 16), ("v_msad_u8", msad),
                ("v_sad_u16", sad16), ("v_sad_u32", lambda a, b: abs(a - b))):
    ints(name, "b32", "b32 b32 b32", lambda a, b, c, f=f: f(a, b) + c & M32, lambda a, b, c, f=f: sat_u(f(a, b) + c, 32))


def quad(f, width, keep):
    return lambda a, b, c: sum(keep(f(a >> 8 * n & M32, b) + (c >> width * n & ((1 << width) - 1)), width) << width * n
                               for n in range(4))


wrap = lambda x, w: x & ((1 << w) - 1)
ints("v_qsad_pk_u16_u8", "b64", "b64 b32 b64", quad(sad, 16, wrap), quad(sad, 16, sat_u))
ints("v_mqsad_pk_u16_u8", "b64", "b64 b32 b64", quad(msad, 16, wrap), quad(msad, 16, sat_u))
ints("v_mqsad_u32_u8", "b128", "b64 b32 b128", quad(msad, 32, wrap), quad(msad, 32, sat_u))

# ---- 16-bit integers
ints("v_and_b16", "b16", "b16 b16", lambda a, b: a & b)
ints("v_or_b16", "b16", "b16 b16", lambda a, b: a | b)
ints("v_xor_b16", "b16", "b16 b16", lambda a, b: a ^ b)
ints("v_lshlrev_b16", "b16", "b16 b16", lambda a, b: b << (a & 15) & M16)
ints("v_lshrrev_b16", "b16", "b16 b16", lambda a, b: b >> (a & 15))
ints("v_ashrrev_i16", "b16", "b16 b16", lambda a, b: s(b, 16) >> (a & 15) & M16)
ints("v_add_nc_u16", "b16", "b16 b16", lambda a, b: a + b & M16, lambda a, b: sat_u(a + b, 16))
ints("v_sub_nc_u16", "b16", "b16 b16", lambda a, b: a - b & M16, lambda a, b: sat_u(a - b, 16))
ints("v_add_nc_i16", "b16", "b16 b16", lambda a, b: a + b & M16, lambda a, b: sat_s(s(a, 16) + s(b, 16), 16))
ints("v_sub_nc_i16", "b16", "b16 b16", lambda a, b: a - b & M16, lambda a, b: sat_s(s(a, 16) - s(b, 16), 16))
ints("v_mul_lo_u16", "b16", "b16 b16", lambda a, b: a * b & M16)
ints("v_mad_u16", "b16", "b16 b16 b16", lambda a, b, c: a * b + c & M16, lambda a, b, c: sat_u(a * b + c, 16))
ints("v_mad_i16", "b16", "b16 b16 b16", lambda a, b, c: a * b + c & M16,
     lambda a, b, c: sat_s(s(a, 16) * s(b, 16) + s(c, 16), 16))
ints("v_mad_u32_u16", "b32", "b16 b16 b32", lambda a, b, c: a * b + c & M32, lambda a, b, c: sat_u(a * b + c, 32))
ints("v_mad_i32_i16", "b32", "b16 b16 b32", lambda a, b, c: s(a, 16) * s(b, 16) + c & M32,
     lambda a, b, c: sat_s(s(a, 16) * s(b, 16) + s(c, 32), 32))

# ---- Packed 16-bit integers: (low, high) by the scalar functions
PACKED = {}  # name -> (float?, sources, lane function, clamped lane function)
for pk, one in (("add_u16", "v_add_nc_u16"), ("sub_u16", "v_sub_nc_u16"), ("add_i16", "v_add_nc_i16"),
                ("sub_i16", "v_sub_nc_i16"), ("mul_lo_u16", "v_mul_lo_u16"), ("mad_u16", "v_mad_u16"),
                ("mad_i16", "v_mad_i16"), ("lshlrev_b16", "v_lshlrev_b16"), ("lshrrev_b16", "v_lshrrev_b16"),
                ("ashrrev_i16", "v_ashrrev_i16"), ("min_u16", "v_min_u16"), ("max_u16", "v_max_u16"),
                ("min_i16", "v_min_i16"), ("max_i16", "v_max_i16")):
    PACKED["v_pk_" + pk] = (False, len(OPS[one][1]), OPS[one][2], OPS[one][3])


def dot(width, signed_a, signed_b, a, b):
    ext = lambda x, n, signed: s(x >> n & ((1 << width) - 1), width) if signed else x >> n & ((1 << width) - 1)
    return sum(ext(a, n, signed_a) * ext(b, n, signed_b) for n in range(0, 32, width))


ints("v_dot4_u32_u8", "b32", "b32 b32 b32", lambda a, b, c: dot(8, 0, 0, a, b) + c & M32,
     lambda a, b, c: sat_u(dot(8, 0, 0, a, b) + c, 32))
ints("v_dot8_u32_u4", "b32", "b32 b32 b32", lambda a, b, c: dot(4, 0, 0, a, b) + c & M32,
     lambda a, b, c: sat_u(dot(4, 0, 0, a, b) + c, 32))

# ---- Float arithmetic
FLOATS = (("f16", f16), ("f32", f32), ("f64", f64))
for t, f in FLOATS:
    op(f"v_add_{t}", t, f"{t} {t}", lambda m, a, b, f=f: fl.add(f, a, b, m))
    op(f"v_mul_{t}", t, f"{t} {t}", lambda m, a, b, f=f: fl.mul(f, a, b, m))
    op(f"v_fma_{t}", t, f"{t} {t} {t}", lambda m, a, b, c, f=f: fl.fma(f, a, b, c, m))
for t, f in FLOATS[:2]:
    op(f"v_sub_{t}", t, f"{t} {t}", lambda m, a, b, f=f: fl.sub(f, a, b, m))
    op(f"v_subrev_{t}", t, f"{t} {t}", lambda m, a, b, f=f: fl.sub(f, b, a, m))


def dx9_zero(m, a, b):
    return f32.is_zero(f32.input(a, m)) or f32.is_zero(f32.input(b, m))


op("v_mul_dx9_zero_f32", "f32", "f32 f32", lambda m, a, b: 0 if dx9_zero(m, a, b) else fl.mul(f32, a, b, m))


def fma_dx9(m, a, b, c):
    if not dx9_zero(m, a, b):
        return fl.fma(f32, a, b, c, m)
    return f32.quiet(c) if f32.is_nan(c) else f32.input(c, m)


op("v_fma_dx9_zero_f32", "f32", "f32 f32 f32", fma_dx9)


# The document's v_min/v_max: -0 below +0, the number wins over a NaN, with MODE.IEEE a signalling NaN is quieted.
def order(f, b):
    return -f.magnitude(b) - 1 if f.negative(b) else f.magnitude(b)


def extreme(f, largest, m, a, b):
    a, b = f.input(a, m), f.input(b, m)
    if m & 0x200 and f.is_signalling(a):
        return f.quiet(a)
    if m & 0x200 and f.is_signalling(b):
        return f.quiet(b)
    if f.is_nan(b):
        return a
    if f.is_nan(a):
        return b
    return (max if largest else min)(a, b, key=lambda x: order(f, x))


def same(f, a, b):  # as numbers
    return a == b or (f.is_zero(a) and f.is_zero(b))


def med3(f, m, a, b, c):
    big = lambda x, y: extreme(f, True, m, x, y)
    if any(f.is_nan(x) for x in (a, b, c)):
        return extreme(f, False, m, extreme(f, False, m, a, b), c)
    top = big(big(a, b), c)
    flushed = [f.input(x, m) for x in (a, b, c)]
    if same(f, top, flushed[0]):
        return big(b, c)
    return big(a, c) if same(f, top, flushed[1]) else big(a, b)


for t, f in FLOATS:
    op(f"v_min_{t}", t, f"{t} {t}", lambda m, a, b, f=f: extreme(f, False, m, a, b))
    op(f"v_max_{t}", t, f"{t} {t}", lambda m, a, b, f=f: extreme(f, True, m, a, b))
for t, f in FLOATS[:2]:
    three = f"{t} {t} {t}"
    op(f"v_min3_{t}", t, three, lambda m, a, b, c, f=f: extreme(f, False, m, extreme(f, False, m, a, b), c))
    op(f"v_max3_{t}", t, three, lambda m, a, b, c, f=f: extreme(f, True, m, extreme(f, True, m, a, b), c))
    op(f"v_med3_{t}", t, three, lambda m, a, b, c, f=f: med3(f, m, a, b, c))
    op(f"v_minmax_{t}", t, three, lambda m, a, b, c, f=f: extreme(f, True, m, extreme(f, False, m, a, b), c))
    op(f"v_maxmin_{t}", t, three, lambda m, a, b, c, f=f: extreme(f, False, m, extreme(f, True, m, a, b), c))
for name, one in (("v_pk_add_f16", "v_add_f16"), ("v_pk_mul_f16", "v_mul_f16"), ("v_pk_fma_f16", "v_fma_f16"),
                  ("v_pk_min_f16", "v_min_f16"), ("v_pk_max_f16", "v_max_f16")):
    PACKED[name] = (True, len(OPS[one][1]), OPS[one][2], None)


# ---- Rounding to integers, taking apart, scaling
def integral(f, m, a, rounding):  # 0 nearest even, 1 up, 2 down, 3 toward zero
    a = f.input(a, m)
    if f.is_nan(a):
        return f.quiet(a)
    if f.is_infinite(a) or f.is_zero(a):
        return a
    v = f.value(a)
    low = v.numerator // v.denominator
    n = {0: round(v), 1: low + (v != low), 2: low, 3: low + (v < 0 and v != low)}[rounding]
    return f.round(Fraction(n), 0, f.negative(a))


def fract(f, m, a):
    a = f.input(a, m)
    if f.is_nan(a):
        return f.quiet(a)
    if f.is_infinite(a):
        return f.default_nan
    v = f.value(a)
    r = f.round(v - v.numerator // v.denominator)
    return f.output(min(r, f.one - 1), m)  # below 1 (LLVM: llvm.amdgcn.fract)


def split(f, a):
    e = 0
    v = abs(f.value(a))
    while v >= 1:
        v, e = v / 2, e + 1
    while v < Fraction(1, 2):
        v, e = v * 2, e - 1
    return v, e


def frexp_mantissa(f, m, a):
    a = f.input(a, m)
    if f.is_nan(a) or f.is_infinite(a) or f.is_zero(a):
        return f.quiet(a) if f.is_nan(a) else a
    v, _ = split(f, a)
    return f.round(-v if f.negative(a) else v)


def frexp_exponent(f, m, a, mask):
    a = f.input(a, m)
    return 0 if f.is_nan(a) or f.is_infinite(a) or f.is_zero(a) else split(f, a)[1] & mask


def ldexp(f, m, a, n):
    a = f.input(a, m)
    if f.is_nan(a):
        return f.quiet(a)
    if f.is_infinite(a) or f.is_zero(a):
        return a
    n = sat(n, -5000, 5000)
    return f.output(f.round(f.value(a) * Fraction(2) ** n, f.rounding(m), f.negative(a)), m)


for t, f in FLOATS:
    for name, r in (("rndne", 0), ("ceil", 1), ("floor", 2), ("trunc", 3)):
        op(f"v_{name}_{t}", t, t, lambda m, a, f=f, r=r: integral(f, m, a, r))
    op(f"v_fract_{t}", t, t, lambda m, a, f=f: fract(f, m, a))
    op(f"v_frexp_mant_{t}", t, t, lambda m, a, f=f: frexp_mantissa(f, m, a))
op("v_frexp_exp_i16_f16", "b16", "f16", lambda m, a: frexp_exponent(f16, m, a, M16))
op("v_frexp_exp_i32_f32", "b32", "f32", lambda m, a: frexp_exponent(f32, m, a, M32))
op("v_frexp_exp_i32_f64", "b32", "f64", lambda m, a: frexp_exponent(f64, m, a, M32))
op("v_ldexp_f16", "f16", "f16 shift16", lambda m, a, b: ldexp(f16, m, a, s(b, 16)))
op("v_ldexp_f32", "f32", "f32 shift32", lambda m, a, b: ldexp(f32, m, a, s(b, 32)))
op("v_ldexp_f64", "f64", "f64 shift32", lambda m, a, b: ldexp(f64, m, a, s(b, 32)))

# ---- Conversions
for name, t, f, low, high, w in (("v_cvt_u32_f32", "f32", f32, 0, M32, 32), ("v_cvt_i32_f32", "f32", f32, -2**31, 2**31 - 1, 32),
                                 ("v_cvt_u32_f64", "f64", f64, 0, M32, 32), ("v_cvt_i32_f64", "f64", f64, -2**31, 2**31 - 1, 32),
                                 ("v_cvt_u16_f16", "f16", f16, 0, M16, 16), ("v_cvt_i16_f16", "f16", f16, -2**15, 2**15 - 1, 16)):
    op(name, f"b{w}", t, lambda m, a, f=f, low=low, high=high, w=w: fl.to_integer(f, a, low, high) & ((1 << w) - 1))
op("v_cvt_floor_i32_f32", "b32", "f32", lambda m, a: fl.to_integer(f32, integral(f32, m, a, 2), -2**31, 2**31 - 1) & M32)


def nearest_i32(m, a):  # floor(a + 0.5), without rounding of the sum
    if f32.is_nan(a) or f32.is_infinite(a):
        return fl.to_integer(f32, a, -2**31, 2**31 - 1) & M32
    v = f32.value(a) + Fraction(1, 2)
    return sat_s(v.numerator // v.denominator, 32)


op("v_cvt_nearest_i32_f32", "b32", "f32", nearest_i32)
for name, t, f, w, sign in (("v_cvt_f32_u32", "b32", f32, 32, 0), ("v_cvt_f32_i32", "b32", f32, 32, 1),
                            ("v_cvt_f64_u32", "b32", f64, 32, 0), ("v_cvt_f64_i32", "b32", f64, 32, 1),
                            ("v_cvt_f16_u16", "b16", f16, 16, 0), ("v_cvt_f16_i16", "b16", f16, 16, 1)):
    op(name, f.name, t, lambda m, a, f=f, w=w, sign=sign: f.round(Fraction(s(a, w) if sign else a), f.rounding(m)))
for n in range(4):
    op(f"v_cvt_f32_ubyte{n}", "f32", "b32", lambda m, a, n=n: f32.round(Fraction(byte(a, n))))
op("v_cvt_off_f32_i4", "f32", "b32", lambda m, a: f32.round(Fraction(s(a & 15, 4), 16)))
for name, a, b in (("v_cvt_f16_f32", f32, f16), ("v_cvt_f32_f16", f16, f32), ("v_cvt_f32_f64", f64, f32), ("v_cvt_f64_f32", f32, f64)):
    op(name, b.name, a.name, lambda m, x, a=a, b=b: fl.convert(a, b, x, m))
rtz = lambda x: fl.convert(f32, f16, x, 0x3FF)
op("v_cvt_pk_rtz_f16_f32", "b32", "f32 f32", lambda m, a, b: pair(rtz(a), rtz(b)))


def normalised(f, a, signed):
    if f.is_nan(a):
        return 0
    top = 32767 if signed else 65535
    v = Fraction(-1 if f.negative(a) else 1) if f.is_infinite(a) else f.value(a)
    return round(sat(v, -1 if signed else 0, 1) * top) & M16


for f in (f16, f32):
    for i, sign in (("i16", True), ("u16", False)):
        op(f"v_cvt_pk_norm_{i}_{f.name}", "b32", f"{f.name} {f.name}",
           lambda m, a, b, f=f, sign=sign: pair(normalised(f, a, sign), normalised(f, b, sign)))
op("v_cvt_norm_i16_f16", "b16", "f16", lambda m, a: normalised(f16, a, True))
op("v_cvt_norm_u16_f16", "b16", "f16", lambda m, a: normalised(f16, a, False))
op("v_cvt_pk_i16_f32", "b32", "f32 f32",
   lambda m, a, b: pair(fl.to_integer(f32, a, -2**15, 2**15 - 1), fl.to_integer(f32, b, -2**15, 2**15 - 1)))
op("v_cvt_pk_u16_f32", "b32", "f32 f32", lambda m, a, b: pair(fl.to_integer(f32, a, 0, M16), fl.to_integer(f32, b, 0, M16)))
ints("v_cvt_pk_u16_u32", "b32", "b32 b32", lambda a, b: pair(min(a, M16), min(b, M16)))
ints("v_cvt_pk_i16_i32", "b32", "b32 b32", lambda a, b: pair(sat_s(s(a, 32), 16), sat_s(s(b, 32), 16)))
op("v_cvt_pk_u8_f32", "b32", "f32 b32 b32",
   lambda m, a, b, c: c & ~(255 << 8 * (b & 3)) & M32 | fl.to_integer(f32, a, 0, 255) << 8 * (b & 3))
op("v_pack_b32_f16", "b32", "f16 f16", lambda m, a, b: pair(f16.input(a, m), f16.input(b, m)))


# ---- Graphics
def axis(a, b, c):
    x, y, z = (f32.magnitude(v) for v in (a, b, c))
    return 2 if z >= x and z >= y else 1 if y >= x else 0


below = lambda v: f32.negative(v) and not f32.is_zero(v)
flip = lambda v: v ^ f32.sign
CUBE = "f32cube f32cube f32cube"
op("v_cubeid_f32", "f32", CUBE, lambda m, *v: f32.round(Fraction(2 * axis(*v) + below(v[axis(*v)]))))
op("v_cubema_f32", "f32", CUBE, lambda m, *v: fl.mul(f32, v[axis(*v)], 0x40000000, m))
op("v_cubesc_f32", "f32", CUBE, lambda m, a, b, c: (
    (c if below(a) else flip(c)), a, (flip(a) if below(c) else a))[axis(a, b, c)])
op("v_cubetc_f32", "f32", CUBE, lambda m, a, b, c: (
    flip(b), (flip(c) if below(b) else c), flip(b))[axis(a, b, c)])
lowest = 0xFF7FFFFF
op("v_mullit_f32", "f32", "f32 f32 f32", lambda m, a, b, c: lowest
   if b == lowest or b == 0xFF800000 or f32.is_nan(b) or f32.is_nan(c) or f32.negative(c) or f32.is_zero(c) or
   f32.is_zero(f32.input(c, m)) else fl.mul(f32, a, b, m))


# ---- Division
def div_fixup(f, m, q, b, c):
    q, b, c = (f.input(x, m) for x in (q, b, c))
    sign = (b ^ c) & f.sign
    if f.is_nan(c):
        return f.quiet(c)
    if f.is_nan(b):
        return f.quiet(b)
    if (f.is_zero(b) and f.is_zero(c)) or (f.is_infinite(b) and f.is_infinite(c)):
        return f.sign | f.default_nan
    if f.is_zero(b) or f.is_infinite(c):
        return sign | f.infinity
    if f.is_infinite(b) or f.is_zero(c):
        return sign
    if f is not f16 and f.exponent(c) - f.exponent(b) < {f32: -150, f64: -1075}[f]:
        return sign
    return sign | (f.infinity if f.is_nan(q) else f.magnitude(q))


for t, f in FLOATS:
    op(f"v_div_fixup_{t}", t, f"{t} {t} {t}", lambda m, a, b, c, f=f: div_fixup(f, m, a, b, c))


def trig_preop(m, a, b):
    if f64.is_nan(a):
        return f64.quiet(a)
    e = f64.exponent(a)
    shift = (b & 31) * 53 + max(0, e - 1077)
    window = TWO_OVER_PI << shift >> (1201 - 53) & ((1 << 53) - 1)
    return f64.output(f64.round(Fraction(window) * Fraction(2) ** (-53 - shift + (128 if e >= 1968 else 0)), f64.rounding(m)), m)


def two_over_pi(bits):  # pi by Machin's formula
    one = 1 << bits + 64

    def arctan(x):
        total, term, n = 0, one // x, 1
        while term:
            total += term // n if n % 4 == 1 else -(term // n)
            term, n = term // (x * x), n + 2
        return total

    pi = 4 * (4 * arctan(5) - arctan(239))
    return (2 * one << bits) // pi


TWO_OVER_PI = two_over_pi(1201)
op("v_trig_preop_f64", "f64", "f64trig segment", trig_preop)

# ---- Dot products of floats: products are exact, each sum is rounded (the document's pseudo-code)
def dot2(f, m, a, b, c):
    for n in range(2):
        x, y = fl.convert(f, f32, half(a, n), 0x3F0), fl.convert(f, f32, half(b, n), 0x3F0)
        c = fl.fma(f32, x, y, c, m)
    return c


op("v_dot2_f32_f16", "f32", "pf16 pf16 f32", lambda m, a, b, c: dot2(f16, m, a, b, c))
op("v_dot2_f32_bf16", "f32", "pbf16 pbf16 f32", lambda m, a, b, c: dot2(bf16, m, a, b, c))
