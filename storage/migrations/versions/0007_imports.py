"""Files of clients on their way into a base."""

import sqlalchemy as sa
from alembic import op

from storage.migrations import backfill_0007

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('imports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('shown_id', sa.BigInteger(), nullable=True),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('file_name', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('layout', sa.Text(), server_default='', nullable=False),
    sa.Column('about', sa.Integer(), server_default='0', nullable=False),
    sa.Column('done_row', sa.Integer(), server_default='0', nullable=False),
    sa.Column('added', sa.Integer(), server_default='0', nullable=False),
    sa.Column('joined', sa.Integer(), server_default='0', nullable=False),
    sa.Column('warned', sa.Integer(), server_default='0', nullable=False),
    sa.Column('rejected', sa.Integer(), server_default='0', nullable=False),
    sa.Column('contacts', sa.Integer(), server_default='0', nullable=False),
    sa.Column('unnamed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('trouble', sa.Text(), server_default='', nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('held_until', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("state IN ('wanted', 'shown', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')", name=op.f('ck_imports_state')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_imports_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_imports_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sa.UniqueConstraint('team_id', 'chat_id', 'message_id', name=op.f('uq_imports_team_id_chat_id_message_id')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_imports_team_id_id'))
    )
    op.create_index('ix_imports_waiting', 'imports', ['held_until', 'id'], unique=False, sqlite_where=sa.text("state IN ('wanted', 'running', 'undoing')"), postgresql_where=sa.text("state IN ('wanted', 'running', 'undoing')"))
    op.create_table('import_rows',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('fate', sa.Text(), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cells', sa.Text(), nullable=False),
    sa.Column('problems', sa.Text(), server_default='[]', nullable=False),
    sa.Column('filled', sa.Text(), server_default='{}', nullable=False),
    sa.CheckConstraint("fate IN ('joined', 'warned', 'rejected')", name=op.f('ck_import_rows_fate')),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_import_rows_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'import_id'], ['imports.team_id', 'imports.id'], name=op.f('fk_import_rows_team_id_import_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_import_rows_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_rows')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_import_rows_team_id_id')),
    sa.UniqueConstraint('team_id', 'import_id', 'number', 'fate', name=op.f('uq_import_rows_team_id_import_id_number_fate'))
    )
    op.create_index(op.f('ix_import_rows_client_id'), 'import_rows', ['client_id'], unique=False)
    op.create_table('unnamed_losses',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('happened_at', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), server_default='', nullable=False),
    sa.CheckConstraint("channel IN ('call', 'meeting', 'message', 'visit') OR substr(channel, 1, 3) = 'own'", name=op.f('ck_unnamed_losses_channel')),
    sa.CheckConstraint("day <> ''", name=op.f('ck_unnamed_losses_day')),
    sa.ForeignKeyConstraint(['team_id', 'author_id'], ['members.team_id', 'members.id'], name=op.f('fk_unnamed_losses_team_id_author_id')),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_unnamed_losses_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'import_id'], ['imports.team_id', 'imports.id'], name=op.f('fk_unnamed_losses_team_id_import_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_unnamed_losses_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unnamed_losses')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_unnamed_losses_team_id_id'))
    )
    op.create_index(op.f('ix_unnamed_losses_client_id'), 'unnamed_losses', ['client_id'], unique=False)
    op.add_column('clients', sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.create_index('ix_clients_import', 'clients', ['import_id'], unique=False, sqlite_where=sa.text('import_id IS NOT NULL'), postgresql_where=sa.text('import_id IS NOT NULL'))
    for table in ('notes', 'terms'):
        op.add_column(table, sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.add_column('contacts', sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.create_index('ix_contacts_import', 'contacts', ['import_id'], unique=False, sqlite_where=sa.text('import_id IS NOT NULL'), postgresql_where=sa.text('import_id IS NOT NULL'))
    for table, column in (
        *(('contacts', name) for name in ('deal', 'kept', 'words', 'saving')),
        ('tasks', 'recontact'),
        ('sentences', 'contact'),
    ):
        given = sa.text(f'{column}_id IS NOT NULL')
        op.create_index(f'ix_{table}_{column}', table, [f'{column}_id'], unique=False, sqlite_where=given, postgresql_where=given)
    given = sa.text('telegram_id IS NOT NULL')
    op.create_index('ix_clients_telegram_id', 'clients', ['team_id', 'telegram_id'], unique=False, sqlite_where=given, postgresql_where=given)
    for table in ('tasks', 'stops'):
        op.create_index(op.f(f'ix_{table}_client_id'), table, ['client_id'], unique=False)
    backfill_0007.fill(op.get_bind())
