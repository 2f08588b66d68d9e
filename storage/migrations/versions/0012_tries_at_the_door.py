"""How many links that lead nowhere a person has tried."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('people', sa.Column('wrong_links', sa.Integer(), server_default='0', nullable=False))
    op.add_column('people', sa.Column('wrong_since', sa.BigInteger(), server_default='0', nullable=False))
