-- Rehearsals of drafts: what was asked for, how far it is, and what came of it.
CREATE TABLE rehearsal (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title        VARCHAR(200)  NOT NULL,
  fingerprint  CHAR(64)      NOT NULL,
  asked_by     VARCHAR(255)  NOT NULL,
  asked_at     DATETIME(3)   NOT NULL,
  status       VARCHAR(20)   NOT NULL,
  leased_until DATETIME(3)   NULL,
  states       INT           NOT NULL DEFAULT 0,
  edges        INT           NOT NULL DEFAULT 0,
  cancelled_by VARCHAR(255)  NULL,
  ended_at     DATETIME(3)   NULL,
  passed       BOOLEAN       NOT NULL DEFAULT FALSE,
  problem      VARCHAR(2000) NULL,
  result       LONGTEXT      NULL,
  KEY rehearsal_status (status, id),
  KEY rehearsal_fingerprint (fingerprint, passed)
);

CREATE TABLE rehearsal_file (
  rehearsal_id BIGINT       NOT NULL,
  name         VARCHAR(255) NOT NULL,
  content      LONGBLOB     NOT NULL,
  PRIMARY KEY (rehearsal_id, name),
  CONSTRAINT rehearsal_file_fk FOREIGN KEY (rehearsal_id) REFERENCES rehearsal (id) ON DELETE CASCADE
);
