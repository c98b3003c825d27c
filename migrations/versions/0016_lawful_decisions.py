"""lawful decisions: kinds of decider, notices of key decisions and private meetings, resolutions as published, call-in

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("decision_notice", "representation", "published_resolution", "call_in_entry")
FUNCTIONS = {
    "stamp_now()": """
CREATE FUNCTION stamp_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.at := app_now();
  RETURN NEW;
END $$""",
    "london_today()": """
CREATE FUNCTION london_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (app_now() AT TIME ZONE 'Europe/London')::date
$$""",
    "clear_days(date, date, boolean)": """
CREATE FUNCTION clear_days(published date, decided date, working boolean) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN NOT working THEN decided - published - 1
    ELSE (SELECT count(*) FROM generate_series(published + 1, decided - 1, interval '1 day') one
          WHERE extract(isodow FROM one) < 6 AND NOT EXISTS (SELECT 1 FROM bank_holiday h WHERE h.day = one::date)) END
$$""",
    "notice_stands(uuid, uuid, text, date, bigint, boolean)": """
CREATE FUNCTION notice_stands(the_proposal uuid, the_board uuid, the_kind text, decided date, wanted bigint, working boolean)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM decision_notice n
    WHERE n.proposal_id = the_proposal AND n.board_id = the_board AND n.kind = the_kind
      AND n.decision_on <= decided AND n.published_on <= decided
      AND CASE WHEN the_kind IN ('special_urgency', 'private_urgency') THEN n.agreed_on <= decided
               ELSE clear_days(n.published_on, decided, working) >= wanted END)
$$""",
    "rule_of_round(uuid)": """
