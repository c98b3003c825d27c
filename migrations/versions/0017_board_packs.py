"""board packs: jobs of the background with their file, the papers that each holds, and page numbers that never change

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = "kind IN ('public_pack', 'exempt_pack')"
FILE = "(made_at IS NULL AND storage_key IS NULL) OR (storage_key <> '' AND size > 0 AND length(sha256) = 64)"
GUARD = """
CREATE FUNCTION guard_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.made_at IS NOT NULL OR OLD.stopped_at IS NOT NULL
     OR (OLD.kind, OLD.meeting_id, OLD.by_id, OLD.asked_at) IS DISTINCT FROM
        (NEW.kind, NEW.meeting_id, NEW.by_id, NEW.asked_at) THEN
    RAISE EXCEPTION 'what a job made is never changed' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$
"""


def _points_to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def upgrade() -> None:
    _job()
    op.create_table(
        "job_paper",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        _points_to("job_paper", "job_id", "job"),
        _points_to("job_paper", "paper_id", "published_paper"),
        sa.PrimaryKeyConstraint("job_id", "paper_id", name=op.f("pk_job_paper")),
    )
    op.create_index(op.f("ix_job_paper_paper_id"), "job_paper", ["paper_id"])
    op.create_table(
        "paper_pages",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_page", sa.BigInteger(), nullable=False),
        sa.Column("last_page", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_paper_pages_kind_known")),
        sa.CheckConstraint("first_page >= 1 AND last_page >= first_page", name=op.f("ck_paper_pages_pages_in_order")),
        _points_to("paper_pages", "paper_id", "published_paper"),
        sa.PrimaryKeyConstraint("paper_id", "kind", name=op.f("pk_paper_pages")),
    )
    for table in ("job_paper", "paper_pages"):
        op.execute(f"GRANT SELECT, INSERT ON {table} TO changeportal_app")
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute("GRANT SELECT, INSERT, UPDATE ON job TO changeportal_app")
    op.execute(GUARD)
    op.execute("CREATE TRIGGER guard_job BEFORE UPDATE ON job FOR EACH ROW EXECUTE FUNCTION guard_job()")


def _job() -> None:
    times = ("started_at", "made_at", "stopped_at")
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in times),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("storage_key", sa.Text(), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_job_kind_known")),
        sa.CheckConstraint("made_at IS NULL OR stopped_at IS NULL", name=op.f("ck_job_made_or_stopped")),
        sa.CheckConstraint("(stopped_at IS NULL) = (problem = '')", name=op.f("ck_job_stopped_says_why")),
        sa.CheckConstraint(FILE, name=op.f("ck_job_made_has_its_file")),
        sa.CheckConstraint("steps >= 1 AND step BETWEEN 0 AND steps", name=op.f("ck_job_step_within_steps")),
        _points_to("job", "meeting_id", "meeting"),
        _points_to("job", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_job_storage_key")),
    )
    waits = sa.text("made_at IS NULL AND stopped_at IS NULL")
    op.create_index("ix_job_due", "job", ["next_try_at"], postgresql_where=waits)
    op.create_index("ix_job_meeting", "job", ["meeting_id", "kind"])
    op.create_index(op.f("ix_job_by_id"), "job", ["by_id"])


def downgrade() -> None:
    for table in ("paper_pages", "job_paper", "job"):
        op.drop_table(table)
    op.execute("DROP FUNCTION guard_job()")
