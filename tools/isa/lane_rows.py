# Rows of instructions that see more than one lane or register: where operands come from, DPP, permutes, VOPD, WMMA.
# Written from RDNA3 ISA chapters 7 and 16. A text "0x... ; comment" gives the words of what LLVM 19 cannot assemble.
import random
import zlib
from fractions import Fraction

import floats as fl
from floats import f16, f32, f64, bf16
from lane_ops import M16, M32, OPS, dot, half, pair, s, sat_s

LANES = 32


def column(seed, count=LANES):
    rng = random.Random(seed)
    return [rng.getrandbits(32) for _ in range(count)]


def bits(word, x, count):
    return f" {word}:[{','.join(str(x >> n & 1) for n in range(count))}]"


# ---- Where operands come from
def operand_sources(rows):
    source = "RDNA3 ISA 5.2 (scalar operands), 7.2.2"
    before = {"s4": 0xCAFE, "vcc": 0x11112222, "m0": 0x33334444, "exec": 0xFFFF00FF, "scc": 1, "v12": 7}
    lane = lambda x: [x] * 8 + [7] * 8 + [x] * 16
    for text, value in (("s4", 0xCAFE), ("vcc_lo", 0x11112222), ("m0", 0x33334444), ("exec_lo", 0xFFFF00FF), ("null", 0), ("0", 0), ("64", 64),
                        ("-1", M32), ("-16", M32 - 15), ("0.5", 0x3F000000), ("-0.5", 0xBF000000), ("1.0", 0x3F800000), ("-1.0", 0xBF800000),
                        ("2.0", 0x40000000), ("-2.0", 0xC0000000), ("4.0", 0x40800000), ("-4.0", 0xC0800000), ("0.15915494", 0x3E22F983),
                        ("0x12345678", 0x12345678), ("src_scc", 1)):
        rows.add(f"v_mov_b32 v12, {text}", before, {"v12": lane(value)}, source)
    third = lambda a: fl.add(f16, a, 0x4200, 0x3F0)
    for text, value in (("1.0", 0x3C00), ("0.15915494", 0x3118), ("0x4248", 0x4248), ("-4.0", 0xC400), ("1", 1)):
        rows.add(f"v_add_f16 v12, {text}, v2", {"v2": 0x4200, "v12": 0xBEEF0000}, {"v12": [0xBEEF0000 | third(value)] * 2}, source)
    three = f64.round(Fraction(3))
    for text, value in (("1.0", f64.one), ("0.15915494309189532", 0x3FC45F306DC9C882), ("0x40080000", 0x40080000 << 32), ("-4.0", f64.round(Fraction(-4)))):
        r = fl.add(f64, value, three, 0x3F0)
        rows.add(f"v_add_f64 v[12:13], {text}, v[2:3]", {"v2": 0, "v3": three >> 32}, {"v12": [r & M32] * 2, "v13": [r >> 32] * 2}, source)
    for text, value in (("-1", (1 << 64) - 1), ("0x80000001", 0x80000001), ("s[4:5]", 0xDCCAFE), ("vcc", 0x511112222)):
        r = value << 4 & (1 << 64) - 1
        rows.add(f"v_lshlrev_b64 v[12:13], 4, {text}", {"s4": 0xDCCAFE, "s5": 0, "vcc": 0x11112222, "s107": 5}, {"v12": [r & M32] * 2, "v13": [r >> 32] * 2}, source)
    rows.add("v_pk_add_f16 v12, v2, 1.0", {"v2": 0x40004000}, {"v12": [0x40004200] * 2}, "RDNA3 ISA 7.5 (constants lie in the low half)")
    rows.add("v_pk_add_f16 v12, v2, 1.0 op_sel_hi:[1,0]", {"v2": 0x40004000}, {"v12": [0x42004200] * 2}, "RDNA3 ISA 7.5 (constants lie in the low half)")
    rows.add("v_pk_add_u16 v12, v2, -1", {"v2": 0x00050003}, {"v12": [0x00040002] * 2}, "RDNA3 ISA 7.5 (packed math)")
    a, b, mask = column(1), column(2), 0xA5A51234
    pick = [b[n] if mask >> n & 1 else a[n] for n in range(LANES)]
    for text in ("v_cndmask_b32 v12, v2, v4, vcc_lo", "v_cndmask_b32_e64 v12, v2, v4, s10"):
        rows.add(text, {"v2": a, "v4": b, "vcc": mask, "s10": mask}, {"v12": pick}, "RDNA3 ISA 16.7, V_CNDMASK_B32")
    signed = [b[n] & ~f32.sign if mask >> n & 1 else a[n] ^ f32.sign for n in range(LANES)]
    rows.add("v_cndmask_b32_e64 v12, -v2, |v4|, s10", {"v2": a, "v4": b, "s10": mask}, {"v12": signed}, "RDNA3 ISA 16.7, V_CNDMASK_B32 (ABS, NEG)")
    low = [0xBEEF0000 | x & M16 for x in pick]
    rows.add("v_cndmask_b16 v12, v2, v4, s10", {"v2": a, "v4": b, "s10": mask, "v12": 0xBEEF0000}, {"v12": low}, "RDNA3 ISA 16.12, V_CNDMASK_B16")
    half_signed = [0xBEEF0000 | ((b[n] & 0x7FFF) if mask >> n & 1 else (a[n] ^ 0x8000) & M16) for n in range(LANES)]
    rows.add("v_cndmask_b16 v12, -v2, |v4|, s10", {"v2": a, "v4": b, "s10": mask, "v12": 0xBEEF0000}, {"v12": half_signed}, "RDNA3 ISA 16.12, V_CNDMASK_B16 (ABS, NEG)")
    for name, count in (("lo", lambda n: a[n] & (1 << n) - 1), ("hi", lambda n: 0)):
        rows.add(f"v_mbcnt_{name}_u32_b32 v12, v2, v4", {"v2": a, "v4": b}, {"v12": [count(n).bit_count() + b[n] & M32 for n in range(LANES)]},
                 f"RDNA3 ISA 16.12, V_MBCNT_{name.upper()}_U32_B32")


