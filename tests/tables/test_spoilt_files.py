"""However a file is spoilt, it ends in entries or in a typed error, and soon. `SPOILT_FILES=10000` for many of them."""

import os
import random
import time
from collections import Counter
from pathlib import Path

from tables.errors import TableError
from tests.tables.mutants import mutant, samples
from tests.tables.reading import read

SEED = 20261125
MANY = int(os.environ.get("SPOILT_FILES", "600"))
FIRST = int(os.environ.get("SPOILT_FROM", "0"))
LONGEST = 5.0  # seconds


def test_a_spoilt_file_ends_in_entries_or_a_typed_error_and_soon(tmp_path: Path) -> None:
    pool, path = samples(tmp_path), tmp_path / "spoilt"
    ends: Counter[str] = Counter()
    slowest = (0.0, 0)
    for number in range(FIRST, FIRST + MANY):
        path.write_bytes(mutant(random.Random(f"{SEED}/{number}"), pool))
        began = time.monotonic()
        ends[end_of(path, number)] += 1
        slowest = max(slowest, (time.monotonic() - began, number))
    print(
        f"\n{MANY} files of seed {SEED}: {dict(ends.most_common())}; the slowest {slowest[0]:.2f} s, file {slowest[1]}"
    )
    assert slowest[0] < LONGEST
    assert len(ends) > 2


def end_of(path: Path, number: int) -> str:
    try:
        return "read" if read(path) else "read, nothing in it"
    except TableError as refused:
        return type(refused).__name__
    except Exception as error:
        raise AssertionError(f"file {number} of seed {SEED}") from error
