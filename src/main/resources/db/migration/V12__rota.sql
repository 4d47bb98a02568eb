-- Who of the engineers is on support, week by week. What the tables say is read into memory as a whole; each change of
-- it counts up one number, so that every node sees that it has to read again.
CREATE TABLE rota_change (
  only_row   BOOLEAN     NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  version    BIGINT      NOT NULL,
  changed_at DATETIME(3) NOT NULL
);
INSERT INTO rota_change (version, changed_at) VALUES (0, '2026-01-01');

-- A week is named by its Monday.
CREATE TABLE shift (
  team     VARCHAR(60) NOT NULL,
  week     DATE        NOT NULL,
  engineer VARCHAR(64) NOT NULL,
  PRIMARY KEY (team, week),
  KEY shift_week (week)
);

CREATE TABLE absence (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  engineer  VARCHAR(64)  NOT NULL,
  first_day DATE         NOT NULL,
  last_day  DATE         NOT NULL,
  reason    VARCHAR(200) NULL,
  deputy    VARCHAR(64)  NULL,
  KEY absence_last (last_day),
  KEY absence_engineer (engineer, first_day)
);

-- One engineer asks another to take a week, for another week or for nothing.
CREATE TABLE shift_swap (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  team        VARCHAR(60) NOT NULL,
  week        DATE        NOT NULL,
  engineer    VARCHAR(64) NOT NULL,
  other_week  DATE        NULL,
  other       VARCHAR(64) NOT NULL,
  state       VARCHAR(10) NOT NULL,
  proposed_at DATETIME(3) NOT NULL,
  decided_at  DATETIME(3) NULL,
  KEY shift_swap_state (state, week)
);

-- Who has the escalations of a team, as far as that was seen to. When the rota says otherwise, the row changes, and the
-- team's open escalations are gone through from the first. due_at is null when that is done.
-- away tells one set of people who are away from another. outgoing: whose turn ended since all were gone through last;
-- accounts, with spaces between.
CREATE TABLE duty (
  team        VARCHAR(60)   NOT NULL PRIMARY KEY,
  week        DATE          NOT NULL,
  engineer    VARCHAR(64)   NOT NULL,
  away        VARCHAR(36)   NOT NULL,
  outgoing    VARCHAR(1000) NOT NULL,
  week_turned BOOLEAN       NOT NULL,
  turn        INT           NOT NULL,
  after_case  BIGINT        NOT NULL,
  failed      INT           NOT NULL,
  due_at      DATETIME(3)   NULL,
  KEY duty_due (due_at)
);

-- Who ceased to be an engineer, until all that they held is with somebody else.
CREATE TABLE shift_leaver (
  account    VARCHAR(64) NOT NULL PRIMARY KEY,
  due_at     DATETIME(3) NOT NULL,
  KEY shift_leaver_due (due_at)
);

-- Secret addresses by which calendar programs read the rota of a team or of one engineer.
CREATE TABLE rota_feed (
  id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  hash       BINARY(32)  NOT NULL,
  team       VARCHAR(60) NULL,
  engineer   VARCHAR(64) NULL,
  made_by    VARCHAR(64) NOT NULL,
  made_at    DATETIME(3) NOT NULL,
  UNIQUE KEY rota_feed_hash (hash),
  KEY rota_feed_made_by (made_by)
);
