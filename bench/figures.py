#!/usr/bin/env python3
"""The figures that egpulab has set itself, from a folder of Google Benchmark results; exits 1 where one is missed.

figures.py FOLDER    prints a Markdown table of goal and median.
"""
import json
import pathlib
import sys

NS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


class Results:
    def __init__(self, folder):
        self.rows, self.host = {}, None
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            data = json.loads(path.read_text())
            self.host = self.host or data["context"]
            for row in data["benchmarks"]:
                # Repetitions are reported by their median; a single run stands for itself.
                if row.get("aggregate_name", "median") == "median":
                    self.rows[row["run_name"].split("/repeats")[0]] = row

    def ns(self, name):
        """Processor time of one iteration: other programs on the machine do not count."""
        row = self.rows[name]
        return row["cpu_time"] * NS[row["time_unit"]]

    def counter(self, name, counter):
        return self.rows[name][counter]


# (what, how to measure it, goal, unit, whether more is better)
FIGURES = [
    ("cold boot to first kernel", lambda r: r.ns("cold_boot_to_first_kernel") / 1e6, 50, "ms", False),
    *[(f"NVIDIA cold boot to first copy, {card}{', recorded' if suffix else ''}",
       lambda r, n=f"cold_boot_to_first_copy{suffix}/{i}": r.ns(n) / 1e6, goal, "ms", False)
      for suffix, goal in (("", 150), ("_recorded", 250)) for i, card in enumerate(("GA102", "AD102", "GB202"))],
    ("MMIO reads", lambda r: 1e3 / r.ns("register_reads"), 20, "M/s", True),
    ("MMIO writes", lambda r: 1e3 / r.ns("register_writes"), 20, "M/s", True),
    ("snapshot restore", lambda r: r.ns("snapshot_restore") / 1e3, 100, "us", False),
    ("snapshot restore after boot", lambda r: r.ns("snapshot_restore_after_boot") / 1e3, 100, "us", False),
    ("empty dispatch", lambda r: r.ns("empty_dispatch/1") / 1e3, 20, "us", False),
    ("recording, an access", lambda r: 1e9 * (r.counter("device_recorded", "time/access")
                                              - r.counter("device_alone", "time/access")), 60, "ns", False),
    *[(f"{kernel}, {level}", lambda r, k=kernel, l=level: r.counter(f"{k}/{l}", "wave_instructions") / 1e6, goal,
       "M wave instructions/s", True)
      for level, goal in (("avx2", 100), ("avx512", 150)) for kernel in ("matmul_lds", "softmax", "vector_add")],
    # A server and its client wait for each other, so wall time counts here.
    *[(f"TinyGPU port, {what}", lambda r, n=name, c=counter, d=scale: r.counter(f"{n}/real_time", c) / d, goal, unit,
       True)
      for what, name, counter, scale, goal, unit in (
          ("TCP, blocking client", "port_tcp_blocking", "items_per_second", 1e3, 25, "k round trips/s"),
          ("unix socket, spinning client", "port_unix_spinning", "items_per_second", 1e3, 120, "k round trips/s"),
          ("posted writes, TCP", "posted_writes/tcp", "items_per_second", 1e6, 1, "M/s"),
          ("upload, TCP", "upload/tcp", "bytes_per_second", 1e9, 2, "GB/s"),
          ("download, TCP", "download/tcp", "bytes_per_second", 1e9, 2, "GB/s"))],
    *[(f"NVIDIA pushbuffer, {what}", lambda r, n=name: r.counter(f"methods/{n}", "items_per_second") / 1e6, 10,
       "M methods/s", True)
      for what, name in (("host", "of_the_host"), ("copy engine", "of_the_copy_engine"), ("compute", "of_compute"))],
    *[(f"NVIDIA copy engine, {name.replace('_', ' ')}",
       lambda r, n=name: r.counter(f"copies/{n}", "bytes_per_second") / 1e9, 4, "GB/s", True)
      for name in ("within_vram", "to_system_memory", "from_system_memory")],
    ("replay as device", lambda r: r.counter("replay_as_device", "accesses/s") / 1e6, 5, "M/s", True),
]


def main():
    results = Results(sys.argv[1])
    print(f"{results.host['num_cpus']} processors of {results.host['mhz_per_cpu']} MHz\n")
    print("| figure | goal | measured |\n|---|---|---|")
    missed = 0
    for what, measure, goal, unit, more in FIGURES:
        try:
            value = measure(results)
        except KeyError as absent:
            print(f"| {what} | {goal} {unit} | no result {absent} |")
            missed += 1
            continue
        good = value >= goal if more else value <= goal
        missed += not good
        print(f"| {what} | {'at least' if more else 'at most'} {goal} {unit} | {value:.4g} {unit}"
              f"{'' if good else ' (missed)'} |")
    return missed > 0


if __name__ == "__main__":
    sys.exit(main())
