"""What was set aside is counted at every look of an operator's programs, without going through what was done."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, at in (('inbox', 'done_at'), ('outbox', 'closed_at')):
        failed = sa.text("state = 'failed'")
        op.create_index(f'ix_{table}_failed', table, [at], unique=False, sqlite_where=failed, postgresql_where=failed)
