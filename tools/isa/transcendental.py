# Correctly rounded values of the functions that the hardware approximates within 1 ulp, from 60-digit decimals.
# f32 flushes denormals whatever MODE says, f16 follows it (RDNA3 ISA, V_EXP_F32 ff.; LLVM AMDGPU: "no denormal support").
from decimal import Decimal, getcontext
from fractions import Fraction

from floats import f16, f32, f64

getcontext().prec = 60
LN2 = Decimal(2).ln()
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


def decimal(v):
    return Decimal(v.numerator) / Decimal(v.denominator)


def exp2(v):
    if abs(v) > 2000:
        return Fraction(0) if v < 0 else Fraction(2) ** 2000
    return Fraction(2) ** v.numerator if v.denominator == 1 else Fraction((decimal(v) * LN2).exp())


def log2(v):
    return Fraction(v.numerator.bit_length() - 1) if v.denominator == 1 and v.numerator & (v.numerator - 1) == 0 \
        else -Fraction(v.denominator.bit_length() - 1) if v.numerator == 1 and v.denominator & (v.denominator - 1) == 0 \
        else Fraction(decimal(v).ln() / LN2)


def sine(turns):  # exact at quarter turns
    turns -= turns.numerator // turns.denominator
    if turns in (0, Fraction(1, 2)):
        return Fraction(0)
    if turns in (Fraction(1, 4), Fraction(3, 4)):
        return Fraction(1 if turns == Fraction(1, 4) else -1)
    x = decimal(turns) * 2 * PI
    term, total, n = x, x, 1
    while abs(term) > Decimal(10) ** -55:
        term *= -x * x / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return Fraction(total)


def root(v):
    scale = 1 << 400
    import math
    return Fraction(math.isqrt(v.numerator * v.denominator * scale * scale), v.denominator * scale)


def edge(f, a, positive_infinity, negative_infinity, zero):  # results for what has no finite non-zero value
    if f.is_nan(a):
        return f.quiet(a)
    if f.is_infinite(a):
        return negative_infinity if f.negative(a) else positive_infinity
    return zero(a)


def unit(f, a, mode, function):
    always_flushes = f is f32
    a = f.flush(a) if always_flushes else f.input(a, mode)
    nan, inf = f.default_nan, f.infinity
    sign = a & f.sign
    special = {
        "exp": (inf, 0, lambda x: f.one), "log": (inf, nan, lambda x: inf | f.sign),
        "rcp": (0, f.sign, lambda x: inf | x), "sqrt": (inf, nan, lambda x: x), "rsq": (0, nan, lambda x: inf | x),
        "sin": (nan, nan, lambda x: x), "cos": (nan, nan, lambda x: f.one)}[function]
    if f.is_nan(a) or f.is_infinite(a) or f.is_zero(a):
        return edge(f, a, *special)
    v = f.value(a)
    if v < 0 and function in ("log", "sqrt", "rsq"):
        return nan
    r = {"exp": exp2, "log": log2, "rcp": lambda x: 1 / x, "sqrt": root, "rsq": lambda x: 1 / root(x), "sin": sine,
         "cos": lambda x: sine(x + Fraction(1, 4))}[function](v)
    b = f.round(r)
    return f.flush(b) if always_flushes else f.output(b, mode)
