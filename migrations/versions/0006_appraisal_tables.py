"""appraisal tables: discount schedules, optimism bias and deflator become a kind of versioned configuration

Revision: 0006, after 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = ("gateways", "delegation", "status_rule", "pipeline_weights")
NAME = "ck_policy_version_kind_known"


def _allow(kinds: tuple[str, ...]) -> None:
    """The table has a handful of rows, so that checking them in the same transaction holds nobody up."""
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute(f"-- squawk-ignore ban-drop-constraint\nALTER TABLE policy_version DROP CONSTRAINT {NAME}")
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid\n"
        f"ALTER TABLE policy_version ADD CONSTRAINT {NAME} CHECK (kind IN ({words}))"
    )


def upgrade() -> None:
    _allow((*BEFORE, "appraisal"))


def downgrade() -> None:
    op.execute(
        "DELETE FROM policy_agreement WHERE policy_version_id IN (SELECT id FROM policy_version WHERE kind = 'appraisal')"
    )
    op.execute("DELETE FROM policy_version WHERE kind = 'appraisal'")
    _allow(BEFORE)
