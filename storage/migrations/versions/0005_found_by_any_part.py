"""Clients found by words and their endings instead of every ending of every word; contacts told on a later day."""

import sqlalchemy as sa
from alembic import op

from storage.migrations import backfill_0005

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_words',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('word', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_search_words_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_search_words_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'word', 'client_id', name=op.f('pk_search_words')),
    sqlite_with_rowid=False
    )
    op.create_table('word_endings',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ending', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.Column('word', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_word_endings_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'ending', 'word', name=op.f('pk_word_endings')),
    sqlite_with_rowid=False
    )
    backfill_0005.fill(op.get_bind())
    op.create_index(op.f('ix_search_words_client_id_word'), 'search_words', ['client_id', 'word'], unique=False)
    op.drop_table('search_keys')
    op.add_column('contacts', sa.Column('recorded_day', sa.Text(), nullable=True))
    op.add_column('people', sa.Column('taught', sa.Text(), server_default='', nullable=False))
