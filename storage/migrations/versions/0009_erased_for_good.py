"""Clients whose personal data was erased, and teams that are to be deleted."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

ACTS = ('exported', 'imported', 'import_undone', 'merged', 'unmerged', 'role', 'suspended', 'restored', 'erased', 'deleting', 'kept')
COLUMNS = "id, team_id, at, member_id, act, client_id, about_id, told"


def upgrade() -> None:
    for table, name, index in (('clients', 'erased_at', 'ix_clients_erased'), ('teams', 'deleted_at', 'ix_teams_deleted_at')):
        op.add_column(table, sa.Column(name, sa.BigInteger(), nullable=True))
        where = sa.text(f"{name} IS NOT NULL")
        op.create_index(index, table, [name], unique=False, sqlite_where=where, postgresql_where=where)
    allowed = f"act IN ({', '.join(map(repr, ACTS))})"
    if op.get_bind().dialect.name == 'postgresql':
        op.drop_constraint(op.f('ck_audit_act'), 'audit')
        op.create_check_constraint(op.f('ck_audit_act'), 'audit', allowed)
        return
    # SQLite changes no constraint of a table that is there.
    op.drop_index(op.f('ix_audit_team_id_id'), 'audit')
    op.rename_table('audit', 'audit_before')
    op.create_table('audit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('about_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('told', sa.Text(), server_default='', nullable=False),
    sa.CheckConstraint(allowed, name=op.f('ck_audit_act')),
    sa.ForeignKeyConstraint(['team_id', 'about_id'], ['members.team_id', 'members.id'], name=op.f('fk_audit_team_id_about_id')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_audit_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_audit_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.execute(f"INSERT INTO audit ({COLUMNS}) SELECT {COLUMNS} FROM audit_before")
    op.drop_table('audit_before')
    op.create_index(op.f('ix_audit_team_id_id'), 'audit', ['team_id', 'id'], unique=False)
