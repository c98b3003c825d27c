"""acts for ever: whom an act was done for, what is brought in, what a decided round and a closed meeting keep, freed claims

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

FOR_WHOM = (
    ("saving_entry", "on_behalf_of_id"),
    ("asserted_criterion", "on_behalf_of_id"),
    ("condition", "met_for_id"),
    ("month_close", "closed_for_id"),
    ("month_close", "reopen_asked_for_id"),
    ("month_close", "reopened_for_id"),
    ("policy_version", "made_for_id"),
    ("policy_agreement", "agreed_for_id"),
    ("mtfs_version", "published_for_id"),
)
CHECKS = (
    ("condition", "not_closed_for_its_owner", "met_for_id <> owner_id"),
    (
        "month_close",
        "reopened_when_asked",
        "reopened_at IS NULL OR (reopen_asked_by_id IS NOT NULL AND reopen_reason <> '')",
    ),
    (
        "month_close",
        "reopened_by_two_also_for_others",
        (
            "reopened_by_id <> closed_for_id AND reopened_for_id <> closed_by_id AND reopened_for_id <> closed_for_id "
            "AND reopened_by_id <> reopen_asked_for_id AND reopened_for_id <> reopen_asked_by_id "
            "AND reopened_for_id <> reopen_asked_for_id"
        ),
    ),
)
GIVEN_UP = "('declined', 'withdrawn', 'merged', 'business_as_usual')"

NEW = {
    "begins_now(uuid)": """
CREATE FUNCTION begins_now(the_proposal uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT xmin = pg_current_xact_id()::xid FROM proposal_event
                   WHERE proposal_id = the_proposal AND n = 1), false)
$$""",
    "may_chair(uuid, uuid)": """
CREATE FUNCTION may_chair(the_board uuid, the_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = the_person AND g.role = 'chair'
                 AND (g.board_id IS NULL OR g.board_id = the_board)
                 AND g.starts <= london_today() AND (g.ends IS NULL OR g.ends >= london_today()))
$$""",
    "presides(uuid, uuid)": """
CREATE FUNCTION presides(the_item uuid, the_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH here AS (
    SELECT s.office, s.person_id FROM agenda_item a JOIN gateway_round r ON r.id = a.round_id
      JOIN seat s ON s.round_id = r.id AND s.voting AND s.office IN ('chair', 'vice_chair')
      JOIN attendance t ON t.meeting_id = a.meeting_id AND t.person_id = s.person_id
        AND t.state = 'present' AND t.left_at IS NULL AND t.in_place_of_id IS NULL
    WHERE a.id = the_item AND takes_part(a.id, s.person_id) AND NOT did_case_act(r.proposal_id, s.person_id))
  SELECT EXISTS (SELECT 1 FROM here WHERE person_id = the_person
                 AND (office = 'chair' OR NOT EXISTS (SELECT 1 FROM here WHERE office = 'chair')))
$$""",
    "left_item(uuid, uuid)": """
CREATE FUNCTION left_item(the_item uuid, the_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM interest i WHERE i.item_id = the_item AND i.person_id = the_person
                 AND (i.will <> 'take_part' OR i.chair_rules = 'leave'))
$$""",
    "guard_criterion_said()": """
CREATE FUNCTION guard_criterion_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_own(NEW.proposal_id, NEW.by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$""",
    "guard_brought_in()": """
CREATE FUNCTION guard_brought_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.brought_in AND NOT begins_now(NEW.proposal_id) THEN
    RAISE EXCEPTION 'what is brought in comes with its proposal, in one go' USING ERRCODE = 'CP025';
  END IF;
  RETURN NEW;
END $$""",
    "guard_new_condition()": """
CREATE FUNCTION guard_new_condition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.met_at IS NOT NULL THEN
    RAISE EXCEPTION 'a condition is met after it was made' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_saving_stays()": """
CREATE FUNCTION guard_saving_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.proposal_id IS NOT NULL AND NEW.proposal_id IS DISTINCT FROM OLD.proposal_id THEN
    RAISE EXCEPTION 'a saving stays with its proposal' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_plan_entry()": """
CREATE FUNCTION guard_plan_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.series = 'approved_plan' AND NOT coalesce(
      (SELECT xmin = pg_current_xact_id()::xid FROM saving WHERE id = NEW.saving_id), false) THEN
    RAISE EXCEPTION 'the months of an approved plan are written once, with their saving' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_vote_void()": """
CREATE FUNCTION guard_vote_void() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM seat_vote v JOIN seat s ON s.id = v.seat_id JOIN agenda_item a ON a.round_id = v.round_id
                 WHERE v.id = NEW.vote_id AND (left_item(a.id, s.person_id) OR left_item(a.id, v.by_id))) THEN
    RAISE EXCEPTION 'a vote counts until its member leaves the item' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_new_mtfs_version()": """
CREATE FUNCTION guard_new_mtfs_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'draft' THEN
    RAISE EXCEPTION 'a version begins as a draft' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_held_at_meeting()": """
CREATE FUNCTION guard_held_at_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END); over boolean;
BEGIN
  SELECT m.state = 'closed' AND m.xmin <> pg_current_xact_id()::xid INTO over FROM meeting m
  WHERE m.id = coalesce((held ->> 'meeting_id')::uuid,
                        (SELECT a.meeting_id FROM agenda_item a WHERE a.id = (held ->> 'item_id')::uuid));
  IF over THEN
    RAISE EXCEPTION 'what a meeting that is over has recorded stays' USING ERRCODE = 'CP001';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$""",
    "guard_item_decided()": """