# ---- 16-bit operands of the short forms: register bits 6:0, and bit 7 for the upper half
def upper_halves(rows):
    source = "RDNA3 ISA 7.4 (VOP1, VOP2, VOPC encoding)"
    word = lambda w, note: f"{w:#010x} ; {note}"
    vgpr = lambda n, high=0: 0x100 | n | high << 7
    vop1 = lambda op, dst, src: 0x7E000000 | (dst & 255) << 17 | op << 9 | src
    vop2 = lambda op, dst, src, vsrc: op << 25 | (dst & 255) << 17 | (vsrc & 255) << 9 | src
    a, b, d = 0x40003C00, 0x44004200, 0x77771234  # halves 1, 2; 3, 4
    regs = {"v2": a, "v4": b, "v12": d}
    add = lambda x, y: fl.add(f16, x, y, 0x3F0)
    for bit in range(8):
        hx, hy, hd = bit & 1, bit >> 1 & 1, bit >> 2
        r = add(half(a, hx), half(b, hy))
        rows.add(word(vop2(0x32, vgpr(12, hd), vgpr(2, hx), vgpr(4, hy)), f"v_add_f16 v12.{'lh'[hd]}, v2.{'lh'[hx]}, v4.{'lh'[hy]}"), regs,
                 {"v12": [r << 16 | 0x1234 if hd else 0x77770000 | r] * 2}, source)
    for hd in (0, 1):
        r = fl.fma(f16, half(a, 1), half(b, 0), half(d, hd), 0x3F0)
        rows.add(word(vop2(0x36, vgpr(12, hd), vgpr(2, 1), vgpr(4)), f"v_fmac_f16 v12.{'lh'[hd]}, v2.h, v4.l"), regs,
                 {"v12": [r << 16 | d & M16 if hd else d & ~M16 | r] * 2}, source)
        rows.add(word(vop1(0x0A, vgpr(12, hd), vgpr(2)), f"v_cvt_f16_f32 v12.{'lh'[hd]}, v2"), dict(regs, v2=0x40490FDB),
                 {"v12": [0x4248 << 16 | 0x1234 if hd else 0x77774248] * 2}, source)
        rows.add(word(vop1(0x0B, vgpr(12), vgpr(2, hd)), f"v_cvt_f32_f16 v12, v2.{'lh'[hd]}"), regs, {"v12": [f32.round(Fraction(1 + hd))] * 2}, source)
        rows.add(word(vop1(0x1C, vgpr(12, hd), vgpr(2, 1 - hd)), f"v_mov_b16 v12.{'lh'[hd]}, v2.{'lh'[1 - hd]}"), regs,
                 {"v12": [0x3C001234 if hd else 0x77774000] * 2}, "RDNA3 ISA 16.8, V_MOV_B16")
        rows.add(word(vop1(0x66, vgpr(12, hd), vgpr(2, 1)), f"v_swap_b16 v12.{'lh'[hd]}, v2.h"), regs,
                 {"v12": [0x40001234 if hd else 0x77774000] * 2, "v2": [half(d, hd) << 16 | 0x3C00] * 2}, "RDNA3 ISA 16.8, V_SWAP_B16")
    rows.add(word(0x7C000000 | 0x01 << 17 | (vgpr(4, 1) & 255) << 9 | vgpr(2, 1), "v_cmp_lt_f16 vcc_lo, v2.h, v4.h"), dict(regs, v4=0x3C004400),
             {"vcc": 0}, source)
    rows.add(word(0x7C000000 | 0x01 << 17 | (vgpr(4) & 255) << 9 | vgpr(2, 1), "v_cmp_lt_f16 vcc_lo, v2.h, v4.l"), dict(regs, v4=0x3C004400),
             {"vcc": M32}, source)
    # The long form has op_sel for every 16-bit instruction.
    for sel in (1, 2, 8, 11):
        r = add(half(a, sel & 1), half(b, sel >> 1 & 1))
        words = 0xD4000000 | 0x132 << 16 | sel << 11 | 12, vgpr(2) | vgpr(4) << 9
        rows.add(f"{words[0]:#010x} {words[1]:#010x} ; v_add_f16_e64 v12, v2, v4, op_sel {sel}", regs,
                 {"v12": [r << 16 | 0x1234 if sel & 8 else 0x77770000 | r] * 2}, "RDNA3 ISA 7.2.2.4, 7.4 (OPSEL)")


