"""indexes of the tracker: restricted proposals are found at once, savings of a year in the order of their plan

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_proposal_restricted", "proposal", ["id"], postgresql_where=sa.text("restricted"))
    op.create_index("ix_saving_year_plan", "saving_year", ["year", sa.text("plan DESC"), "saving_id"])


def downgrade() -> None:
    op.drop_index("ix_saving_year_plan", table_name="saving_year")
    op.drop_index("ix_proposal_restricted", table_name="proposal")
