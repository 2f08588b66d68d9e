"""How large a file may be; each limit protects the memory or the time of everybody else."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    file: int = 50 * MEGABYTE
    rows: int = 200_000
    columns: int = 500
    cell: int = 32_767  # characters: Excel's own limit
    inflated: int = 400 * MEGABYTE  # all parts of a zipped workbook together
    ratio: int = 250  # inflated to packed; a real sheet stays under 60
    memory: int = 640 * MEGABYTE  # of the process that opens a workbook
    seconds: float = 60.0  # for a workbook to open


LIMITS = Limits()
