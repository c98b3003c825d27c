"""pots: money for change by year, asked for and answered; rates that are followed, not changed; lines worked out from people

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

RATE_GUARD = """
CREATE FUNCTION guard_pool_rate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (app_now() AT TIME ZONE 'Europe/London')::date;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.starts <= today THEN
    RAISE EXCEPTION 'a rate in use is followed by a new one' USING ERRCODE = 'CP001', CONSTRAINT = 'pool_rate_in_use';
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.starts <= today
     AND EXISTS (SELECT 1 FROM pool_rate WHERE pool_id = NEW.pool_id AND starts <= today) THEN
    RAISE EXCEPTION 'a rate in use is followed by a later one' USING ERRCODE = 'CP001', CONSTRAINT = 'pool_rate_in_use';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

FUNDING_GUARD = """
CREATE FUNCTION guard_funding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE has bigint; taken bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.pot_id, NEW.year, NEW.proposal_id) IS DISTINCT FROM (OLD.pot_id, OLD.year, OLD.proposal_id) THEN
    RAISE EXCEPTION 'a request stays with its pot and year' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.state IN ('asked', 'confirmed') AND (SELECT kind FROM pot WHERE id = NEW.pot_id) = 'capital_receipts_flexible' THEN
    IF NEW.year NOT BETWEEN 2025 AND 2029 THEN
      RAISE EXCEPTION 'capital receipts are used flexibly from 2025/26 to 2029/30'
        USING ERRCODE = 'CP003', CONSTRAINT = 'funding_request_receipts_years';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM profile_line WHERE id = NEW.saving_line_id AND proposal_id = NEW.proposal_id
                   AND kind = 'saving' AND recurrence = 'ongoing' AND removed_at IS NULL) THEN
      RAISE EXCEPTION 'capital receipts are used for what brings an ongoing saving'
        USING ERRCODE = 'CP003', CONSTRAINT = 'funding_request_receipts_saving';
    END IF;
  END IF;
  IF NEW.state = 'confirmed' THEN
    SELECT available INTO has FROM pot_year WHERE pot_id = NEW.pot_id AND year = NEW.year FOR UPDATE;
    SELECT coalesce(sum(pence), 0) INTO taken FROM funding_request
      WHERE pot_id = NEW.pot_id AND year = NEW.year AND state = 'confirmed' AND id <> NEW.id;
    IF taken + NEW.pence > coalesce(has, 0) THEN
      RAISE EXCEPTION 'the pot has less than that left' USING ERRCODE = 'CP003', CONSTRAINT = 'funding_request_headroom';
    END IF;
  END IF;
  RETURN NEW;
END $$
"""

YEAR_GUARD = """
CREATE FUNCTION guard_pot_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.pot_id, NEW.year) IS DISTINCT FROM (OLD.pot_id, OLD.year) THEN
    RAISE EXCEPTION 'a year stays with its pot' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.available < (SELECT coalesce(sum(pence), 0) FROM funding_request
                      WHERE pot_id = NEW.pot_id AND year = NEW.year AND state = 'confirmed') THEN
    RAISE EXCEPTION 'more than that is confirmed from the pot' USING ERRCODE = 'CP003', CONSTRAINT = 'pot_year_confirmed';
  END IF;
  RETURN NEW;
END $$
"""


def _link(table: str, column: str, target: str, field: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.{field}"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


def _pots() -> None:
    op.create_table(
        "pot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pot_name_given")),
        sa.CheckConstraint(
            "kind IN ('transformation_reserve', 'capital_receipts_flexible', 'grant', 'capital_programme', 'base_budget')",
            name=op.f("ck_pot_kind_known"),
        ),
        _link("pot", "fund_code", "fund", "code"),
        _link("pot", "holder_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pot")),
        sa.UniqueConstraint("slug", name=op.f("uq_pot_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_pot_name")),
    )
    op.create_table(
        "pot_year",
        sa.Column("pot_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("available", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_pot_year_year_in_range")),
        sa.CheckConstraint("available >= 0", name=op.f("ck_pot_year_not_negative")),
        _link("pot_year", "pot_id", "pot"),
        sa.PrimaryKeyConstraint("pot_id", "year", name=op.f("pk_pot_year")),
    )


