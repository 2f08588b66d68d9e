"""What was typed about a contact, until a tap has confirmed it."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sentences',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('said_at', sa.BigInteger(), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('named', sa.Text(), server_default='', nullable=False),
    sa.Column('nickname', sa.Text(), server_default='', nullable=False),
    sa.Column('telegram_id', sa.BigInteger(), nullable=True),
    sa.Column('forwarded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('edited_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("text <> ''", name=op.f('ck_sentences_text')),
    sa.ForeignKeyConstraint(['team_id', 'client_id'], ['clients.team_id', 'clients.id'], name=op.f('fk_sentences_team_id_client_id')),
    sa.ForeignKeyConstraint(['team_id', 'contact_id'], ['contacts.team_id', 'contacts.id'], name=op.f('fk_sentences_team_id_contact_id')),
    sa.ForeignKeyConstraint(['team_id', 'member_id'], ['members.team_id', 'members.id'], name=op.f('fk_sentences_team_id_member_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_sentences_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sentences')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_sentences_team_id_id'))
    )
    op.create_index(op.f('ix_sentences_client_id'), 'sentences', ['client_id'], unique=False)
    op.create_index(op.f('ix_sentences_said_at'), 'sentences', ['said_at'], unique=False)
    op.create_index(op.f('ix_sentences_team_id_chat_id_message_id'), 'sentences', ['team_id', 'chat_id', 'message_id'], unique=False)
