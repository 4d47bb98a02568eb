-- When the words and files of a case went. Those that are kept are read in the order in which they were closed.
ALTER TABLE support_case
  ADD COLUMN erased_at DATETIME(3) NULL,
  ADD KEY support_case_kept (erased_at, closed_at, id);

-- Mail of ours is found by its case, and by whom it was for where it was about none.
ALTER TABLE outgoing_mail ADD KEY outgoing_mail_case (case_number, recipient);

-- What must not go, however old it is and whoever asks: all of a customer's, or one case. running_*: there is one hold at a time.
CREATE TABLE legal_hold (
  id               BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id      BIGINT        NULL,
  case_id          BIGINT        NULL,
  reason           VARCHAR(2000) NOT NULL,
  set_by           VARCHAR(64)   NOT NULL,
  set_at           DATETIME(3)   NOT NULL,
  lifted_by        VARCHAR(64)   NULL,
  lifted_at        DATETIME(3)   NULL,
  lifted_because   VARCHAR(2000) NULL,
  running_customer BIGINT AS (IF(lifted_at IS NULL, customer_id, NULL)) PERSISTENT,
  running_case     BIGINT AS (IF(lifted_at IS NULL, case_id, NULL)) PERSISTENT,
  UNIQUE KEY legal_hold_customer (running_customer),
  UNIQUE KEY legal_hold_case (running_case),
  KEY legal_hold_lifted (lifted_at, id)
);

-- How long words and files of closed cases are kept. An outcome or plan that is empty stands for all; without months they are
-- kept for ever. The narrowest rule holds; what none is for is kept for ever.
CREATE TABLE retention_rule (
  outcome    VARCHAR(20) NOT NULL,
  plan       VARCHAR(40) NOT NULL,
  months     INT         NULL,
  changed_by VARCHAR(64) NOT NULL,
  changed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (outcome, plan)
);

-- One row: who holds it changes the rules or goes on by them. from_at: nothing goes by rule before. run: the erasure that goes
-- on, and how far it has come; next_at: when the next begins.
CREATE TABLE retention (
  only_row  BOOLEAN     NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  version   INT         NOT NULL,
  from_at   DATETIME(3) NULL,
  next_at   DATETIME(3) NULL,
  run       BIGINT      NULL,
  closed_at DATETIME(3) NULL,
  case_id   BIGINT      NULL
);
INSERT INTO retention (version) VALUES (0);

-- What went, or is to go: a person's data on request (state: ASKED, WITHDRAWN, RUNNING, DONE), or what rules found on one day.
-- address: theirs, until it is done. held: cases that stayed because of a hold. left: what could not go, a line each.
CREATE TABLE erasure (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id BIGINT        NULL,
  address     VARCHAR(254)  NULL,
  state       VARCHAR(20)   NOT NULL,
  reason      VARCHAR(2000) NOT NULL,
  asked_by    VARCHAR(64)   NOT NULL,
  asked_at    DATETIME(3)   NOT NULL,
  decided_by  VARCHAR(64)   NULL,
  decided_at  DATETIME(3)   NULL,
  ended_at    DATETIME(3)   NULL,
  cases       INT           NOT NULL DEFAULT 0,
  messages    INT           NOT NULL DEFAULT 0,
  files       INT           NOT NULL DEFAULT 0,
  mails       INT           NOT NULL DEFAULT 0,
  held        INT           NOT NULL DEFAULT 0,
  left_over   MEDIUMTEXT    NOT NULL,
  running_customer BIGINT AS (IF(state = 'ASKED', customer_id, NULL)) PERSISTENT,
  UNIQUE KEY erasure_asked (running_customer),
  KEY erasure_state (state, id),
  KEY erasure_customer (customer_id, id)
);
CREATE TABLE erasure_case (
  erasure_id BIGINT       NOT NULL,
  case_id    BIGINT       NOT NULL,
  number     VARCHAR(20)  NOT NULL,
  erased_at  DATETIME(3)  NOT NULL,
  because    VARCHAR(100) NOT NULL,
  messages   INT          NOT NULL,
  files      INT          NOT NULL,
  mails      INT          NOT NULL,
  plain      INT          NOT NULL,
  PRIMARY KEY (erasure_id, case_id),
  UNIQUE KEY erasure_case_case (case_id),
  CONSTRAINT erasure_case_erasure_fk FOREIGN KEY (erasure_id) REFERENCES erasure (id)
);