# ---- Lanes
def cross_lane(rows):
    a, b = column(3), column(4)
    doc = lambda name: f"RDNA3 ISA chapter 16, {name.upper()}"
    rows.add("v_readlane_b32 s10, v2, 5", {"v2": a, "exec": 1}, {"s10": a[5]}, doc("v_readlane_b32"))
    rows.add("v_readlane_b32 s10, v2, s4", {"v2": a, "s4": 0xFFFFFFE9, "exec": 0}, {"s10": a[9]}, doc("v_readlane_b32"))
    rows.add("v_readlane_b32 vcc_lo, v2, m0", {"v2": a, "m0": 31}, {"vcc": a[31]}, doc("v_readlane_b32"))
    rows.add("v_readfirstlane_b32 s10, v2", {"v2": a, "exec": 0xFF000}, {"s10": a[12]}, doc("v_readfirstlane_b32"))
    rows.add("v_readfirstlane_b32 s10, v2", {"v2": a, "exec": 0}, {"s10": a[0]}, doc("v_readfirstlane_b32"))
    for lane, exec_ in ((7, 0), (31, M32)):
        rows.add("v_writelane_b32 v2, s4, s5", {"v2": a, "s4": 0xABCD, "s5": lane | 0xF00, "exec": exec_}, {"v2": a[:lane] + [0xABCD] + a[lane + 1:]}, doc("v_writelane_b32"))
    rows.add("v_writelane_b32 v2, 7, 3", {"v2": a}, {"v2": a[:3] + [7] + a[4:]}, doc("v_writelane_b32"))
    rows.add("v_permlane64_b32 v12, v2", {"v2": a, "v12": b}, {"v12": b}, doc("v_permlane64_b32") + " (nothing in wave32)")
    select = 0xFEDCBA9876543210, 0x0000000000000000, 0x0123456789ABCDEF, 0x1032547698BADCFE, 0x7777777700000003
    for n, sel in enumerate(select):
        for cross in (False, True):
            for exec_, fi, bc in ((M32, 0, 0), (0x0F0F5533, 0, 0), (0x0F0F5533, 1, 0), (0x0F0F5533, 0, 1), (0x0F0F5533, 1, 1)):
                if exec_ != M32 and n not in (2, 3):
                    continue
                r = []
                for l in range(LANES):
                    at = (l & 16 ^ (16 if cross else 0)) | sel >> 4 * (l & 15) & 15
                    x = a[at] if fi or exec_ >> at & 1 else 0 if bc else b[l]
                    r.append(x if exec_ >> l & 1 else b[l])
                name = "v_permlanex16_b32" if cross else "v_permlane16_b32"
                rows.add(f"{name} v12, v2, s4, s5{f' op_sel:[{fi},{bc}]' if fi or bc else ''}", {"v2": a, "v12": b, "s4": sel & M32, "s5": sel >> 32, "exec": exec_},
                         {"v12": r}, doc(name))
    exec_ = 0xFFFF0003
    swapped = lambda x, y: [y[l] if exec_ >> l & 1 else x[l] for l in range(LANES)]
    rows.add("v_swap_b32 v12, v2", {"v2": a, "v12": b, "exec": exec_}, {"v12": swapped(b, a), "v2": swapped(a, b)}, doc("v_swap_b32"))
    rows.add("v_swaprel_b32 v12, v2", {"v5": a, "v14": b, "m0": 2 << 16 | 3, "exec": exec_}, {"v14": swapped(b, a), "v5": swapped(a, b)}, doc("v_swaprel_b32"))
    rows.add("v_movreld_b32 v12, v2", {"v2": a, "m0": 3, "v12": 1}, {"v15": a, "v12": [1, 1]}, doc("v_movreld_b32"))
    rows.add("v_movreld_b32 v12, s4", {"s4": 77, "m0": 3}, {"v15": [77, 77]}, doc("v_movreld_b32"))
    rows.add("v_movrels_b32 v12, v2", {"v7": a, "m0": 5}, {"v12": a}, doc("v_movrels_b32"))
    rows.add("v_movrelsd_b32 v12, v2", {"v7": a, "m0": 5}, {"v17": a}, doc("v_movrelsd_b32"))
    rows.add("v_movrelsd_2_b32 v12, v2", {"v7": a, "m0": 1 << 16 | 5}, {"v13": a}, doc("v_movrelsd_2_b32"))


# ---- DPP
CONTROLS = [("quad_perm:[0,1,2,3]", lambda at: at), ("quad_perm:[3,2,1,0]", lambda at: at ^ 3), ("quad_perm:[1,1,3,0]", lambda at: at & ~3 | (1, 1, 3, 0)[at & 3]),
            ("row_mirror", lambda at: 15 - at), ("row_half_mirror", lambda at: at & 8 | 7 - (at & 7))]
CONTROLS += [(f"row_shl:{n}", lambda at, n=n: at + n) for n in (1, 2, 15)] + [(f"row_shr:{n}", lambda at, n=n: at - n) for n in (1, 4, 15)]
CONTROLS += [(f"row_ror:{n}", lambda at, n=n: (at - n) % 16) for n in (1, 7, 15)] + [(f"row_share:{n}", lambda at, n=n: n) for n in (0, 9, 15)]
CONTROLS += [(f"row_xmask:{n}", lambda at, n=n: at ^ n) for n in (0, 5, 15)]


