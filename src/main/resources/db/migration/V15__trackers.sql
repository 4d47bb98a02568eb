-- How contact with each configured tracker goes. One node at a time talks to a tracker: it holds the row until
-- held_until, and holds counts who does. changes_since is a moment by the tracker's clock.
CREATE TABLE tracker (
  name          VARCHAR(40)  NOT NULL PRIMARY KEY,
  held_until    DATETIME(3)  NULL,
  holds         INT          NOT NULL DEFAULT 0,
  quiet_until   DATETIME(3)  NULL,
  failures      INT          NOT NULL DEFAULT 0,
  failing_since DATETIME(3)  NULL,
  last_error    VARCHAR(500) NULL,
  contact_at    DATETIME(3)  NULL,
  changes_since DATETIME(3)  NOT NULL,
  poll_etag     VARCHAR(250) NULL,
  next_poll_at  DATETIME(3)  NOT NULL,
  polled_at     DATETIME(3)  NULL,
  refused       BIGINT       NOT NULL DEFAULT 0
);

-- An issue of a tracker that belongs to a defect, as it was read last; without a key until the tracker has made it.
-- wants counts who wanted it read, so that who reads it meanwhile sees that it is to be read once more.
CREATE TABLE tracker_issue (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tracker     VARCHAR(40)   NOT NULL,
  issue_key   VARCHAR(100)  NULL,
  defect      VARCHAR(20)   NOT NULL,
  title       VARCHAR(500)  NOT NULL,
  status      VARCHAR(100)  NULL,
  closed      BOOLEAN       NOT NULL DEFAULT FALSE,
  closed_at   DATETIME(3)   NULL,
  gone        BOOLEAN       NOT NULL DEFAULT FALSE,
  assignee    VARCHAR(200)  NULL,
  labels      VARCHAR(1000) NULL,
  changed_at  DATETIME(3)   NULL,
  read_at     DATETIME(3)   NULL,
  wants       INT           NOT NULL DEFAULT 0,
  read_due_at DATETIME(3)   NULL,
  attempts    INT           NOT NULL DEFAULT 0,
  last_error  VARCHAR(500)  NULL,
  linked_by   VARCHAR(64)   NOT NULL,
  linked_at   DATETIME(3)   NOT NULL,
  UNIQUE KEY tracker_issue_key (tracker, issue_key),
  KEY tracker_issue_due (tracker, read_due_at),
  KEY tracker_issue_defect (defect, id),
  CONSTRAINT tracker_issue_defect_fk FOREIGN KEY (defect) REFERENCES defect (number)
);

CREATE TABLE tracker_comment (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  issue_id   BIGINT       NOT NULL,
  remote_id  VARCHAR(64)  NOT NULL,
  author     VARCHAR(200) NOT NULL,
  account    VARCHAR(64)  NULL,
  body       MEDIUMTEXT   NOT NULL,
  written_at DATETIME(3)  NOT NULL,
  changed_at DATETIME(3)  NOT NULL,
  UNIQUE KEY tracker_comment_remote (issue_id, remote_id),
  KEY tracker_comment_written (issue_id, written_at, id),
  CONSTRAINT tracker_comment_issue_fk FOREIGN KEY (issue_id) REFERENCES tracker_issue (id) ON DELETE CASCADE
);

-- What is to be made in a tracker: an issue, or a comment. marker stands in its text, so that it is found there if
-- nobody knows whether it was made. doubtful_since is when it was sent without an answer.
CREATE TABLE tracker_request (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tracker         VARCHAR(40)  NOT NULL,
  issue_id        BIGINT       NOT NULL,
  kind            VARCHAR(10)  NOT NULL,
  marker          VARCHAR(40)  NOT NULL,
  title           VARCHAR(500) NULL,
  body            MEDIUMTEXT   NOT NULL,
  requested_by    VARCHAR(64)  NOT NULL,
  requested_at    DATETIME(3)  NOT NULL,
  tried_since     DATETIME(3)  NOT NULL,
  attempts        INT          NOT NULL DEFAULT 0,
  next_attempt_at DATETIME(3)  NULL,
  doubtful_since  DATETIME(3)  NULL,
  done_at         DATETIME(3)  NULL,
  failed_at       DATETIME(3)  NULL,
  last_error      VARCHAR(500) NULL,
  UNIQUE KEY tracker_request_marker (marker),
  KEY tracker_request_due (tracker, next_attempt_at),
  KEY tracker_request_issue (issue_id, done_at),
  KEY tracker_request_failed (failed_at),
  CONSTRAINT tracker_request_issue_fk FOREIGN KEY (issue_id) REFERENCES tracker_issue (id) ON DELETE CASCADE
);

-- Webhooks as they came, their signature checked. digest is of the delivery's id and its bytes.
CREATE TABLE tracker_delivery (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tracker     VARCHAR(40)  NOT NULL,
  digest      CHAR(64)     NOT NULL,
  content     MEDIUMBLOB   NOT NULL,
  received_at DATETIME(3)  NOT NULL,
  handled_at  DATETIME(3)  NULL,
  problem     VARCHAR(200) NULL,
  UNIQUE KEY tracker_delivery_digest (tracker, digest),
  KEY tracker_delivery_handled (handled_at, id),
  KEY tracker_delivery_received (tracker, received_at)
);

-- An engineer of ours reported in a tracker, and the cases of the defect up to after_case have been told.
CREATE TABLE tracker_report (
  id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  defect     VARCHAR(20) NOT NULL,
  account    VARCHAR(64) NOT NULL,
  written_at DATETIME(3) NOT NULL,
  after_case BIGINT      NOT NULL DEFAULT 0
);
