"""criteria of a version: kept as they stood when it was frozen; a round opens only where the mandatory ones are met

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

GUARD = """
CREATE FUNCTION guard_round() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE frozen case_version%ROWTYPE; wanted jsonb;
BEGIN
  IF NEW.gateway = 'G1' THEN RETURN NEW; END IF;
  SELECT * INTO frozen FROM case_version WHERE id = NEW.case_version_id;
  IF FOUND AND frozen.brought_in THEN RETURN NEW; END IF;
  IF NEW.gateway = 'G2' AND (frozen.gateway IS DISTINCT FROM 'G2' OR frozen.proposal_id <> NEW.proposal_id) THEN
    RAISE EXCEPTION 'the case has no version for this gateway' USING ERRCODE = 'CP007';
  END IF;
  IF frozen.gateway IS DISTINCT FROM NEW.gateway THEN RETURN NEW; END IF;
  SELECT p.document -> 'gateways' -> NEW.gateway::text -> 'routes' -> coalesce(a.route::text, 'full') -> 'criteria'
    INTO wanted FROM policy_version p, proposal a WHERE p.id = NEW.policy_version_id AND a.id = NEW.proposal_id;
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(wanted) one
             WHERE (one ->> 'mandatory')::boolean
               AND NOT EXISTS (SELECT 1 FROM version_criterion v
                               WHERE v.case_version_id = frozen.id AND v.code = one ->> 'code' AND v.met)) THEN
    RAISE EXCEPTION 'a mandatory criterion of the gateway is not met' USING ERRCODE = 'CP007';
  END IF;
  RETURN NEW;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "version_criterion",
        sa.Column("case_version_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("wanting", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.CheckConstraint("met OR NOT mandatory", name=op.f("ck_version_criterion_mandatory_is_met")),
        sa.ForeignKeyConstraint(
            ["case_version_id"],
            ["case_version.id"],
            name=op.f("fk_version_criterion_case_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("case_version_id", "code", name=op.f("pk_version_criterion")),
    )
    op.execute("GRANT SELECT, INSERT ON version_criterion TO changeportal_app")
    op.execute(
        "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON version_criterion "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(GUARD)
    op.execute("CREATE TRIGGER guard_round BEFORE INSERT ON gateway_round FOR EACH ROW EXECUTE FUNCTION guard_round()")


def downgrade() -> None:
    op.execute("DROP TRIGGER guard_round ON gateway_round")
    op.execute("DROP FUNCTION guard_round()")
    op.drop_table("version_criterion")