# What lane l reads: (value of source 0, does it execute).
def dpp_read(values, exec_, l, at, row_mask, bank_mask, bound, fetch_inactive):
    if not exec_ >> l & 1 or not row_mask >> l // 16 & 1 or not bank_mask >> (l % 16 // 4) & 1:
        return 0, False
    inside = 0 <= at < 16
    n = (l & ~15) + at if inside else None
    if inside and (exec_ >> n & 1 or fetch_inactive):
        return values[n], True
    return 0, bool(bound or fetch_inactive)  # table "BC and FI Behavior"


def dpp(rows):
    a, b, old = column(5), column(6), column(7)
    part = 0xF7BD5AE3
    for text, at in CONTROLS:
        for exec_, row_mask, bank_mask, bound, fi in ((M32, 15, 15, 0, 0), (part, 15, 15, 0, 0), (part, 15, 15, 1, 0), (part, 15, 15, 0, 1), (part, 13, 6, 1, 1)):
            reads = [dpp_read(a, exec_, l, at(l % 16), row_mask, bank_mask, bound, fi) for l in range(LANES)]
            tail = f" {text} row_mask:{row_mask:#x} bank_mask:{bank_mask:#x}{' bound_ctrl:1' if bound else ''}{' fi:1' if fi else ''}"
            rows.add("v_mov_b32_dpp v12, v2" + tail, {"v2": a, "v12": old, "exec": exec_}, {"v12": [x if on else old[l] for l, (x, on) in enumerate(reads)], "exec": exec_},
                     "RDNA3 ISA 7.7.1 (DPP16)")
            if (exec_, fi, bound) == (part, 0, 0):
                rows.add("v_sub_nc_u32_dpp v12, v2, v4" + tail, {"v2": a, "v4": b, "v12": old, "exec": exec_},
                         {"v12": [x - b[l] & M32 if on else old[l] for l, (x, on) in enumerate(reads)]}, "RDNA3 ISA 7.7.1 (DPP16)")
    # Modifiers of the DPP word, of VOP3, and comparisons (bits of lanes that do not execute are 0).
    shift = [dpp_read(a, M32, l, l % 16 - 1, 15, 15, 1, 0)[0] for l in range(LANES)]
    plain = "RDNA3 ISA 7.7.1 (src0_imod, src1_imod)"
    x = [f32.round(Fraction(l - 7, 2)) for l in range(LANES)]
    y = [f32.round(Fraction(5 * l, 4) - 9) for l in range(LANES)]
    from_left = [dpp_read(x, M32, l, l % 16 - 1, 15, 15, 1, 0)[0] for l in range(LANES)]
    sums = [fl.add(f32, from_left[l] ^ f32.sign, y[l] & ~f32.sign, 0x3F0) for l in range(LANES)]
    tail = " row_shr:1 row_mask:0xf bank_mask:0xf bound_ctrl:1"
    rows.add("v_add_f32_dpp v12, -v2, |v4|" + tail, {"v2": x, "v4": y}, {"v12": sums}, plain)
    rows.add("v_add_f32_e64_dpp v12, -v2, |v4| clamp" + tail, {"v2": x, "v4": y}, {"v12": [fl.clamp(f32, r, 0x3F0) for r in sums]}, "RDNA3 ISA 7.7.1, 7.2.3.1")
    less = sum(1 << l for l in range(LANES) if shift[l] < b[l])
    rows.add("v_cmp_lt_u32_dpp vcc_lo, v2, v4" + tail, {"v2": a, "v4": b}, {"vcc": less}, "RDNA3 ISA 7.7 (V_CMP with DPP)")
    on = [dpp_read(a, part, l, l % 16 - 1, 15, 15, 0, 0)[1] for l in range(LANES)]
    rows.add("v_cmp_lt_u32_e64_dpp s10, v2, v4 row_shr:1 row_mask:0xf bank_mask:0xf", {"v2": a, "v4": b, "exec": part, "s10": M32},
             {"s10": sum(1 << l for l in range(LANES) if on[l] and shift[l] < b[l]), "exec": part}, "RDNA3 ISA 7.7 (V_CMP with DPP)")
    rows.add("v_cmpx_lt_u32_dpp v2, v4 row_shr:1 row_mask:0xf bank_mask:0xf", {"v2": a, "v4": b, "exec": part},
             {"exec": sum(1 << l for l in range(LANES) if on[l] and shift[l] < b[l])}, "RDNA3 ISA 7.7 (V_CMPX with DPP)")
    carry = [a[l ^ 1] + b[l] for l in range(LANES)]
    rows.add("v_add_co_u32_e64_dpp v12, s10, v2, v4 quad_perm:[1,0,3,2] row_mask:0xf bank_mask:0xf", {"v2": a, "v4": b},
             {"v12": [c & M32 for c in carry], "s10": sum((c >> 32) << l for l, c in enumerate(carry))}, "RDNA3 ISA 7.7.1 (DPP16)")
    rows.add("v_fma_f32_e64_dpp v12, v2, v4, v6 row_share:3 row_mask:0xf bank_mask:0xf", {"v2": x, "v4": y, "v6": f32.one},
             {"v12": [fl.fma(f32, x[l & 16 | 3], y[l], f32.one, 0x3F0) for l in range(LANES)]}, "RDNA3 ISA 7.7.1 (DPP16)")
    rows.add("v_fmac_f32_dpp v12, v2, v4 row_ror:3 row_mask:0xf bank_mask:0xf", {"v2": x, "v4": y, "v12": f32.one},
             {"v12": [fl.fma(f32, x[l & 16 | (l - 3) % 16], y[l], f32.one, 0x3F0) for l in range(LANES)]}, "RDNA3 ISA 7.7.1 (DPP16)")
    h = [f16.round(Fraction(l)) | 0xABCD0000 for l in range(LANES)]
    rows.add("v_add_f16_dpp v12, v2, v4 row_mirror row_mask:0xf bank_mask:0xf", {"v2": h, "v4": 0x3C00, "v12": 0xBEEF0000},
             {"v12": [0xBEEF0000 | f16.round(Fraction((l & 16 | 15 - l % 16) + 1)) for l in range(LANES)]}, "RDNA3 ISA 7.7.1 (DPP16)")
    rows.add("v_fma_mix_f32_e64_dpp v12, v2, v4, v6 op_sel_hi:[1,0,0] row_mirror row_mask:0xf bank_mask:0xf", {"v2": h, "v4": y, "v6": x},
             {"v12": [fl.fma(f32, f32.round(Fraction(l & 16 | 15 - l % 16)), y[l], x[l], 0x3F0) for l in range(LANES)]}, "RDNA3 ISA 7.7.1 (DPP16)")
    two = [pair(f16.round(Fraction(l)), f16.round(Fraction(-l))) for l in range(LANES)]
    rows.add("v_dot2_f32_f16_e64_dpp v12, v2, v4, v6 quad_perm:[1,0,3,2] row_mask:0xf bank_mask:0xf", {"v2": two, "v4": 0x40003C00, "v6": x},
             {"v12": [f32.round(-(l ^ 1) + f32.value(x[l])) for l in range(LANES)]}, "RDNA3 ISA 7.7.1 (DPP16)")
    for select in ((0, 1, 2, 3, 4, 5, 6, 7), (7, 6, 5, 4, 3, 2, 1, 0), (0, 0, 3, 3, 7, 1, 4, 2)):
        for fi in (0, 1):
            got = [a[l & ~7 | select[l & 7]] if fi or part >> (l & ~7 | select[l & 7]) & 1 else 0 for l in range(LANES)]
            tail = f" dpp8:[{','.join(map(str, select))}]{' fi:1' if fi else ''}"
            before = {"v2": a, "v4": b, "v12": old, "exec": part}
            rows.add("v_mov_b32_dpp v12, v2" + tail, before, {"v12": [got[l] if part >> l & 1 else old[l] for l in range(LANES)]}, "RDNA3 ISA 7.7.2 (DPP8)")
            rows.add("v_xor_b32_e64_dpp v12, v2, v4" + tail, before, {"v12": [got[l] ^ b[l] if part >> l & 1 else old[l] for l in range(LANES)]}, "RDNA3 ISA 7.7.2 (DPP8)")
            rows.add("v_cmp_ge_u32_dpp vcc_lo, v2, v4" + tail, before, {"vcc": sum(1 << l for l in range(LANES) if part >> l & 1 and got[l] >= b[l])}, "RDNA3 ISA 7.7.2 (DPP8)")


