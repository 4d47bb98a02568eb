-- What those who work here are to be told by mail. Rows are gathered, and one mail a person tells of all of them.
-- once is what was noticed: whoever was told that is never told it again.
CREATE TABLE notice (
  id       BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account  VARCHAR(64)  NOT NULL,
  once     VARCHAR(100) NOT NULL,
  kind     VARCHAR(30)  NOT NULL,
  case_id  BIGINT       NOT NULL,
  due_at   DATETIME(3)  NOT NULL,
  reason   VARCHAR(500) NULL,
  given_at DATETIME(3)  NOT NULL,
  told_at  DATETIME(3)  NULL,
  UNIQUE KEY notice_once (account, once),
  KEY notice_told (told_at, account, given_at),
  KEY notice_case (case_id),
  CONSTRAINT notice_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id)
);

-- When a person was last written to. Whoever writes to them holds their row, so that several nodes don't all write.
CREATE TABLE notice_reader (
  account    VARCHAR(64) NOT NULL PRIMARY KEY,
  written_at DATETIME(3) NULL
);
