-- How soon what is due is said by a table of targets that managers edit; the plan of a customer is one of its inputs.
ALTER TABLE customer ADD COLUMN plan VARCHAR(40) NOT NULL DEFAULT 'standard' AFTER kind;
ALTER TABLE support_case DROP COLUMN update_every;

-- When the customer saw a message on their page, which counts as delivered.
-- The usual span by which a word's next one was counted (none where a person named the time), and why it is later than usual.
ALTER TABLE message
  ADD COLUMN promised_span VARCHAR(20) NULL AFTER promised_next_at,
  ADD COLUMN later_because VARCHAR(500) NULL AFTER promised_span,
  ADD COLUMN seen_at       DATETIME(3) NULL AFTER delivered_at;

-- team, owner: copies from the case, so that a list by either reads one index.
-- counted_from, span: what due_at was counted from, in working time; null where a person named the time.
-- told_at: the time that the customer was told; a calendar's change never moves due_at beyond it.
-- called: 0 nobody, 1 the team's manager, 2 the manager above. paused_at, paused_left: since when the customer has the
-- turn, and how much working time was left then.
ALTER TABLE promise DROP KEY promise_running, DROP COLUMN running_case;
ALTER TABLE promise
  ADD COLUMN team         VARCHAR(60) NULL AFTER case_id,
  ADD COLUMN owner        VARCHAR(64) NULL AFTER team,
  ADD COLUMN counted_from DATETIME(3) NULL AFTER due_at,
  ADD COLUMN span         VARCHAR(20) NULL AFTER counted_from,
  ADD COLUMN told_at      DATETIME(3) NULL AFTER span,
  ADD COLUMN called       INT NOT NULL DEFAULT 0 AFTER escalated_at,
  ADD COLUMN paused_at    DATETIME(3) NULL AFTER called,
  ADD COLUMN paused_left  VARCHAR(20) NULL AFTER paused_at;
UPDATE promise p JOIN support_case c ON c.id = p.case_id
SET p.team = c.team, p.owner = c.owner, p.called = IF(p.escalated_at IS NULL, 0, 1), p.told_at = p.due_at;
-- One running promise to the customer, and one of those who have the case just now to Support.
ALTER TABLE promise
  ADD COLUMN running_case BIGINT AS (IF(ended_at IS NULL AND kind IN ('ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER', 'SIGN_OFF'),
    case_id, NULL)) PERSISTENT,
  ADD COLUMN running_step BIGINT AS (IF(ended_at IS NULL AND kind IN ('ENGINEERING_ANSWER', 'ENGINEERING_REPORT', 'VERIFICATION'),
    case_id, NULL)) PERSISTENT,
  ADD UNIQUE KEY promise_running (running_case),
  ADD UNIQUE KEY promise_running_step (running_step);