def _requests() -> None:
    op.create_table(
        "funding_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("pot_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("saving_line_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("used_pence", sa.BigInteger(), nullable=True),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'confirmed', 'declined', 'withdrawn')", name=op.f("ck_funding_request_state_known")
        ),
        sa.CheckConstraint("pence > 0", name=op.f("ck_funding_request_asked_something")),
        sa.CheckConstraint("why <> ''", name=op.f("ck_funding_request_why_given")),
        sa.CheckConstraint("used_pence IS NULL OR used_pence >= 0", name=op.f("ck_funding_request_used_not_negative")),
        sa.CheckConstraint(
            "used_pence IS NULL OR state = 'confirmed'", name=op.f("ck_funding_request_used_what_is_confirmed")
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_funding_request_year_in_range")),
        _link("funding_request", "proposal_id", "proposal"),
        _link("funding_request", "pot_id", "pot"),
        _link("funding_request", "saving_line_id", "profile_line"),
        _link("funding_request", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_request")),
    )
    op.create_index(op.f("ix_funding_request_proposal_id"), "funding_request", ["proposal_id"])
    op.create_index("ix_funding_request_pot_year_state", "funding_request", ["pot_id", "year", "state"])
    op.create_table(
        "funding_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'declined')", name=op.f("ck_funding_reply_answer_known")),
        sa.CheckConstraint("answer = 'confirmed' OR reason <> ''", name=op.f("ck_funding_reply_reason_where_declined")),
        _link("funding_reply", "request_id", "funding_request"),
        _link("funding_reply", "by_id", "person"),
        _link("funding_reply", "on_behalf_of_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_reply")),
    )
    op.create_index(op.f("ix_funding_reply_request_id"), "funding_reply", ["request_id"])


def _working_time() -> None:
    op.create_table(
        "working_time",
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("days_a_year", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("days_a_year BETWEEN 1 AND 366", name=op.f("ck_working_time_days_in_a_year")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_working_time_source_given")),
        sa.PrimaryKeyConstraint("starts", name=op.f("pk_working_time")),
    )
    op.execute(
        "INSERT INTO working_time (starts, days_a_year, source) VALUES (date '2020-04-01', 220, "
        "'Planning assumption: 260 weekdays less 8 bank holidays, 27 days of leave and 5 days of training')"
    )


def upgrade() -> None:
    _pots()
    _requests()
    _working_time()
    op.execute("GRANT SELECT, INSERT, UPDATE ON pot, pot_year, funding_request TO changeportal_app")
    op.execute("GRANT SELECT, INSERT ON funding_reply, working_time TO changeportal_app")
    op.execute("GRANT DELETE ON pool_rate TO changeportal_app")
    for table in ("funding_reply", "working_time"):
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    for guard, name, when in (
        (RATE_GUARD, "guard_pool_rate", "INSERT OR UPDATE OR DELETE ON pool_rate"),
        (FUNDING_GUARD, "guard_funding", "INSERT OR UPDATE ON funding_request"),
        (YEAR_GUARD, "guard_pot_year", "UPDATE ON pot_year"),
    ):
        op.execute(guard)
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    op.execute("DROP TRIGGER guard_pool_rate ON pool_rate")
    op.execute("DROP FUNCTION guard_pool_rate()")
    op.execute("REVOKE DELETE ON pool_rate FROM changeportal_app")
    op.drop_table("working_time")
    op.drop_table("funding_reply")
    op.drop_table("funding_request")
    op.drop_table("pot_year")
    op.drop_table("pot")
    op.execute("DROP FUNCTION guard_funding()")
    op.execute("DROP FUNCTION guard_pot_year()")
