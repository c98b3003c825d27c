"""clearance steps: whose each is, and whether it is done for a proposal on its way to a body

Revision: 0022, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A mark says that a step is done, or that it is not after all; the newest counts, and each stays."""
    op.add_column("clearance_step", sa.Column("whose", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "clearance_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_clearance_mark_title_given")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_mark_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["round_id"], ["gateway_round.id"], name=op.f("fk_clearance_mark_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_mark")),
    )
    op.create_index(op.f("ix_clearance_mark_round_id"), "clearance_mark", ["round_id"])
    op.execute("GRANT SELECT, INSERT ON clearance_mark TO changeportal_app")
    op.execute(
        "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON clearance_mark "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER never_emptied BEFORE TRUNCATE ON clearance_mark "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    """Back to dates alone."""
    op.drop_table("clearance_mark")
    op.drop_column("clearance_step", "whose")