# ---- VOPD
def dual(rows):
    f = lambda op: lambda m, a, b, d: OPS[op][2](0x3F0, a, b)
    halves = {"mul_f32": f("v_mul_f32"), "add_f32": f("v_add_f32"), "sub_f32": f("v_sub_f32"), "subrev_f32": f("v_subrev_f32"),
              "mul_dx9_zero_f32": f("v_mul_dx9_zero_f32"), "max_f32": f("v_max_f32"), "min_f32": f("v_min_f32"),
              "mov_b32": lambda m, a, b, d: a, "cndmask_b32": lambda m, a, b, d: b if m else a,
              "fmac_f32": lambda m, a, b, d: fl.fma(f32, a, b, d, 0x3F0), "dot2acc_f32_f16": lambda m, a, b, d: OPS["v_dot2_f32_f16"][2](0x3F0, a, b, d),
              "fmaak_f32": lambda m, a, b, d: fl.fma(f32, a, b, 0x40490FDB, 0x3F0), "fmamk_f32": lambda m, a, b, d: fl.fma(f32, a, 0x40490FDB, b, 0x3F0)}
    only_y = {"add_nc_u32": lambda m, a, b, d: a + b & M32, "lshlrev_b32": lambda m, a, b, d: b << (a & 31) & M32, "and_b32": lambda m, a, b, d: a & b}

    def text(op, dst, s0, s1):
        tail = {"fmaak_f32": f"{s0}, {s1}, 0x40490fdb", "fmamk_f32": f"{s0}, 0x40490fdb, {s1}", "mov_b32": s0}.get(op, f"{s0}, {s1}")
        return f"v_dual_{op} {dst}, {tail}"

    x = [f32.round(Fraction(3 * l - 20, 4)) for l in range(LANES)]
    y = [f32.round(Fraction(7 - l, 2)) for l in range(LANES)]
    h = [pair(f16.round(Fraction(l)), f16.round(Fraction(-l, 2))) for l in range(LANES)]
    d = [f32.round(Fraction(l, 8)) for l in range(LANES)]
    vcc, exec_ = 0x5A5A33CC, 0xFFFFF0FF
    source = "RDNA3 ISA 7.6, 16.11 (VOPD)"
    for op, function in list(halves.items()) + list(only_y.items()):
        a, b = (h, h) if "dot2" in op else (x, y)
        result = [function(vcc >> l & 1, a[l], b[l], d[l]) if exec_ >> l & 1 else d[l] for l in range(LANES)]
        moved = [77 if exec_ >> l & 1 else 1 for l in range(LANES)]
        before = {"v2": a, "v5": b, "v12": d, "v13": 1, "s4": 77, "vcc": vcc, "exec": exec_}
        if op in halves:
            rows.add(f"{text(op, 'v12', 'v2', 'v5')} :: v_dual_mov_b32 v13, s4", before, {"v12": result, "v13": moved}, source)
        rows.add(f"v_dual_mov_b32 v13, s4 :: {text(op, 'v12', 'v2', 'v5')}", before, {"v12": result, "v13": moved}, source)
    old = source + ": reads see the old value"
    add = lambda a, b: [fl.add(f32, a[l], b[l], 0x3F0) for l in range(LANES)]
    rows.add("v_dual_add_f32 v2, v2, v5 :: v_dual_mul_f32 v3, v3, v2", {"v2": x, "v3": y, "v5": d}, {"v2": add(x, d), "v3": [fl.mul(f32, y[l], x[l], 0x3F0) for l in range(LANES)]}, old)
    rows.add("v_dual_mov_b32 v2, v3 :: v_dual_mov_b32 v3, v2", {"v2": x, "v3": y}, {"v2": y, "v3": x}, old)
    rows.add("v_dual_mov_b32 v2, v3 :: v_dual_mov_b32 v5, v2", {"v2": x, "v3": y}, {"v2": y, "v5": x}, old)
    rows.add("v_dual_fmac_f32 v2, v4, v3 :: v_dual_fmac_f32 v7, v2, v6", {"v2": x, "v3": y, "v4": d, "v6": y, "v7": d},
             {"v2": [fl.fma(f32, d[l], y[l], x[l], 0x3F0) for l in range(LANES)], "v7": [fl.fma(f32, x[l], y[l], d[l], 0x3F0) for l in range(LANES)]}, old)
    rows.add("v_dual_mov_b32 v2, 0x1234 :: v_dual_mov_b32 v3, 0x1234", {}, {"v2": [0x1234] * 2, "v3": [0x1234] * 2}, source)


