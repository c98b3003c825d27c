"""files and claims: attachments that are scanned and kept by versions; posts, contracts, and claims that count once

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

GIVEN_UP = "('declined', 'withdrawn', 'merged', 'business_as_usual')"
GUARDS = {
    "guard_attachment()": """
CREATE FUNCTION guard_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.scan <> 'waiting' THEN
      RAISE EXCEPTION 'a new file waits to be looked at' USING ERRCODE = 'CP003';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.proposal_id, NEW.evidence_id, NEW.name, NEW.media_type, NEW.size, NEW.sha256, NEW.storage_key, NEW.by_id, NEW.at)
     IS DISTINCT FROM
     (OLD.id, OLD.proposal_id, OLD.evidence_id, OLD.name, OLD.media_type, OLD.size, OLD.sha256, OLD.storage_key, OLD.by_id, OLD.at)
     OR (OLD.scan = 'infected' AND NEW.scan <> 'infected') OR (OLD.scan = 'clean' AND NEW.scan = 'waiting')
     OR OLD.erased_at IS NOT NULL THEN
    RAISE EXCEPTION 'a stored file is never changed' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.erased_at IS NOT NULL
     AND (NEW.removed_at IS NULL OR EXISTS (SELECT 1 FROM version_file WHERE attachment_id = NEW.id)) THEN
    RAISE EXCEPTION 'the case or a version holds this file' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_version_file()": """
CREATE FUNCTION guard_version_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held attachment%ROWTYPE;
BEGIN
  SELECT * INTO held FROM attachment WHERE id = NEW.attachment_id FOR UPDATE;
  IF held.erased_at IS NOT NULL OR (held.name, held.size, held.sha256) IS DISTINCT FROM (NEW.name, NEW.size, NEW.sha256)
     OR held.proposal_id <> (SELECT proposal_id FROM case_version WHERE id = NEW.case_version_id) THEN
    RAISE EXCEPTION 'a version holds files of its case as they are' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_claim()": f"""
CREATE FUNCTION guard_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - 'live' - 'agreed_at' - 'removed_at') <> (to_jsonb(OLD) - 'live' - 'agreed_at' - 'removed_at')
       OR (OLD.agreed_at IS NOT NULL AND NEW.agreed_at IS DISTINCT FROM OLD.agreed_at) THEN
      RAISE EXCEPTION 'an agreed claim is never changed' USING ERRCODE = 'CP001';
    END IF;
  END IF;
  NEW.live := NEW.agreed_at IS NOT NULL
    AND (SELECT status FROM proposal WHERE id = NEW.proposal_id) NOT IN {GIVEN_UP};
  RETURN NEW;
END $$""",
    "claims_follow_proposal()": """
CREATE FUNCTION claims_follow_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE claim_on_post SET live = live WHERE proposal_id = NEW.id AND agreed_at IS NOT NULL;
  UPDATE claim_on_contract SET live = live WHERE proposal_id = NEW.id AND agreed_at IS NOT NULL;
  RETURN NULL;
END $$""",
}
TRIGGERS = (
    ("attachment", "guard_attachment", "BEFORE INSERT OR UPDATE"),
    ("version_file", "guard_version_file", "BEFORE INSERT"),
    ("claim_on_post", "guard_claim", "BEFORE INSERT OR UPDATE"),
    ("claim_on_contract", "guard_claim", "BEFORE INSERT OR UPDATE"),
    ("proposal", "claims_follow_proposal", "AFTER UPDATE OF status"),
)


def upgrade() -> None:
    _files()
    _registers()
    _claims("post")
    _claims("contract")
    for body in GUARDS.values():
        op.execute(body)
    for table, function, when in TRIGGERS:
        op.execute(f"CREATE TRIGGER {function} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    op.execute(
        "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON version_file "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute("GRANT SELECT, INSERT ON version_file TO changeportal_app")
    op.execute("GRANT SELECT, INSERT, UPDATE ON post, contract, claim_on_post, claim_on_contract TO changeportal_app")


def _files() -> None:
    op.add_column("attachment", sa.Column("scan_tries", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("attachment", sa.Column("next_scan_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attachment", sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attachment", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_attachment_evidence_id"), "attachment", ["evidence_id"])
    op.create_index(
        "ix_attachment_to_scan",
        "attachment",
        ["next_scan_at"],
        postgresql_where=sa.text("scan = 'waiting' AND removed_at IS NULL"),
    )
    op.create_table(
        "version_file",
        sa.Column("case_version_id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        _points("version_file", "case_version_id", "case_version"),
        _points("version_file", "attachment_id", "attachment"),
        sa.PrimaryKeyConstraint("case_version_id", "attachment_id", name=op.f("pk_version_file")),
    )
    op.create_index(op.f("ix_version_file_attachment_id"), "version_file", ["attachment_id"])


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _loaded(table: str) -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("directorate_id", sa.Uuid(), nullable=False),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("loaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        _points(table, "directorate_id", "directorate"),
        _points(table, "loaded_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _registers() -> None:
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("fte_hundredths", sa.BigInteger(), nullable=False),
        sa.Column("vacant", sa.Boolean(), nullable=False),
        *_loaded("post"),
        sa.CheckConstraint("number <> ''", name=op.f("ck_post_number_given")),
        sa.CheckConstraint("fte_hundredths BETWEEN 1 AND 100", name=op.f("ck_post_share_of_a_person")),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_post_cost_is_positive")),
        sa.UniqueConstraint("number", name=op.f("uq_post_number")),
    )
    op.create_index("ix_post_cost_centre", "post", ["cost_centre", "number"])
    op.create_table(
        "contract",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        *_loaded("contract"),
        sa.CheckConstraint("reference <> ''", name=op.f("ck_contract_reference_given")),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_contract_ends_after_it_starts")),
        sa.CheckConstraint("pence >= 0", name=op.f("ck_contract_value_is_positive")),
        sa.UniqueConstraint("reference", name=op.f("uq_contract_reference")),
    )
    op.create_index("ix_contract_cost_centre", "contract", ["cost_centre", "reference"])


def _claims(thing: str) -> None:
    table = f"claim_on_{thing}"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column(f"{thing}_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("live", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("agreed_at IS NULL OR removed_at IS NULL", name=op.f(f"ck_{table}_agreed_stays")),
        _points(table, "proposal_id", "proposal"),
        _points(table, "line_id", "profile_line"),
        _points(table, f"{thing}_id", thing),
        _points(table, "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_proposal_id"), table, ["proposal_id"])
    op.create_index(op.f(f"ix_{table}_{thing}_id"), table, [f"{thing}_id"])
    op.create_index(
        f"uq_{table}_line", table, ["line_id", f"{thing}_id"], unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )  # fmt: skip
    op.create_index(f"uq_{table}_live", table, [f"{thing}_id"], unique=True, postgresql_where=sa.text("live"))


def downgrade() -> None:
    for table, function, _when in TRIGGERS:
        op.execute(f"DROP TRIGGER {function} ON {table}")
    op.drop_table("claim_on_contract")
    op.drop_table("claim_on_post")
    op.drop_table("contract")
    op.drop_table("post")
    op.drop_table("version_file")
    for signature in GUARDS:
        op.execute(f"DROP FUNCTION {signature}")
    op.drop_index("ix_attachment_to_scan", table_name="attachment")
    op.drop_index(op.f("ix_attachment_evidence_id"), table_name="attachment")
    for column in ("erased_at", "scanned_at", "next_scan_at", "scan_tries"):
        op.drop_column("attachment", column)
