# IEEE 754 binary formats in exact rational arithmetic: decoding, rounding, and what the MODE register makes of them.
# Facts: IEEE 754-2019 chapters 3 to 6; RDNA3 ISA 7.2.4 (rounding and denormal modes).
from fractions import Fraction


class Format:
    def __init__(self, name, exponent_bits, mantissa_bits, round_at, denorm_at):
        self.name, self.mantissa = name, mantissa_bits
        self.width = 1 + exponent_bits + mantissa_bits
        self.bias = (1 << (exponent_bits - 1)) - 1
        self.sign = 1 << (self.width - 1)
        self.infinity = ((1 << exponent_bits) - 1) << mantissa_bits
        self.quiet_bit = 1 << (mantissa_bits - 1)
        self.default_nan = self.infinity | self.quiet_bit
        self.one = self.bias << mantissa_bits
        self.round_at, self.denorm_at = round_at, denorm_at

    def magnitude(self, b):
        return b & ~self.sign

    def is_nan(self, b):
        return self.magnitude(b) > self.infinity

    def is_signalling(self, b):
        return self.is_nan(b) and not b & self.quiet_bit

    def is_infinite(self, b):
        return self.magnitude(b) == self.infinity

    def is_zero(self, b):
        return self.magnitude(b) == 0

    def is_denormal(self, b):
        return 0 < self.magnitude(b) < (1 << self.mantissa)

    def negative(self, b):
        return bool(b & self.sign)

    def exponent(self, b):  # biased
        return self.magnitude(b) >> self.mantissa

    def quiet(self, b):
        return b | self.quiet_bit

    def value(self, b):
        e, f = self.exponent(b), b & ((1 << self.mantissa) - 1)
        m = f | (1 << self.mantissa) if e else f
        v = Fraction(m) * Fraction(2) ** ((e or 1) - self.bias - self.mantissa)
        return -v if self.negative(b) else v

    def flush(self, b):
        return b & self.sign if self.is_denormal(b) else b

    def input(self, b, mode):
        return b if mode >> self.denorm_at & 1 else self.flush(b)

    def output(self, b, mode):
        return b if mode >> self.denorm_at & 2 else self.flush(b)

    def rounding(self, mode):
        return mode >> self.round_at & 3

    # Rounds a rational; `negative` tells the sign of a zero. 0 nearest even, 1 up, 2 down, 3 toward zero.
    def round(self, exact, rounding=0, negative=False):
        if exact:
            negative = exact < 0
        sign, a = (self.sign if negative else 0), abs(Fraction(exact))
        if a == 0:
            return sign
        e = a.numerator.bit_length() - a.denominator.bit_length()
        if Fraction(2) ** e > a:
            e -= 1
        e = max(e, 1 - self.bias)
        q = a / Fraction(2) ** (e - self.mantissa)
        n, rest = q.numerator // q.denominator, q - q.numerator // q.denominator
        away = (rounding == 1 and not negative) or (rounding == 2 and negative)
        if rounding == 0:
            n += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and n & 1)
        elif away:
            n += rest > 0
        b = n + ((e + self.bias - 1) << self.mantissa)  # the hidden bit adds the missing 1 to the exponent
        if b >= self.infinity:
            b = self.infinity if rounding == 0 or away else self.infinity - 1
        return sign | b


f16 = Format("f16", 5, 10, 2, 6)
f32 = Format("f32", 8, 23, 0, 4)
f64 = Format("f64", 11, 52, 2, 6)
bf16 = Format("bf16", 8, 7, 0, 4)


def first_nan(f, *sources):
    for s in sources:
        if f.is_nan(s):
            return f.quiet(s)
    return None


# Sign of a sum that is exactly zero (IEEE 754-2019 6.3).
def zero_sum(f, a_negative, b_negative, rounding):
    return a_negative if a_negative == b_negative else rounding == 2


def fma(f, a, b, c, mode):
    a, b, c = (f.input(x, mode) for x in (a, b, c))
    nan = first_nan(f, a, b, c)
    if nan is not None:
        return nan
    negative = f.negative(a) != f.negative(b)
    if f.is_infinite(a) or f.is_infinite(b):
        if f.is_zero(a) or f.is_zero(b) or (f.is_infinite(c) and f.negative(c) != negative):
            return f.default_nan
        return f.infinity | (f.sign if negative else 0)
    if f.is_infinite(c):
        return c
    r = f.rounding(mode)
    exact = f.value(a) * f.value(b) + f.value(c)
    return f.output(f.round(exact, r, zero_sum(f, negative, f.negative(c), r)), mode)


def add(f, a, b, mode):
    return fma(f, a, f.one, b, mode)


def negated(f, a):
    return a if f.is_nan(a) else a ^ f.sign


def sub(f, a, b, mode):
    return add(f, a, negated(f, b), mode)


def mul(f, a, b, mode):
    a, b = f.input(a, mode), f.input(b, mode)
    nan = first_nan(f, a, b)
    if nan is not None:
        return nan
    negative = f.negative(a) != f.negative(b)
    if f.is_infinite(a) or f.is_infinite(b):
        return f.default_nan if f.is_zero(a) or f.is_zero(b) else f.infinity | (f.sign if negative else 0)
    return f.output(f.round(f.value(a) * f.value(b), f.rounding(mode), negative), mode)


# Any format to another; NaNs keep sign and upper payload bits, made quiet (IEEE 754-2019 6.2.3).
def convert(source, target, a, mode):
    a = source.input(a, mode)
    sign = target.sign if source.negative(a) else 0
    if source.is_nan(a):
        payload = a & ((1 << source.mantissa) - 1)
        shift = source.mantissa - target.mantissa
        payload = payload >> shift if shift >= 0 else payload << -shift
        return sign | target.default_nan | payload
    if source.is_infinite(a):
        return sign | target.infinity
    return target.output(target.round(source.value(a), target.rounding(mode), source.negative(a)), mode)


def to_integer(f, a, low, high):  # toward zero, saturated, NaN is 0
    if f.is_nan(a):
        return 0
    if f.is_infinite(a):
        return low if f.negative(a) else high
    v = f.value(a)
    n = abs(v).numerator // abs(v).denominator
    return max(low, min(high, -n if v < 0 else n))


def clamp(f, a, mode):
    if f.is_nan(a):
        return 0 if mode & 0x100 else a
    return 0 if f.negative(a) else min(a, f.one)


# Output modifier: not with IEEE mode or output denormals; flushes, gives no -0 (RDNA3 ISA 7.2.3.1).
def scaled(f, a, factor, mode):
    if mode & 0x200 or mode >> f.denorm_at & 2 or f.is_nan(a):
        return a
    if not f.is_infinite(a):
        a = f.flush(f.round(f.value(a) * factor))
    return 0 if f.is_zero(a) else a
