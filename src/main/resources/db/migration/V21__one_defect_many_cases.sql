-- answer_id: engineering's last answer. engineering_case, verifying_case: the case by which engineering has it, and the one
-- by which Support checks its fix; the others wait for them.
ALTER TABLE defect
  ADD COLUMN answer_id        BIGINT NULL,
  ADD COLUMN engineering_case BIGINT NULL,
  ADD COLUMN verifying_case   BIGINT NULL;

-- own_check_*: who said, when and why, that the fix must be checked for this case by itself.
ALTER TABLE defect_case
  ADD COLUMN own_check_by      VARCHAR(64) NULL AFTER ended_at,
  ADD COLUMN own_check_at      DATETIME(3) NULL AFTER own_check_by,
  ADD COLUMN own_check_because MEDIUMTEXT  NULL AFTER own_check_at;

-- What happened to a defect: who said it and when. Told again, it is the same news. answer_id is null only for news that no
-- answer of engineering is about.
CREATE TABLE defect_news (
  id        BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  defect_id BIGINT      NOT NULL,
  kind      VARCHAR(20) NOT NULL,
  answer_id BIGINT      NULL,
  told_by   VARCHAR(64) NOT NULL,
  told_at   DATETIME(3) NOT NULL,
  words     MEDIUMTEXT  NULL,
  UNIQUE KEY defect_news_once (defect_id, answer_id, kind),
  KEY defect_news_answer (answer_id, kind),
  CONSTRAINT defect_news_defect_fk FOREIGN KEY (defect_id) REFERENCES defect (id)
);

-- One row for each news and case: due until the case has heard it. No key leads to the cases, whose rows would be locked by
-- it while somebody else works on them.
CREATE TABLE defect_news_case (
  news_id  BIGINT      NOT NULL,
  case_id  BIGINT      NOT NULL,
  due_at   DATETIME(3) NULL,
  attempts INT         NOT NULL DEFAULT 0,
  heard_at DATETIME(3) NULL,
  PRIMARY KEY (news_id, case_id),
  KEY defect_news_case_due (due_at, news_id, case_id),
  CONSTRAINT defect_news_case_news_fk FOREIGN KEY (news_id) REFERENCES defect_news (id)
);

-- An answer that reached a case through its defect names the one that was given.
ALTER TABLE engineering_answer
  ADD COLUMN same_as BIGINT NULL,
  ADD CONSTRAINT engineering_answer_same_fk FOREIGN KEY (same_as) REFERENCES engineering_answer (id);

-- The words by which cases are found that are alike: what they are about, what they concern, lines in which programs
-- complain. Full text needs a collation that doesn't mind upper case, unlike that of our other columns.
CREATE TABLE case_words (
  case_id BIGINT NOT NULL PRIMARY KEY,
  words   TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NOT NULL,
  FULLTEXT KEY case_words_words (words)
);
