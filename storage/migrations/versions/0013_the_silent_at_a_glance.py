"""The silent are found along an index, the most worth first, and those offered today along another."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

SILENT = sa.text('next_contact_at IS NULL AND stopped_at IS NULL')
OFFERED = sa.text('offered_day IS NOT NULL')


def upgrade() -> None:
    op.drop_index('ix_clients_dormant', 'clients')
    op.create_index('ix_clients_dormant', 'clients', ['team_id', 'responsible_id', sa.text('worth DESC'), 'id'], unique=False, sqlite_where=SILENT, postgresql_where=SILENT)
    op.create_index('ix_clients_offered', 'clients', ['team_id', 'responsible_id', 'offered_day'], unique=False, sqlite_where=OFFERED, postgresql_where=OFFERED)
