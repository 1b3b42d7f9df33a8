"""Which turn a message was joined to, so that a crash changes nothing in what is answered together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("joined_to", sa.Integer))
