-- Whose new cases are held back since they are too many, and since when they are counted anew.
CREATE TABLE suppressed_sender (
  sender     VARCHAR(254) NOT NULL PRIMARY KEY,
  since      DATETIME(3)  NOT NULL,
  last_at    DATETIME(3)  NOT NULL,
  held_back  INT          NOT NULL,
  lifted_at  DATETIME(3)  NULL,
  lifted_by  VARCHAR(64)  NULL,
  KEY suppressed_sender_last (last_at)
);

-- Test mails: one goes out by the outbox, to a mailbox of ours, and comes in there.
CREATE TABLE test_mail (
  outgoing_id BIGINT       NOT NULL PRIMARY KEY,
  mailbox     VARCHAR(40)  NOT NULL,
  started_by  VARCHAR(64)  NOT NULL,
  started_at  DATETIME(3)  NOT NULL,
  arrived_at  DATETIME(3)  NULL,
  arrived_in  VARCHAR(255) NULL,
  KEY test_mail_mailbox (mailbox, outgoing_id),
  CONSTRAINT test_mail_outgoing_fk FOREIGN KEY (outgoing_id) REFERENCES outgoing_mail (id)
);

-- Which mailboxes a case's mail came to; and what of a sender lies in quarantine.
ALTER TABLE incoming_mail
  ADD KEY incoming_mail_case (case_number, mailbox),
  ADD KEY incoming_mail_sender_state (sender, state);
