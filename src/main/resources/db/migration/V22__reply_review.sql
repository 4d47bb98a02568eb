-- By which rules a team has replies read by somebody else before they go. Nothing that holds means that nothing is read.
CREATE TABLE review_rule (
  team           VARCHAR(60)   NOT NULL PRIMARY KEY,
  version        INT           NOT NULL,
  first_messages INT           NOT NULL,
  plans          VARCHAR(1000) NOT NULL,
  severities     VARCHAR(200)  NOT NULL,
  unsolved       BOOLEAN       NOT NULL,
  sample         INT           NOT NULL,
  span           VARCHAR(40)   NOT NULL
);

-- One for each reply that was held, on the first of the cases that it is about. author: whose words they are now, which
-- changes when somebody else reworks them. due_at is only ever brought forward. No key leads to the case, whose row would
-- be locked by it while somebody else works on it.
CREATE TABLE reply_review (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id     BIGINT       NOT NULL,
  message_id  BIGINT       NOT NULL,
  team        VARCHAR(60)  NOT NULL,
  author      VARCHAR(64)  NOT NULL,
  reasons     VARCHAR(200) NOT NULL,
  held_at     DATETIME(3)  NOT NULL,
  due_at      DATETIME(3)  NOT NULL,
  reworked    INT          NOT NULL DEFAULT 0,
  reviewed_by VARCHAR(64)  NULL,
  ended_at    DATETIME(3)  NULL,
  ending      VARCHAR(20)  NULL,
  UNIQUE KEY reply_review_message (message_id),
  KEY reply_review_case (case_id, id),
  KEY reply_review_ended (ended_at, team, ending, reworked),
  CONSTRAINT reply_review_message_fk FOREIGN KEY (message_id) REFERENCES message (id)
);

-- What is said beside the text; quote: the passage it is about.
CREATE TABLE review_comment (
  id         BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  review_id  BIGINT        NOT NULL,
  author     VARCHAR(64)   NOT NULL,
  written_at DATETIME(3)   NOT NULL,
  quote      VARCHAR(2000) NULL,
  words      MEDIUMTEXT    NOT NULL,
  KEY review_comment_review (review_id, id),
  CONSTRAINT review_comment_review_fk FOREIGN KEY (review_id) REFERENCES reply_review (id)
);

-- A text as it was before somebody reworked it.
CREATE TABLE review_text (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  review_id   BIGINT      NOT NULL,
  author      VARCHAR(64) NOT NULL,
  replaced_at DATETIME(3) NOT NULL,
  body        MEDIUMTEXT  NOT NULL,
  KEY review_text_review (review_id, id),
  CONSTRAINT review_text_review_fk FOREIGN KEY (review_id) REFERENCES reply_review (id)
);

-- How many replies are held on a case, so that whoever has its row before them need not look.
ALTER TABLE support_case ADD COLUMN held_replies INT NOT NULL DEFAULT 0;

-- went_out_at: when a message went that had been held; else it goes as it is written. The key finds what somebody has sent.
ALTER TABLE message
  ADD COLUMN went_out_at DATETIME(3) NULL,
  ADD KEY message_author (author, author_kind, visibility);

-- The customer is asked when the message that asks goes out: until then they aren't.
ALTER TABLE sign_off MODIFY COLUMN asked_at DATETIME(3) NULL;
