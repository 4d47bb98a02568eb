-- Our tables. Keys that meet the engine's ids share its collation (utf8mb4_bin), the schema's default.
-- Times are UTC, in milliseconds. A row that says who and when stands for a state; there are no flags.

CREATE TABLE application_secret (
  name  VARCHAR(40)    NOT NULL PRIMARY KEY,
  value VARBINARY(128) NOT NULL
);

CREATE TABLE api_token (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account      VARCHAR(64)  NOT NULL,
  name         VARCHAR(100) NOT NULL,
  hash         BINARY(32)   NOT NULL,
  created_at   DATETIME(3)  NOT NULL,
  expires_at   DATETIME(3)  NOT NULL,
  UNIQUE KEY api_token_hash (hash),
  KEY api_token_account (account)
);

CREATE TABLE setup_link (
  hash       BINARY(32)  NOT NULL PRIMARY KEY,
  expires_at DATETIME(3) NOT NULL,
  used_at    DATETIME(3) NULL
);

-- Audit: entries are only inserted. The columns beside the content are computed from it.
CREATE TABLE audit_stream (
  stream VARCHAR(40) NOT NULL PRIMARY KEY,
  seq    INT         NOT NULL,
  hash   BINARY(32)  NOT NULL
);
INSERT INTO audit_stream (stream, seq, hash) VALUES ('system', 0, REPEAT(X'00', 32));

CREATE TABLE audit_entry (
  id      BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  stream  VARCHAR(40) NOT NULL,
  seq     INT         NOT NULL,
  content LONGTEXT    NOT NULL,
  hash    BINARY(32)  NOT NULL,
  action  VARCHAR(60) AS (JSON_VALUE(content, '$.action')) VIRTUAL,
  actor   VARCHAR(255) AS (JSON_VALUE(content, '$.actor')) VIRTUAL,
  UNIQUE KEY audit_entry_place (stream, seq)
);

CREATE TABLE customer (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email      VARCHAR(254) NOT NULL,
  name       VARCHAR(200) NOT NULL,
  kind       VARCHAR(20)  NOT NULL,
  created_at DATETIME(3)  NOT NULL,
  UNIQUE KEY customer_email (email)
);

-- Numbers are drawn outside of transactions, so that openings don't queue up behind one row.
CREATE SEQUENCE case_number START WITH 1 INCREMENT BY 1 CACHE 10;

CREATE TABLE support_case (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number          VARCHAR(20)  NOT NULL,
  customer_id     BIGINT       NOT NULL,
  subject         VARCHAR(500) NOT NULL,
  product         VARCHAR(100) NULL,
  impact          VARCHAR(20)  NOT NULL,
  door            VARCHAR(20)  NOT NULL,
  severity        VARCHAR(20)  NULL,
  priority        INT          NOT NULL,
  team            VARCHAR(60)  NULL,
  update_every    VARCHAR(20)  NULL,
  stage           VARCHAR(60)  NOT NULL,
  owner           VARCHAR(64)  NULL,
  opened_at       DATETIME(3)  NOT NULL,
  acknowledged_at DATETIME(3)  NULL,
  closed_at       DATETIME(3)  NULL,
  closed_as       VARCHAR(20)  NULL,
  duplicate_of    VARCHAR(20)  NULL,
  reopened        INT          NOT NULL DEFAULT 0,
  UNIQUE KEY support_case_number (number),
  KEY support_case_customer (customer_id, id),
  KEY support_case_open (closed_as, id),
  KEY support_case_owner (owner, closed_as, id),
  CONSTRAINT support_case_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id)
);

CREATE TABLE idempotency_key (
  account      VARCHAR(64)  NOT NULL,
  idempotency_key VARCHAR(128) NOT NULL,
  request_hash BINARY(32)   NOT NULL,
  case_number  VARCHAR(20)  NULL,
  created_at   DATETIME(3)  NOT NULL,
  PRIMARY KEY (account, idempotency_key),
  KEY idempotency_key_age (created_at)
);

-- Files of any size in pieces, so that no server's packet limit decides what a customer may send.
CREATE TABLE file_content (
  id     BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  size   BIGINT     NOT NULL,
  sha256 BINARY(32) NOT NULL
);
CREATE TABLE file_piece (
  file_id BIGINT     NOT NULL,
  seq     INT        NOT NULL,
  bytes   MEDIUMBLOB NOT NULL,
  PRIMARY KEY (file_id, seq),
  CONSTRAINT file_piece_file_fk FOREIGN KEY (file_id) REFERENCES file_content (id)
);