CREATE FUNCTION rule_of_round(the_round uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT one FROM gateway_round r JOIN policy_version p ON p.id = r.delegation_version_id,
    jsonb_array_elements(p.document -> 'rules') one
  WHERE r.id = the_round AND one ->> 'code' = r.rule_applied
$$""",
    "plan_stops(uuid)": """
CREATE FUNCTION plan_stops(the_decision uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM call_in_entry WHERE decision_id = d.id AND kind = 'referred_back') THEN 'referred back'
    WHEN EXISTS (SELECT 1 FROM condition c WHERE c.proposal_id = d.proposal_id AND c.blocks = 'implementation'
                 AND c.met_at IS NULL) THEN 'a condition that blocks the start is not met'
    WHEN d.call_in_until IS NULL
      OR EXISTS (SELECT 1 FROM call_in_entry WHERE decision_id = d.id AND kind IN ('waived', 'no_action')) THEN NULL
    WHEN EXISTS (SELECT 1 FROM call_in_entry WHERE decision_id = d.id AND kind = 'called_in') THEN 'called in'
    WHEN london_today() <= d.call_in_until THEN 'the call-in period is not over' END
  FROM decision d WHERE d.id = the_decision
$$""",
    "guard_lawful_decision()": """
CREATE FUNCTION guard_lawful_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_round gateway_round%ROWTYPE; body board%ROWTYPE; entered published_resolution%ROWTYPE; rule jsonb; decided date;
BEGIN
  IF NEW.brought_in THEN RETURN NEW; END IF;
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id;
  IF the_round.board_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO body FROM board WHERE id = the_round.board_id;
  SELECT * INTO entered FROM published_resolution WHERE round_id = the_round.id;
  IF body.kind = 'officer' AND body.officer_id IS DISTINCT FROM NEW.decided_by_id
     AND (NEW.on_behalf_of_id IS NULL OR body.officer_id IS DISTINCT FROM NEW.on_behalf_of_id) THEN
    RAISE EXCEPTION 'only the named officer decides this' USING ERRCODE = 'CP020';
  END IF;
  IF body.kind NOT IN ('officer', 'officer_board') AND entered.round_id IS NULL THEN
    RAISE EXCEPTION 'the resolution of this body is entered as it was published' USING ERRCODE = 'CP020';
  END IF;
  IF NEW.gateway <> 'G4' OR the_round.power <> 'decide'
     OR NEW.outcome NOT IN ('proceed', 'proceed_with_conditions') THEN RETURN NEW; END IF;
  rule := rule_of_round(the_round.id);
  IF rule IS NULL THEN
    RAISE EXCEPTION 'no rule of the delegation policy says that this body decides' USING ERRCODE = 'CP020';
  END IF;
  decided := coalesce(entered.resolved_on, london_today());
  IF coalesce((rule ->> 'key_decision')::boolean, false) AND coalesce((rule ->> 'notice_days')::bigint, 0) > 0
     AND NOT notice_stands(NEW.proposal_id, body.id, 'key_decision', decided, (rule ->> 'notice_days')::bigint,
                           coalesce(rule ->> 'notice_counted', 'days') = 'working_days')
     AND NOT notice_stands(NEW.proposal_id, body.id, 'general_exception', decided, 5, true)
     AND NOT notice_stands(NEW.proposal_id, body.id, 'special_urgency', decided, 0, true) THEN
    RAISE EXCEPTION 'the notice of the key decision is missing' USING ERRCODE = 'CP021';
  END IF;
  IF entered.in_private AND NOT notice_stands(NEW.proposal_id, body.id, 'private_urgency', decided, 0, true)
     AND NOT (notice_stands(NEW.proposal_id, body.id, 'private_meeting', decided, 28,
                            coalesce(rule ->> 'notice_counted', 'days') = 'working_days')
              AND notice_stands(NEW.proposal_id, body.id, 'private_final', decided, 5, true)) THEN
    RAISE EXCEPTION 'the notice of the private meeting is missing' USING ERRCODE = 'CP021';
  END IF;
  IF coalesce((rule ->> 'call_in')::boolean, false) AND body.call_in_days > 0
     AND (NEW.call_in_until IS NULL OR NEW.call_in_until <= london_today()) THEN
    RAISE EXCEPTION 'a decision that can be called in says until when' USING ERRCODE = 'CP022';
  END IF;
  RETURN NEW;
END $$""",
    "guard_resolution()": """
CREATE FUNCTION guard_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE opened date;
BEGIN
  SELECT (r.opened_at AT TIME ZONE 'Europe/London')::date INTO opened
    FROM gateway_round r JOIN board b ON b.id = r.board_id
    WHERE r.id = NEW.round_id AND r.closed_at IS NULL AND b.kind NOT IN ('officer', 'officer_board');
  IF opened IS NULL OR NEW.resolved_on < opened OR NEW.resolved_on > london_today() THEN
    RAISE EXCEPTION 'a resolution is entered for an open round of such a body, made since it opened' USING ERRCODE = 'CP003';
  END IF;
  RETURN NEW;
END $$""",
    "guard_round_power()": """
CREATE FUNCTION guard_round_power() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM board b WHERE b.id = NEW.board_id
             AND ((b.kind = 'partnership_board' AND NEW.power <> 'advise')
                  OR (b.kind = 'scrutiny' AND NEW.power = 'decide'))) THEN
    RAISE EXCEPTION 'a body of this kind does not decide' USING ERRCODE = 'CP020';
  END IF;
  RETURN NEW;
END $$""",
    "guard_call_in()": """
CREATE FUNCTION guard_call_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE until date; done text[];
BEGIN
  SELECT call_in_until INTO until FROM decision WHERE id = NEW.decision_id;
  SELECT coalesce(array_agg(kind), '{}') INTO done FROM call_in_entry WHERE decision_id = NEW.decision_id;
  IF until IS NULL
     OR (NEW.kind IN ('waived', 'called_in') AND (done && ARRAY['waived', 'called_in'] OR london_today() > until))
     OR (NEW.kind NOT IN ('waived', 'called_in')
         AND (NOT done && ARRAY['called_in'] OR done && ARRAY['no_action', 'referred_back'])) THEN
    RAISE EXCEPTION 'this does not follow in the call-in of the decision' USING ERRCODE = 'CP022';
  END IF;
  RETURN NEW;
END $$""",
    "guard_authorised()": """
CREATE FUNCTION guard_authorised() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest uuid;
BEGIN
  IF NEW.kind <> 'authorised' THEN RETURN NEW; END IF;
  SELECT id INTO newest FROM decision WHERE proposal_id = NEW.proposal_id AND gateway = 'G4'
    AND outcome IN ('proceed', 'proceed_with_conditions') ORDER BY decided_at DESC, id DESC LIMIT 1;
  IF newest IS NULL OR plan_stops(newest) IS NOT NULL THEN
    RAISE EXCEPTION 'it cannot be implemented yet: %', coalesce(plan_stops(newest), 'it is not approved')
      USING ERRCODE = 'CP023';
  END IF;
  RETURN NEW;
