"""guards: what the database itself refuses

Revision: 0002, after 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "audit_event",
    "security_event",
    "audit_digest",
    "proposal_event",
    "proposal_act",
    "case_version",
    "sign_off",
    "sign_off_needed",
    "sign_off_lapse",
    "asserted_criterion",
    "triage",
    "seat",
    "seat_vote",
    "vote_void",
    "decision",
    "resolution",
    "correction",
    "approval_fact",
    "request_reply",
    "saving_entry",
    "verification",
    "budget_adjustment",
    "policy_version",
    "policy_agreement",
    "plan_amount",
    "set_year",
)
DELETABLE = (
    "draft",
    "web_session",
    "sign_in_attempt",
    "idempotency_key",
    "watch",
    "notice",
    "profile_amount",
    "proposal_commitment",
    "proposal_link",
    "request_month",
    "contribution",
    "gap_year",
    "stage_count",
    "saving_month",
    "audit_personal",
    "mtfs_line",
    "mtfs_amount",
    "interest",
    "decision_draft",
    "kept_mail",
)
CASE_ACTS = "('proposed', 'wrote', 'entered_figures', 'sponsored')"

FUNCTIONS = {
    "app_now()": """
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT transaction_timestamp() + coalesce((SELECT offset_seconds FROM clock WHERE id = 1), 0) * interval '1 second'
$$""",
    "refuse_change()": """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'CP001', CONSTRAINT = TG_TABLE_NAME;
END $$""",
    "did_case_act(uuid, uuid)": f"""
CREATE FUNCTION did_case_act(the_proposal uuid, the_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM proposal_act WHERE proposal_id = the_proposal AND person_id = the_person AND act IN {CASE_ACTS})
$$""",
    "refuse_own(uuid, uuid, uuid)": """
