"""A way back for every client: giving one up, and who decides it."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('criteria',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('least', sa.BigInteger(), nullable=True),
    sa.Column('hidden', sa.Integer(), server_default='0', nullable=False),
    sa.CheckConstraint("kind IN ('fact', 'number')", name=op.f('ck_criteria_kind')),
    sa.CheckConstraint("name <> ''", name=op.f('ck_criteria_name')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_criteria_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criteria')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_criteria_team_id_id'))
    )
    op.create_table('clientless',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fact', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('happened_at', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('undone_at', sa.BigInteger(), nullable=True),
    sa.Column('sampled', sa.Integer(), server_default='0', nullable=False),
    sa.Column('doubted', sa.Integer(), nullable=True),
    sa.Column('judged_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('origin_chat', sa.BigInteger(), nullable=False),
    sa.Column('origin_message', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("fact IN ('missed', 'wrong_number', 'pitch', 'job_seeker', 'spam', 'duplicate')", name=op.f('ck_clientless_fact')),
    sa.CheckConstraint("source IN ('site', 'ad', 'social', 'exhibition', 'cold', 'referral', 'partner', 'walk_in')", name=op.f('ck_clientless_source')),
    sa.CheckConstraint("source IS NULL OR fact = 'missed'", name=op.f('ck_clientless_source_of_a_lead')),
    sa.ForeignKeyConstraint(['team_id', 'judged_by'], ['members.team_id', 'members.id'], name=op.f('fk_clientless_team_id_judged_by')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_clientless_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_clientless_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clientless')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_clientless_team_id_id'))
    )
    op.create_index('ix_clientless_day', 'clientless', ['team_id', 'day'], unique=False)
    op.create_index('uq_clientless_origin', 'clientless', ['team_id', 'origin_chat', 'origin_message'], unique=True, sqlite_where=sa.text('undone_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL'))
    op.create_table('recommendations',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recommended_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('recommended_id <> client_id', name=op.f('ck_recommendations_somebody_else')),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_recommendations_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'contact_id'], ['contacts.team_id', 'contacts.id'], name=op.f('fk_recommendations_team_id_contact_id')),
    sa.ForeignKeyConstraint(['team_id', 'recommended_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_recommendations_team_id_recommended_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_recommendations_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendations')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_recommendations_team_id_id')),
    sa.UniqueConstraint('team_id', 'recommended_id', name=op.f('uq_recommendations_team_id_recommended_id'))
    )
    op.create_index(op.f('ix_recommendations_client_id'), 'recommendations', ['client_id'], unique=False)
    op.create_index(op.f('ix_recommendations_contact_id'), 'recommendations', ['contact_id'], unique=False)
    op.create_table('remarks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_remarks_text')),
    sa.ForeignKeyConstraint(['team_id', 'author_id'], ['members.team_id', 'members.id'], name=op.f('fk_remarks_team_id_author_id')),
    sa.ForeignKeyConstraint(['team_id', 'contact_id'], ['contacts.team_id', 'contacts.id'], name=op.f('fk_remarks_team_id_contact_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_remarks_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remarks')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_remarks_team_id_id'))
    )
    op.create_index(op.f('ix_remarks_contact_id'), 'remarks', ['contact_id'], unique=False)
    op.create_table('stops',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('asked_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.BigInteger(), nullable=True),
    sa.Column('word', sa.Text(), server_default='', nullable=False),
    sa.CheckConstraint("state IN ('draft', 'asked', 'approved', 'refused', 'lifted', 'withdrawn')", name=op.f('ck_stops_state')),
    sa.CheckConstraint("state NOT IN ('approved', 'refused') OR decided_at IS NOT NULL", name=op.f('ck_stops_decided')),
    sa.ForeignKeyConstraint(['team_id', 'asked_by'], ['members.team_id', 'members.id'], name=op.f('fk_stops_team_id_asked_by')),
    sa.ForeignKeyConstraint(['team_id', 'author_id'], ['members.team_id', 'members.id'], name=op.f('fk_stops_team_id_author_id')),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_stops_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'contact_id'], ['contacts.team_id', 'contacts.id'], name=op.f('fk_stops_team_id_contact_id')),
    sa.ForeignKeyConstraint(['team_id', 'decided_by'], ['members.team_id', 'members.id'], name=op.f('fk_stops_team_id_decided_by')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_stops_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stops')),
    sa.UniqueConstraint('team_id', 'contact_id', name=op.f('uq_stops_team_id_contact_id')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_stops_team_id_id'))
    )
    op.create_index('ix_stops_day', 'stops', ['team_id', 'state', 'day'], unique=False)
    op.create_table('observed',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('criterion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['team_id', 'criterion_id'], ['criteria.team_id', 'criteria.id'], name=op.f('fk_observed_team_id_criterion_id')),
    sa.ForeignKeyConstraint(['team_id', 'stop_id'], ['stops.team_id', 'stops.id'], name=op.f('fk_observed_team_id_stop_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_observed_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'stop_id', 'criterion_id', name=op.f('pk_observed'))
    )
    op.add_column('clients', sa.Column('stopped_at', sa.BigInteger(), nullable=True))
    op.add_column('outbox', sa.Column('of_team', sa.BigInteger(), nullable=True))
    op.add_column('teams', sa.Column('tries', sa.Integer(), server_default='5', nullable=False))
    op.add_column('teams', sa.Column('capture', sa.Text(), server_default='asked', nullable=False))
