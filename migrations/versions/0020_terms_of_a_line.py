"""terms of a line: between what and what it could lie, how much of a benefit is down to the proposal, who gains; and who
has a section open

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SHARES = ("deadweight", "due_to_others", "leakage", "displacement", "substitution", "multiplier", "drop_off")
NONE = " AND ".join(f"{name} = 0" for name in SHARES)
WITHIN = " AND ".join(f"{name} BETWEEN 0 AND {500 if name == 'multiplier' else 100}" for name in SHARES)
CHECKS = {
    "range_in_per_cent": "range_low BETWEEN 0 AND 100 AND range_high BETWEEN 0 AND 1000",
    "range_is_whole": (
        "(range_low IS NULL) = (range_high IS NULL) AND (range_low IS NULL OR range_low + range_high > 0) "
        "AND (range_low IS NULL) = (range_reason = '')"
    ),
    "shares_in_per_cent": WITHIN,
    "income_above_nought": "group_income_pence > 0",
    "net_is_of_a_benefit": f"kind IN ('saving', 'income') OR {NONE} AND group_income_pence IS NULL",
    "net_has_its_reason": f"({NONE} AND group_income_pence IS NULL) = (net_reason = '')",
}


def upgrade() -> None:
    """Every line begins without terms, so no row that stands fails a check."""
    for name in ("range_low", "range_high", "group_income_pence"):
        op.execute(f"ALTER TABLE profile_line ADD COLUMN {name} bigint")
    for name in SHARES:
        op.execute(f"ALTER TABLE profile_line ADD COLUMN {name} bigint NOT NULL DEFAULT 0")
    for name in ("range_reason", "net_reason"):
        op.execute(f"ALTER TABLE profile_line ADD COLUMN {name} varchar NOT NULL DEFAULT ''")
    for name, check in CHECKS.items():
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid\n"
            f"ALTER TABLE profile_line ADD CONSTRAINT ck_profile_line_{name} CHECK ({check})"
        )
    op.create_table(
        "section_open",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_section_open_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_section_open_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", "section", "person_id", name=op.f("pk_section_open")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON section_open TO changeportal_app")


def downgrade() -> None:
    """Back to lines of amounts alone."""
    op.drop_table("section_open")
    for name in CHECKS:
        op.execute(f"ALTER TABLE profile_line DROP CONSTRAINT ck_profile_line_{name}")
    for name in ("range_low", "range_high", "group_income_pence", *SHARES, "range_reason", "net_reason"):
        op.drop_column("profile_line", name)
