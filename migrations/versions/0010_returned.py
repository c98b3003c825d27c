"""returned cases: what a decision asks for by section, what was done about it, and which versions a person has read

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

GUARD = """
CREATE FUNCTION guard_asked_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.proposal_id = NEW.proposal_id
                 AND d.outcome = 'return') THEN
    RAISE EXCEPTION 'only a decision that returns this case asks for changes' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$
"""
ONLY_ADDED_TO = ("asked_item", "asked_answer", "version_seen")


def upgrade() -> None:
    op.create_table(
        "asked_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_asked_item_text_given")),
        sa.CheckConstraint("section <> ''", name=op.f("ck_asked_item_section_given")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_asked_item_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_asked_item_decision_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_item")),
        sa.UniqueConstraint("decision_id", "n", name=op.f("uq_asked_item_decision_id_n")),
    )
    op.create_index(op.f("ix_asked_item_proposal_id"), "asked_item", ["proposal_id"])
    op.create_table(
        "asked_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_item_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer <> ''", name=op.f("ck_asked_answer_answer_given")),
        sa.ForeignKeyConstraint(
            ["asked_item_id"], ["asked_item.id"], name=op.f("fk_asked_answer_asked_item_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_asked_answer_by_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_answer")),
    )
    op.create_index(op.f("ix_asked_answer_asked_item_id"), "asked_answer", ["asked_item_id"])
    op.create_table(
        "version_seen",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_version_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_version_seen_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["case_version_id"],
            ["case_version.id"],
            name=op.f("fk_version_seen_case_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("person_id", "case_version_id", name=op.f("pk_version_seen")),
    )
    op.execute(GUARD)
    op.execute(
        "CREATE TRIGGER guard_asked_item BEFORE INSERT ON asked_item FOR EACH ROW EXECUTE FUNCTION guard_asked_item()"
    )
    for table in ONLY_ADDED_TO:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO changeportal_app")
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_table("version_seen")
    op.drop_index(op.f("ix_asked_answer_asked_item_id"), table_name="asked_answer")
    op.drop_table("asked_answer")
    op.drop_index(op.f("ix_asked_item_proposal_id"), table_name="asked_item")
    op.drop_table("asked_item")
    op.execute("DROP FUNCTION guard_asked_item()")
