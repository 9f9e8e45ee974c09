#!/usr/bin/env python3
"""Runs an unmodified tinygrad against a PCI-over-socket server, such as `egpulab serve`.

  tinygrad_remote.py --port 6667 -- script.py [args...]
  tinygrad_remote.py --port 6667 -- -m unittest test.test_tiny
  tinygrad_remote.py --port 6667 -- -c 'from tinygrad import Tensor; ...'
  tinygrad_remote.py --dev PCI+NV:CC -- script.py     an NVIDIA card; its kernels are compiled by nvcc
  tinygrad_remote.py --dev CPU -- -m pytest ...       the same on no GPU, to compare

Nothing of tinygrad is changed. An import hook answers what it would ask of other software, in child processes too (a
sitecustomize.py first on PYTHONPATH carries it):
- tinygrad.helpers.fetch_fw, which downloads firmware, reads local directories: first a file of the pinned hash, then
  any of the name, which --strict-fw refuses;
- compiler_amd.HIPCompiler, which assembles the kernels of test/amd/hw with ROCm's comgr, uses LLVM's tools instead
  (--llvm-suffix "" leaves comgr in place);
- with --translate, test.amd.hw.helpers.assemble and the emulator's run_asm speak RDNA4 (rdna4_translation.py).
"""
import argparse
import hashlib
import importlib.abc
import importlib.machinery
import lzma
import os
import pathlib
import subprocess
import sys
import tempfile

SITE = """import importlib.util, os
spec = importlib.util.spec_from_file_location("tinygrad_remote", os.environ["EGPULAB_REMOTE_HOOK"])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.install_hook()
"""


def unpacked(file):
    if file.suffix == ".zst":
        return subprocess.check_output(["zstd", "-dcq", str(file)])
    return lzma.decompress(file.read_bytes()) if file.suffix == ".xz" else file.read_bytes()


def fetch_fw(path, name, sha256):
    directories = os.environ["EGPULAB_REMOTE_FIRMWARE"].split(":")
    other = None
    for directory in directories:
        for suffix in ("", ".zst", ".xz"):
            file = pathlib.Path(directory) / path / (name + suffix)
            if not file.is_file():
                continue
            content = unpacked(file)
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
            other = other or content
    if other is None or os.environ.get("EGPULAB_REMOTE_STRICT_FIRMWARE"):
        hashed = f" with the hash {sha256}" if other is not None else ""
        raise FileNotFoundError(f"firmware {path}/{name}{hashed} is in none of {', '.join(directories)}")
    return other


def use_local_firmware(helpers):
    helpers.fetch_fw = fetch_fw


def use_llvm_assembler(compiler_amd):
    suffix = os.environ.get("EGPULAB_REMOTE_LLVM")
    if not suffix:
        return

    class LlvmAssembler:
        def __init__(self, arch):
            self.arch = arch

        def compile(self, source):
            with tempfile.TemporaryDirectory(prefix="egpulab-assemble-") as scratch:
                unlinked, linked = pathlib.Path(scratch) / "kernel.o", pathlib.Path(scratch) / "kernel.so"
                subprocess.run([f"llvm-mc{suffix}", "-triple=amdgcn-amd-amdhsa", f"-mcpu={self.arch}",
                                "-filetype=obj", "-o", unlinked], input=source.encode(), check=True)
                subprocess.run([f"ld.lld{suffix}", "-shared", unlinked, "-o", linked], check=True)
                return linked.read_bytes()

    compiler_amd.HIPCompiler = LlvmAssembler


def translate_to_rdna4(helpers):
    target = os.environ.get("EGPULAB_REMOTE_TRANSLATE")
    if not target:
        return
    from rdna4_translation import translated
    assemble, suffix = helpers.assemble, os.environ["EGPULAB_REMOTE_LLVM"]

    def assemble_translated(instructions):
        code = assemble(instructions)
        written_for = {type(instruction).__module__.split(".")[-2] for instruction in instructions}
        return translated(code, target, suffix) if written_for == {"rdna3"} else code

    helpers.assemble = assemble_translated


def emulate_rdna4(emulator):
    if os.environ.get("EGPULAB_REMOTE_TRANSLATE"):
        run_asm = emulator.run_asm
        emulator.run_asm = lambda *args, **options: run_asm(*args, **{"arch": "rdna4", **options})