CREATE TABLE message (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id          BIGINT       NOT NULL,
  kind             VARCHAR(20)  NOT NULL,
  visibility       VARCHAR(10)  NOT NULL,
  author_kind      VARCHAR(10)  NOT NULL,
  author           VARCHAR(254) NOT NULL,
  door             VARCHAR(20)  NOT NULL,
  body             MEDIUMTEXT   NOT NULL,
  written_at       DATETIME(3)  NOT NULL,
  promised_next_at DATETIME(3)  NULL,
  delivery         VARCHAR(10)  NOT NULL,
  delivered_at     DATETIME(3)  NULL,
  rfc_message_id   VARCHAR(250) NULL,
  KEY message_case (case_id, id),
  KEY message_rfc_message_id (rfc_message_id),
  CONSTRAINT message_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id)
);

CREATE TABLE attachment (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  message_id BIGINT       NOT NULL,
  file_id    BIGINT       NOT NULL,
  name       VARCHAR(255) NOT NULL,
  media_type VARCHAR(127) NOT NULL,
  size       BIGINT       NOT NULL,
  KEY attachment_message (message_id),
  CONSTRAINT attachment_message_fk FOREIGN KEY (message_id) REFERENCES message (id),
  CONSTRAINT attachment_file_fk FOREIGN KEY (file_id) REFERENCES file_content (id)
);

-- The outbox. A row is one mail; its id makes the mail's Message-ID.
CREATE TABLE outgoing_mail (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  message_id      BIGINT       NULL,
  case_number     VARCHAR(20)  NULL,
  recipient       VARCHAR(254) NOT NULL,
  subject         VARCHAR(600) NOT NULL,
  body            MEDIUMTEXT   NOT NULL,
  automatic       BOOLEAN      NOT NULL,
  in_reply_to     VARCHAR(250) NULL,
  created_at      DATETIME(3)  NOT NULL,
  attempts        INT          NOT NULL DEFAULT 0,
  next_attempt_at DATETIME(3)  NULL,
  sent_at         DATETIME(3)  NULL,
  failed_at       DATETIME(3)  NULL,
  last_error      VARCHAR(500) NULL,
  KEY outgoing_mail_due (next_attempt_at, id),
  KEY outgoing_mail_failed (failed_at, id),
  KEY outgoing_mail_message (message_id)
);

-- Every mail that came in, stored before anything looks into it.
CREATE TABLE incoming_mail (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  mailbox         VARCHAR(255) NOT NULL,
  uid_validity    BIGINT       NOT NULL,
  uid             BIGINT       NOT NULL,
  fetched_at      DATETIME(3)  NOT NULL,
  file_id         BIGINT       NOT NULL,
  size            BIGINT       NOT NULL,
  sha256          BINARY(32)   NOT NULL,
  state           VARCHAR(20)  NOT NULL,
  reason          VARCHAR(500) NULL,
  sender          VARCHAR(254) NULL,
  subject         VARCHAR(500) NULL,
  case_number     VARCHAR(20)  NULL,
  message_id      BIGINT       NULL,
  attempts        INT          NOT NULL DEFAULT 0,
  next_attempt_at DATETIME(3)  NULL,
  UNIQUE KEY incoming_mail_place (mailbox, uid_validity, uid),
  KEY incoming_mail_due (next_attempt_at, id),
  KEY incoming_mail_state (state, id),
  KEY incoming_mail_content (sha256),
  KEY incoming_mail_sender (sender, fetched_at),
  CONSTRAINT incoming_mail_file_fk FOREIGN KEY (file_id) REFERENCES file_content (id)
);

-- Mail that lies in a mailbox and can't be fetched: left for later, so that those behind it come through.
CREATE TABLE unfetched_mail (
  mailbox         VARCHAR(255) NOT NULL,
  uid_validity    BIGINT       NOT NULL,
  uid             BIGINT       NOT NULL,
  noticed_at      DATETIME(3)  NOT NULL,
  attempts        INT          NOT NULL,
  next_attempt_at DATETIME(3)  NOT NULL,
  last_error      VARCHAR(500) NOT NULL,
  PRIMARY KEY (mailbox, uid_validity, uid)
);

-- Who was told, and when, that their mail can't be opened: once a day is enough.
CREATE TABLE mail_notice (
  recipient  VARCHAR(254) NOT NULL PRIMARY KEY,
  noticed_at DATETIME(3)  NOT NULL
);