CREATE FUNCTION guard_item_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.result = 'decided' AND to_jsonb(OLD) <> to_jsonb(NEW) THEN
    RAISE EXCEPTION 'an item that was decided stays as it was' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_meeting_over()": """
CREATE FUNCTION guard_meeting_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'closed' AND (SELECT xmin FROM meeting WHERE id = OLD.id) <> pg_current_xact_id()::xid THEN
    RAISE EXCEPTION 'a meeting that is over stays as it was' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "claims_follow_plan()": """
CREATE FUNCTION claims_follow_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE claim_on_post SET live = live WHERE line_id = NEW.line_id AND agreed_at IS NOT NULL;
  UPDATE claim_on_contract SET live = live WHERE line_id = NEW.line_id AND agreed_at IS NOT NULL;
  RETURN NULL;
END $$""",
}

CHANGED = {
    "guard_decision": """
CREATE OR REPLACE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_round gateway_round%ROWTYPE;
BEGIN
  IF NEW.decided_by_id IS NOT NULL THEN
    PERFORM refuse_own(NEW.proposal_id, NEW.decided_by_id, NEW.on_behalf_of_id);
  END IF;
  IF NEW.brought_in AND NEW.round_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id FOR UPDATE;
  IF NOT FOUND OR the_round.closed_at IS NOT NULL OR the_round.suspended_at IS NOT NULL
     OR the_round.proposal_id <> NEW.proposal_id THEN
    RAISE EXCEPTION 'the round is not open' USING ERRCODE = 'CP003';
  END IF;
  IF NOT NEW.brought_in AND EXISTS (
      SELECT 1 FROM board b WHERE b.id = the_round.board_id AND b.kind = 'officer_board') THEN
    IF NOT EXISTS (SELECT 1 FROM agenda_item a WHERE a.id = NEW.agenda_item_id
                   AND a.round_id IN (the_round.id, the_round.combined_with_id)) THEN
      RAISE EXCEPTION 'a board decides on an item of its agenda' USING ERRCODE = 'CP003';
    END IF;
    IF seats_taking_part(NEW.agenda_item_id) <
       coalesce(the_round.quorum, (SELECT quorum FROM board WHERE id = the_round.board_id)) THEN
      RAISE EXCEPTION 'there is no quorum for this item' USING ERRCODE = 'CP006';
    END IF;
    IF left_item(NEW.agenda_item_id, NEW.decided_by_id) OR left_item(NEW.agenda_item_id, NEW.on_behalf_of_id) THEN
      RAISE EXCEPTION 'a member who declared an interest takes no part' USING ERRCODE = 'CP004';
    END IF;
    IF NOT (may_chair(the_round.board_id, NEW.decided_by_id) OR may_chair(the_round.board_id, NEW.on_behalf_of_id)
            OR presides(NEW.agenda_item_id, NEW.decided_by_id) OR presides(NEW.agenda_item_id, NEW.on_behalf_of_id)) THEN
      RAISE EXCEPTION 'a decision of a board is confirmed by whoever is in the chair' USING ERRCODE = 'CP020';
    END IF;
  END IF;
  RETURN NEW;
END $$""",
    "guard_sign_off": """
CREATE OR REPLACE FUNCTION guard_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its proposal%ROWTYPE;
BEGIN
  SELECT p.* INTO its FROM proposal p JOIN case_version v ON v.proposal_id = p.id WHERE v.id = NEW.case_version_id;
  PERFORM refuse_own(its.id, NEW.by_id, NEW.on_behalf_of_id);
  IF its.stage IN ('benefits', 'closed') OR its.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'what was decided rests on the checks that it had' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_verification": """
CREATE OR REPLACE FUNCTION guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE entry saving_entry%ROWTYPE; the_proposal uuid;
BEGIN
  SELECT * INTO entry FROM saving_entry WHERE id = NEW.entry_id;
  IF entry.series IS DISTINCT FROM 'actual' OR entry.saving_id <> NEW.saving_id OR entry.month <> NEW.month THEN
    RAISE EXCEPTION 'only an actual can be verified' USING ERRCODE = 'CP003';
  END IF;
  IF NEW.by_id IN (entry.by_id, entry.on_behalf_of_id) OR NEW.on_behalf_of_id IN (entry.by_id, entry.on_behalf_of_id) THEN
    RAISE EXCEPTION 'whoever entered an actual may not verify it' USING ERRCODE = 'CP002';
  END IF;
  SELECT proposal_id INTO the_proposal FROM saving WHERE id = NEW.saving_id;
  IF the_proposal IS NOT NULL THEN PERFORM refuse_own(the_proposal, NEW.by_id, NEW.on_behalf_of_id); END IF;
  PERFORM refuse_closed_month(NEW.month);
  RETURN NEW;
END $$""",
    "guard_condition": """
CREATE OR REPLACE FUNCTION guard_condition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE movable text[] := ARRAY['met_at', 'met_by_id', 'met_for_id', 'evidence', 'version'];
BEGIN
  IF OLD.met_at IS NOT NULL THEN
    RAISE EXCEPTION 'a condition that was met stays met' USING ERRCODE = 'CP001';
  END IF;
  IF to_jsonb(OLD) - movable <> to_jsonb(NEW) - movable THEN
    RAISE EXCEPTION 'what a decision requires is never changed' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.met_at IS NOT NULL THEN PERFORM refuse_own(NEW.proposal_id, NEW.met_by_id, NEW.met_for_id); END IF;
  RETURN NEW;
END $$""",
    "guard_agreement": """
CREATE OR REPLACE FUNCTION guard_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made policy_version%ROWTYPE;
BEGIN
  SELECT * INTO made FROM policy_version WHERE id = NEW.policy_version_id;
  IF NOT made.example AND (made.made_by IS NULL OR NEW.agreed_by IS NULL) THEN
    RAISE EXCEPTION 'a policy version is made by one person and agreed by another' USING ERRCODE = 'CP003';
  END IF;
  IF NEW.agreed_by IN (made.made_by, made.made_for_id) OR NEW.agreed_for_id IN (made.made_by, made.made_for_id) THEN
    RAISE EXCEPTION 'whoever made a policy version may not agree it' USING ERRCODE = 'CP002';
  END IF;
  RETURN NEW;
END $$""",
    "guard_mtfs_version": """
CREATE OR REPLACE FUNCTION guard_mtfs_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published version is never changed' USING ERRCODE = 'CP001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF (NEW.state = 'published' AND OLD.state <> 'prepared')
     OR (OLD.state = 'prepared' AND NEW.state <> 'draft' AND NEW.prepared_by_id IS DISTINCT FROM OLD.prepared_by_id) THEN
    RAISE EXCEPTION 'a version is published as it was prepared' USING ERRCODE = 'CP003';
  END IF;
  IF NEW.state = 'prepared' AND OLD.state = 'draft' THEN
    INSERT INTO mtfs_preparer (version_id, person_id, at) VALUES (NEW.id, NEW.prepared_by_id, app_now())
      ON CONFLICT DO NOTHING;
  END IF;
  IF NEW.state = 'published' AND EXISTS (
      SELECT 1 FROM mtfs_preparer p WHERE p.version_id = NEW.id AND p.person_id <> NEW.prepared_by_id
        AND p.person_id IN (NEW.published_by_id, NEW.published_for_id)
      UNION ALL SELECT 1 WHERE NEW.published_for_id = NEW.prepared_by_id) THEN
    RAISE EXCEPTION 'whoever ever prepared a version may not publish it' USING ERRCODE = 'CP002';
  END IF;
  RETURN NEW;
END $$""",
    "guard_month_close": """
CREATE OR REPLACE FUNCTION guard_month_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.reopened_at IS NOT NULL OR NEW.month <> OLD.month OR NEW.closed_by_id <> OLD.closed_by_id
     OR NEW.closed_for_id IS DISTINCT FROM OLD.closed_for_id OR NEW.snapshot <> OLD.snapshot
     OR (NEW.n, NEW.closed_at, NEW.note) IS DISTINCT FROM (OLD.n, OLD.closed_at, OLD.note) THEN
    RAISE EXCEPTION 'a closed month is only ever reopened' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.reopened_at IS NOT NULL
     AND (NEW.reopen_asked_by_id, NEW.reopen_asked_for_id) IS DISTINCT FROM (OLD.reopen_asked_by_id, OLD.reopen_asked_for_id) THEN
    RAISE EXCEPTION 'one person asks and another agrees' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_round_frozen": """
CREATE OR REPLACE FUNCTION guard_round_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE movable text[] := ARRAY['closed_at', 'close_reason', 'suspended_at', 'recommendation', 'version'];
BEGIN
  IF OLD.closed_at IS NOT NULL AND to_jsonb(OLD) <> to_jsonb(NEW) OR to_jsonb(OLD) - movable <> to_jsonb(NEW) - movable THEN
    RAISE EXCEPTION 'what a round opened with stays' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_claim": f"""
CREATE OR REPLACE FUNCTION guard_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - 'live' - 'agreed_at' - 'removed_at') <> (to_jsonb(OLD) - 'live' - 'agreed_at' - 'removed_at')
       OR (OLD.agreed_at IS NOT NULL AND NEW.agreed_at IS DISTINCT FROM OLD.agreed_at) THEN
      RAISE EXCEPTION 'an agreed claim is never changed' USING ERRCODE = 'CP001';
    END IF;
  END IF;
  NEW.live := NEW.agreed_at IS NOT NULL
    AND (SELECT status FROM proposal WHERE id = NEW.proposal_id) NOT IN {GIVEN_UP}
    AND (EXISTS (SELECT 1 FROM plan_line p WHERE p.line_id = NEW.line_id AND p.superseded_by_id IS NULL)
         OR NOT EXISTS (SELECT 1 FROM plan_line p WHERE p.line_id = NEW.line_id));
  RETURN NEW;
