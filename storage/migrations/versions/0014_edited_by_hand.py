"""Whether somebody has corrected or added to a client: an import that is taken back leaves those."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('clients', sa.Column('edited_at', sa.BigInteger(), nullable=True))
