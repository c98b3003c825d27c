"""meetings in full: votes that are called, substitutes, what was published, dissent, written procedure, overdue conditions

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("published_paper", "dissent", "attendance_move", "overdue_item")
KNOWN = "result IN ('waiting', 'decided', 'deferred', 'not_reached', 'withdrawn'{})"
KINDS = "kind IN ('disclosable', 'other'{})"

TAKES_PART = """
CREATE FUNCTION takes_part(the_item uuid, the_member uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM agenda_item a JOIN attendance t ON t.meeting_id = a.meeting_id
    WHERE a.id = the_item AND t.state = 'present' AND t.left_at IS NULL
      AND coalesce(t.in_place_of_id, t.person_id) = the_member
      AND NOT EXISTS (SELECT 1 FROM interest i WHERE i.item_id = a.id AND i.person_id IN (t.person_id, the_member)
                      AND (i.will <> 'take_part' OR i.chair_rules = 'leave')))
$$
"""
TAKING_PART = """
CREATE OR REPLACE FUNCTION seats_taking_part(the_item uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM agenda_item a JOIN seat s ON s.round_id = a.round_id
  WHERE a.id = the_item AND s.voting AND takes_part(a.id, s.person_id)
$$
"""
TAKING_PART_BEFORE = """
CREATE OR REPLACE FUNCTION seats_taking_part(the_item uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM agenda_item a JOIN seat s ON s.round_id = a.round_id
  WHERE a.id = the_item AND s.voting
    AND EXISTS (SELECT 1 FROM attendance t WHERE t.meeting_id = a.meeting_id AND t.state = 'present'
                AND t.left_at IS NULL AND coalesce(t.in_place_of_id, t.person_id) = s.person_id)
    AND NOT EXISTS (SELECT 1 FROM interest i WHERE i.item_id = a.id AND i.person_id = s.person_id
                    AND i.will <> 'take_part')
$$
"""
VOTE = """
CREATE OR REPLACE FUNCTION guard_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_seat seat%ROWTYPE; the_round gateway_round%ROWTYPE; the_item agenda_item%ROWTYPE; apart bigint;
BEGIN
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id FOR UPDATE;
  SELECT * INTO the_seat FROM seat WHERE id = NEW.seat_id;
  SELECT * INTO the_item FROM agenda_item WHERE round_id = NEW.round_id AND result = 'waiting';
  IF the_round.closed_at IS NOT NULL OR the_seat.round_id IS DISTINCT FROM NEW.round_id OR NOT the_seat.voting
     OR the_item.vote_called_at IS NULL THEN
    RAISE EXCEPTION 'no vote can be cast here' USING ERRCODE = 'CP003';
  END IF;
  PERFORM refuse_own(the_round.proposal_id, the_seat.person_id, NEW.by_id);
  IF EXISTS (SELECT 1 FROM interest i WHERE i.item_id = the_item.id AND i.person_id IN (the_seat.person_id, NEW.by_id)
             AND (i.will <> 'take_part' OR i.chair_rules = 'leave')) THEN
    RAISE EXCEPTION 'a member who declared an interest takes no part' USING ERRCODE = 'CP004';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM attendance t WHERE t.meeting_id = the_item.meeting_id AND t.person_id = NEW.by_id
                 AND t.state = 'present' AND t.left_at IS NULL
                 AND coalesce(t.in_place_of_id, t.person_id) = the_seat.person_id) THEN
    RAISE EXCEPTION 'a vote is cast by whoever fills the seat' USING ERRCODE = 'CP003';
  END IF;
  IF NEW.casting THEN
    IF the_seat.office NOT IN ('chair', 'vice_chair') OR NEW.vote = 'abstain' OR (the_seat.office = 'vice_chair' AND
       EXISTS (SELECT 1 FROM seat s WHERE s.round_id = NEW.round_id AND s.office = 'chair'
               AND takes_part(the_item.id, s.person_id))) THEN
      RAISE EXCEPTION 'a casting vote is for whoever chairs' USING ERRCODE = 'CP003';
    END IF;
    SELECT coalesce(sum(CASE v.vote WHEN 'for' THEN 1 WHEN 'against' THEN -1 ELSE 0 END), 0) INTO apart
    FROM seat_vote v WHERE v.round_id = NEW.round_id AND NOT v.casting
      AND NOT EXISTS (SELECT 1 FROM vote_void x WHERE x.vote_id = v.id);
    IF apart <> 0 THEN
      RAISE EXCEPTION 'a casting vote is for equal votes alone' USING ERRCODE = 'CP003';
    END IF;
  END IF;
  RETURN NEW;
END $$
"""
VOTE_BEFORE = """
CREATE OR REPLACE FUNCTION guard_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_seat seat%ROWTYPE; the_round gateway_round%ROWTYPE;
BEGIN
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id FOR UPDATE;
  SELECT * INTO the_seat FROM seat WHERE id = NEW.seat_id;
  IF the_round.closed_at IS NOT NULL OR the_seat.round_id IS DISTINCT FROM NEW.round_id OR NOT the_seat.voting THEN
    RAISE EXCEPTION 'no vote can be cast here' USING ERRCODE = 'CP003';
  END IF;
  PERFORM refuse_own(the_round.proposal_id, the_seat.person_id, NULL);
  IF EXISTS (SELECT 1 FROM interest i JOIN agenda_item a ON a.id = i.item_id
             WHERE a.round_id = NEW.round_id AND i.person_id = the_seat.person_id AND i.will <> 'take_part') THEN
    RAISE EXCEPTION 'a member who declared an interest takes no part' USING ERRCODE = 'CP004';
  END IF;
  RETURN NEW;
END $$
"""
GUARDS = {
    "guard_substitute": """
CREATE FUNCTION guard_substitute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.in_place_of_id IS NOT NULL AND (SELECT b.kind FROM meeting m JOIN board b ON b.id = m.board_id
      WHERE m.id = NEW.meeting_id) NOT IN ('officer_board', 'scrutiny', 'partnership_board') THEN
    RAISE EXCEPTION 'this body has no substitutes' USING ERRCODE = 'CP009';
  END IF;
  RETURN NEW;
END $$""",
    "guard_written": """
CREATE FUNCTION guard_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.written AND (SELECT kind FROM board WHERE id = NEW.board_id) <> 'officer_board' THEN
    RAISE EXCEPTION 'this body decides at meetings alone' USING ERRCODE = 'CP010';
  END IF;
  RETURN NEW;
END $$""",
    "guard_round_frozen": """
CREATE FUNCTION guard_round_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.quorum IS DISTINCT FROM NEW.quorum OR OLD.quorum_roles <> NEW.quorum_roles
     OR OLD.board_id IS DISTINCT FROM NEW.board_id THEN
    RAISE EXCEPTION 'what a round opened with stays' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_agenda_order": """
CREATE FUNCTION guard_agenda_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.n <> OLD.n AND (SELECT state FROM meeting WHERE id = OLD.meeting_id) <> 'planned' THEN
    RAISE EXCEPTION 'what was published keeps its number' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
}
TRIGGERS = (
    ("attendance", "BEFORE INSERT OR UPDATE", "guard_substitute"),
    ("meeting", "BEFORE INSERT OR UPDATE", "guard_written"),
    ("gateway_round", "BEFORE UPDATE", "guard_round_frozen"),
    ("agenda_item", "BEFORE UPDATE", "guard_agenda_order"),
)


