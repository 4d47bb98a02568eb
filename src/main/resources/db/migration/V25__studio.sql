-- Who answers for what was published together. deployment: the engine's id.
CREATE TABLE publication (
  deployment VARCHAR(64)   NOT NULL PRIMARY KEY,
  author     VARCHAR(64)   NOT NULL,
  approver   VARCHAR(64)   NULL,
  why        VARCHAR(2000) NOT NULL
);

-- A change of the journey that somebody prepares: files that are edited, judged, approved and published together. version
-- grows with every change, files included, so that nobody approves what they have not seen. returned: why it came back.
CREATE TABLE draft (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version      INT           NOT NULL,
  title        VARCHAR(120)  NOT NULL,
  why          VARCHAR(2000) NOT NULL,
  state        VARCHAR(20)   NOT NULL,
  author       VARCHAR(64)   NOT NULL,
  created_at   DATETIME(3)   NOT NULL,
  changed_at   DATETIME(3)   NOT NULL,
  approver     VARCHAR(64)   NULL,
  publish_at   DATETIME(3)   NULL,
  published_at DATETIME(3)   NULL,
  deployment   VARCHAR(64)   NULL,
  returned     VARCHAR(2000) NULL,
  returned_by  VARCHAR(64)   NULL,
  KEY draft_due (state, publish_at),
  KEY draft_changed (state, changed_at)
);

-- Everybody who has had a hand in it, and so can't approve it.
CREATE TABLE draft_editor (
  draft_id BIGINT      NOT NULL,
  account  VARCHAR(64) NOT NULL,
  PRIMARY KEY (draft_id, account),
  CONSTRAINT draft_editor_draft_fk FOREIGN KEY (draft_id) REFERENCES draft (id)
);

-- made_from: the published version that it was made from; 0 for a new file. Before it is edited, content is that version's.
CREATE TABLE draft_file (
  draft_id  BIGINT       NOT NULL,
  name      VARCHAR(120) NOT NULL,
  made_from INT          NOT NULL,
  revision  INT          NOT NULL,
  saved_by  VARCHAR(64)  NOT NULL,
  saved_at  DATETIME(3)  NOT NULL,
  content   MEDIUMBLOB   NOT NULL,
  PRIMARY KEY (draft_id, name),
  CONSTRAINT draft_file_draft_fk FOREIGN KEY (draft_id) REFERENCES draft (id)
);

-- element: what it is about; empty for the file as a whole.
CREATE TABLE draft_comment (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  draft_id    BIGINT        NOT NULL,
  file        VARCHAR(120)  NOT NULL,
  element     VARCHAR(120)  NOT NULL,
  words       VARCHAR(2000) NOT NULL,
  author      VARCHAR(64)   NOT NULL,
  written_at  DATETIME(3)   NOT NULL,
  resolved_by VARCHAR(64)   NULL,
  resolved_at DATETIME(3)   NULL,
  KEY draft_comment_draft (draft_id, id),
  CONSTRAINT draft_comment_draft_fk FOREIGN KEY (draft_id) REFERENCES draft (id)
);

-- Who has a draft open right now. It ends by itself.
CREATE TABLE draft_presence (
  draft_id BIGINT       NOT NULL,
  account  VARCHAR(64)  NOT NULL,
  file     VARCHAR(120) NOT NULL,
  seen_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (draft_id, account)
);