END $$""",
}

BEFORE = {
    "guard_decision": """
CREATE OR REPLACE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_round gateway_round%ROWTYPE;
BEGIN
  IF NEW.brought_in THEN RETURN NEW; END IF;
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id FOR UPDATE;
  IF NOT FOUND OR the_round.closed_at IS NOT NULL OR the_round.suspended_at IS NOT NULL
     OR the_round.proposal_id <> NEW.proposal_id THEN
    RAISE EXCEPTION 'the round is not open' USING ERRCODE = 'CP003';
  END IF;
  IF EXISTS (SELECT 1 FROM board b WHERE b.id = the_round.board_id AND b.kind = 'officer_board') THEN
    IF NOT EXISTS (SELECT 1 FROM agenda_item a WHERE a.id = NEW.agenda_item_id
                   AND a.round_id IN (the_round.id, the_round.combined_with_id)) THEN
      RAISE EXCEPTION 'a board decides on an item of its agenda' USING ERRCODE = 'CP003';
    END IF;
    IF seats_taking_part(NEW.agenda_item_id) <
       coalesce(the_round.quorum, (SELECT quorum FROM board WHERE id = the_round.board_id)) THEN
      RAISE EXCEPTION 'there is no quorum for this item' USING ERRCODE = 'CP006';
    END IF;
  END IF;
  PERFORM refuse_own(NEW.proposal_id, NEW.decided_by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$""",
    "guard_sign_off": """
CREATE OR REPLACE FUNCTION guard_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_own((SELECT proposal_id FROM case_version WHERE id = NEW.case_version_id), NEW.by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$""",
    "guard_verification": """
CREATE OR REPLACE FUNCTION guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE entry saving_entry%ROWTYPE; the_proposal uuid;
BEGIN
  SELECT * INTO entry FROM saving_entry WHERE id = NEW.entry_id;
  IF entry.series IS DISTINCT FROM 'actual' OR entry.saving_id <> NEW.saving_id OR entry.month <> NEW.month THEN
    RAISE EXCEPTION 'only an actual can be verified' USING ERRCODE = 'CP003';
  END IF;
  IF entry.by_id = NEW.by_id OR entry.by_id IS NOT DISTINCT FROM NEW.on_behalf_of_id THEN
    RAISE EXCEPTION 'whoever entered an actual may not verify it' USING ERRCODE = 'CP002';
  END IF;
  SELECT proposal_id INTO the_proposal FROM saving WHERE id = NEW.saving_id;
  IF the_proposal IS NOT NULL THEN PERFORM refuse_own(the_proposal, NEW.by_id, NEW.on_behalf_of_id); END IF;
  PERFORM refuse_closed_month(NEW.month);
  RETURN NEW;
END $$""",
    "guard_condition": """
CREATE OR REPLACE FUNCTION guard_condition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.met_at IS NOT NULL THEN
    RAISE EXCEPTION 'a condition that was met stays met' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.met_at IS NOT NULL THEN PERFORM refuse_own(NEW.proposal_id, NEW.met_by_id, NULL); END IF;
  RETURN NEW;
END $$""",
    "guard_agreement": """
CREATE OR REPLACE FUNCTION guard_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM policy_version WHERE id = NEW.policy_version_id AND made_by = NEW.agreed_by) THEN
    RAISE EXCEPTION 'whoever made a policy version may not agree it' USING ERRCODE = 'CP002';
  END IF;
  RETURN NEW;
END $$""",
    "guard_mtfs_version": """
CREATE OR REPLACE FUNCTION guard_mtfs_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published version is never changed' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_month_close": """
CREATE OR REPLACE FUNCTION guard_month_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.reopened_at IS NOT NULL OR NEW.month <> OLD.month OR NEW.closed_by_id <> OLD.closed_by_id
     OR NEW.snapshot <> OLD.snapshot THEN
    RAISE EXCEPTION 'a closed month is only ever reopened' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_round_frozen": """
CREATE OR REPLACE FUNCTION guard_round_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.quorum IS DISTINCT FROM NEW.quorum OR OLD.quorum_roles <> NEW.quorum_roles
     OR OLD.board_id IS DISTINCT FROM NEW.board_id THEN
    RAISE EXCEPTION 'what a round opened with stays' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_claim": f"""
CREATE OR REPLACE FUNCTION guard_claim() RETURNS trigger LANGUAGE plpgsql AS $$
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
}

