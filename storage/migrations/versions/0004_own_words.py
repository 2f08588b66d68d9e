"""Own words: a team's reasons, sources, channels and tags beside the built-in ones; a second reason."""

import sqlalchemy as sa
from alembic import op

from storage.migrations import checks

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

REASONS = "('no_money', 'no_need', 'incumbent_supplier', 'not_decision_maker', 'territory', 'legal', 'no_value', 'no_trust', 'no_urgency', 'weak_presentation', 'premature_offer', 'price_not_defended')"
OBSTACLES = "('no_money', 'no_need', 'incumbent_supplier', 'not_decision_maker', 'territory', 'legal')"
SOURCES = ('site', 'ad', 'social', 'exhibition', 'cold', 'referral', 'partner', 'walk_in')
CHANNELS = ('call', 'meeting', 'message', 'visit')


def upgrade() -> None:
    op.add_column('loss_reasons', sa.Column('group', sa.Text(), server_default='error', nullable=False))
    op.add_column('loss_reasons', sa.Column('name', sa.Text(), server_default='', nullable=False))
    op.add_column('loss_reasons', sa.Column('hidden', sa.Integer(), server_default='0', nullable=False))
    op.add_column('loss_reasons', sa.Column('place', sa.Integer(), server_default='0', nullable=False))
    op.add_column('loss_reasons', sa.Column('helped', sa.Text(), server_default='', nullable=False))
    op.execute(f"UPDATE loss_reasons SET \"group\" = 'obstacle' WHERE code IN {OBSTACLES}")
    op.create_table('terms',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('list', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), server_default='', nullable=False),
    sa.Column('hidden', sa.Integer(), server_default='0', nullable=False),
    sa.Column('place', sa.Integer(), server_default='0', nullable=False),
    sa.CheckConstraint("list IN ('s', 'c', 't')", name=op.f('ck_terms_list')),
    sa.CheckConstraint("name <> '' OR substr(code, 1, 3) <> 'own'", name=op.f('ck_terms_name')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_terms_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_terms')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_terms_team_id_id')),
    sa.UniqueConstraint('team_id', 'list', 'code', name=op.f('uq_terms_team_id_list_code'))
    )
    op.create_table('merges',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('winner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('into_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('loser_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('company', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('telegram', sa.Text(), nullable=False),
    sa.Column('telegram_id', sa.BigInteger(), nullable=True),
    sa.Column('merged_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('merged_at', sa.BigInteger(), nullable=False),
    sa.Column('undone_at', sa.BigInteger(), nullable=True),
    sa.Column('kept', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'merged_by'], ['members.team_id', 'members.id'], name=op.f('fk_merges_team_id_merged_by')),
    sa.ForeignKeyConstraint(['team_id', 'winner_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_merges_team_id_winner_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_merges_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merges')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_merges_team_id_id'))
    )
    op.create_index(op.f('ix_merges_winner_id'), 'merges', ['winner_id'], unique=False)
    op.create_index('uq_merges_loser', 'merges', ['team_id', 'loser_id'], unique=True, sqlite_where=sa.text('undone_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL'))
    op.create_table('tagged',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('term_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_tagged_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'term_id'], ['terms.team_id', 'terms.id'], name=op.f('fk_tagged_team_id_term_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_tagged_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'client_id', 'term_id', name=op.f('pk_tagged'))
    )
    op.create_index(op.f('ix_tagged_team_id_term_id_client_id'), 'tagged', ['team_id', 'term_id', 'client_id'], unique=False)
    op.create_table('second_reasons',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'contact_id'], ['contacts.team_id', 'contacts.id'], name=op.f('fk_second_reasons_team_id_contact_id')),
    sa.ForeignKeyConstraint(['team_id', 'reason_id'], ['loss_reasons.team_id', 'loss_reasons.id'], name=op.f('fk_second_reasons_team_id_reason_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_second_reasons_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'contact_id', name=op.f('pk_second_reasons'))
    )
    for kind, codes in (('s', SOURCES), ('c', CHANNELS)):
        for code in codes:
            op.execute(f"INSERT INTO terms (team_id, list, code) SELECT id, '{kind}', '{code}' FROM teams ORDER BY id")
    checks.replace('loss_reasons', 'ck_loss_reasons_code', {
        'ck_loss_reasons_code': f"code IN {REASONS} OR substr(code, 1, 3) = 'own'",
        'ck_loss_reasons_group': "\"group\" IN ('obstacle', 'error')",
        'ck_loss_reasons_name': "name <> '' OR substr(code, 1, 3) <> 'own'",
    })
    for table in ('daily', 'weekly', 'trend'):
        checks.replace(table, f'ck_{table}_reason', {
            f'ck_{table}_reason': f"reason = '' OR reason IN {REASONS} OR substr(reason, 1, 3) = 'own'",
        })
    for table in ('clients', 'spend', 'clientless'):
        checks.replace(table, f'ck_{table}_source', {
            f'ck_{table}_source': f"source IN {SOURCES} OR substr(source, 1, 3) = 'own'",
        })
    checks.replace('contacts', 'ck_contacts_channel', {
        'ck_contacts_channel': f"channel IN {CHANNELS} OR substr(channel, 1, 3) = 'own'",
    })
    checks.never_use_an_id_again('clients')
