"""Order within a chat among several replicas: whose turn a letter takes, and which process holds it."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")
IN_LANE = sa.text("state = 'waiting' AND lane IS NOT NULL")


def upgrade() -> None:
    op.add_column('outbox', sa.Column('held_by', sa.Text(), nullable=True))
    op.add_column('outbox', sa.Column('lane', sa.BigInteger(), nullable=True))
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("UPDATE outbox SET lane = chat_id WHERE state = 'waiting' AND method <> 'answerCallbackQuery'")
    op.create_index('ix_outbox_lane', 'outbox', ['bot_id', 'lane', 'id'], unique=False, sqlite_where=IN_LANE, postgresql_where=IN_LANE)
    op.drop_index('ix_inbox_lane', table_name='inbox')
    op.create_index('ix_inbox_lane', 'inbox', ['bot_id', 'chat_id', 'update_id'], unique=False, sqlite_where=WAITING, postgresql_where=WAITING)