TRIGGERS = (
    ("asserted_criterion", "guard_criterion_said", "BEFORE INSERT"),
    ("decision", "guard_brought_in", "BEFORE INSERT"),
    ("case_version", "guard_brought_in", "BEFORE INSERT"),
    ("condition", "guard_new_condition", "BEFORE INSERT"),
    ("saving", "guard_saving_stays", "BEFORE UPDATE"),
    ("saving_entry", "guard_plan_entry", "BEFORE INSERT"),
    ("vote_void", "guard_vote_void", "BEFORE INSERT"),
    ("mtfs_version", "guard_new_mtfs_version", "BEFORE INSERT"),
    ("attendance", "guard_held_at_meeting", "BEFORE INSERT OR UPDATE OR DELETE"),
    ("attendance_move", "guard_held_at_meeting", "BEFORE INSERT"),
    ("meeting_declaration", "guard_held_at_meeting", "BEFORE INSERT OR UPDATE OR DELETE"),
    ("interest", "guard_held_at_meeting", "BEFORE INSERT OR UPDATE OR DELETE"),
    ("dissent", "guard_held_at_meeting", "BEFORE INSERT"),
    ("published_paper", "guard_held_at_meeting", "BEFORE INSERT"),
    ("agenda_item", "guard_held_at_meeting", "BEFORE INSERT OR UPDATE OR DELETE"),
    ("agenda_item", "guard_item_decided", "BEFORE UPDATE"),
    ("meeting", "guard_meeting_over", "BEFORE UPDATE"),
    ("plan_line", "claims_follow_plan", "AFTER UPDATE OF superseded_by_id"),
)
# Named to fire after the guards of the same tables, so that each says its own reason.
TOGETHER = (
    ("seat", "gateway_round", "round_id"),
    ("version_file", "case_version", "case_version_id"),
    ("sign_off_needed", "case_version", "case_version_id"),
    ("asked_item", "decision", "decision_id"),
)


