-- One fault, many cases. Numbers are drawn outside of transactions.
CREATE SEQUENCE defect_number START WITH 1 INCREMENT BY 1 CACHE 10;

-- state, severity, customers: copies of what its news and its cases say, so that a list reads one index.
CREATE TABLE defect (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number    VARCHAR(20)  NOT NULL,
  title     VARCHAR(500) NOT NULL,
  product   VARCHAR(100) NULL,
  state     VARCHAR(20)  NOT NULL,
  severity  VARCHAR(20)  NOT NULL,
  customers INT          NOT NULL,
  opened_by VARCHAR(64)  NOT NULL,
  opened_at DATETIME(3)  NOT NULL,
  UNIQUE KEY defect_number (number),
  KEY defect_state (state, severity, id),
  KEY defect_severity (severity, id)
);

-- Which cases hang on a defect. running_case makes it impossible that a case hangs on two.
CREATE TABLE defect_case (
  id           BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  defect_id    BIGINT      NOT NULL,
  case_id      BIGINT      NOT NULL,
  linked_by    VARCHAR(64) NOT NULL,
  linked_at    DATETIME(3) NOT NULL,
  ended_by     VARCHAR(64) NULL,
  ended_at     DATETIME(3) NULL,
  running_case BIGINT AS (IF(ended_at IS NULL, case_id, NULL)) PERSISTENT,
  UNIQUE KEY defect_case_running (running_case),
  KEY defect_case_defect (defect_id, ended_at, case_id),
  KEY defect_case_case (case_id, id),
  CONSTRAINT defect_case_defect_fk FOREIGN KEY (defect_id) REFERENCES defect (id),
  CONSTRAINT defect_case_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id)
);