CREATE FUNCTION refuse_own(the_proposal uuid, the_person uuid, for_person uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF did_case_act(the_proposal, the_person) OR (for_person IS NOT NULL AND did_case_act(the_proposal, for_person)) THEN
    RAISE EXCEPTION 'someone who proposed, wrote, entered figures for or sponsored a proposal may not do this to it'
      USING ERRCODE = 'CP002';
  END IF;
END $$""",
    "guard_decision()": """
CREATE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_round gateway_round%ROWTYPE;
BEGIN
  IF NEW.brought_in THEN RETURN NEW; END IF;
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id FOR UPDATE;
  IF NOT FOUND OR the_round.closed_at IS NOT NULL OR the_round.suspended_at IS NOT NULL
     OR the_round.proposal_id <> NEW.proposal_id THEN
    RAISE EXCEPTION 'the round is not open' USING ERRCODE = 'CP003';
  END IF;
  PERFORM refuse_own(NEW.proposal_id, NEW.decided_by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$""",
    "guard_sign_off()": """
CREATE FUNCTION guard_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_own((SELECT proposal_id FROM case_version WHERE id = NEW.case_version_id), NEW.by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$""",
    "guard_vote()": """
CREATE FUNCTION guard_vote() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$""",
    "guard_verification()": """
CREATE FUNCTION guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
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
    "refuse_closed_month(date)": """
CREATE FUNCTION refuse_closed_month(the_month date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM month_close WHERE month = the_month AND reopened_at IS NULL) THEN
    RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'CP005';
  END IF;
END $$""",
    "guard_entry()": """
CREATE FUNCTION guard_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.series IN ('forecast', 'actual', 'pressure') THEN
    IF NEW.series <> 'forecast' OR NEW.about_month IS NULL THEN PERFORM refuse_closed_month(NEW.month); END IF;
  END IF;
  IF NEW.series = 'approved_plan' AND EXISTS (
      SELECT 1 FROM saving s LEFT JOIN plan_line p ON p.id = s.plan_line_id
      WHERE s.id = NEW.saving_id AND s.proposal_id IS NOT NULL AND p.decision_id IS NULL) THEN
    RAISE EXCEPTION 'an approved plan comes from a decision' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_condition()": """
CREATE FUNCTION guard_condition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.met_at IS NOT NULL THEN
    RAISE EXCEPTION 'a condition that was met stays met' USING ERRCODE = 'CP001';
  END IF;
  IF NEW.met_at IS NOT NULL THEN PERFORM refuse_own(NEW.proposal_id, NEW.met_by_id, NULL); END IF;
  RETURN NEW;
END $$""",
    "guard_agreement()": """
CREATE FUNCTION guard_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM policy_version WHERE id = NEW.policy_version_id AND made_by = NEW.agreed_by) THEN
    RAISE EXCEPTION 'whoever made a policy version may not agree it' USING ERRCODE = 'CP002';
  END IF;
  RETURN NEW;
END $$""",
    "guard_mtfs_version()": """
CREATE FUNCTION guard_mtfs_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published version is never changed' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_mtfs_line()": """
CREATE FUNCTION guard_mtfs_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_version uuid;
BEGIN
  IF TG_TABLE_NAME = 'mtfs_line' THEN
    the_version := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
  ELSE
    SELECT version_id INTO the_version FROM mtfs_line WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.line_id ELSE NEW.line_id END;
  END IF;
  IF (SELECT state FROM mtfs_version WHERE id = the_version) <> 'draft' THEN
    RAISE EXCEPTION 'only a draft version can be changed' USING ERRCODE = 'CP001';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$""",
    "guard_event_beside()": """
CREATE FUNCTION guard_event_beside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE latest proposal_event%ROWTYPE; now_at proposal%ROWTYPE;
BEGIN
  SELECT * INTO now_at FROM proposal WHERE id = NEW.id;
  SELECT * INTO latest FROM proposal_event WHERE proposal_id = NEW.id ORDER BY n DESC LIMIT 1;
  IF latest.to_stage IS DISTINCT FROM now_at.stage OR latest.to_status IS DISTINCT FROM now_at.status THEN
    RAISE EXCEPTION 'a proposal moves only with an event beside it' USING ERRCODE = 'CP003';
  END IF;
  RETURN NULL;
END $$""",
    "guard_month_close()": """
CREATE FUNCTION guard_month_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.reopened_at IS NOT NULL OR NEW.month <> OLD.month OR NEW.closed_by_id <> OLD.closed_by_id
     OR NEW.snapshot <> OLD.snapshot THEN
    RAISE EXCEPTION 'a closed month is only ever reopened' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
    "guard_plan_line()": """
CREATE FUNCTION guard_plan_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.superseded_by_id IS NOT NULL
     OR (to_jsonb(OLD) - 'superseded_by_id') IS DISTINCT FROM (to_jsonb(NEW) - 'superseded_by_id') THEN
    RAISE EXCEPTION 'the approved plan is never changed' USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
}

TRIGGERS = (
    ("decision", "BEFORE INSERT", "guard_decision"),
    ("sign_off", "BEFORE INSERT", "guard_sign_off"),
    ("seat_vote", "BEFORE INSERT", "guard_vote"),
    ("verification", "BEFORE INSERT", "guard_verification"),
    ("saving_entry", "BEFORE INSERT", "guard_entry"),
    ("condition", "BEFORE UPDATE", "guard_condition"),
    ("policy_agreement", "BEFORE INSERT", "guard_agreement"),
    ("mtfs_version", "BEFORE UPDATE OR DELETE", "guard_mtfs_version"),
    ("mtfs_line", "BEFORE INSERT OR UPDATE OR DELETE", "guard_mtfs_line"),
    ("mtfs_amount", "BEFORE INSERT OR UPDATE OR DELETE", "guard_mtfs_line"),
    ("month_close", "BEFORE UPDATE", "guard_month_close"),
    ("plan_line", "BEFORE UPDATE", "guard_plan_line"),
)


def upgrade() -> None:
    op.execute(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'changeportal_app') "
        "THEN CREATE ROLE changeportal_app NOLOGIN; END IF; END $$"
    )
    op.execute("SET LOCAL check_function_bodies = off")
    for body in FUNCTIONS.values():
        op.execute(body)
    for table, when, function in TRIGGERS:
        op.execute(f"CREATE TRIGGER {function} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE CONSTRAINT TRIGGER guard_event_beside AFTER INSERT OR UPDATE OF stage, status ON proposal "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_event_beside()"
    )
    op.execute("INSERT INTO clock (id, offset_seconds) VALUES (1, 0)")
    op.execute("GRANT USAGE ON SCHEMA public TO changeportal_app")
    op.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO changeportal_app")
    op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(APPEND_ONLY)} FROM changeportal_app")
    op.execute("REVOKE INSERT, UPDATE ON clock, alembic_version FROM changeportal_app")
    op.execute(f"GRANT DELETE ON {', '.join(DELETABLE)} TO changeportal_app")
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO changeportal_app")


def downgrade() -> None:
    op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM changeportal_app")
    op.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM changeportal_app")
    op.execute("REVOKE USAGE ON SCHEMA public FROM changeportal_app")
    op.execute("DELETE FROM clock")
    op.execute("DROP TRIGGER guard_event_beside ON proposal")
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER never_emptied ON {table}")
        op.execute(f"DROP TRIGGER only_added_to ON {table}")
    for table, _when, function in TRIGGERS:
        op.execute(f"DROP TRIGGER {function} ON {table}")
    for signature in FUNCTIONS:
        op.execute(f"DROP FUNCTION {signature}")
