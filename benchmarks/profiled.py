"""Kept under cProfile by CPU time, one profile for each thread: `python -m benchmarks recording --profile FOLDER`."""

import cProfile
import os
import sys
import threading
import time
from pathlib import Path

from bot.command_line import main

_run = threading.Thread.run


def run_profiled(thread: threading.Thread) -> None:
    profile = cProfile.Profile(time.thread_time)
    profile.runcall(_run, thread)
    profile.dump_stats(Path(os.environ["PROFILES"]) / f"thread-{thread.native_id}.prof")


if __name__ == "__main__":
    threading.Thread.run = run_profiled  # type: ignore[assignment,method-assign]
    sys.argv = sys.argv[:1]
    loop = cProfile.Profile(time.thread_time)
    loop.runcall(main)
    loop.dump_stats(Path(os.environ["PROFILES"]) / "loop.prof")
