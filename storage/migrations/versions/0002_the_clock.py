"""The clock: reminders, meetings, weeks; the roll-ups that the week is drawn from."""

import sqlalchemy as sa
from alembic import op

from storage.migrations import backfill_0002

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('drawings',
    sa.Column('bot_id', sa.BigInteger(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', 'content', name=op.f('pk_drawings'))
    )
    op.create_table('label_tries',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_label_tries_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'day', name=op.f('pk_label_tries'))
    )
    op.create_table('spend',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("source IN ('site', 'ad', 'social', 'exhibition', 'cold', 'referral', 'partner', 'walk_in')", name=op.f('ck_spend_source')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_spend_amount')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_spend_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'source', 'month', name=op.f('pk_spend'))
    )
    op.create_table('summaries',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('told', sa.Integer(), server_default='0', nullable=False),
    sa.CheckConstraint("kind IN ('morning', 'week')", name=op.f('ck_summaries_kind')),
    sa.CheckConstraint("state IN ('sent', 'skipped')", name=op.f('ck_summaries_state')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_summaries_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'kind', 'day', name=op.f('pk_summaries'))
    )
    op.create_table('touched',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('clients', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_touched_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'day', name=op.f('pk_touched'))
    )
    op.create_table('trend',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('monday', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('contacts', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('again', sa.Integer(), server_default='0', nullable=False),
    sa.Column('again_amount', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('regained', sa.Integer(), server_default='0', nullable=False),
    sa.Column('regained_amount', sa.BigInteger(), server_default='0', nullable=False),
    sa.CheckConstraint("(outcome = 'lost') = (reason <> '')", name=op.f('ck_trend_loss_has_reason')),
    sa.CheckConstraint("outcome IN ('won', 'next_step', 'lost', 'no_answer')", name=op.f('ck_trend_outcome')),
    sa.CheckConstraint("reason = '' OR reason IN ('no_money', 'no_need', 'incumbent_supplier', 'not_decision_maker', 'territory', 'legal', 'no_value', 'no_trust', 'no_urgency', 'weak_presentation', 'premature_offer', 'price_not_defended')", name=op.f('ck_trend_reason')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_trend_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'monday', 'outcome', 'reason', name=op.f('pk_trend'))
    )
    op.create_table('leads',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('reach', sa.Text(), nullable=False),
    sa.Column('clients', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_leads_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_leads_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'day', 'member_id', 'source', 'reach', name=op.f('pk_leads'))
    )
    op.create_table('leaves',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stand_in_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('until_day', sa.Text(), nullable=False),
    sa.Column('created_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('member_id <> stand_in_id', name=op.f('ck_leaves_another')),
    sa.ForeignKeyConstraint(['team_id', 'created_by'], ['members.team_id', 'members.id'], name=op.f('fk_leaves_team_id_created_by')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_leaves_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id', 'stand_in_id'], ['members.team_id', 'members.id'], name=op.f('fk_leaves_team_id_stand_in_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_leaves_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leaves')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_leaves_team_id_id'))
    )
    op.create_index('uq_leaves_one_open', 'leaves', ['member_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('reminders',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('letter_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('stale', sa.Integer(), server_default='0', nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_reminders_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_reminders_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminders')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_reminders_team_id_id'))
    )
    op.create_index('ix_reminders_letter_id', 'reminders', ['letter_id'], unique=False, sqlite_where=sa.text('message_id IS NULL'), postgresql_where=sa.text('message_id IS NULL'))
    op.create_index('ix_reminders_stale', 'reminders', ['id'], unique=False, sqlite_where=sa.text('stale = 1'), postgresql_where=sa.text('stale = 1'))
    op.create_table('weekly',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('monday', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('contacts', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('again', sa.Integer(), server_default='0', nullable=False),
    sa.Column('again_amount', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('regained', sa.Integer(), server_default='0', nullable=False),
    sa.Column('regained_amount', sa.BigInteger(), server_default='0', nullable=False),
    sa.CheckConstraint("(outcome = 'lost') = (reason <> '')", name=op.f('ck_weekly_loss_has_reason')),
    sa.CheckConstraint("outcome IN ('won', 'next_step', 'lost', 'no_answer')", name=op.f('ck_weekly_outcome')),
    sa.CheckConstraint("reason = '' OR reason IN ('no_money', 'no_need', 'incumbent_supplier', 'not_decision_maker', 'territory', 'legal', 'no_value', 'no_trust', 'no_urgency', 'weak_presentation', 'premature_offer', 'price_not_defended')", name=op.f('ck_weekly_reason')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_weekly_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_weekly_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'monday', 'member_id', 'outcome', 'reason', name=op.f('pk_weekly'))
    )
    op.create_table('lent',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('leave_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_lent_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'leave_id'], ['leaves.team_id', 'leaves.id'], name=op.f('fk_lent_team_id_leave_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_lent_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'client_id', name=op.f('pk_lent'))
    )
    op.create_index(op.f('ix_lent_leave_id'), 'lent', ['leave_id'], unique=False)
    op.create_table('reminded',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reminder_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recontact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'recontact_id'], ['recontacts.team_id', 'recontacts.id'], name=op.f('fk_reminded_team_id_recontact_id')),
    sa.ForeignKeyConstraint(['team_id', 'reminder_id'], ['reminders.team_id', 'reminders.id'], name=op.f('fk_reminded_team_id_reminder_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_reminded_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'reminder_id', 'recontact_id', name=op.f('pk_reminded'))
    )
    op.create_index(op.f('ix_reminded_recontact_id'), 'reminded', ['recontact_id'], unique=False)
    op.create_table('tasks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('due_day', sa.Text(), nullable=False),
    sa.Column('recontact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('closed_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['team_id', 'author_id'], ['members.team_id', 'members.id'], name=op.f('fk_tasks_team_id_author_id')),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_tasks_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_tasks_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id', 'recontact_id'], ['recontacts.team_id', 'recontacts.id'], name=op.f('fk_tasks_team_id_recontact_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_tasks_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_tasks_team_id_id'))
    )
    op.create_index('ix_tasks_member', 'tasks', ['team_id', 'member_id', 'closed_at'], unique=False)
    op.create_table('reviews',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.Column('reviewed_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'contact_id'], ['contacts.team_id', 'contacts.id'], name=op.f('fk_reviews_team_id_contact_id')),
    sa.ForeignKeyConstraint(['team_id', 'reason_id'], ['loss_reasons.team_id', 'loss_reasons.id'], name=op.f('fk_reviews_team_id_reason_id')),
    sa.ForeignKeyConstraint(['team_id', 'reviewer_id'], ['members.team_id', 'members.id'], name=op.f('fk_reviews_team_id_reviewer_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_reviews_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('team_id', 'contact_id', name=op.f('uq_reviews_team_id_contact_id')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_reviews_team_id_id'))
    )
    op.add_column('clients', sa.Column('met_day', sa.Text(), server_default='', nullable=False))
    op.add_column('clients', sa.Column('contacted_day', sa.Text(), nullable=True))
    op.add_column('clients', sa.Column('sales', sa.Integer(), server_default='0', nullable=False))
    op.add_column('clients', sa.Column('revenue', sa.BigInteger(), server_default='0', nullable=False))
    op.add_column('clients', sa.Column('first_sale_at', sa.BigInteger(), nullable=True))
    op.add_column('clients', sa.Column('last_sale_at', sa.BigInteger(), nullable=True))
    op.add_column('clients', sa.Column('worth', sa.BigInteger(), server_default='0', nullable=False))
    op.add_column('clients', sa.Column('dormant_at', sa.BigInteger(), nullable=True))
    op.add_column('clients', sa.Column('offered_day', sa.Text(), nullable=True))
    op.create_index('ix_clients_dormant', 'clients', ['team_id', 'responsible_id', 'worth'], unique=False, sqlite_where=sa.text('next_contact_at IS NULL'), postgresql_where=sa.text('next_contact_at IS NULL'))
    op.add_column('contacts', sa.Column('again', sa.Integer(), server_default='0', nullable=False))
    op.add_column('contacts', sa.Column('regained', sa.Integer(), server_default='0', nullable=False))
    op.create_index('ix_contacts_day', 'contacts', ['team_id', 'day', 'outcome'], unique=False)
    op.add_column('daily', sa.Column('again', sa.Integer(), server_default='0', nullable=False))
    op.add_column('daily', sa.Column('again_amount', sa.BigInteger(), server_default='0', nullable=False))
    op.add_column('daily', sa.Column('regained', sa.Integer(), server_default='0', nullable=False))
    op.add_column('daily', sa.Column('regained_amount', sa.BigInteger(), server_default='0', nullable=False))
    op.add_column('outbox', sa.Column('urgency', sa.Integer(), server_default='0', nullable=False))
    op.add_column('outbox', sa.Column('drawing', sa.Text(), nullable=True))
    op.add_column('outbox', sa.Column('good_until', sa.BigInteger(), nullable=True))
    op.drop_index(op.f('ix_outbox_waiting'), table_name='outbox', sqlite_where=sa.text("state = 'waiting'"))
    op.create_index('ix_outbox_waiting', 'outbox', ['bot_id', 'urgency', 'id'], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.add_column('recontacts', sa.Column('remind_at', sa.BigInteger(), nullable=True))
    op.add_column('recontacts', sa.Column('snoozes', sa.Integer(), server_default='0', nullable=False))
    op.create_index('ix_recontacts_remind', 'recontacts', ['remind_at', 'id'], unique=False, sqlite_where=sa.text("state = 'open' AND remind_at IS NOT NULL"), postgresql_where=sa.text("state = 'open' AND remind_at IS NOT NULL"))
    op.add_column('teams', sa.Column('weekdays', sa.Text(), server_default='12345', nullable=False))
    op.add_column('teams', sa.Column('opens_at', sa.Integer(), server_default='540', nullable=False))
    op.add_column('teams', sa.Column('closes_at', sa.Integer(), server_default='1080', nullable=False))
    op.add_column('teams', sa.Column('country', sa.Text(), server_default='', nullable=False))
    op.add_column('teams', sa.Column('days_off', sa.Text(), server_default='', nullable=False))
    op.add_column('teams', sa.Column('morning_at', sa.Integer(), server_default='540', nullable=False))
    op.add_column('teams', sa.Column('week_at', sa.Integer(), server_default='540', nullable=False))
    op.add_column('teams', sa.Column('dormant_days', sa.Integer(), server_default='90', nullable=False))
    op.add_column('teams', sa.Column('dormant_a_day', sa.Integer(), server_default='3', nullable=False))
    op.add_column('teams', sa.Column('after_sale', sa.Text(), server_default='3 30 90', nullable=False))
    op.add_column('teams', sa.Column('group_chat_id', sa.BigInteger(), nullable=True))
    op.add_column('teams', sa.Column('next_morning_at', sa.BigInteger(), nullable=True))
    op.add_column('teams', sa.Column('next_week_at', sa.BigInteger(), nullable=True))
    op.create_index('ix_teams_next_morning_at', 'teams', ['next_morning_at'], unique=False)
    op.create_index('ix_teams_next_week_at', 'teams', ['next_week_at'], unique=False)
    op.create_index('uq_teams_group_chat_id', 'teams', ['group_chat_id'], unique=True)
    # Whoever waits already is reminded of too.
    op.execute("UPDATE recontacts SET remind_at = due_at WHERE state = 'open'")
    backfill_0002.fill(op.get_bind())
