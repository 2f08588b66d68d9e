"""When the owners of a team that is to be deleted were told that a day is left."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('teams', sa.Column('deletion_told_at', sa.BigInteger(), nullable=True))
