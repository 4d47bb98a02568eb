-- How far each stream was read for what auditors search and ask; which have gone on since is found by one index.
ALTER TABLE audit_stream
  ADD COLUMN inquired_seq INT NOT NULL DEFAULT 0,
  ADD COLUMN uninquired BOOLEAN AS (seq > inquired_seq) PERSISTENT,
  ADD KEY audit_stream_uninquired (uninquired, stream);

-- One row: who holds it reads on.
CREATE TABLE inquiry_progress (
  only_row BOOLEAN     NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  read_at  DATETIME(3) NULL
);
INSERT INTO inquiry_progress (read_at) VALUES (NULL);

-- All of what follows can be made again from the cases, their messages, promises and histories. No key refers to the cases:
-- to read on must never make anybody wait who works on one. Cases are found the last opened first, so what is searched by
-- lies in that order.
CREATE TABLE inquiry_case (
  case_id   BIGINT      NOT NULL PRIMARY KEY,
  number    VARCHAR(20) NOT NULL,
  opened_at DATETIME(3) NOT NULL,
  closed_at DATETIME(3) NULL,
  last_at   DATETIME(3) NOT NULL,
  UNIQUE KEY inquiry_case_number (number),
  KEY inquiry_case_opened (opened_at, case_id, closed_at, last_at, number)
);

-- What can be said of a case, such as that its team is "support" or that somebody acted on it; cases: of how many it is so.
CREATE TABLE inquiry_word (
  id    INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind  VARCHAR(20)  NOT NULL,
  word  VARCHAR(255) NOT NULL,
  cases INT          NOT NULL,
  UNIQUE KEY inquiry_word_word (kind, word)
);

-- Of which cases it is so.
CREATE TABLE inquiry_mark (
  word_id   INT         NOT NULL,
  opened_at DATETIME(3) NOT NULL,
  case_id   BIGINT      NOT NULL,
  PRIMARY KEY (word_id, opened_at, case_id),
  KEY inquiry_mark_case (case_id)
);

-- On which days, in UTC, anything happened to a case.
CREATE TABLE inquiry_day (
  case_id BIGINT NOT NULL,
  day     DATE   NOT NULL,
  PRIMARY KEY (case_id, day)
);

-- What was written: the subject (message_id 0) and each message, which don't change any more once they have gone.
CREATE TABLE inquiry_text (
  id         BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id    BIGINT     NOT NULL,
  message_id BIGINT     NOT NULL,
  words      MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NOT NULL,
  UNIQUE KEY inquiry_text_message (case_id, message_id),
  FULLTEXT KEY inquiry_text_words (words)
);

-- The entries that answer the built-in questions. customer_id: whose data it is about; 0 for nobody's or everybody's.
CREATE TABLE inquiry_answer (
  question    VARCHAR(20)  NOT NULL,
  at          DATETIME(3)  NOT NULL,
  stream      VARCHAR(40)  NOT NULL,
  seq         INT          NOT NULL,
  customer_id BIGINT       NOT NULL,
  note        VARCHAR(200) NOT NULL,
  PRIMARY KEY (question, at, stream, seq),
  KEY inquiry_answer_customer (question, customer_id, at, stream, seq),
  KEY inquiry_answer_stream (stream, seq)
);

-- Searches that somebody wants to make again. criteria: as an address says them.
CREATE TABLE inquiry_search (
  id       BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account  VARCHAR(64)   NOT NULL,
  name     VARCHAR(100)  NOT NULL,
  criteria VARCHAR(4000) NOT NULL,
  saved_at DATETIME(3)   NOT NULL,
  UNIQUE KEY inquiry_search_name (account, name)
);

-- Samples: of so many cases, whose numbers together have that hash, these were drawn by the seed.
CREATE TABLE inquiry_sample (
  id              BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner           VARCHAR(64)   NOT NULL,
  title           VARCHAR(120)  NOT NULL,
  criteria        VARCHAR(4000) NOT NULL,
  seed            BIGINT        NOT NULL,
  size            INT           NOT NULL,
  population      INT           NOT NULL,
  population_hash BINARY(32)    NOT NULL,
  drawn_at        DATETIME(3)   NOT NULL,
  KEY inquiry_sample_owner (owner, id)
);
CREATE TABLE inquiry_sample_case (
  sample_id BIGINT        NOT NULL,
  place     INT           NOT NULL,
  number    VARCHAR(20)   NOT NULL,
  finding   VARCHAR(20)   NULL,
  remark    VARCHAR(4000) NOT NULL,
  judged_at DATETIME(3)   NULL,
  PRIMARY KEY (sample_id, place),
  CONSTRAINT inquiry_sample_case_sample_fk FOREIGN KEY (sample_id) REFERENCES inquiry_sample (id)
);

-- The draft of what was published, to lead from there to what differed.
ALTER TABLE draft ADD KEY draft_deployment (deployment);
