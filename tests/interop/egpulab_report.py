"""A pytest plugin: one JSON object a test into the file EGPULAB_REPORT_FILE, and a fixed sample of the tests where
EGPULAB_REPORT_SAMPLE is N > 1: those whose name has a CRC divisible by N, so that a test added elsewhere changes nothing.
EGPULAB_REPORT_ONLY names a file with the tests to run, one a line."""
import json
import os
import zlib


def pytest_collection_modifyitems(config, items):
    only = os.environ.get("EGPULAB_REPORT_ONLY")
    every = int(os.environ.get("EGPULAB_REPORT_SAMPLE", "1"))
    if only:
        with open(only) as file:
            wanted = set(file.read().split("\n"))
        kept = [item for item in items if item.nodeid in wanted]
    else:
        kept = [item for item in items if zlib.crc32(item.nodeid.encode()) % every == 0]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def write(row):
    with open(os.environ["EGPULAB_REPORT_FILE"], "a") as file:
        file.write(json.dumps(row) + "\n")


def pytest_runtest_logreport(report):
    expected = hasattr(report, "wasxfail")
    if report.when == "call" or report.outcome != "passed":
        outcome = "passed" if expected else report.outcome
        text = report.longrepr
        if isinstance(text, tuple):  # (file, line, "Skipped: reason")
            text = text[2]
        elif hasattr(text, "reprcrash") and text.reprcrash:
            text = text.reprcrash.message
        write({"test": report.nodeid, "outcome": outcome, "text": str(text or ""), "seconds": report.duration})


def pytest_collectreport(report):
    if report.failed:
        write({"test": report.nodeid, "outcome": "failed", "text": str(report.longrepr), "seconds": 0})


def pytest_sessionfinish(session, exitstatus):
    write({"finished": int(exitstatus)})
