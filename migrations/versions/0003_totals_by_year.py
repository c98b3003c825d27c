"""totals by year: what a saving comes to in a year, secured value, what a line may pay for, agendas that are published

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIGURES = ("plan", "forecast", "actual", "verified", "delivered", "pressure")
GUARD = """
CREATE FUNCTION guard_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM meeting WHERE id = OLD.meeting_id) <> 'planned' THEN
    RAISE EXCEPTION 'what was published stays on the agenda' USING ERRCODE = 'CP001';
  END IF;
  RETURN OLD;
END $$
"""


def upgrade() -> None:
    op.add_column("verification", sa.Column("secures_pence", sa.BigInteger(), nullable=True))
    op.add_column("proposal", sa.Column("counted_as", sa.Text(), server_default="", nullable=False))
    for table in ("profile_line", "plan_line"):
        for name in ("cost_recovery", "pays_for_capital"):
            op.add_column(table, sa.Column(name, sa.Boolean(), server_default="false", nullable=False))
        op.add_column(table, sa.Column("last_year", sa.Integer(), nullable=True))
    op.add_column("saving", sa.Column("cost_recovery", sa.Boolean(), server_default="false", nullable=False))
    op.create_table(
        "saving_year",
        sa.Column("saving_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in FIGURES),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_saving_year_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("saving_id", "year", name=op.f("pk_saving_year")),
    )
    op.create_table(
        "saving_total",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in FIGURES),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_saving_total_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["fund_code"], ["fund.code"], name=op.f("fk_saving_total_fund_code"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_saving_total")),
    )
    op.create_index(op.f("ix_saving_total_year"), "saving_total", ["year"])
    op.drop_index(op.f("ix_saving_month_month"), table_name="saving_month")
    op.drop_table("saving_month")
    op.execute(GUARD)
    op.execute("CREATE TRIGGER guard_agenda BEFORE DELETE ON agenda_item FOR EACH ROW EXECUTE FUNCTION guard_agenda()")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON saving_year, saving_total TO changeportal_app")
    op.execute("GRANT DELETE ON agenda_item TO changeportal_app")


def downgrade() -> None:
    op.execute("REVOKE DELETE ON agenda_item FROM changeportal_app")
    op.execute("DROP TRIGGER guard_agenda ON agenda_item")
    op.execute("DROP FUNCTION guard_agenda()")
    op.create_table(
        "saving_month",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_saving_month_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["fund_code"], ["fund.code"], name=op.f("fk_saving_month_fund_code"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_saving_month")),
    )
    op.create_index(op.f("ix_saving_month_month"), "saving_month", ["month"])
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON saving_month TO changeportal_app")
    op.drop_index(op.f("ix_saving_total_year"), table_name="saving_total")
    op.drop_table("saving_total")
    op.drop_table("saving_year")
    op.drop_column("saving", "cost_recovery")
    for table in ("profile_line", "plan_line"):
        for name in ("cost_recovery", "pays_for_capital", "last_year"):
            op.drop_column(table, name)
    op.drop_column("proposal", "counted_as")
    op.drop_column("verification", "secures_pence")
