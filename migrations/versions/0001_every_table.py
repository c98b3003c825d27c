"""every table

Revision: 0001, the first
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "audit_digest",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_digest")),
    )
    op.create_table(
        "bank_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_bank_holiday")),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("offset_seconds", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("example", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("subject", name=op.f("uq_contact_subject")),
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counter")),
    )
    op.create_table(
        "directorate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["directorate.id"], name=op.f("fk_directorate_successor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directorate")),
        sa.UniqueConstraint("slug", name=op.f("uq_directorate_slug")),
    )
    op.create_table(
        "fund",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_fund")),
        sa.UniqueConstraint("name", name=op.f("uq_fund_name")),
    )
    op.create_table(
        "glossary_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.CheckConstraint("word <> ''", name=op.f("ck_glossary_word_word_given")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_glossary_word")),
    )
    op.create_table(
        "kept_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_kept_mail_message_id")),
        sa.UniqueConstraint("n", name=op.f("uq_kept_mail_n")),
    )
    op.create_index(op.f("ix_kept_mail_recipient"), "kept_mail", ["recipient"], unique=False)
    op.create_table(
        "mission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("vision", sa.Text(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('mission', 'enabling')", name=op.f("ck_mission_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("code", name=op.f("uq_mission_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_mission_slug")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["successor_id"], ["plan.id"], name=op.f("fk_plan_successor_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_name")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("slug", name=op.f("uq_programme_slug")),
    )
    op.create_table(
        "schedule_run",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", "due_at", name=op.f("pk_schedule_run")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(op.f("ix_sign_in_attempt_key_hash"), "sign_in_attempt", ["key_hash"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("target_value", sa.Numeric(precision=18, scale=3), nullable=True),
        sa.Column("target_text", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("due_basis", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_commitment_mission_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_commitment_plan_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["commitment.id"], name=op.f("fk_commitment_successor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("code", name=op.f("uq_commitment_code")),
    )
    op.create_index(op.f("ix_commitment_mission_id"), "commitment", ["mission_id"], unique=False)
    op.create_table(
        "gap_year",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=True),
        sa.Column("below", sa.Text(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("mission_id", sa.Uuid(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("weighted_pence", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_gap_year_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["fund_code"], ["fund.code"], name=op.f("fk_gap_year_fund_code"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_gap_year_mission_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_gap_year")),
    )
    op.create_index(op.f("ix_gap_year_fund_code"), "gap_year", ["fund_code"], unique=False)
    op.create_table(
        "mission_former_name",
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_mission_former_name_mission_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("mission_id", "name", name=op.f("pk_mission_former_name")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), server_default="", nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("ended_at IS NULL OR NOT active", name=op.f("ck_person_ended_is_inactive")),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_person_directorate_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("uq_person_email", "person", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "pool",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_pool_directorate_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool")),
        sa.UniqueConstraint("slug", name=op.f("uq_pool_slug")),
    )
    op.create_table(
        "reserve",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("opening_year", sa.BigInteger(), nullable=False),
        sa.Column("opening_pence", sa.BigInteger(), nullable=False),
        sa.Column("minimum_pence", sa.BigInteger(), nullable=False),
        sa.Column("example", sa.Boolean(), server_default="true", nullable=False),
        sa.ForeignKeyConstraint(["fund_code"], ["fund.code"], name=op.f("fk_reserve_fund_code"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve")),
        sa.UniqueConstraint("code", name=op.f("uq_reserve_code")),
    )
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
    op.create_index(op.f("ix_saving_month_month"), "saving_month", ["month"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_service_directorate_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("slug", name=op.f("uq_service_slug")),
    )
    op.create_index(op.f("ix_service_directorate_id"), "service", ["directorate_id"], unique=False)
    op.create_table(
        "set_year",
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("voted_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["fund_code"], ["fund.code"], name=op.f("fk_set_year_fund_code"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("fund_code", "year", name=op.f("pk_set_year")),
    )
    op.create_table(
        "stage_count",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("mission_id", sa.Uuid(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_stage_count_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_stage_count_mission_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stage_count")),
    )
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("personal_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_audit_event_hash_is_whole")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_event_actor_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["person.id"], name=op.f("fk_audit_event_on_behalf_of_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    op.create_index(op.f("ix_audit_event_actor_id"), "audit_event", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"], unique=False)
    op.create_index(op.f("ix_audit_event_subject_id"), "audit_event", ["subject_id"], unique=False)
    op.create_table(
        "board",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quorum", sa.BigInteger(), nullable=False),
        sa.Column(
            "quorum_roles",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("decides", sa.Text(), server_default="", nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("call_in_days", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("example", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('officer', 'officer_board', 'executive_member', 'executive', 'full_council', 'scrutiny', 'partnership_board')",
            name=op.f("ck_board_kind_known"),
        ),
        sa.CheckConstraint("quorum >= 1", name=op.f("ck_board_quorum_at_least_one")),
        sa.ForeignKeyConstraint(["officer_id"], ["person.id"], name=op.f("fk_board_officer_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("slug", name=op.f("uq_board_slug")),
    )
    op.create_table(
        "deputy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.column("deputy_id"), "="),
            (sa.text("daterange(starts, ends, '[]')"), "&&"),
            using="gist",
            name="ex_deputy_no_overlap",
        ),
        sa.CheckConstraint("deputy_id <> person_id", name=op.f("ck_deputy_another_person")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_deputy_dates_in_order")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_deputy_deputy_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deputy_person_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
    )
    op.create_index(op.f("ix_deputy_deputy_id"), "deputy", ["deputy_id"], unique=False)
    op.create_index(op.f("ix_deputy_person_id"), "deputy", ["person_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("person_id", "form", name=op.f("pk_draft")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_idempotency_key_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_at"), "idempotency_key", ["at"], unique=False)
    op.create_table(
        "identity",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("tenant", "object_id", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_person_id"), "identity", ["person_id"], unique=False)
    op.create_table(
        "month_close",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("closed_by_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reopen_asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("reopen_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("reopened_by_id", sa.Uuid(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by_id IS NULL)", name=op.f("ck_month_close_reopened_by_someone")
        ),
        sa.CheckConstraint("reopened_by_id <> closed_by_id", name=op.f("ck_month_close_not_reopened_by_its_closer")),
        sa.CheckConstraint("reopened_by_id <> reopen_asked_by_id", name=op.f("ck_month_close_reopened_by_two")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_month_close_closed_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reopen_asked_by_id"], ["person.id"], name=op.f("fk_month_close_reopen_asked_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["person.id"], name=op.f("fk_month_close_reopened_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_close")),
        sa.UniqueConstraint("month", "n", name=op.f("uq_month_close_month_n")),
    )
    op.create_index(
        "uq_month_close_live", "month_close", ["month"], unique=True, postgresql_where=sa.text("reopened_at IS NULL")
    )
    op.create_table(
        "mtfs_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("first_year", sa.BigInteger(), nullable=False),
        sa.Column("last_year", sa.BigInteger(), nullable=False),
        sa.Column("based_on_id", sa.Uuid(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by_id", sa.Uuid(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("example", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (prepared_by_id IS NULL)", name=op.f("ck_mtfs_version_prepared_by_someone")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_by_id IS NOT NULL)", name=op.f("ck_mtfs_version_published_by_someone")
        ),
        sa.CheckConstraint("(state = 'published') = (sha256 <> '')", name=op.f("ck_mtfs_version_published_has_a_hash")),
        sa.CheckConstraint("state IN ('draft', 'prepared', 'published')", name=op.f("ck_mtfs_version_state_known")),
        sa.CheckConstraint(
            "last_year > first_year AND last_year < first_year + 11", name=op.f("ck_mtfs_version_three_to_ten_years")
        ),
        sa.CheckConstraint("published_by_id <> prepared_by_id", name=op.f("ck_mtfs_version_published_by_another")),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["mtfs_version.id"], name=op.f("fk_mtfs_version_based_on_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_mtfs_version_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"], ["person.id"], name=op.f("fk_mtfs_version_prepared_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_mtfs_version_published_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mtfs_version")),
        sa.UniqueConstraint("code", name=op.f("uq_mtfs_version_code")),
    )
    op.create_index(
        "uq_mtfs_version_published_day",
        "mtfs_version",
        ["published_on"],
        unique=True,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('gateways', 'delegation', 'status_rule', 'pipeline_weights')",
            name=op.f("ck_policy_version_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_policy_version_made_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_policy_version_kind_number")),
    )
    op.create_table(
        "pool_month",
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("capacity", sa.BigInteger(), nullable=False),
        sa.Column("leave", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("committed", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("capacity >= 0 AND leave >= 0 AND committed >= 0", name=op.f("ck_pool_month_not_negative")),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_pool_month_month_is_its_first_day")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_pool_month_pool_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("pool_id", "month", name=op.f("pk_pool_month")),
    )
    op.create_table(
        "pool_rate",
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("day_pence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_pool_rate_pool_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("pool_id", "starts", name=op.f("pk_pool_rate")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("reach", sa.Text(), nullable=True),
        sa.Column("restricted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("restricted_because", sa.Text(), server_default="", nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=True),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("origin", sa.Text(), server_default="staff idea", nullable=False),
        sa.Column("wards", sa.Text(), server_default="", nullable=False),
        sa.Column("key_decision", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("paused_from", sa.Text(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("test_until", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_outcome", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_in", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("example", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed(
                "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || setweight(to_tsvector('simple', ref), 'A')",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (status IN ('declined', 'withdrawn', 'merged', 'business_as_usual', 'completed'))",
            name=op.f("ck_proposal_ended_has_a_time"),
        ),
        sa.CheckConstraint(
            "(stage = 'closed') = (closing_outcome IS NOT NULL)", name=op.f("ck_proposal_closed_has_an_outcome")
        ),
        sa.CheckConstraint(
            "(stage = 'idea' AND status IN ('draft', 'submitted', 'in_review', 'returned', 'paused', 'declined', 'withdrawn', 'merged', 'business_as_usual')) OR (stage = 'business_case' AND status IN ('draft', 'submitted', 'in_review', 'scheduled', 'returned', 'paused', 'in_test', 'declined', 'withdrawn', 'merged', 'business_as_usual')) OR (stage = 'resourcing' AND status IN ('in_review', 'returned', 'paused', 'declined', 'withdrawn')) OR (stage = 'approval' AND status IN ('in_review', 'scheduled', 'consulting', 'returned', 'paused', 'declined', 'withdrawn')) OR (stage = 'benefits' AND status IN ('active', 'paused', 'withdrawn')) OR (stage = 'closed' AND status IN ('completed'))",
            name=op.f("ck_proposal_stage_and_status_agree"),
        ),
        sa.CheckConstraint("(status = 'in_test') = (test_until IS NOT NULL)", name=op.f("ck_proposal_test_has_a_date")),
        sa.CheckConstraint(
            "(status = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_proposal_merged_has_a_target")
        ),
        sa.CheckConstraint(
            "(status = 'paused') = (paused_from IS NOT NULL)", name=op.f("ck_proposal_paused_from_a_status")
        ),
        sa.CheckConstraint(
            "(status = 'paused') = (paused_until IS NOT NULL)", name=op.f("ck_proposal_paused_has_a_date")
        ),
        sa.CheckConstraint(
            "closing_outcome IN ('proceed', 'proceed_with_conditions', 'return', 'pause', 'business_as_usual', 'test', 'consult', 'agree_in_principle', 'delegate', 'recommend', 'endorse', 'note', 'refer_back', 'merge', 'decline', 'realised', 'realised_in_part', 'not_realised', 'keep_tracking')",
            name=op.f("ck_proposal_closing_outcome_known"),
        ),
        sa.CheckConstraint(
            "paused_from IN ('draft', 'submitted', 'in_review', 'scheduled', 'returned', 'paused', 'in_test', 'consulting', 'active', 'completed', 'declined', 'withdrawn', 'merged', 'business_as_usual')",
            name=op.f("ck_proposal_paused_from_known"),
        ),
        sa.CheckConstraint("reach IN ('local', 'council_wide')", name=op.f("ck_proposal_reach_known")),
        sa.CheckConstraint("ref ~ '^CP-\\d{4}-\\d{4,}$'", name=op.f("ck_proposal_ref_has_its_form")),
        sa.CheckConstraint("route IN ('light', 'full')", name=op.f("ck_proposal_route_known")),
        sa.CheckConstraint(
            "stage NOT IN ('benefits', 'closed') OR approved_at IS NOT NULL OR brought_in",
            name=op.f("ck_proposal_in_delivery_was_approved"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_proposal_title_given")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_proposal_merged_into_another")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_proposal_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_proposal_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["proposal.id"], name=op.f("fk_proposal_merged_into_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_proposal_mission_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_proposal_programme_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_proposal_service_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("ref", name=op.f("uq_proposal_ref")),
    )
    op.create_index(op.f("ix_proposal_created_by"), "proposal", ["created_by"], unique=False)
    op.create_index(op.f("ix_proposal_directorate_id"), "proposal", ["directorate_id"], unique=False)
    op.create_index(op.f("ix_proposal_mission_id"), "proposal", ["mission_id"], unique=False)
    op.create_index(
        "ix_proposal_newest",
        "proposal",
        [sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_proposal_search", "proposal", ["search"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_proposal_stage_status",
        "proposal",
        ["stage", "status", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_proposal_title_trigrams",
        "proposal",
        ["title"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )
    op.create_table(
        "reset_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reset_token_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_reset_token")),
    )
    op.create_index(op.f("ix_reset_token_person_id"), "reset_token", ["person_id"], unique=False)
    op.create_table(
        "security_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_security_event_actor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
    )
    op.create_index(op.f("ix_security_event_at"), "security_event", ["at"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_web_session_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_expires_at"), "web_session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_web_session_person_id"), "web_session", ["person_id"], unique=False)
    op.create_table(
        "approval_fact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('in_mtfs_version', 'approved', 'agreed_in_budget', 'authorised', 'budget_adjusted', 'finance_verified')",
            name=op.f("ck_approval_fact_kind_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_approval_fact_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_approval_fact_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_fact")),
    )
    op.create_index("ix_approval_fact_proposal", "approval_fact", ["proposal_id", "kind"], unique=False)
    op.create_table(
        "asserted_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_asserted_criterion_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_asserted_criterion_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asserted_criterion")),
    )
    op.create_index(op.f("ix_asserted_criterion_proposal_id"), "asserted_criterion", ["proposal_id"], unique=False)
    op.create_table(
        "audit_personal",
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit_event.seq"], name=op.f("fk_audit_personal_seq"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_personal")),
    )
    op.create_table(
        "case_option",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "body", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("preferred", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("kind <> 'do_minimum' OR removed_at IS NULL", name=op.f("ck_case_option_do_minimum_stays")),
        sa.CheckConstraint("kind IN ('do_minimum', 'other')", name=op.f("ck_case_option_kind_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_case_option_title_given")),
        sa.CheckConstraint("NOT (preferred AND removed_at IS NOT NULL)", name=op.f("ck_case_option_preferred_is_kept")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_case_option_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_option")),
    )
    op.create_index(op.f("ix_case_option_proposal_id"), "case_option", ["proposal_id"], unique=False)
    op.create_index(
        "uq_case_option_one_do_minimum",
        "case_option",
        ["proposal_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'do_minimum' AND removed_at IS NULL"),
    )
    op.create_index(
        "uq_case_option_one_preferred",
        "case_option",
        ["proposal_id"],
        unique=True,
        postgresql_where=sa.text("preferred AND removed_at IS NULL"),
    )
    op.create_table(
        "case_section",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), server_default="not_started", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('not_started', 'in_progress', 'complete', 'needs_attention')",
            name=op.f("ck_case_section_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_case_section_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_case_section_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_case_section_updated_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", "section", name=op.f("pk_case_section")),
    )
    op.create_table(
        "case_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_in", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("gateway IN ('G1', 'G2', 'G3', 'G4', 'G5')", name=op.f("ck_case_version_gateway_known")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_case_version_hash_is_whole")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_case_version_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_case_version_policy_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_case_version_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_version")),
        sa.UniqueConstraint("proposal_id", "n", name=op.f("uq_case_version_proposal_id_n")),
    )
    op.create_index(op.f("ix_case_version_proposal_id"), "case_version", ["proposal_id"], unique=False)
    op.create_table(
        "equality_screening",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("lead_says", sa.Text(), server_default="", nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("updated_by_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_equality_screening_lead_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_equality_screening_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_equality_screening_updated_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_equality_screening")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("strength IN ('strong', 'some', 'weak', 'none')", name=op.f("ck_evidence_strength_known")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_evidence_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_proposal_id"), "evidence", ["proposal_id"], unique=False)
    op.create_table(
        "idea",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("involvement", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_idea_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_idea")),
    )
    op.create_table(
        "last_seen",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_last_seen_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_last_seen_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "proposal_id", name=op.f("pk_last_seen")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("papers_due", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name=op.f("ck_meeting_closed_has_a_time")),
        sa.CheckConstraint("state IN ('planned', 'published', 'closed')", name=op.f("ck_meeting_state_known")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_meeting_board_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("board_id", "slug", name=op.f("uq_meeting_board_id_slug")),
    )
    op.create_index(op.f("ix_meeting_starts_at"), "meeting", ["starts_at"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("voting", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("board_id"), "="),
            (sa.column("person_id"), "="),
            (sa.text("daterange(starts, ends, '[]')"), "&&"),
            using="gist",
            name="ex_membership_no_overlap",
        ),
        sa.CheckConstraint(
            "office IN ('chair', 'vice_chair', 'member', 'secretary')", name=op.f("ck_membership_office_known")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_membership_board_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_membership_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_board_id"), "membership", ["board_id"], unique=False)
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_table(
        "mtfs_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind <> 'savings_agreed'", name=op.f("ck_mtfs_line_savings_are_not_typed")),
        sa.CheckConstraint(
            "kind IN ('base_budget', 'funding', 'inflation', 'pressure', 'capital_financing', 'reserves', 'savings_agreed')",
            name=op.f("ck_mtfs_line_kind_known"),
        ),
        sa.ForeignKeyConstraint(["fund_code"], ["fund.code"], name=op.f("fk_mtfs_line_fund_code"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["mtfs_version.id"], name=op.f("fk_mtfs_line_version_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mtfs_line")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_mtfs_line_version_id_code")),
    )
    op.create_index(op.f("ix_mtfs_line_version_id"), "mtfs_line", ["version_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_notice_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_person", "notice", ["person_id", sa.literal_column("at DESC")], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done_at IS NULL OR dead_at IS NULL", name=op.f("ck_outbox_done_or_dead")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_outbox_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_try_at"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL AND dead_at IS NULL"),
    )
    op.create_index(op.f("ix_outbox_person_id"), "outbox", ["person_id"], unique=False)
    op.create_index(op.f("ix_outbox_proposal_id"), "outbox", ["proposal_id"], unique=False)
    op.create_table(
        "policy_agreement",
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_policy_agreement_note_given")),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["person.id"], name=op.f("fk_policy_agreement_agreed_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_policy_agreement_policy_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("policy_version_id", name=op.f("pk_policy_agreement")),
    )
    op.create_table(
        "proposal_act",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act IN ('proposed', 'wrote', 'entered_figures', 'sponsored', 'entered_actual', 'owns_condition', 'prepared_version', 'made_policy', 'closed_month')",
            name=op.f("ck_proposal_act_act_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proposal_act_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_act_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", "person_id", "act", name=op.f("pk_proposal_act")),
    )
    op.create_index(op.f("ix_proposal_act_person_id"), "proposal_act", ["person_id"], unique=False)
    op.create_table(
        "proposal_commitment",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("contribution", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_proposal_commitment_commitment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_commitment_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", "commitment_id", name=op.f("pk_proposal_commitment")),
    )
    op.create_index(
        "uq_proposal_commitment_one_lead",
        "proposal_commitment",
        ["proposal_id"],
        unique=True,
        postgresql_where=sa.text("lead"),
    )
    op.create_table(
        "proposal_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=True),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_stage", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_proposal_event_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["person.id"], name=op.f("fk_proposal_event_on_behalf_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_event_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_event")),
        sa.UniqueConstraint("proposal_id", "n", name=op.f("uq_proposal_event_proposal_id_n")),
    )
    op.create_index("ix_proposal_event_proposal_at", "proposal_event", ["proposal_id", "at"], unique=False)
    op.create_table(
        "proposal_link",
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('depends_on', 'overlaps')", name=op.f("ck_proposal_link_kind_known")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_proposal_link_another_proposal")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["proposal.id"], name=op.f("fk_proposal_link_from_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["to_id"], ["proposal.id"], name=op.f("fk_proposal_link_to_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("from_id", "to_id", "kind", name=op.f("pk_proposal_link")),
    )
    op.create_table(
        "proposal_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "part IN ('proposer', 'author', 'contributor', 'sponsor', 'savings_owner', 'lead_member')",
            name=op.f("ck_proposal_person_part_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proposal_person_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_person_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_person")),
    )
    op.create_index(
        "ix_proposal_person_person",
        "proposal_person",
        ["person_id", "part"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_proposal_person_live",
        "proposal_person",
        ["proposal_id", "person_id", "part"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("needs_answer", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_question_text_given")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_question_answered_by_someone")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_question_answered_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_question_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_question_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_proposal_id"), "question", ["proposal_id"], unique=False)
    op.create_table(
        "resource_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'confirmed', 'part_confirmed', 'offered_later', 'declined', 'withdrawn')",
            name=op.f("ck_resource_request_state_known"),
        ),
        sa.CheckConstraint("why <> ''", name=op.f("ck_resource_request_why_given")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_resource_request_asked_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["pool.id"], name=op.f("fk_resource_request_pool_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_resource_request_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_request")),
    )
    op.create_index("ix_resource_request_pool_state", "resource_request", ["pool_id", "state"], unique=False)
    op.create_index(op.f("ix_resource_request_proposal_id"), "resource_request", ["proposal_id"], unique=False)
    op.create_table(
        "risk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("mitigation", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.BigInteger(), nullable=False),
        sa.Column("impact", sa.BigInteger(), nullable=False),
        sa.Column("likelihood_after", sa.BigInteger(), nullable=False),
        sa.Column("impact_after", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("money_pence", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5", name=op.f("ck_risk_before_1_to_5")),
        sa.CheckConstraint(
            "likelihood_after BETWEEN 1 AND 5 AND impact_after BETWEEN 1 AND 5", name=op.f("ck_risk_after_1_to_5")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_risk_owner_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_risk_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_index(op.f("ix_risk_proposal_id"), "risk", ["proposal_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("board_id", sa.Uuid(), nullable=True),
        sa.Column("pool_id", sa.Uuid(), nullable=True),
        sa.Column("sign_off", sa.Text(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.column("role"), "="),
            (
                sa.text(
                    "(coalesce(directorate_id::text,'') || '/' || coalesce(board_id::text,'') || '/' || coalesce(pool_id::text,'') || '/' || coalesce(sign_off,''))"
                ),
                "=",
            ),
            (sa.text("daterange(starts, ends, '[]')"), "&&"),
            using="gist",
            name="ex_role_grant_no_overlap",
        ),
        sa.CheckConstraint(
            "role IN ('proposer', 'triage_officer', 'change_team', 'change_lead', 'reviewer', 'resource_manager', 'secretary', 'board_member', 'chair', 'finance_partner', 'section_151', 'monitoring_officer', 'director', 'directorate_lead', 'viewer', 'auditor', 'administrator')",
            name=op.f("ck_role_grant_role_known"),
        ),
        sa.CheckConstraint(
            "sign_off IN ('finance', 'legal', 'equality', 'environment', 'hr', 'information_governance', 'digital', 'procurement', 'property', 'consultation')",
            name=op.f("ck_role_grant_sign_off_known"),
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_role_grant_dates_in_order")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_role_grant_board_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_role_grant_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name=op.f("fk_role_grant_granted_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_role_grant_pool_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_person_id"), "role_grant", ["person_id"], unique=False)
    op.create_table(
        "triage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("why", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("override_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reach IN ('local', 'council_wide')", name=op.f("ck_triage_reach_known")),
        sa.CheckConstraint("route IN ('light', 'full')", name=op.f("ck_triage_route_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_triage_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_triage_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage")),
    )
    op.create_index(op.f("ix_triage_proposal_id"), "triage", ["proposal_id"], unique=False)
    op.create_table(
        "watch",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_watch_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_watch_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "proposal_id", name=op.f("pk_watch")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("scan IN ('waiting', 'clean', 'infected')", name=op.f("ck_attachment_scan_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_attachment_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_attachment_evidence_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_attachment_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_attachment_storage_key")),
    )
    op.create_index(op.f("ix_attachment_proposal_id"), "attachment", ["proposal_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("here_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_place_of_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("state IN ('present', 'apologies', 'absent')", name=op.f("ck_attendance_state_known")),
        sa.CheckConstraint("left_at IS NULL OR left_at >= here_from", name=op.f("ck_attendance_left_after_coming")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_attendance_entered_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["in_place_of_id"], ["person.id"], name=op.f("fk_attendance_in_place_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendance_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_table(
        "gateway_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("case_version_id", sa.Uuid(), nullable=True),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("delegation_version_id", sa.Uuid(), nullable=True),
        sa.Column("body_n", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("board_id", sa.Uuid(), nullable=True),
        sa.Column("power", sa.Text(), server_default="decide", nullable=False),
        sa.Column("rule_applied", sa.Text(), server_default="", nullable=False),
        sa.Column("why_this_body", sa.Text(), server_default="", nullable=False),
        sa.Column("quorum", sa.BigInteger(), nullable=True),
        sa.Column("recommendation", sa.Text(), server_default="", nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "close_reason IN ('decided', 'withdrawn', 'superseded')", name=op.f("ck_gateway_round_close_reason_known")
        ),
        sa.CheckConstraint("gateway IN ('G1', 'G2', 'G3', 'G4', 'G5')", name=op.f("ck_gateway_round_gateway_known")),
        sa.CheckConstraint("power IN ('decide', 'advise', 'recommend')", name=op.f("ck_gateway_round_power_known")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (close_reason IS NULL)", name=op.f("ck_gateway_round_closed_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_gateway_round_board_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["case_version_id"], ["case_version.id"], name=op.f("fk_gateway_round_case_version_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["delegation_version_id"],
            ["policy_version.id"],
            name=op.f("fk_gateway_round_delegation_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_gateway_round_opened_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_gateway_round_policy_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_gateway_round_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gateway_round")),
    )
    op.create_index(op.f("ix_gateway_round_board_id"), "gateway_round", ["board_id"], unique=False)
    op.create_index(op.f("ix_gateway_round_proposal_id"), "gateway_round", ["proposal_id"], unique=False)
    op.create_index(
        "uq_gateway_round_one_open",
        "gateway_round",
        ["proposal_id", "gateway"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "meeting_declaration",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("any_interest", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_declaration_meeting_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_declaration_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_meeting_declaration")),
    )
    op.create_table(
        "money_grid",
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("first_year", sa.BigInteger(), nullable=False),
        sa.Column("last_year", sa.BigInteger(), nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"], ["case_option.id"], name=op.f("fk_money_grid_option_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_money_grid_updated_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("option_id", name=op.f("pk_money_grid")),
    )
    op.create_table(
        "mtfs_amount",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["mtfs_line.id"], name=op.f("fk_mtfs_amount_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("line_id", "year", name=op.f("pk_mtfs_amount")),
    )
    op.create_table(
        "profile_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("saving_class", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("cost_kind", sa.Text(), nullable=True),
        sa.Column("funding_kind", sa.Text(), nullable=True),
        sa.Column("pot", sa.Text(), server_default="", nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("cost_centre", sa.Text(), server_default="", nullable=False),
        sa.Column("subjective", sa.Text(), server_default="", nullable=False),
        sa.Column("no_code_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("growth_line", sa.Text(), server_default="", nullable=False),
        sa.Column("recurrence", sa.Text(), server_default="ongoing", nullable=False),
        sa.Column("start_month", sa.Date(), nullable=True),
        sa.Column("full_year_pence", sa.BigInteger(), nullable=True),
        sa.Column("confidence", sa.Text(), server_default="medium", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(kind = 'funding') = (funding_kind IS NOT NULL)", name=op.f("ck_profile_line_funding_has_a_kind")
        ),
        sa.CheckConstraint(
            "(kind IN ('cost', 'capital')) = (cost_kind IS NOT NULL)", name=op.f("ck_profile_line_cost_has_a_kind")
        ),
        sa.CheckConstraint(
            "(kind IN ('saving', 'income')) = (saving_class IS NOT NULL)",
            name=op.f("ck_profile_line_saving_has_a_class"),
        ),
        sa.CheckConstraint(
            "category IN ('efficiency', 'demand', 'redesign', 'contract', 'workforce', 'property', 'service_reduction', 'collaboration', 'income', 'technical')",
            name=op.f("ck_profile_line_category_known"),
        ),
        sa.CheckConstraint("confidence IN ('low', 'medium', 'high')", name=op.f("ck_profile_line_confidence_known")),
        sa.CheckConstraint(
            "cost_kind IN ('one_off', 'running', 'capital', 'redundancy', 'pension_strain', 'financing')",
            name=op.f("ck_profile_line_cost_kind_known"),
        ),
        sa.CheckConstraint(
            "funding_kind IN ('base', 'reserve', 'capital_receipts_flexible', 'grant', 'borrowing', 'external')",
            name=op.f("ck_profile_line_funding_kind_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('saving', 'income', 'cost', 'capital', 'funding')", name=op.f("ck_profile_line_kind_known")
        ),
        sa.CheckConstraint(
            "recurrence IN ('ongoing', 'one_off', 'time_limited')", name=op.f("ck_profile_line_recurrence_known")
        ),
        sa.CheckConstraint(
            "saving_class IN ('cash_releasing', 'income', 'cost_avoidance', 'funding_switch', 'non_cash_releasing', 'other_public_body', 'society')",
            name=op.f("ck_profile_line_saving_class_known"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_profile_line_title_given")),
        sa.CheckConstraint(
            "start_month IS NULL OR extract(day from start_month) = 1",
            name=op.f("ck_profile_line_month_is_its_first_day"),
        ),
        sa.ForeignKeyConstraint(
            ["fund_code"], ["fund.code"], name=op.f("fk_profile_line_fund_code"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["case_option.id"], name=op.f("fk_profile_line_option_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_profile_line_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_line")),
    )
    op.create_index(
        "ix_profile_line_budget",
        "profile_line",
        ["cost_centre", "subjective"],
        unique=False,
        postgresql_where=sa.text("cost_centre <> ''"),
    )
    op.create_index(op.f("ix_profile_line_option_id"), "profile_line", ["option_id"], unique=False)
    op.create_index(op.f("ix_profile_line_proposal_id"), "profile_line", ["proposal_id"], unique=False)
    op.create_table(
        "request_month",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("asked > 0", name=op.f("ck_request_month_asked_something")),
        sa.CheckConstraint("confirmed >= 0", name=op.f("ck_request_month_confirmed_not_negative")),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_request_month_month_is_its_first_day")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["resource_request.id"], name=op.f("fk_request_month_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("request_id", "month", name=op.f("pk_request_month")),
    )
    op.create_index("ix_request_month_month", "request_month", ["month"], unique=False)
    op.create_table(
        "request_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("offered_from", sa.Date(), nullable=True),
        sa.Column("over_capacity", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer = 'offered_later') = (offered_from IS NOT NULL)", name=op.f("ck_request_reply_later_says_when")
        ),
        sa.CheckConstraint(
            "answer = 'confirmed' OR reason <> ''", name=op.f("ck_request_reply_reason_where_not_confirmed")
        ),
        sa.CheckConstraint(
            "answer IN ('confirmed', 'part_confirmed', 'offered_later', 'declined')",
            name=op.f("ck_request_reply_answer_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_request_reply_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["person.id"], name=op.f("fk_request_reply_on_behalf_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["resource_request.id"], name=op.f("fk_request_reply_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_reply")),
    )
    op.create_index(op.f("ix_request_reply_request_id"), "request_reply", ["request_id"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('finance', 'legal', 'equality', 'environment', 'hr', 'information_governance', 'digital', 'procurement', 'property', 'consultation')",
            name=op.f("ck_sign_off_kind_known"),
        ),
        sa.CheckConstraint("outcome = 'agreed' OR comments <> ''", name=op.f("ck_sign_off_comments_where_not_plain")),
        sa.CheckConstraint(
            "outcome IN ('agreed', 'agreed_with_comments', 'more_needed', 'not_needed')",
            name=op.f("ck_sign_off_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sign_off_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["case_version_id"], ["case_version.id"], name=op.f("fk_sign_off_case_version_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["person.id"], name=op.f("fk_sign_off_on_behalf_of_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    op.create_index(op.f("ix_sign_off_by_id"), "sign_off", ["by_id"], unique=False)
    op.create_index(op.f("ix_sign_off_case_version_id"), "sign_off", ["case_version_id"], unique=False)
    op.create_table(
        "sign_off_needed",
        sa.Column("case_version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("watched_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('finance', 'legal', 'equality', 'environment', 'hr', 'information_governance', 'digital', 'procurement', 'property', 'consultation')",
            name=op.f("ck_sign_off_needed_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["case_version_id"],
            ["case_version.id"],
            name=op.f("fk_sign_off_needed_case_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("case_version_id", "kind", name=op.f("pk_sign_off_needed")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("result", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("result_note", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "result <> 'deferred' OR (result_note <> '' AND moved_to IS NOT NULL)",
            name=op.f("ck_agenda_item_deferred_says_why"),
        ),
        sa.CheckConstraint(
            "result IN ('waiting', 'decided', 'deferred', 'not_reached', 'withdrawn')",
            name=op.f("ck_agenda_item_result_known"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_agenda_item_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["gateway_round.id"], name=op.f("fk_agenda_item_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "n", name=op.f("uq_agenda_item_meeting_id_n")),
    )
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_proposal_id"), "agenda_item", ["proposal_id"], unique=False)
    op.create_index(
        "uq_agenda_item_round_waiting",
        "agenda_item",
        ["round_id"],
        unique=True,
        postgresql_where=sa.text("result = 'waiting'"),
    )
    op.create_table(
        "profile_amount",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_profile_amount_year_in_range")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["profile_line.id"], name=op.f("fk_profile_amount_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("line_id", "year", name=op.f("pk_profile_amount")),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("voting", sa.Boolean(), nullable=False),
        sa.Column("deputy_of_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deputy_of_id"], ["person.id"], name=op.f("fk_seat_deputy_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["round_id"], ["gateway_round.id"], name=op.f("fk_seat_round_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_seat_round_id_person_id")),
    )
    op.create_index(op.f("ix_seat_person_id"), "seat", ["person_id"], unique=False)
    op.create_index(op.f("ix_seat_round_id"), "seat", ["round_id"], unique=False)
    op.create_table(
        "sign_off_lapse",
        sa.Column("sign_off_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_off_id"], ["sign_off.id"], name=op.f("fk_sign_off_lapse_sign_off_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("sign_off_id", name=op.f("pk_sign_off_lapse")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("board_id", sa.Uuid(), nullable=True),
        sa.Column("body_name", sa.Text(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("case_version_id", sa.Uuid(), nullable=True),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("options_considered", sa.Text(), nullable=False),
        sa.Column("interests", sa.Text(), nullable=False),
        sa.Column("dispensations", sa.Text(), nullable=False),
        sa.Column("voting", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("rule_applied", sa.Text(), nullable=False),
        sa.Column("key_decision", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("not_public_because", sa.Text(), server_default="", nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("snapshot_sha256", sa.Text(), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=True),
        sa.Column("brought_in", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("gateway IN ('G1', 'G2', 'G3', 'G4', 'G5')", name=op.f("ck_decision_gateway_known")),
        sa.CheckConstraint(
            "outcome IN ('proceed', 'proceed_with_conditions', 'return', 'pause', 'business_as_usual', 'test', 'consult', 'agree_in_principle', 'delegate', 'recommend', 'endorse', 'note', 'refer_back', 'merge', 'decline', 'realised', 'realised_in_part', 'not_realised', 'keep_tracking')",
            name=op.f("ck_decision_outcome_known"),
        ),
        sa.CheckConstraint("reasons <> ''", name=op.f("ck_decision_reasons_given")),
        sa.CheckConstraint("brought_in OR decided_by_id IS NOT NULL", name=op.f("ck_decision_has_a_decider")),
        sa.CheckConstraint("brought_in OR round_id IS NOT NULL", name=op.f("ck_decision_belongs_to_a_round")),
        sa.CheckConstraint("length(snapshot_sha256) = 64", name=op.f("ck_decision_hash_is_whole")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_decision_agenda_item_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_decision_board_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["case_version_id"], ["case_version.id"], name=op.f("fk_decision_case_version_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_decision_decided_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["person.id"], name=op.f("fk_decision_on_behalf_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_decision_policy_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_decision_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_decision_recorded_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["gateway_round.id"], name=op.f("fk_decision_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("number", name=op.f("uq_decision_number")),
        sa.UniqueConstraint("round_id", name=op.f("uq_decision_round_id")),
    )
    op.create_index(op.f("ix_decision_board_id"), "decision", ["board_id"], unique=False)
    op.create_index(op.f("ix_decision_decided_at"), "decision", ["decided_at"], unique=False)
    op.create_index(op.f("ix_decision_proposal_id"), "decision", ["proposal_id"], unique=False)
    op.create_table(
        "decision_draft",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_decision_draft_item_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_decision_draft_recorded_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["gateway_round.id"], name=op.f("fk_decision_draft_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_decision_draft")),
    )
    op.create_table(
        "interest",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("will", sa.Text(), nullable=False),
        sa.Column("dispensation", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind <> 'disclosable' OR will = 'leave' OR dispensation <> ''", name=op.f("ck_interest_disclosable_leaves")
        ),
        sa.CheckConstraint("kind IN ('disclosable', 'other')", name=op.f("ck_interest_kind_known")),
        sa.CheckConstraint("what <> ''", name=op.f("ck_interest_what_given")),
        sa.CheckConstraint("will IN ('take_part', 'stay_silent', 'leave')", name=op.f("ck_interest_will_known")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_interest_item_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interest_person_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("item_id", "person_id", name=op.f("pk_interest")),
    )
    op.create_table(
        "seat_vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("vote", sa.Text(), nullable=False),
        sa.Column("casting", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("vote IN ('for', 'against', 'abstain')", name=op.f("ck_seat_vote_vote_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_seat_vote_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["round_id"], ["gateway_round.id"], name=op.f("fk_seat_vote_round_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_seat_vote_seat_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_vote")),
        sa.UniqueConstraint("seat_id", name=op.f("uq_seat_vote_seat_id")),
    )
    op.create_index(op.f("ix_seat_vote_round_id"), "seat_vote", ["round_id"], unique=False)
    op.create_table(
        "condition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("met_by_id", sa.Uuid(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "blocks IN ('next_gateway', 'implementation', 'nothing')", name=op.f("ck_condition_blocks_known")
        ),
        sa.CheckConstraint("met_at IS NULL OR evidence <> ''", name=op.f("ck_condition_met_with_evidence")),
        sa.CheckConstraint("(met_at IS NULL) = (met_by_id IS NULL)", name=op.f("ck_condition_met_by_someone")),
        sa.CheckConstraint("met_by_id <> owner_id", name=op.f("ck_condition_not_closed_by_its_owner")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_condition_decision_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["met_by_id"], ["person.id"], name=op.f("fk_condition_met_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_condition_owner_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_condition_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sa.UniqueConstraint("decision_id", "n", name=op.f("uq_condition_decision_id_n")),
    )
    op.create_index(
        "ix_condition_open", "condition", ["proposal_id"], unique=False, postgresql_where=sa.text("met_at IS NULL")
    )
    op.create_index(op.f("ix_condition_owner_id"), "condition", ["owner_id"], unique=False)
    op.create_index(op.f("ix_condition_proposal_id"), "condition", ["proposal_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_correction_text_given")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_correction_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_correction_decision_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_decision_id"), "correction", ["decision_id"], unique=False)
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("case_version_id", sa.Uuid(), nullable=True),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("saving_class", sa.Text(), nullable=True),
        sa.Column("cost_kind", sa.Text(), nullable=True),
        sa.Column("funding_kind", sa.Text(), nullable=True),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("growth_line", sa.Text(), server_default="", nullable=False),
        sa.Column("recurrence", sa.Text(), nullable=False),
        sa.Column("superseded_by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cost_kind IN ('one_off', 'running', 'capital', 'redundancy', 'pension_strain', 'financing')",
            name=op.f("ck_plan_line_cost_kind_known"),
        ),
        sa.CheckConstraint(
            "funding_kind IN ('base', 'reserve', 'capital_receipts_flexible', 'grant', 'borrowing', 'external')",
            name=op.f("ck_plan_line_funding_kind_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('saving', 'income', 'cost', 'capital', 'funding')", name=op.f("ck_plan_line_kind_known")
        ),
        sa.CheckConstraint(
            "saving_class IN ('cash_releasing', 'income', 'cost_avoidance', 'funding_switch', 'non_cash_releasing', 'other_public_body', 'society')",
            name=op.f("ck_plan_line_saving_class_known"),
        ),
        sa.ForeignKeyConstraint(
            ["case_version_id"], ["case_version.id"], name=op.f("fk_plan_line_case_version_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_plan_line_decision_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["fund_code"], ["fund.code"], name=op.f("fk_plan_line_fund_code"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["line_id"], ["profile_line.id"], name=op.f("fk_plan_line_line_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_plan_line_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["plan_line.id"], name=op.f("fk_plan_line_superseded_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
    )
    op.create_index(op.f("ix_plan_line_proposal_id"), "plan_line", ["proposal_id"], unique=False)
    op.create_table(
        "resolution",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_resolution_decision_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("decision_id", "n", name=op.f("pk_resolution")),
    )
    op.create_table(
        "vote_void",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["seat_vote.id"], name=op.f("fk_vote_void_vote_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_vote_void")),
    )
    op.create_table(
        "plan_amount",
        sa.Column("plan_line_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_line_id"], ["plan_line.id"], name=op.f("fk_plan_amount_plan_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("plan_line_id", "year", name=op.f("pk_plan_amount")),
    )
    op.create_table(
        "saving",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("plan_line_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("saving_class", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("recurrence", sa.Text(), nullable=False),
        sa.Column("start_month", sa.Date(), nullable=True),
        sa.Column("full_year_pence", sa.BigInteger(), nullable=False),
        sa.Column("cost_centre", sa.Text(), server_default="", nullable=False),
        sa.Column("subjective", sa.Text(), server_default="", nullable=False),
        sa.Column("growth_line", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("finance_lead_id", sa.Uuid(), nullable=True),
        sa.Column("in_budget_from", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), server_default="live", nullable=False),
        sa.Column("status", sa.Text(), server_default="not_due", nullable=False),
        sa.Column("status_rule", sa.Text(), server_default="", nullable=False),
        sa.Column("fte_hundredths", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("vacant_hundredths", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("restricted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("example", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "category IN ('efficiency', 'demand', 'redesign', 'contract', 'workforce', 'property', 'service_reduction', 'collaboration', 'income', 'technical')",
            name=op.f("ck_saving_category_known"),
        ),
        sa.CheckConstraint(
            "recurrence IN ('ongoing', 'one_off', 'time_limited')", name=op.f("ck_saving_recurrence_known")
        ),
        sa.CheckConstraint("ref ~ '^S-\\d{4}-\\d{4,}$'", name=op.f("ck_saving_ref_has_its_form")),
        sa.CheckConstraint(
            "saving_class IN ('cash_releasing', 'income', 'cost_avoidance', 'funding_switch', 'non_cash_releasing', 'other_public_body', 'society')",
            name=op.f("ck_saving_saving_class_known"),
        ),
        sa.CheckConstraint("state IN ('live', 'withdrawn', 'replaced')", name=op.f("ck_saving_state_known")),
        sa.CheckConstraint(
            "status IN ('blue', 'green', 'amber', 'red', 'not_due', 'withdrawn', 'replaced')",
            name=op.f("ck_saving_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_saving_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["finance_lead_id"], ["person.id"], name=op.f("fk_saving_finance_lead_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["fund_code"], ["fund.code"], name=op.f("fk_saving_fund_code"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_saving_owner_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["plan_line_id"], ["plan_line.id"], name=op.f("fk_saving_plan_line_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_saving_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saving")),
        sa.UniqueConstraint("ref", name=op.f("uq_saving_ref")),
    )
    op.create_index("ix_saving_directorate", "saving", ["directorate_id", "ref"], unique=False)
    op.create_index(op.f("ix_saving_owner_id"), "saving", ["owner_id"], unique=False)
    op.create_index(op.f("ix_saving_proposal_id"), "saving", ["proposal_id"], unique=False)
    op.create_index(
        "uq_saving_plan_line", "saving", ["plan_line_id"], unique=True, postgresql_where=sa.text("state = 'live'")
    )
    op.create_table(
        "budget_adjustment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("saving_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('permanent', 'temporary', 'growth_lowered', 'income_raised')",
            name=op.f("ck_budget_adjustment_kind_known"),
        ),
        sa.CheckConstraint("reference <> ''", name=op.f("ck_budget_adjustment_reference_given")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_budget_adjustment_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_budget_adjustment_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_adjustment")),
    )
    op.create_index(op.f("ix_budget_adjustment_saving_id"), "budget_adjustment", ["saving_id"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("saving_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=True),
        sa.Column("below", sa.Text(), server_default="", nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("weighted_pence", sa.BigInteger(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("directorate_id", sa.Uuid(), nullable=True),
        sa.Column("mission_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "rung IN ('requirement', 'delivered', 'on_track', 'at_risk', 'approved', 'pipeline_approval', 'pipeline_resourcing', 'pipeline_business_case', 'pipeline_idea', 'reserves_one_off', 'still_to_find')",
            name=op.f("ck_contribution_rung_known"),
        ),
        sa.ForeignKeyConstraint(
            ["directorate_id"], ["directorate.id"], name=op.f("fk_contribution_directorate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["fund_code"], ["fund.code"], name=op.f("fk_contribution_fund_code"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_contribution_mission_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_contribution_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_contribution_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint(
            "source",
            "fund_code",
            "year",
            "rung",
            "below",
            name=op.f("uq_contribution_source_fund_code_year_rung_below"),
        ),
    )
    op.create_index("ix_contribution_figure", "contribution", ["fund_code", "rung", "year", "below"], unique=False)
    op.create_index(op.f("ix_contribution_proposal_id"), "contribution", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_contribution_saving_id"), "contribution", ["saving_id"], unique=False)
    op.create_table(
        "mitigation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("saving_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_mitigation_owner_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_mitigation_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mitigation")),
    )
    op.create_index(op.f("ix_mitigation_saving_id"), "mitigation", ["saving_id"], unique=False)
    op.create_table(
        "saving_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("saving_id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("about_month", sa.Date(), nullable=True),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="typed", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "series IN ('approved_plan', 'budget_plan', 'change', 'forecast', 'actual', 'pressure')",
            name=op.f("ck_saving_entry_series_known"),
        ),
        sa.CheckConstraint(
            "about_month IS NULL OR extract(day from about_month) = 1",
            name=op.f("ck_saving_entry_about_month_is_its_first_day"),
        ),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_saving_entry_month_is_its_first_day")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_saving_entry_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_saving_entry_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saving_entry")),
    )
    op.create_index("ix_saving_entry_saving", "saving_entry", ["saving_id", "series", "month"], unique=False)
    op.create_table(
        "status_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("saving_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_status_override_reason_given")),
        sa.CheckConstraint(
            "status IN ('blue', 'green', 'amber', 'red', 'not_due', 'withdrawn', 'replaced')",
            name=op.f("ck_status_override_status_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_status_override_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_status_override_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_override")),
    )
    op.create_index(op.f("ix_status_override_saving_id"), "status_override", ["saving_id"], unique=False)
    op.create_table(
        "verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("saving_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("evidence_kind", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("evidence <> '' AND reference <> ''", name=op.f("ck_verification_evidence_given")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_verification_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["saving_entry.id"], name=op.f("fk_verification_entry_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["person.id"], name=op.f("fk_verification_on_behalf_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["saving_id"], ["saving.id"], name=op.f("fk_verification_saving_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_verification_entry_id")),
    )
    op.create_index(op.f("ix_verification_saving_id"), "verification", ["saving_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_verification_saving_id"), table_name="verification")
    op.drop_table("verification")
    op.drop_index(op.f("ix_status_override_saving_id"), table_name="status_override")
    op.drop_table("status_override")
    op.drop_index("ix_saving_entry_saving", table_name="saving_entry")
    op.drop_table("saving_entry")
    op.drop_index(op.f("ix_mitigation_saving_id"), table_name="mitigation")
    op.drop_table("mitigation")
    op.drop_index(op.f("ix_contribution_saving_id"), table_name="contribution")
    op.drop_index(op.f("ix_contribution_proposal_id"), table_name="contribution")
    op.drop_index("ix_contribution_figure", table_name="contribution")
    op.drop_table("contribution")
    op.drop_index(op.f("ix_budget_adjustment_saving_id"), table_name="budget_adjustment")
    op.drop_table("budget_adjustment")
    op.drop_index("uq_saving_plan_line", table_name="saving", postgresql_where=sa.text("state = 'live'"))
    op.drop_index(op.f("ix_saving_proposal_id"), table_name="saving")
    op.drop_index(op.f("ix_saving_owner_id"), table_name="saving")
    op.drop_index("ix_saving_directorate", table_name="saving")
    op.drop_table("saving")
    op.drop_table("plan_amount")
    op.drop_table("vote_void")
    op.drop_table("resolution")
    op.drop_index(op.f("ix_plan_line_proposal_id"), table_name="plan_line")
    op.drop_table("plan_line")
    op.drop_index(op.f("ix_correction_decision_id"), table_name="correction")
    op.drop_table("correction")
    op.drop_index(op.f("ix_condition_proposal_id"), table_name="condition")
    op.drop_index(op.f("ix_condition_owner_id"), table_name="condition")
    op.drop_index("ix_condition_open", table_name="condition", postgresql_where=sa.text("met_at IS NULL"))
    op.drop_table("condition")
    op.drop_index(op.f("ix_seat_vote_round_id"), table_name="seat_vote")
    op.drop_table("seat_vote")
    op.drop_table("interest")
    op.drop_table("decision_draft")
    op.drop_index(op.f("ix_decision_proposal_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_decided_at"), table_name="decision")
    op.drop_index(op.f("ix_decision_board_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_table("sign_off_lapse")
    op.drop_index(op.f("ix_seat_round_id"), table_name="seat")
    op.drop_index(op.f("ix_seat_person_id"), table_name="seat")
    op.drop_table("seat")
    op.drop_table("profile_amount")
    op.drop_index(
        "uq_agenda_item_round_waiting", table_name="agenda_item", postgresql_where=sa.text("result = 'waiting'")
    )
    op.drop_index(op.f("ix_agenda_item_proposal_id"), table_name="agenda_item")
    op.drop_index(op.f("ix_agenda_item_meeting_id"), table_name="agenda_item")
    op.drop_table("agenda_item")
    op.drop_table("sign_off_needed")
    op.drop_index(op.f("ix_sign_off_case_version_id"), table_name="sign_off")
    op.drop_index(op.f("ix_sign_off_by_id"), table_name="sign_off")
    op.drop_table("sign_off")
    op.drop_index(op.f("ix_request_reply_request_id"), table_name="request_reply")
    op.drop_table("request_reply")
    op.drop_index("ix_request_month_month", table_name="request_month")
    op.drop_table("request_month")
    op.drop_index(op.f("ix_profile_line_proposal_id"), table_name="profile_line")
    op.drop_index(op.f("ix_profile_line_option_id"), table_name="profile_line")
    op.drop_index("ix_profile_line_budget", table_name="profile_line", postgresql_where=sa.text("cost_centre <> ''"))
    op.drop_table("profile_line")
    op.drop_table("mtfs_amount")
    op.drop_table("money_grid")
    op.drop_table("meeting_declaration")
    op.drop_index(
        "uq_gateway_round_one_open", table_name="gateway_round", postgresql_where=sa.text("closed_at IS NULL")
    )
    op.drop_index(op.f("ix_gateway_round_proposal_id"), table_name="gateway_round")
    op.drop_index(op.f("ix_gateway_round_board_id"), table_name="gateway_round")
    op.drop_table("gateway_round")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_attachment_proposal_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_table("watch")
    op.drop_index(op.f("ix_triage_proposal_id"), table_name="triage")
    op.drop_table("triage")
    op.drop_index(op.f("ix_role_grant_person_id"), table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_index(op.f("ix_risk_proposal_id"), table_name="risk")
    op.drop_table("risk")
    op.drop_index(op.f("ix_resource_request_proposal_id"), table_name="resource_request")
    op.drop_index("ix_resource_request_pool_state", table_name="resource_request")
    op.drop_table("resource_request")
    op.drop_index(op.f("ix_question_proposal_id"), table_name="question")
    op.drop_table("question")
    op.drop_index("uq_proposal_person_live", table_name="proposal_person", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_index(
        "ix_proposal_person_person", table_name="proposal_person", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_table("proposal_person")
    op.drop_table("proposal_link")
    op.drop_index("ix_proposal_event_proposal_at", table_name="proposal_event")
    op.drop_table("proposal_event")
    op.drop_index("uq_proposal_commitment_one_lead", table_name="proposal_commitment", postgresql_where=sa.text("lead"))
    op.drop_table("proposal_commitment")
    op.drop_index(op.f("ix_proposal_act_person_id"), table_name="proposal_act")
    op.drop_table("proposal_act")
    op.drop_table("policy_agreement")
    op.drop_index(op.f("ix_outbox_proposal_id"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_person_id"), table_name="outbox")
    op.drop_index("ix_outbox_due", table_name="outbox", postgresql_where=sa.text("done_at IS NULL AND dead_at IS NULL"))
    op.drop_table("outbox")
    op.drop_index("ix_notice_person", table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_mtfs_line_version_id"), table_name="mtfs_line")
    op.drop_table("mtfs_line")
    op.drop_index(op.f("ix_membership_person_id"), table_name="membership")
    op.drop_index(op.f("ix_membership_board_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_meeting_starts_at"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_table("last_seen")
    op.drop_table("idea")
    op.drop_index(op.f("ix_evidence_proposal_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_table("equality_screening")
    op.drop_index(op.f("ix_case_version_proposal_id"), table_name="case_version")
    op.drop_table("case_version")
    op.drop_table("case_section")
    op.drop_index(
        "uq_case_option_one_preferred",
        table_name="case_option",
        postgresql_where=sa.text("preferred AND removed_at IS NULL"),
    )
    op.drop_index(
        "uq_case_option_one_do_minimum",
        table_name="case_option",
        postgresql_where=sa.text("kind = 'do_minimum' AND removed_at IS NULL"),
    )
    op.drop_index(op.f("ix_case_option_proposal_id"), table_name="case_option")
    op.drop_table("case_option")
    op.drop_table("audit_personal")
    op.drop_index(op.f("ix_asserted_criterion_proposal_id"), table_name="asserted_criterion")
    op.drop_table("asserted_criterion")
    op.drop_index("ix_approval_fact_proposal", table_name="approval_fact")
    op.drop_table("approval_fact")
    op.drop_index(op.f("ix_web_session_person_id"), table_name="web_session")
    op.drop_index(op.f("ix_web_session_expires_at"), table_name="web_session")
    op.drop_table("web_session")
    op.drop_index(op.f("ix_security_event_at"), table_name="security_event")
    op.drop_table("security_event")
    op.drop_index(op.f("ix_reset_token_person_id"), table_name="reset_token")
    op.drop_table("reset_token")
    op.drop_index(
        "ix_proposal_title_trigrams",
        table_name="proposal",
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )
    op.drop_index("ix_proposal_stage_status", table_name="proposal")
    op.drop_index("ix_proposal_search", table_name="proposal", postgresql_using="gin")
    op.drop_index("ix_proposal_newest", table_name="proposal")
    op.drop_index(op.f("ix_proposal_mission_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_directorate_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_created_by"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_table("pool_rate")
    op.drop_table("pool_month")
    op.drop_table("policy_version")
    op.drop_index(
        "uq_mtfs_version_published_day", table_name="mtfs_version", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_table("mtfs_version")
    op.drop_index("uq_month_close_live", table_name="month_close", postgresql_where=sa.text("reopened_at IS NULL"))
    op.drop_table("month_close")
    op.drop_index(op.f("ix_identity_person_id"), table_name="identity")
    op.drop_table("identity")
    op.drop_index(op.f("ix_idempotency_key_at"), table_name="idempotency_key")
    op.drop_table("idempotency_key")
    op.drop_table("draft")
    op.drop_index(op.f("ix_deputy_person_id"), table_name="deputy")
    op.drop_index(op.f("ix_deputy_deputy_id"), table_name="deputy")
    op.drop_table("deputy")
    op.drop_table("board")
    op.drop_index(op.f("ix_audit_event_subject_id"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_at"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_actor_id"), table_name="audit_event")
    op.drop_table("audit_event")
    op.drop_table("stage_count")
    op.drop_table("set_year")
    op.drop_index(op.f("ix_service_directorate_id"), table_name="service")
    op.drop_table("service")
    op.drop_index(op.f("ix_saving_month_month"), table_name="saving_month")
    op.drop_table("saving_month")
    op.drop_table("reserve")
    op.drop_table("pool")
    op.drop_index("uq_person_email", table_name="person")
    op.drop_table("person")
    op.drop_table("mission_former_name")
    op.drop_index(op.f("ix_gap_year_fund_code"), table_name="gap_year")
    op.drop_table("gap_year")
    op.drop_index(op.f("ix_commitment_mission_id"), table_name="commitment")
    op.drop_table("commitment")
    op.drop_index(op.f("ix_sign_in_attempt_key_hash"), table_name="sign_in_attempt")
    op.drop_table("sign_in_attempt")
    op.drop_table("schedule_run")
    op.drop_table("programme")
    op.drop_table("plan")
    op.drop_table("mission")
    op.drop_index(op.f("ix_kept_mail_recipient"), table_name="kept_mail")
    op.drop_table("kept_mail")
    op.drop_table("glossary_word")
    op.drop_table("fund")
    op.drop_table("directorate")
    op.drop_table("counter")
    op.drop_table("contact")
    op.drop_table("clock")
    op.drop_table("bank_holiday")
    op.drop_table("audit_digest")