END $$""",
    "guard_saving_opens()": """
CREATE FUNCTION guard_saving_opens() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made decision%ROWTYPE;
BEGIN
  SELECT d.* INTO made FROM plan_line p JOIN decision d ON d.id = p.decision_id WHERE p.id = NEW.plan_line_id;
  IF FOUND AND NOT made.brought_in AND NOT EXISTS (
      SELECT 1 FROM approval_fact f WHERE f.proposal_id = made.proposal_id AND f.kind = 'authorised'
        AND f.at >= made.decided_at) THEN
    RAISE EXCEPTION 'a plan takes effect when it is authorised' USING ERRCODE = 'CP023';
  END IF;
  RETURN NEW;
END $$""",
    "guard_born_together()": """
CREATE FUNCTION guard_born_together() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE born boolean;
BEGIN
  EXECUTE format('SELECT xmin = pg_current_xact_id()::xid FROM %I WHERE id = ($1).%I', TG_ARGV[0], TG_ARGV[1])
    INTO born USING NEW;
  IF NOT born THEN
    RAISE EXCEPTION 'nothing is added to a % that was recorded before', TG_ARGV[0] USING ERRCODE = 'CP001';
  END IF;
  RETURN NEW;
END $$""",
}
TOGETHER = (
    ("resolution", "decision", "decision_id"),
    ("condition", "decision", "decision_id"),
    ("plan_line", "decision", "decision_id"),
    ("plan_amount", "plan_line", "plan_line_id"),
    ("version_criterion", "case_version", "case_version_id"),
)
TRIGGERS = (
    ("decision_notice", "stamp_now"),
    ("representation", "stamp_now"),
    ("published_resolution", "stamp_now"),
    ("call_in_entry", "stamp_now"),
    ("decision", "guard_lawful_decision"),
    ("published_resolution", "guard_resolution"),
    ("gateway_round", "guard_round_power"),
    ("call_in_entry", "guard_call_in"),
    ("approval_fact", "guard_authorised"),
    ("saving", "guard_saving_opens"),
)
DECIDES = """
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
END $$
"""
BEFORE = """
CREATE OR REPLACE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_round gateway_round%ROWTYPE;
BEGIN
  IF NEW.brought_in THEN RETURN NEW; END IF;
  SELECT * INTO the_round FROM gateway_round WHERE id = NEW.round_id FOR UPDATE;
  IF NOT FOUND OR the_round.closed_at IS NOT NULL OR the_round.suspended_at IS NOT NULL
     OR the_round.proposal_id <> NEW.proposal_id THEN
    RAISE EXCEPTION 'the round is not open' USING ERRCODE = 'CP003';
  END IF;
  IF the_round.board_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT 1 FROM agenda_item a WHERE a.id = NEW.agenda_item_id AND a.round_id = the_round.id) THEN
      RAISE EXCEPTION 'a board decides on an item of its agenda' USING ERRCODE = 'CP003';
    END IF;
    IF seats_taking_part(NEW.agenda_item_id) <
       coalesce(the_round.quorum, (SELECT quorum FROM board WHERE id = the_round.board_id)) THEN
      RAISE EXCEPTION 'there is no quorum for this item' USING ERRCODE = 'CP006';
    END IF;
  END IF;
  PERFORM refuse_own(NEW.proposal_id, NEW.decided_by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "decision_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("paragraph", sa.BigInteger(), nullable=True),
        sa.Column("public_interest", sa.Text(), server_default="", nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('key_decision', 'general_exception', 'special_urgency', 'private_meeting', 'private_final', 'private_urgency')",
            name=op.f("ck_decision_notice_kind_known"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('general_exception', 'special_urgency', 'private_urgency') OR reason <> ''",
            name=op.f("ck_decision_notice_exception_says_why"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('private_meeting', 'private_final', 'private_urgency') "
            "OR (paragraph BETWEEN 1 AND 7 AND public_interest <> '')",
            name=op.f("ck_decision_notice_private_says_why"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('special_urgency', 'private_urgency') OR (agreed_by <> '' AND agreed_on IS NOT NULL)",
            name=op.f("ck_decision_notice_urgency_says_who_agreed"),
        ),
        sa.CheckConstraint("matter <> ''", name=op.f("ck_decision_notice_matter_given")),
        sa.CheckConstraint(
            "published_on = (at AT TIME ZONE 'Europe/London')::date "
            "OR (published_on < (at AT TIME ZONE 'Europe/London')::date AND link <> '')",
            name=op.f("ck_decision_notice_earlier_with_evidence"),
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_decision_notice_board_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_decision_notice_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_decision_notice_proposal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_notice")),
    )
    op.create_index("ix_decision_notice_proposal", "decision_notice", ["proposal_id", "board_id"], unique=False)
    op.create_table(
        "representation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("who <> '' AND says <> ''", name=op.f("ck_representation_who_and_what")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_representation_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["decision_notice.id"], name=op.f("fk_representation_notice_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
    )
    op.create_index(op.f("ix_representation_notice_id"), "representation", ["notice_id"], unique=False)
    op.create_table(
        "published_resolution",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("minute", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=False),
        sa.Column("in_private", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "link LIKE 'http%%' OR link LIKE '/%%'", name=op.f("ck_published_resolution_link_is_an_address")
        ),
        sa.CheckConstraint("number <> '' AND minute <> ''", name=op.f("ck_published_resolution_says_where")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_published_resolution_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["gateway_round.id"], name=op.f("fk_published_resolution_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_published_resolution")),
    )
    op.create_table(
        "call_in_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('waived', 'called_in', 'to_council', 'no_action', 'referred_back')",
            name=op.f("ck_call_in_entry_kind_known"),
        ),
        sa.CheckConstraint("who <> '' AND reason <> ''", name=op.f("ck_call_in_entry_who_and_why")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_call_in_entry_by_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_call_in_entry_decision_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_in_entry")),
        sa.UniqueConstraint("decision_id", "kind", name=op.f("uq_call_in_entry_decision_id_kind")),
    )
    op.create_table(
        "clearance_step",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("working_days", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_clearance_step_title_given")),
        sa.CheckConstraint("working_days BETWEEN 1 AND 250", name=op.f("ck_clearance_step_days_in_range")),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_clearance_step_board_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("board_id", "n", name=op.f("pk_clearance_step")),
    )
    op.create_table(
        "pre_election_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pre_election_period_title_given")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_pre_election_period_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_pre_election_period_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pre_election_period")),
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON clearance_step, pre_election_period TO changeportal_app")
    op.add_column("decision", sa.Column("call_in_until", sa.Date(), nullable=True))
    op.add_column("gateway_round", sa.Column("combined_with_id", sa.Uuid(), nullable=True))
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint\n"
        "ALTER TABLE gateway_round ADD CONSTRAINT fk_gateway_round_combined_with_id FOREIGN KEY (combined_with_id) "
        "REFERENCES gateway_round (id) ON DELETE RESTRICT"
    )
    for table in TABLES:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO changeportal_app")
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute("SET LOCAL check_function_bodies = off")
    for words in (*FUNCTIONS.values(), DECIDES):
        op.execute(words)
    for table, function in TRIGGERS:
        op.execute(f"CREATE TRIGGER {function} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    for table, parent, column in TOGETHER:
        op.execute(
            f"CREATE TRIGGER born_together BEFORE INSERT ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION guard_born_together('{parent}', '{column}')"
        )


def downgrade() -> None:
    op.execute(BEFORE)
    for table, _parent, _column in TOGETHER:
        op.execute(f"DROP TRIGGER born_together ON {table}")
    for table, function in TRIGGERS:
        op.execute(f"DROP TRIGGER {function} ON {table}")
    for signature in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {signature}")
    op.drop_constraint(op.f("fk_gateway_round_combined_with_id"), "gateway_round", type_="foreignkey")
    op.drop_column("gateway_round", "combined_with_id")
    op.drop_column("decision", "call_in_until")
    for table in ("pre_election_period", "clearance_step", *reversed(TABLES)):
        op.drop_table(table)
