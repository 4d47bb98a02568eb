-- The last shipped content of each file that this installation has dealt with: what a manager's edit was made of, once an
-- upgrade brings another. draft_id: the draft by which it was dealt with; 0 when nothing of ours stood against it. A file that
-- was published before this was noted is taken from the engine's tables at the first start.
CREATE TABLE shipped_model (
  name     VARCHAR(120) NOT NULL PRIMARY KEY,
  content  MEDIUMBLOB   NOT NULL,
  product  VARCHAR(60)  NOT NULL,
  draft_id BIGINT       NOT NULL
);

-- What was brought at the last start, so that an upgrade is seen once. Whoever starts holds this row.
CREATE TABLE shipped_set (
  id          TINYINT     NOT NULL PRIMARY KEY,
  product     VARCHAR(60) NOT NULL,
  fingerprint CHAR(64)    NOT NULL
);
INSERT INTO shipped_set (id, product, fingerprint) VALUES (1, '', '');

-- A draft that an upgrade began, to merge what it brings with what was changed here. notes: what there is to say about all.
CREATE TABLE draft_upgrade (
  draft_id BIGINT        NOT NULL PRIMARY KEY,
  product  VARCHAR(60)   NOT NULL,
  notes    VARCHAR(4000) NOT NULL,
  CONSTRAINT draft_upgrade_draft_fk FOREIGN KEY (draft_id) REFERENCES draft (id)
);

-- base: what both were made of, null for none. ours: what ran when they were merged. came: what came over by itself, a
-- sentence a line. problem: why it could not be merged; empty if it could.
CREATE TABLE draft_upgrade_file (
  draft_id BIGINT        NOT NULL,
  name     VARCHAR(120)  NOT NULL,
  base     MEDIUMBLOB    NULL,
  ours     MEDIUMBLOB    NOT NULL,
  shipped  MEDIUMBLOB    NOT NULL,
  came     MEDIUMTEXT    NOT NULL,
  problem  VARCHAR(2000) NOT NULL,
  PRIMARY KEY (draft_id, name),
  CONSTRAINT draft_upgrade_file_draft_fk FOREIGN KEY (draft_id) REFERENCES draft_upgrade (draft_id)
);

-- What both have changed, each in its own way. element: where it is shown. elements: all that is settled together, a line
-- each; none for the whole file. comment_id: what says so beside the element. choice: whose it is; null until somebody has said so.
CREATE TABLE draft_conflict (
  id            BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  draft_id      BIGINT        NOT NULL,
  file          VARCHAR(120)  NOT NULL,
  element       VARCHAR(120)  NOT NULL,
  elements      MEDIUMTEXT    NOT NULL,
  shipped_words VARCHAR(2000) NOT NULL,
  our_words     VARCHAR(2000) NOT NULL,
  why           VARCHAR(2000) NOT NULL,
  comment_id    BIGINT        NOT NULL,
  choice        VARCHAR(20)   NULL,
  settled_by    VARCHAR(64)   NULL,
  settled_at    DATETIME(3)   NULL,
  KEY draft_conflict_draft (draft_id, id),
  CONSTRAINT draft_conflict_draft_fk FOREIGN KEY (draft_id) REFERENCES draft_upgrade (draft_id)
);
