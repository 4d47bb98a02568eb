-- What managers have decided for cases that wait at an element of a diagram that a draft replaces. target: the element where
-- they wait then; empty where they stay in their version.
CREATE TABLE draft_place (
  draft_id  BIGINT       NOT NULL,
  file      VARCHAR(120) NOT NULL,
  element   VARCHAR(120) NOT NULL,
  target    VARCHAR(120) NOT NULL,
  chosen_by VARCHAR(64)  NOT NULL,
  chosen_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (draft_id, file, element),
  CONSTRAINT draft_place_draft_fk FOREIGN KEY (draft_id) REFERENCES draft (id)
);

-- Copies of running cases that go over a draft before it is published. asked: its diagrams and what was decided. result: how
-- each kind of case fared.
CREATE TABLE case_trial (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  draft_id     BIGINT        NOT NULL,
  fingerprint  CHAR(64)      NOT NULL,
  asked        LONGTEXT      NOT NULL,
  status       VARCHAR(20)   NOT NULL,
  leased_until DATETIME(3)   NULL,
  tried        INT           NOT NULL DEFAULT 0,
  total        INT           NOT NULL DEFAULT 0,
  ended_at     DATETIME(3)   NULL,
  problem      VARCHAR(2000) NULL,
  result       LONGTEXT      NULL,
  KEY case_trial_status (status, id),
  KEY case_trial_draft (draft_id, fingerprint)
);

-- A new version of a diagram, and what becomes of the cases that run by earlier ones. definition: the engine's id of the
-- version. choices: what was decided. verdicts: what becomes of cases by where they stand, as far as copies have shown it.
CREATE TABLE case_move (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  draft_id     BIGINT       NOT NULL,
  file         VARCHAR(120) NOT NULL,
  process      VARCHAR(120) NOT NULL,
  definition   VARCHAR(64)  NOT NULL,
  version      INT          NOT NULL,
  author       VARCHAR(64)  NOT NULL,
  approver     VARCHAR(64)  NULL,
  choices      TEXT         NOT NULL,
  state        VARCHAR(20)  NOT NULL,
  leased_until DATETIME(3)  NULL,
  verdicts     LONGTEXT     NOT NULL,
  begun_at     DATETIME(3)  NOT NULL,
  ended_at     DATETIME(3)  NULL,
  KEY case_move_state (state, id),
  KEY case_move_draft (draft_id),
  KEY case_move_process (process, state)
);

-- A process that ran by an earlier version then, by the engine's id of it. state: WAITING until it is settled.
CREATE TABLE case_move_item (
  move_id      BIGINT       NOT NULL,
  instance     VARCHAR(64)  NOT NULL,
  case_number  VARCHAR(32)  NOT NULL,
  from_version INT          NOT NULL,
  state        VARCHAR(20)  NOT NULL,
  reason       VARCHAR(500) NOT NULL DEFAULT '',
  settled_at   DATETIME(3)  NULL,
  PRIMARY KEY (move_id, instance),
  KEY case_move_item_state (move_id, state, instance),
  CONSTRAINT case_move_item_fk FOREIGN KEY (move_id) REFERENCES case_move (id) ON DELETE CASCADE
);
