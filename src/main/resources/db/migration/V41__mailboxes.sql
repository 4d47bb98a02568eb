-- Which node reads a mailbox, and how that goes. A place is its user, host and folder, as incoming_mail has it.
CREATE TABLE mailbox (
  place         VARCHAR(255) NOT NULL PRIMARY KEY,
  holder        VARCHAR(36)  NULL,
  held_until    DATETIME(3)  NULL,
  read_at       DATETIME(3)  NULL,
  failing_since DATETIME(3)  NULL,
  failed_at     DATETIME(3)  NULL,
  last_error    VARCHAR(500) NULL,
  listening     BOOLEAN      NOT NULL DEFAULT FALSE
);

-- What a mail says whatever servers added on its way: the same mail in two mailboxes has the same. Mail that came in before
-- has none.
ALTER TABLE incoming_mail
  ADD canonical BINARY(32) NULL,
  ADD KEY incoming_mail_canonical (canonical, id),
  ADD KEY incoming_mail_state_mailbox (state, mailbox);
