"""A pytest plugin: one JSON object a test into the file EGPULAB_REPORT_FILE, and a fixed sample of the tests where
EGPULAB_REPORT_SAMPLE is N > 1: those whose name has a CRC divisible by N, so that a test added elsewhere changes nothing.
EGPULAB_REPORT_ONLY and EGPULAB_REPORT_EXCEPT name files with the tests to run or not to run, one a line."""
import json
import os
import zlib


def listed(variable):
    path = os.environ.get(variable)
    if not path:
        return None
    with open(path) as file:
        return set(file.read().split("\n"))


def pytest_collection_modifyitems(config, items):
    only, without = listed("EGPULAB_REPORT_ONLY"), listed("EGPULAB_REPORT_EXCEPT") or ()
    every = int(os.environ.get("EGPULAB_REPORT_SAMPLE", "1"))
    if only is not None:
        kept = [item for item in items if item.nodeid in only]
    else:
        kept = [item for item in items
                if zlib.crc32(item.nodeid.encode()) % every == 0 and item.nodeid not in without]
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
