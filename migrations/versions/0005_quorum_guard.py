"""quorum guard: a board decides on an item of its agenda with enough of its seats filled, also by SQL

Revision: 0005, after 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TAKING_PART = """
CREATE FUNCTION seats_taking_part(the_item uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM agenda_item a JOIN seat s ON s.round_id = a.round_id
  WHERE a.id = the_item AND s.voting
    AND EXISTS (SELECT 1 FROM attendance t WHERE t.meeting_id = a.meeting_id AND t.state = 'present'
                AND t.left_at IS NULL AND coalesce(t.in_place_of_id, t.person_id) = s.person_id)
    AND NOT EXISTS (SELECT 1 FROM interest i WHERE i.item_id = a.id AND i.person_id = s.person_id
                    AND i.will <> 'take_part')
$$
"""
GUARD = """
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
  PERFORM refuse_own(NEW.proposal_id, NEW.decided_by_id, NEW.on_behalf_of_id);
  RETURN NEW;
END $$
"""


def upgrade() -> None:
    op.execute(TAKING_PART)
    op.execute(GUARD)


def downgrade() -> None:
    op.execute(BEFORE)
    op.execute("DROP FUNCTION seats_taking_part(uuid)")
