"""worth: risks in money with their chance and range; amounts of a line by month, which add up to their year

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHECKS = {
    "chance_in_per_cent": "probability BETWEEN 1 AND 99",
    "range_in_order": "0 <= low_pence AND low_pence <= money_pence AND money_pence <= high_pence",
    "money_is_whole": (
        "(probability IS NULL) = (low_pence IS NULL) AND (probability IS NULL) = (high_pence IS NULL) "
        "AND (probability IS NULL OR money_pence IS NOT NULL)"
    ),
}
GUARD = """
CREATE FUNCTION guard_months() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_line uuid; of_year bigint; by_month numeric; by_year bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN of_line := OLD.line_id; of_year := OLD.year;
  ELSE of_line := NEW.line_id; of_year := NEW.year; END IF;
  SELECT sum(pence) INTO by_month FROM profile_month WHERE line_id = of_line AND year = of_year;
  IF by_month IS NULL THEN RETURN NULL; END IF;
  SELECT pence INTO by_year FROM profile_amount WHERE line_id = of_line AND year = of_year;
  IF by_year IS DISTINCT FROM by_month THEN
    RAISE EXCEPTION 'the months of a line do not add up to its year' USING ERRCODE = 'CP008';
  END IF;
  RETURN NULL;
END $$
"""


def _check(name: str) -> str:
    """A named check that comes with its new column, so that no row that stands needs reading."""
    return f"CONSTRAINT ck_risk_{name} CHECK ({CHECKS[name]})"


def upgrade() -> None:
    op.execute(f"ALTER TABLE risk ADD COLUMN probability bigint {_check('chance_in_per_cent')}")
    op.execute("ALTER TABLE risk ADD COLUMN low_pence bigint")
    op.execute(f"ALTER TABLE risk ADD COLUMN high_pence bigint {_check('range_in_order')} {_check('money_is_whole')}")
    op.create_table(
        "profile_month",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_profile_month_month_is_its_first_day")),
        sa.CheckConstraint(
            "year = extract(year from month) - CASE WHEN extract(month from month) < 4 THEN 1 ELSE 0 END",
            name=op.f("ck_profile_month_month_in_its_year"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["profile_line.id"], name=op.f("fk_profile_month_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("line_id", "month", name=op.f("pk_profile_month")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON profile_month TO changeportal_app")
    op.execute(GUARD)
    for table in ("profile_month", "profile_amount"):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER guard_months AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_months()"
        )


def downgrade() -> None:
    op.execute("DROP TRIGGER guard_months ON profile_amount")
    op.drop_table("profile_month")
    op.execute("DROP FUNCTION guard_months()")
    for name in CHECKS:
        op.execute(f"ALTER TABLE risk DROP CONSTRAINT ck_risk_{name}")
    for name in ("high_pence", "low_pence", "probability"):
        op.drop_column("risk", name)
