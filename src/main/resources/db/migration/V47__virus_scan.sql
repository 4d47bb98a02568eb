-- Files that a scanner looks through before anybody gets them. A file without a row came in while none was set up.
CREATE TABLE file_scan (
  file_id         BIGINT       NOT NULL PRIMARY KEY,
  state           VARCHAR(10)  NOT NULL,
  virus           VARCHAR(200) NULL,
  problem         VARCHAR(300) NULL,
  kept_at         DATETIME(3)  NOT NULL,
  decided_at      DATETIME(3)  NULL,
  attempts        INT          NOT NULL DEFAULT 0,
  next_attempt_at DATETIME(3)  NULL,
  KEY file_scan_due (next_attempt_at, file_id),
  KEY file_scan_state (state, file_id),
  CONSTRAINT file_scan_file_fk FOREIGN KEY (file_id) REFERENCES file_content (id)
);
