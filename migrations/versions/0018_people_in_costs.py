"""confirmed people in the case's costs: a line that is worked out from a team's confirmed time

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A line may be counted from a team: once for each case, a one-off cost, never by months."""
    op.add_column("profile_line", sa.Column("counted_pool_id", sa.Uuid(), nullable=True))
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint\n"
        "ALTER TABLE profile_line ADD CONSTRAINT fk_profile_line_counted_pool_id FOREIGN KEY (counted_pool_id) "
        "REFERENCES pool (id) ON DELETE RESTRICT"
    )
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid\n"
        "ALTER TABLE profile_line ADD CONSTRAINT ck_profile_line_counted_is_a_one_off_cost CHECK "
        "(counted_pool_id IS NULL OR kind = 'cost' AND cost_kind = 'one_off' AND recurrence = 'one_off')"
    )
    op.create_index(
        "uq_profile_line_counted_once",
        "profile_line",
        ["proposal_id", "counted_pool_id"],
        unique=True,
        postgresql_where=sa.text("counted_pool_id IS NOT NULL AND removed_at IS NULL"),
    )
    op.execute(
        """
CREATE FUNCTION guard_counted_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM profile_line l WHERE l.id = NEW.line_id AND l.counted_pool_id IS NOT NULL) THEN
    RAISE EXCEPTION 'what people cost is worked out' USING ERRCODE = 'CP024';
  END IF;
  RETURN NEW;
END $$"""
    )
    op.execute(
        "CREATE TRIGGER guard_counted_line BEFORE INSERT OR UPDATE ON profile_month "
        "FOR EACH ROW EXECUTE FUNCTION guard_counted_line()"
    )


def downgrade() -> None:
    """Back to typed lines alone."""
    op.execute("DROP TRIGGER guard_counted_line ON profile_month")
    op.execute("DROP FUNCTION guard_counted_line()")
    op.drop_index("uq_profile_line_counted_once", "profile_line")
    op.drop_constraint(op.f("ck_profile_line_counted_is_a_one_off_cost"), "profile_line", type_="check")
    op.drop_constraint(op.f("fk_profile_line_counted_pool_id"), "profile_line", type_="foreignkey")
    op.drop_column("profile_line", "counted_pool_id")
