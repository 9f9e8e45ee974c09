"""RDNA3 machine code as RDNA4's, by way of LLVM's assembly text: its assembler takes most of RDNA3's names as aliases.

tinygrad's test/amd/hw writes RDNA3; translated, the same tests check RDNA4's execution against its emulator of RDNA4.
Branches keep their distance in dwords, so code that jumps over an instruction whose size differs is not translated.
"""
import functools
import re
import subprocess
import unittest

# What has no alias. Counters of RDNA3 became several in RDNA4; waiting for all is always right.
REWRITES = [
    (re.compile(r"^\ts_waitcnt(_\w+)? .*$"), "\ts_wait_idle"),
    (re.compile(r"^(\t(?:global|flat|buffer|scratch)_atomic.*) glc$"), r"\1 th:TH_ATOMIC_RETURN"),
    (re.compile(r"^(\t(?:global|flat|buffer|scratch)_load.*) glc$"), r"\1"),
    (re.compile(r"^(\tbuffer_\w+ .*, s\[\d+:\d+\]), 0( |$)"), r"\1, null\2"),
    (re.compile(r"^\ts_gl1_inv$"), "\ts_nop 0"),
    (re.compile(r"^\ts_barrier$"), "\ts_barrier_signal -1\n\ts_barrier_wait -1"),
    (re.compile(r"^(\tglobal_atomic_c)sub(_u32.*)$"), r"\1ond_sub\2"),
]
BRANCH = re.compile(r"^\ts_(c?branch|call|getpc|setpc|swappc)")


def llvm_mc(suffix, target, options, text):
    return subprocess.run([f"llvm-mc{suffix}", "-triple=amdgcn-amd-amdhsa", f"-mcpu={target}", *options],
                          input=text, capture_output=True, text=True)


def assembled(suffix, target, lines):
    """The bytes, or the assembler's complaint."""
    made = llvm_mc(suffix, target, ["-show-encoding"], "\n".join(lines))
    if made.returncode:
        return None, made.stderr.strip().splitlines()[:2]
    encodings = re.findall(r"encoding: \[([^]]*)\]", made.stdout)
    return b"".join(bytes(int(byte, 16) for byte in encoding.split(",")) for encoding in encodings), None


@functools.lru_cache(maxsize=None)
def translated(code, target, suffix):
    """The bytes for `target`; skips the running test where there are none."""
    listing = llvm_mc(suffix, "gfx1100", ["-disassemble"], " ".join(f"0x{b:02x}" for b in code))
    if "warning" in listing.stderr:
        raise unittest.SkipTest(f"LLVM cannot disassemble it: {listing.stderr.strip().splitlines()[0]}")
    lines = listing.stdout.splitlines()
    if assembled(suffix, "gfx1100", lines)[0] != code:
        raise unittest.SkipTest("LLVM's text does not say all of it (high halves of registers, for one)")
    for pattern, replacement in REWRITES:
        lines = [pattern.sub(replacement, line) for line in lines]
    out, complaint = assembled(suffix, target, lines)
    if out is None:
        raise unittest.SkipTest(f"not in {target}: {complaint}")
    if len(out) != len(code) and any(BRANCH.match(line) for line in lines):
        raise unittest.SkipTest("it branches, and its instructions have other sizes")
    return out
