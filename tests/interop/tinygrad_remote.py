#!/usr/bin/env python3
"""Runs an unmodified tinygrad against a PCI-over-socket server, such as `egpulab serve`.

  tinygrad_remote.py --port 6667 -- script.py [args...]
  tinygrad_remote.py --port 6667 -- -m unittest test.test_tiny
  tinygrad_remote.py --port 6667 -- -c 'from tinygrad import Tensor; ...'

Nothing of tinygrad is changed. It would download its firmware; an import hook answers that one function,
tinygrad.helpers.fetch_fw, from local directories instead: first by a file of the pinned hash, then by any of the name.
A sitecustomize.py first on PYTHONPATH carries the hook into child processes.
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
    if other is None:
        raise FileNotFoundError(f"firmware {path}/{name} is in none of {', '.join(directories)}")
    return other


class HelpersFinder(importlib.abc.MetaPathFinder):
    """Puts fetch_fw in place as soon as tinygrad.helpers has run, before anybody imports the name from it."""

    def find_spec(self, fullname, path, target=None):
        if fullname != "tinygrad.helpers":
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            module.fetch_fw = fetch_fw

        spec.loader.exec_module = exec_module
        return spec


def install_hook():
    sys.meta_path.insert(0, HelpersFinder())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="AMD:LLVM", help="tinygrad's device and renderer (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=6667)
    parser.add_argument("--tinygrad", default=os.environ.get("EGPULAB_TINYGRAD"), help="a checkout of tinygrad")
    parser.add_argument("--firmware", default=os.environ.get("EGPULAB_FIRMWARE", "/lib/firmware"),
                        help="directories that hold amdgpu/ and nvidia/, separated by ':' (default: %(default)s)")
    parser.add_argument("--cache", help="directory for tinygrad's kernel cache (default: a new one)")
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
        # The interface is named: otherwise tinygrad tries all it has and reports their failures together.
        environment["DEV"] = f"PCI+{options.device}"
        environment["REMOTE"] = f"{options.host}:{options.port}"
        environment["XDG_CACHE_HOME"] = options.cache or scratch
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        before = [p for p in environment.get("PYTHONPATH", "").split(":") if p]
        environment["PYTHONPATH"] = ":".join([scratch, str(tinygrad), *before])
        return subprocess.run([sys.executable, *command], cwd=tinygrad).returncode


if __name__ == "__main__":
    sys.exit(main())
