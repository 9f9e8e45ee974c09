#!/usr/bin/env python3
"""tinygrad on our port beside tinygrad on its own register-level mock: the same client, machine and minute.

port_tinygrad.py --program build/release/bin/egpulab [--bus sim:rx7900xtx] [--runs 3] [--tests all | NAME...]

Needs EGPULAB_TINYGRAD (a checkout) and EGPULAB_FIRMWARE (a directory that holds amdgpu/). Prints a Markdown table of
the best run of each. The mock is a GC 12.0.0, whatever --bus is. As shipped it echoes the argument of
GetDpmFreqByIndex, so that the driver asks for hundreds of thousands of levels; here it answers as the firmware would,
which is the only thing changed. Kernels and modules are compiled before anything is measured: both sides run from a
warm cache.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve()
RUNNER = HERE.parent.parent / "tests" / "interop" / "tinygrad_remote.py"
# Every operation family of the suite, few enough that the mock ends within minutes.
SAMPLE = ["add", "mul", "div", "exp", "sum", "softmax", "matmul", "conv2d", "max_pool2d", "gather", "cumsum", "sort",
          "scatter", "log", "sin", "pad", "cat", "where", "mean", "var"]
DPM_FREQUENCY_BY_INDEX = 0x1F  # PPSMC_MSG_GetDpmFreqByIndex; index 0xff asks how many levels there are


# --- Inside tinygrad's process

def mend_mock(spent):
    import test.mockgpu.am.amdriver as driver
    import test.mockgpu.am.amgpu as mock
    shipped_write, shipped_execute = mock.MockSMU.write, driver.AMDriver._emulate_execute

    def write(self, register, value):
        shipped_write(self, register, value)
        if register == self._c2pmsg_66 and value == DPM_FREQUENCY_BY_INDEX:
            index = self.mmio.regs.get(self._c2pmsg_82, 0) & 0xFF
            self.mmio.regs[self._c2pmsg_82] = 2 if index == 0xFF else (500, 2400)[index & 1]

    def execute(self):
        begun = time.perf_counter()
        shipped_execute(self)
        spent["emulation"] += time.perf_counter() - begun

    mock.MockSMU.write, driver.AMDriver._emulate_execute = write, execute


def client(mode, arguments):
    # Modules are compiled once, like kernels, and not into the checkout.
    sys.dont_write_bytecode, sys.pycache_prefix = False, os.path.join(os.environ["XDG_CACHE_HOME"], "pycache")
    times = {"emulation": 0.0}
    if mode == "mock":
        os.environ.pop("REMOTE", None)  # read when tinygrad is imported
        mend_mock(times)
    if arguments[0] == "tests":
        import unittest
        result = unittest.main(module=None, argv=["tests", *arguments[1:]], exit=False, verbosity=0).result
        times.update(run=result.testsRun, failed=len(result.failures) + len(result.errors))
    else:
        import numpy
        from tinygrad import Device, Tensor
        begun = time.perf_counter()
        device = Device["AMD"]
        times["open"] = time.perf_counter() - begun
        a, b = (numpy.random.default_rng(seed).random((256, 256), dtype=numpy.float32) for seed in (1, 2))
        left, right = Tensor(a).realize(), Tensor(b).realize()
        device.synchronize()
        for name in ("first", "repeat"):
            begun = time.perf_counter()
            product = (left @ right).realize()
            device.synchronize()
            times[name] = time.perf_counter() - begun
        times["right"] = bool(numpy.allclose(product.numpy(), a @ b, rtol=1e-3))
    print("TIMES " + json.dumps(times), flush=True)


# --- The driver

def run(mode, options, cache, arguments):
    device = "MOCKPCI+AMD:LLVM" if mode == "mock" else "PCI+AMD:LLVM"
    command = [sys.executable, str(RUNNER), "--dev", device, "--port", str(options.port), "--cache", cache, "--",
               str(HERE), "--client", mode, *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"^TIMES (.*)$", done.stdout, re.M)
    if not found:
        sys.exit(f"tinygrad on the {mode} failed with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return json.loads(found[1])


class Server:
    def __init__(self, options):
        self.process = subprocess.Popen([options.program, "serve", "--bus", options.bus, "--listen", "tcp:127.0.0.1:0"],
                                        stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if found := re.search(r"listening on tcp:127\.0\.0\.1:(\d+)", line):
                options.port = int(found[1])
                return
        sys.exit(f"{options.program} serve ended with {self.process.wait()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def end(self):
        """Seconds that its clients' requests took it."""
        self.process.terminate()
        return sum(float(ms) for ms in re.findall(r"served in ([0-9.]+) ms", self.process.stdout.read())) / 1e3


def measure(mode, options, cache, arguments):
    if mode == "mock":
        return run(mode, options, cache, arguments)
    with Server(options) as server:
        times = run(mode, options, cache, arguments)
        times["emulation"] = server.end()
        return times


def main():
    if "--client" in sys.argv:
        at = sys.argv.index("--client")
        return client(sys.argv[at + 1], sys.argv[at + 2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/bin/egpulab")
    parser.add_argument("--bus", default="sim:rx7900xtx")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tests", nargs="*", default=SAMPLE, help="of test_ops, without test_; all: the whole file")
    options = parser.parse_args()
    for name in ("EGPULAB_TINYGRAD", "EGPULAB_FIRMWARE"):
        if name not in os.environ:
            parser.error(f"{name} is not set")
    options.port = 0
    tests = ["test.backend.test_ops" + ("" if t == "all" else f".TestOps.test_{t}") for t in options.tests]

    best, ops = {}, {}
    with tempfile.TemporaryDirectory(prefix="egpulab-port-tinygrad-") as cache:
        for mode in ("port", "mock"):
            measure(mode, options, cache, ["kernels"])
            if tests:
                measure(mode, options, cache, ["tests", *tests])
        for _ in range(options.runs):  # in turn, so that a busy minute hits both
            for mode in ("port", "mock"):
                times = measure(mode, options, cache, ["kernels"])
                if not times["right"]:
                    sys.exit(f"tinygrad on the {mode} multiplied matrices wrongly")
                for name, value in times.items():
                    best[mode, name] = min(value, best.get((mode, name), value))
        for mode in ("port", "mock") if tests else ():
            ops[mode] = measure(mode, options, cache, ["tests", *tests])

    rows = [("device open", "open", 2), ("first 256x256 matmul, warm", "first", 5), ("its repeat", "repeat", 30)]
    table = [(what, best["port", key], best["mock", key], goal) for what, key, goal in rows]
    if tests:
        table.append((f"time in the server or the mock's emulator over {len(options.tests)} of test_ops",
                      ops["port"]["emulation"], ops["mock"]["emulation"], 50))
        print(*(f"{mode}: {r['run']} tests, {r['failed']} failed" for mode, r in ops.items()), sep="\n")
    print("\n| figure | port | mock | times | goal |\n|---|---|---|---|---|")
    missed = 0
    for what, port, mock, goal in table:
        missed += mock < goal * port
        print(f"| {what} | {port * 1e3:.1f} ms | {mock * 1e3:.0f} ms | {mock / port:.1f} | {goal} |")
    return missed > 0


if __name__ == "__main__":
    sys.exit(main())
