"""Whose an update is: on PostgreSQL one transaction at a time works for a team."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('inbox', sa.Column('home', sa.BigInteger(), server_default='0', nullable=False))
