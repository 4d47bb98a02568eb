-- One mail may carry word on several cases of its customer: the first message stands in the outbox, the others name it.
ALTER TABLE message
  ADD COLUMN sent_with BIGINT NULL,
  ADD KEY message_sent_with (sent_with),
  ADD CONSTRAINT message_sent_with_fk FOREIGN KEY (sent_with) REFERENCES message (id);

-- The board reads running promises by due time until a page is full, all of them, a team's or an owner's. What else it can
-- be narrowed by stands in the index, too, so that what doesn't fit is passed over, and counted, without reading its row.
ALTER TABLE promise ADD COLUMN severity VARCHAR(20) NULL AFTER owner;
UPDATE promise p JOIN support_case c ON c.id = p.case_id SET p.severity = c.severity;
ALTER TABLE promise
  ADD KEY promise_due (ended_at, due_at, id, kind, severity, paused_at),
  ADD KEY promise_team_due (team, ended_at, due_at, id, kind, severity, paused_at),
  ADD KEY promise_owner_due (owner, ended_at, due_at, id, team, kind, severity, paused_at);
