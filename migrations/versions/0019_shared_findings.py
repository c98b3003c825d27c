"""what cases share: benefits are found by name and by commitment, avoided growth by its line

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_case_measure_plain_title",
        "case_measure",
        [sa.literal_column(r"lower(regexp_replace(btrim(title), '\s+', ' ', 'g'))")],
    )
    op.create_index("ix_case_measure_commitment_id", "case_measure", ["commitment_id"])
    op.create_index(
        "ix_profile_line_growth_line", "profile_line", ["growth_line"], postgresql_where=sa.text("growth_line <> ''")
    )


def downgrade() -> None:
    op.drop_index("ix_profile_line_growth_line", table_name="profile_line")
    op.drop_index("ix_case_measure_commitment_id", table_name="case_measure")
    op.drop_index("ix_case_measure_plain_title", table_name="case_measure")
