"""`python -m benchmarks [name]`: one of the benchmarks; each compares figures of one run only."""

import sys
from importlib import import_module

BENCHMARKS = (
    "recording",
    "sustained",
    "replicas",
    "history",
    "posting",
    "finding",
    "tables",
    "importing",
    "moving",
    "starting",
)


def main() -> None:
    name = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else BENCHMARKS[0]
    if name not in BENCHMARKS:
        sys.exit(f"no benchmark {name!r}; there are: {', '.join(BENCHMARKS)}")
    import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
