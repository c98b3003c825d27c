"""clearance steps: whose each is and whether it is done; the page on which each section of a paper begins in a pack;
what claims a growth line is found by an index

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


CLAIMING = ("profile_line", "plan_line", "saving")


def upgrade() -> None:
    """A mark says that a step is done, or that it is not after all: the newest counts. What is written stays."""
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
    op.create_table(
        "paper_section",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("page", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("page >= 1 AND title <> ''", name=op.f("ck_paper_section_page_and_title")),
        sa.ForeignKeyConstraint(
            ["paper_id", "kind"],
            ["paper_pages.paper_id", "paper_pages.kind"],
            name=op.f("fk_paper_section_paper_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("paper_id", "kind", "n", name=op.f("pk_paper_section")),
    )
    for table in CLAIMING:
        named = sa.text("growth_line <> ''")
        op.create_index(f"ix_{table}_growth", table, ["growth_line"], postgresql_where=named)
    for table in ("clearance_mark", "paper_section"):
        op.execute(f"GRANT SELECT, INSERT ON {table} TO changeportal_app")
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    """Back to dates alone, and to the pages of whole papers."""
    for table in CLAIMING:
        op.drop_index(f"ix_{table}_growth", table)
    op.drop_table("paper_section")
    op.drop_table("clearance_mark")
    op.drop_column("clearance_step", "whose")
