"""rows of a case: criteria and scores of options, measures, milestones, consultations, theory of change, quality

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WRITTEN = (
    "option_criterion",
    "option_score",
    "case_measure",
    "milestone",
    "consultation",
    "consultation_answer",
    "consultation_change",
    "theory_step",
    "theory_link",
    "case_quality",
)


def upgrade() -> None:
    op.create_table(
        "option_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_option_criterion_title_given")),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_option_criterion_weight_1_to_100")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_option_criterion_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_criterion")),
    )
    op.create_index(op.f("ix_option_criterion_proposal_id"), "option_criterion", ["proposal_id"])
    op.create_table(
        "option_score",
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_option_score_reason_given")),
        sa.CheckConstraint("score BETWEEN 0 AND 5", name=op.f("ck_option_score_score_0_to_5")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["option_criterion.id"], name=op.f("fk_option_score_criterion_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["case_option.id"], name=op.f("fk_option_score_option_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("criterion_id", "option_id", name=op.f("pk_option_score")),
    )
    op.create_index(op.f("ix_option_score_option_id"), "option_score", ["option_id"])
    op.create_table(
        "case_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("baseline_value", sa.Numeric(18, 3), nullable=True),
        sa.Column("baseline_text", sa.Text(), server_default="", nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target_value", sa.Numeric(18, 3), nullable=True),
        sa.Column("target_text", sa.Text(), server_default="", nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("how_measured", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "baseline_value IS NOT NULL OR baseline_text <> ''", name=op.f("ck_case_measure_baseline_given")
        ),
        sa.CheckConstraint("direction IN ('up', 'down')", name=op.f("ck_case_measure_direction_known")),
        sa.CheckConstraint("effect IN ('benefit', 'disbenefit')", name=op.f("ck_case_measure_effect_known")),
        sa.CheckConstraint(
            "baseline_on IS NULL OR target_on > baseline_on", name=op.f("ck_case_measure_target_after_baseline")
        ),
        sa.CheckConstraint("target_value IS NOT NULL OR target_text <> ''", name=op.f("ck_case_measure_target_given")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_case_measure_commitment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_case_measure_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_case_measure_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_measure")),
    )
    op.create_index(op.f("ix_case_measure_proposal_id"), "case_measure", ["proposal_id"])
    op.create_table(
        "milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("after_id", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("after_id <> id", name=op.f("ck_milestone_not_after_itself")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_milestone_title_given")),
        sa.ForeignKeyConstraint(
            ["after_id"], ["milestone.id"], name=op.f("fk_milestone_after_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_milestone_lead_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_milestone_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_proposal_id"), "milestone", ["proposal_id"])
    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("closed > opened", name=op.f("ck_consultation_closes_after_it_opens")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_consultation_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_proposal_id"), "consultation", ["proposal_id"])
    op.create_table(
        "consultation_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_consultation_answer_number_not_below_nought")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_answer_consultation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_consultation_answer_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_answer")),
    )
    op.create_index(op.f("ix_consultation_answer_proposal_id"), "consultation_answer", ["proposal_id"])
    op.create_index(
        op.f("uq_consultation_answer_group"),
        "consultation_answer",
        ["consultation_id", "group_name"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "consultation_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("said <> '' AND did <> ''", name=op.f("ck_consultation_change_both_given")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_change_consultation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_consultation_change_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_change")),
    )
    op.create_index(op.f("ix_consultation_change_consultation_id"), "consultation_change", ["consultation_id"])
    op.create_index(op.f("ix_consultation_change_proposal_id"), "consultation_change", ["proposal_id"])
    op.create_table(
        "theory_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("stands_in", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "stands_in IN ('inputs', 'activities', 'outputs', 'outcomes', 'impact')",
            name=op.f("ck_theory_step_stands_in_known"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_theory_step_title_given")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_theory_step_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_step")),
    )
    op.create_index(op.f("ix_theory_step_proposal_id"), "theory_step", ["proposal_id"])
    op.create_table(
        "theory_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("start_id", sa.Uuid(), nullable=False),
        sa.Column("end_id", sa.Uuid(), nullable=False),
        sa.Column("assumption", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("assumption <> ''", name=op.f("ck_theory_link_assumption_given")),
        sa.CheckConstraint("start_id <> end_id", name=op.f("ck_theory_link_leads_elsewhere")),
        sa.ForeignKeyConstraint(
            ["end_id"], ["theory_step.id"], name=op.f("fk_theory_link_end_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_theory_link_proposal_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["start_id"], ["theory_step.id"], name=op.f("fk_theory_link_start_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_link")),
    )
    op.create_index(op.f("ix_theory_link_end_id"), "theory_link", ["end_id"])
    op.create_index(op.f("ix_theory_link_proposal_id"), "theory_link", ["proposal_id"])
    op.create_index(
        op.f("uq_theory_link_one_each"),
        "theory_link",
        ["start_id", "end_id"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "case_quality",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("completeness", sa.BigInteger(), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("timeliness", sa.BigInteger(), nullable=False),
        sa.Column("coverage", sa.BigInteger(), nullable=False),
        sa.Column("detail", postgresql.JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "completeness BETWEEN 0 AND 100 AND validity BETWEEN 0 AND 100 "
            "AND timeliness BETWEEN 0 AND 100 AND coverage BETWEEN 0 AND 100",
            name=op.f("ck_case_quality_scores_0_to_100"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_case_quality_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_case_quality")),
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON {', '.join(WRITTEN)} TO changeportal_app")
    op.execute("GRANT DELETE ON option_score TO changeportal_app")


def downgrade() -> None:
    op.drop_table("case_quality")
    op.drop_index(op.f("ix_theory_link_end_id"), table_name="theory_link")
    op.drop_index(op.f("ix_theory_link_proposal_id"), table_name="theory_link")
    op.drop_index(op.f("uq_theory_link_one_each"), table_name="theory_link")
    op.drop_table("theory_link")
    op.drop_index(op.f("ix_theory_step_proposal_id"), table_name="theory_step")
    op.drop_table("theory_step")
    op.drop_index(op.f("ix_consultation_change_consultation_id"), table_name="consultation_change")
    op.drop_index(op.f("ix_consultation_change_proposal_id"), table_name="consultation_change")
    op.drop_table("consultation_change")
    op.drop_index(op.f("ix_consultation_answer_proposal_id"), table_name="consultation_answer")
    op.drop_index(op.f("uq_consultation_answer_group"), table_name="consultation_answer")
    op.drop_table("consultation_answer")
    op.drop_index(op.f("ix_consultation_proposal_id"), table_name="consultation")
    op.drop_table("consultation")
    op.drop_index(op.f("ix_milestone_proposal_id"), table_name="milestone")
    op.drop_table("milestone")
    op.drop_index(op.f("ix_case_measure_proposal_id"), table_name="case_measure")
    op.drop_table("case_measure")
    op.drop_index(op.f("ix_option_score_option_id"), table_name="option_score")
    op.drop_table("option_score")
    op.drop_index(op.f("ix_option_criterion_proposal_id"), table_name="option_criterion")
    op.drop_table("option_criterion")