-- A promise ends kept, broken (the word came late, or the case ended overdue) or released (the case ended in time).
-- running_case makes a second running promise of one case impossible.
CREATE TABLE promise (
  id           BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id      BIGINT      NOT NULL,
  kind         VARCHAR(30) NOT NULL,
  made_at      DATETIME(3) NOT NULL,
  remind_at    DATETIME(3) NOT NULL,
  due_at       DATETIME(3) NOT NULL,
  reminded_at  DATETIME(3) NULL,
  escalated_at DATETIME(3) NULL,
  ended_at     DATETIME(3) NULL,
  ending       VARCHAR(10) NULL,
  message_id   BIGINT      NULL,
  running_case BIGINT AS (IF(ended_at IS NULL, case_id, NULL)) PERSISTENT,
  UNIQUE KEY promise_running (running_case),
  KEY promise_case (case_id, id),
  CONSTRAINT promise_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id),
  CONSTRAINT promise_message_fk FOREIGN KEY (message_id) REFERENCES message (id)
);

CREATE TABLE escalation (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id        BIGINT       NOT NULL,
  handed_over_by VARCHAR(64)  NOT NULL,
  handed_over_at DATETIME(3)  NOT NULL,
  steps          MEDIUMTEXT   NOT NULL,
  expected       MEDIUMTEXT   NOT NULL,
  seen           MEDIUMTEXT   NOT NULL,
  environment    MEDIUMTEXT   NULL,
  customer_sees  MEDIUMTEXT   NULL,
  KEY escalation_case (case_id, id),
  CONSTRAINT escalation_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id)
);

-- What engineering answered: a fix (a build that claims to cure), not a defect, or won't fix.
CREATE TABLE engineering_answer (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  escalation_id BIGINT       NOT NULL,
  case_id       BIGINT       NOT NULL,
  outcome       VARCHAR(20)  NOT NULL,
  build         VARCHAR(200) NOT NULL,
  explanation   MEDIUMTEXT   NOT NULL,
  answered_by   VARCHAR(64)  NOT NULL,
  answered_at   DATETIME(3)  NOT NULL,
  KEY engineering_answer_case (case_id, id),
  CONSTRAINT engineering_answer_escalation_fk FOREIGN KEY (escalation_id) REFERENCES escalation (id)
);

CREATE TABLE verification (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT       NOT NULL,
  fix_id      BIGINT       NOT NULL,
  outcome     VARCHAR(20)  NOT NULL,
  build       VARCHAR(200) NOT NULL,
  steps       MEDIUMTEXT   NOT NULL,
  evidence    MEDIUMTEXT   NOT NULL,
  verified_by VARCHAR(64)  NOT NULL,
  verified_at DATETIME(3)  NOT NULL,
  KEY verification_case (case_id, id),
  KEY verification_fix (fix_id),
  CONSTRAINT verification_fix_fk FOREIGN KEY (fix_id) REFERENCES engineering_answer (id)
);

-- A question to the customer: is it solved (or: do you accept that it can't be)? And the answer to it.
CREATE TABLE sign_off (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT       NOT NULL,
  resolution  VARCHAR(20)  NOT NULL,
  message_id  BIGINT       NOT NULL,
  asked_at    DATETIME(3)  NOT NULL,
  reminders   INT          NOT NULL DEFAULT 0,
  answer      VARCHAR(20)  NULL,
  answered_at DATETIME(3)  NULL,
  answered_by VARCHAR(254) NULL,
  words       MEDIUMTEXT   NULL,
  decided_by  VARCHAR(64)  NULL,
  KEY sign_off_case (case_id, id),
  CONSTRAINT sign_off_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id),
  CONSTRAINT sign_off_message_fk FOREIGN KEY (message_id) REFERENCES message (id)
);

-- A person (or, withdrawing, the customer) found that the case ends before its time.
CREATE TABLE early_ending (
  case_id  BIGINT       NOT NULL,
  ended_as VARCHAR(20)  NOT NULL,
  found_by VARCHAR(254) NOT NULL,
  found_at DATETIME(3)  NOT NULL,
  reason   MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (case_id, found_at),
  CONSTRAINT early_ending_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id)
);

-- How far the demonstration's clock is ahead of the machine's.
CREATE TABLE demo_clock (
  only_row      BOOLEAN NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  offset_millis BIGINT  NOT NULL
);
INSERT INTO demo_clock (offset_millis) VALUES (0);