# ---- WMMA: A row-wise and B column-wise over lanes, both repeated every 16 lanes; C and D a column a lane, rows interleaved.
def matrices(seed, low, high):
    rng = random.Random(seed)
    return [[[rng.randrange(low, high) for _ in range(16)] for _ in range(16)] for _ in range(3)]


def product(a, b, c):
    return [[sum(a[m][k] * b[k][n] for k in range(16)) + c[m][n] for n in range(16)] for m in range(16)]


def place(places, first, words, lanes):  # words(lane) -> list of dwords
    rows = [words(l) for l in range(lanes)]
    for w in range(len(rows[0])):
        places[f"v{first + w}"] = [r[w] for r in rows]


def pack(values, bits_):
    per = 32 // bits_
    return [sum((values[n * per + k] & (1 << bits_) - 1) << bits_ * k for k in range(per)) for n in range(len(values) // per)]


def accumulator_rows(lane, lanes):  # rows of C and D that a lane holds, in register order
    return [m for m in range(16) if m % (lanes // 16) == lane // 16]


def wmma(rows, lanes=32):
    source = "RDNA3 ISA 7.9 (WMMA), GPUOpen matrix instruction calculator"
    number = lambda f, x: f.round(Fraction(x))
    count = 256 // lanes
    tuple_ = lambda first, n: f"v[{first}:{first + n - 1}]"
    d_at, c_at, a_at, b_at = 40, 48, 16, 24
    for name, f, acc in (("f32_16x16x16_f16", f16, f32), ("f32_16x16x16_bf16", bf16, f32), ("f16_16x16x16_f16", f16, f16), ("bf16_16x16x16_bf16", bf16, bf16)):
        for variant in ("plain",) if lanes == 64 else ("plain", "neg", "constant") + (("high",) if acc is not f32 else ()):
            a, b, c = matrices(zlib.crc32(name.encode()), -3, 4)
            if acc is bf16:  # keep sums within 8 bits
                a, b, c = ([[x % 2 if x > 0 else -(-x % 2) for x in r] for r in m] for m in (a, b, c))
            before = {}
            place(before, a_at, lambda l: pack([number(f, x) for x in a[l % 16]], 16), lanes)
            place(before, b_at, lambda l: pack([number(f, b[k][l % 16]) for k in range(16)], 16), lanes)
            top = 16 if variant == "high" else 0
            junk = 0xBEEF << (16 - top) if acc is not f32 else 0
            place(before, c_at, lambda l: [number(acc, c[m][l % 16]) << top | junk for m in accumulator_rows(l, lanes)], lanes)
            place(before, d_at, lambda l: [0x1234 << (16 - top) if acc is not f32 else 0] * count, lanes)
            third, tail = tuple_(c_at, count), ""
            if variant == "constant":
                third, c = "1.0", [[1] * 16 for _ in range(16)]
            if variant == "neg":  # the even columns of A and the odd rows of B negated, C to -|C|
                a = [[-x if k % 2 == 0 else x for k, x in enumerate(r)] for r in a]
                b = [[-x if k % 2 else x for x in b[k]] for k in range(16)]
                c = [[-abs(x) for x in r] for r in c]
                tail = " neg_lo:[1,0,1] neg_hi:[0,1,1]"
            if variant == "high":
                tail = " op_sel:[0,0,1]"
            d = product(a, b, c)
            after = {}
            place(after, d_at, lambda l: [number(acc, d[m][l % 16]) << top | (0x1234 << (16 - top) if acc is not f32 else 0) for m in accumulator_rows(l, lanes)], lanes)
            rows.add(f"v_wmma_{name} {tuple_(d_at, count)}, {tuple_(a_at, 8)}, {tuple_(b_at, 8)}, {third}{tail}", before, after, source)
    for name, w in (("i32_16x16x16_iu8", 8), ("i32_16x16x16_iu4", 4)):
        for neg, clamp, base in ((3, 0, 0),) if lanes == 64 else ((0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (3, 1, 0x7FFFFF00)):
            a, b, c = matrices(w + neg, 0, 1 << w)
            c = [[x + base for x in r] for r in c]
            before, size = {}, 16 * w // 32
            place(before, a_at, lambda l: pack(a[l % 16], w), lanes)
            place(before, b_at, lambda l: pack([b[k][l % 16] for k in range(16)], w), lanes)
            place(before, c_at, lambda l: [c[m][l % 16] & M32 for m in accumulator_rows(l, lanes)], lanes)
            if neg & 1:
                a = [[s(x, w) for x in r] for r in a]
            if neg & 2:
                b = [[s(x, w) for x in r] for r in b]
            d = product(a, b, c)
            after = {}
            place(after, d_at, lambda l: [sat_s(d[m][l % 16], 32) if clamp else d[m][l % 16] & M32 for m in accumulator_rows(l, lanes)], lanes)
            tail = (f" neg_lo:[{neg & 1},{neg >> 1},0]" if neg else "") + (" clamp" if clamp else "")
            rows.add(f"v_wmma_{name} {tuple_(d_at, count)}, {tuple_(a_at, size)}, {tuple_(b_at, size)}, {tuple_(c_at, count)}{tail}", before, after, source)


# ---- Wave64: two passes of 32 lanes, masks in pairs of SGPRs
def wave64(rows):
    a, b, old = column(11, 64), column(12, 64), column(13, 64)
    low, high = 0xF0F0FF01, 0x8000F37F
    exec_ = low | high << 32
    on = lambda l: exec_ >> l & 1
    e = {"exec": low, "exec_hi": high}
    masks = lambda place, m: {place: m & M32, {"vcc": "vcc_hi", "exec": "exec_hi"}.get(place, "s" + str(int(place[1:]) + 1) if place[0] == "s" else ""): m >> 32}
    two = "RDNA3 ISA 7.2.6 (wave64 use of SGPRs)"
    rows.add("v_add_nc_u32 v12, v2, v4", dict(e, v2=a, v4=b, v12=old), {"v12": [a[l] + b[l] & M32 if on(l) else old[l] for l in range(64)]}, two)
    rows.add("v_add_nc_u32 v2, s4, v2", dict(e, v2=a, s4=5), {"v2": [a[l] + 5 & M32 if on(l) else a[l] for l in range(64)]}, two)
    less = sum(1 << l for l in range(64) if on(l) and a[l] < b[l])
    rows.add("v_cmp_lt_u32 vcc, v2, v4", dict(e, v2=a, v4=b), masks("vcc", less), two)
    rows.add("v_cmp_lt_u32_e64 s[10:11], v2, v4", dict(e, v2=a, v4=b), dict(masks("s10", less), exec=low, exec_hi=high), two)
    rows.add("v_cmpx_lt_u32 v2, v4", dict(e, v2=a, v4=b), masks("exec", less), two)
    rows.add("v_cmp_lt_u32_e64 s[4:5], s4, v4", dict(e, s4=0x80000000, s5=1, v4=b), masks("s4", sum(1 << l for l in range(64) if on(l) and 0x80000000 < b[l])),
             two + ": a scalar source that is the result")
    mask = 0x123456789ABCDEF0
    rows.add("v_cndmask_b32 v12, v2, v4, vcc", dict(e, v2=a, v4=b, v12=old, **masks("vcc", mask)),
             {"v12": [(b[l] if mask >> l & 1 else a[l]) if on(l) else old[l] for l in range(64)]}, two)
    sums = [a[l] + b[l] + (mask >> l & 1) for l in range(64)]
    out = sum(1 << l for l in range(64) if on(l) and sums[l] >> 32)
    rows.add("v_add_co_ci_u32 v12, vcc, v2, v4, vcc", dict(e, v2=a, v4=b, v12=old, **masks("vcc", mask)),
             dict({"v12": [sums[l] & M32 if on(l) else old[l] for l in range(64)]}, **masks("vcc", out)), two)
    rows.add("v_add_co_ci_u32_e64 v12, s[10:11], v2, v4, s[20:21]", dict(e, v2=a, v4=b, v12=old, **masks("s20", mask)),
             dict({"v12": [sums[l] & M32 if on(l) else old[l] for l in range(64)]}, **masks("s10", out)), two)
    wide = [a[l] * b[l] + (b[l] << 32 | a[l]) for l in range(64)]
    rows.add("v_mad_u64_u32 v[12:13], s[10:11], v2, v4, v[6:7]", dict(v2=a, v4=b, v6=a, v7=b),
             dict({"v12": [x & M32 for x in wide], "v13": [x >> 32 & M32 for x in wide]}, **masks("s10", sum((x >> 64) << l for l, x in enumerate(wide)))), two)
    doc = lambda n: f"RDNA3 ISA chapter 16, {n} in wave64"
    for name, f in (("lo", lambda l: a[l] & (1 << min(l, 32)) - 1), ("hi", lambda l: a[l] & (1 << max(l - 32, 0)) - 1)):
        rows.add(f"v_mbcnt_{name}_u32_b32 v12, v2, v4", dict(v2=a, v4=b), {"v12": [f(l).bit_count() + b[l] & M32 for l in range(64)]}, doc("V_MBCNT"))
    rows.add("v_readlane_b32 s10, v2, s4", dict(v2=a, s4=45), {"s10": a[45]}, doc("V_READLANE_B32"))
    rows.add("v_readfirstlane_b32 s10, v2", {"v2": a, "exec": 0, "exec_hi": 0x100}, {"s10": a[40]}, doc("V_READFIRSTLANE_B32"))
    rows.add("v_writelane_b32 v2, s4, s5", dict(e, v2=a, s4=99, s5=50), {"v2": a[:50] + [99] + a[51:]}, doc("V_WRITELANE_B32"))
    rows.add("v_permlane64_b32 v12, v2", dict(e, v2=a, v12=old), {"v12": [a[l ^ 32] if on(l) else old[l] for l in range(64)]}, doc("V_PERMLANE64_B32"))
    rows.add("v_permlane64_b32 v2, v2", dict(e, v2=a), {"v2": [a[l ^ 32] if on(l) else a[l] for l in range(64)]}, doc("V_PERMLANE64_B32"))
    sel = 0x0123456789ABCDEF
    for cross, name in ((0, "v_permlane16_b32"), (16, "v_permlanex16_b32")):
        got = [a[(l & 48 ^ cross) | sel >> 4 * (l & 15) & 15] for l in range(64)]
        rows.add(f"{name} v12, v2, s4, s5", dict(v2=a, s4=sel & M32, s5=sel >> 32), {"v12": got}, doc("V_PERMLANE16_B32"))
    for text, at in CONTROLS[:8]:
        for row_mask, bound in ((15, 0), (9, 1)):
            r = []
            for l in range(64):
                n, ok = at(l % 16), 0
                ok = 0 <= n < 16 and exec_ >> ((l & 48) + n) & 1
                run = on(l) and row_mask >> l // 16 & 1 and (ok or bound)
                r.append((a[(l & 48) + n] if ok else 0) if run else old[l])
            rows.add(f"v_mov_b32_dpp v12, v2 {text} row_mask:{row_mask:#x} bank_mask:0xf{' bound_ctrl:1' if bound else ''}", dict(e, v2=a, v12=old),
                     {"v12": r, "exec": low, "exec_hi": high}, "RDNA3 ISA 7.7.1 (DPP16) in wave64")
    rows.add("v_cmpx_ne_u32_dpp v2, v4 row_ror:1 row_mask:0xf bank_mask:0xf", dict(v2=a, v4=b), {"exec": M32, "exec_hi": M32}, "RDNA3 ISA 7.7 (V_CMPX with DPP)")
    x = [f32.round(Fraction(l - 30, 4)) for l in range(64)]
    vcc = 0xFF00FF00FF00FF00
    rows.add("v_div_fmas_f32 v12, v2, v2, v4", dict({"v2": x, "v4": f32.one}, **masks("vcc", vcc)),
             {"v12": [f32.round((f32.value(v) ** 2 + 1) * (Fraction(2) ** -64 if vcc >> l & 1 else 1)) for l, v in enumerate(x)]}, "RDNA3 ISA 16.12, V_DIV_FMAS_F32 in wave64")
    rows.add("v_add_f32_e64 v12, -v2, |v2| clamp", dict(e, v2=x, v12=old),
             {"v12": [fl.clamp(f32, fl.add(f32, v ^ f32.sign, v & ~f32.sign, 0x3F0), 0x3F0) if on(l) else old[l] for l, v in enumerate(x)]}, "RDNA3 ISA 7.2.3.1 in wave64")
    rows.add("0xca600900 0x00020481 ; v_dual_cndmask_b32 v0, v0, v4 :: v_dual_add_nc_u32 v3, 1, v2", {}, {"stop": "fault"}, "RDNA3 ISA 7.6 (VOPD is legal only for wave32)")
    wmma(rows, 64)


FILES = {"valu_lanes": (operand_sources, upper_halves, cross_lane, dual), "valu_dpp": (dpp,), "valu_matrix": (wmma,), "valu_wave64": (wave64,)}