def upgrade() -> None:
    _columns()
    _tables()
    for table in TABLES:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO changeportal_app")
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(TAKES_PART)
    op.execute(TAKING_PART)
    op.execute(VOTE)
    for body in GUARDS.values():
        op.execute(body)
    for table, when, name in TRIGGERS:
        op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _columns() -> None:
    op.add_column("meeting", sa.Column("written", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("meeting", sa.Column("deadline", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meeting", sa.Column("urgency", sa.Text(), server_default="", nullable=False))
    op.create_check_constraint(
        op.f("ck_meeting_written_says_why"), "meeting", "NOT written OR (deadline IS NOT NULL AND urgency <> '')"
    )
    op.add_column("agenda_item", sa.Column("late_reason", sa.Text(), server_default="", nullable=False))
    op.add_column("agenda_item", sa.Column("vote_called_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE agenda_item SET late_reason = 'No reason was kept' WHERE late")
    op.create_check_constraint(op.f("ck_agenda_item_late_says_why"), "agenda_item", "NOT late OR late_reason <> ''")
    op.drop_constraint(op.f("ck_agenda_item_result_known"), "agenda_item", type_="check")
    op.create_check_constraint(op.f("ck_agenda_item_result_known"), "agenda_item", KNOWN.format(", 'noted'"))
    op.add_column("interest", sa.Column("chair_rules", sa.Text(), server_default="", nullable=False))
    op.create_check_constraint(
        op.f("ck_interest_chair_rules_known"), "interest", "chair_rules IN ('', 'stay', 'leave')"
    )
    op.drop_constraint(op.f("ck_interest_kind_known"), "interest", type_="check")
    op.create_check_constraint(op.f("ck_interest_kind_known"), "interest", KINDS.format(", 'own_post'"))
    op.create_check_constraint(
        op.f("ck_interest_own_post_leaves"), "interest", "kind <> 'own_post' OR will <> 'take_part'"
    )
    op.create_index(
        "uq_attendance_in_one_place",
        "attendance",
        ["meeting_id", "in_place_of_id"],
        unique=True,
        postgresql_where=sa.text("state = 'present' AND left_at IS NULL"),
    )
    op.add_column(
        "gateway_round",
        sa.Column("quorum_roles", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    op.execute("UPDATE gateway_round r SET quorum_roles = b.quorum_roles FROM board b WHERE b.id = r.board_id")
    op.drop_constraint(op.f("uq_seat_vote_seat_id"), "seat_vote", type_="unique")
    op.create_unique_constraint(op.f("uq_seat_vote_seat_id_casting"), "seat_vote", ["seat_id", "casting"])
    op.add_column("question", sa.Column("item_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_question_item_id"), "question", "agenda_item", ["item_id"], ["id"], ondelete="RESTRICT"
    )
    op.create_index(op.f("ix_question_item_id"), "question", ["item_id"])


def _points_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _tables() -> None:
    op.create_table(
        "published_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("case_version_id", sa.Uuid(), nullable=True),
        sa.Column("late_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version >= 1 AND position >= 1", name=op.f("ck_published_paper_counted_from_one")),
        _points_to("published_paper", "meeting_id", "meeting"),
        _points_to("published_paper", "item_id", "agenda_item"),
        _points_to("published_paper", "case_version_id", "case_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_paper")),
        sa.UniqueConstraint("item_id", "version", name=op.f("uq_published_paper_item_id_version")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_published_paper_meeting_id_position")),
    )
    op.create_table(
        "dissent",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_dissent_words_given")),
        _points_to("dissent", "item_id", "agenda_item"),
        _points_to("dissent", "person_id", "person"),
        _points_to("dissent", "by_id", "person"),
        sa.PrimaryKeyConstraint("item_id", "person_id", name=op.f("pk_dissent")),
    )
    op.create_table(
        "attendance_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("in_place_of_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        _points_to("attendance_move", "meeting_id", "meeting"),
        _points_to("attendance_move", "person_id", "person"),
        _points_to("attendance_move", "in_place_of_id", "person"),
        _points_to("attendance_move", "entered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_move")),
    )
    op.create_index(op.f("ix_attendance_move_meeting_id"), "attendance_move", ["meeting_id"])
    op.create_table(
        "overdue_item",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("condition_id", sa.Uuid(), nullable=False),
        _points_to("overdue_item", "item_id", "agenda_item"),
        _points_to("overdue_item", "condition_id", "condition"),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_overdue_item")),
    )
    op.create_index(op.f("ix_overdue_item_condition_id"), "overdue_item", ["condition_id"])


def downgrade() -> None:
    for table, _when, name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
    op.execute(VOTE_BEFORE)
    op.execute(TAKING_PART_BEFORE)
    op.execute("DROP FUNCTION takes_part(uuid, uuid)")
    op.drop_index(op.f("ix_overdue_item_condition_id"), table_name="overdue_item")
    op.drop_index(op.f("ix_attendance_move_meeting_id"), table_name="attendance_move")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index(op.f("ix_question_item_id"), table_name="question")
    op.drop_constraint(op.f("fk_question_item_id"), "question", type_="foreignkey")
    op.drop_column("question", "item_id")
    op.drop_constraint(op.f("uq_seat_vote_seat_id_casting"), "seat_vote", type_="unique")
    op.create_unique_constraint(op.f("uq_seat_vote_seat_id"), "seat_vote", ["seat_id"])
    op.drop_column("gateway_round", "quorum_roles")
    op.drop_index("uq_attendance_in_one_place", table_name="attendance")
    op.drop_constraint(op.f("ck_interest_own_post_leaves"), "interest", type_="check")
    op.drop_constraint(op.f("ck_interest_kind_known"), "interest", type_="check")
    op.create_check_constraint(op.f("ck_interest_kind_known"), "interest", KINDS.format(""))
    op.drop_column("interest", "chair_rules")
    op.drop_constraint(op.f("ck_agenda_item_result_known"), "agenda_item", type_="check")
    op.create_check_constraint(op.f("ck_agenda_item_result_known"), "agenda_item", KNOWN.format(""))
    op.drop_constraint(op.f("ck_agenda_item_late_says_why"), "agenda_item", type_="check")
    for table, columns in (
        ("agenda_item", ("vote_called_at", "late_reason")),
        ("meeting", ("urgency", "deadline", "written")),
    ):
        for column in columns:
            op.drop_column(table, column)
