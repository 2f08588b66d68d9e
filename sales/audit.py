"""What the audit log says was done: who took data out, joined or erased clients, changed what somebody may do."""

from enum import StrEnum


class Act(StrEnum):
    EXPORTED = "exported"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    MERGED = "merged"
    UNMERGED = "unmerged"
    ROLE = "role"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    ERASED = "erased"
    DELETING = "deleting"  # the team, in a week
    KEPT = "kept"  # it is not deleted after all