def upgrade() -> None:
    """Columns and the table first, then what reads them."""
    for table, column in FOR_WHOM:
        op.add_column(table, sa.Column(column, sa.Uuid(), nullable=True))
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint\n"
            f"ALTER TABLE {table} ADD CONSTRAINT fk_{table}_{column} FOREIGN KEY ({column}) "
            "REFERENCES person (id) ON DELETE RESTRICT"
        )
    for table, name, rule in CHECKS:
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid\n"
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({rule})"
        )
    _preparers()
    for body in (*NEW.values(), *CHANGED.values()):
        op.execute(body)
    for table, function, when in TRIGGERS:
        op.execute(f"CREATE TRIGGER {function} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    for table, parent, column in TOGETHER:
        op.execute(
            f"CREATE TRIGGER written_together BEFORE INSERT ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION guard_born_together('{parent}', '{column}')"
        )


def _preparers() -> None:
    op.create_table(
        "mtfs_preparer",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["mtfs_version.id"], name=op.f("fk_mtfs_preparer_version_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mtfs_preparer_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_mtfs_preparer")),
    )
    op.execute("GRANT SELECT, INSERT ON mtfs_preparer TO changeportal_app")
    op.execute(
        "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON mtfs_preparer "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "INSERT INTO mtfs_preparer (version_id, person_id, at) SELECT id, prepared_by_id, coalesce(prepared_at, made_at) "
        "FROM mtfs_version WHERE prepared_by_id IS NOT NULL"
    )


def downgrade() -> None:
    """Back to who did it alone."""
    for table, _parent, _column in TOGETHER:
        op.execute(f"DROP TRIGGER written_together ON {table}")
    for table, function, _when in TRIGGERS:
        op.execute(f"DROP TRIGGER {function} ON {table}")
    for body in BEFORE.values():
        op.execute(body)
    for signature in reversed(NEW):
        op.execute(f"DROP FUNCTION {signature}")
    op.drop_table("mtfs_preparer")
    for table, name, _rule in CHECKS:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
    for table, column in FOR_WHOM:
        op.drop_column(table, column)