AFTER_IMPORT = {
    "tinygrad.helpers": use_local_firmware,
    "tinygrad.runtime.support.compiler_amd": use_llvm_assembler,
    "test.amd.hw.helpers": translate_to_rdna4,
    "test.mockgpu.amd.emu": emulate_rdna4,
}


class AfterImport(importlib.abc.MetaPathFinder):
    """Changes a module as soon as it has run, before anybody imports a name from it."""

    def find_spec(self, fullname, path, target=None):
        change = AFTER_IMPORT.get(fullname)
        spec = change and importlib.machinery.PathFinder.find_spec(fullname, path)
        if not spec or not spec.loader:
            return None
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            change(module)

        spec.loader.exec_module = exec_module
        return spec


def install_hook():
    sys.meta_path.insert(0, AfterImport())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    # The interface is named: otherwise tinygrad tries all it has and reports their failures together.
    parser.add_argument("--dev", default="PCI+AMD:LLVM", 
                        help="tinygrad's DEV: interface, device, renderer (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=6667)
    parser.add_argument("--tinygrad", default=os.environ.get("EGPULAB_TINYGRAD"), help="a checkout of tinygrad")
    parser.add_argument("--firmware", default=os.environ.get("EGPULAB_FIRMWARE", "/lib/firmware"),
                        help="directories that hold amdgpu/ and nvidia/, separated by ':' (default: %(default)s)")
    parser.add_argument("--strict-fw", action="store_true",
                        help="only firmware files with the hashes that tinygrad pins")
    parser.add_argument("--cuda", default="/usr/local/cuda", help="where nvcc is (default: %(default)s)")
    parser.add_argument("--cache", default=os.environ.get("EGPULAB_TINYGRAD_CACHE"),
                        help="directory for tinygrad's kernel cache (default: a new one)")
    parser.add_argument("--limit", type=float, help="seconds of wall time after which the client is ended")
    parser.add_argument("--llvm-suffix", default="-19", help="of llvm-mc and ld.lld (default: %(default)s)")
    parser.add_argument("--translate", metavar="TARGET", default=os.environ.get("EGPULAB_REMOTE_TRANSLATE"),
                        help="test/amd/hw's RDNA3 code is translated to this RDNA4 target, such as gfx1201")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="-- SCRIPT | -m MODULE | -c CODE, and arguments")
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("nothing to run after --")
    if not options.tinygrad:
        parser.error("no --tinygrad DIR and no EGPULAB_TINYGRAD in the environment")
    tinygrad = pathlib.Path(options.tinygrad).resolve()
    if not (tinygrad / "tinygrad" / "helpers.py").is_file():
        parser.error(f"{tinygrad} is no checkout of tinygrad: it has no tinygrad/helpers.py")

    environment = os.environ
    with tempfile.TemporaryDirectory(prefix="egpulab-tinygrad-") as scratch:
        (pathlib.Path(scratch) / "sitecustomize.py").write_text(SITE)
        environment["EGPULAB_REMOTE_HOOK"] = str(pathlib.Path(__file__).resolve())
        environment["EGPULAB_REMOTE_FIRMWARE"] = options.firmware
        environment["EGPULAB_REMOTE_STRICT_FIRMWARE"] = "1" if options.strict_fw else ""
        environment["EGPULAB_REMOTE_LLVM"] = options.llvm_suffix
        environment["PATH"] = f"{environment['PATH']}:{options.cuda}/bin"
        environment["EGPULAB_REMOTE_TRANSLATE"] = options.translate or ""
        environment["DEV"] = options.dev
        environment["REMOTE"] = f"{options.host}:{options.port}"
        environment["XDG_CACHE_HOME"] = options.cache or scratch
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        before = [p for p in environment.get("PYTHONPATH", "").split(":") if p]
        here = str(pathlib.Path(__file__).resolve().parent)  # the pytest plugin
        environment["PYTHONPATH"] = ":".join([scratch, str(tinygrad), here, *before])
        try:
            return subprocess.run([sys.executable, *command], cwd=tinygrad, timeout=options.limit).returncode
        except subprocess.TimeoutExpired:
            print(f"the client did not finish within {options.limit:g} s", file=sys.stderr)
            return 124


if __name__ == "__main__":
    sys.exit(main())
