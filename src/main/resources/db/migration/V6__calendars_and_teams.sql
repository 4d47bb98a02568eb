-- When teams work. What the tables say is read into memory as a whole; each change of it counts up one number,
-- so that every node sees that it has to read again.
CREATE TABLE calendar_change (
  only_row BOOLEAN NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  version  BIGINT  NOT NULL
);
INSERT INTO calendar_change (version) VALUES (0);

CREATE TABLE working_calendar (
  id         BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(60)   NOT NULL,
  zone       VARCHAR(60)   NOT NULL,
  country    VARCHAR(20)   NULL,
  region     VARCHAR(40)   NULL,
  feed       VARCHAR(1000) NULL,
  version    INT           NOT NULL,
  changed_at DATETIME(3)   NOT NULL,
  UNIQUE KEY working_calendar_name (name)
);

-- Minutes of the day; a day ends at 1440. Weekdays as ISO 8601 counts them, from Monday.
CREATE TABLE calendar_hours (
  calendar_id BIGINT   NOT NULL,
  weekday     TINYINT  NOT NULL,
  opens       SMALLINT NOT NULL,
  closes      SMALLINT NOT NULL,
  PRIMARY KEY (calendar_id, weekday, opens),
  CONSTRAINT calendar_hours_calendar_fk FOREIGN KEY (calendar_id) REFERENCES working_calendar (id)
);

CREATE TABLE calendar_closure (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  calendar_id BIGINT       NOT NULL,
  first_day   DATE         NOT NULL,
  last_day    DATE         NOT NULL,
  name        VARCHAR(200) NOT NULL,
  KEY calendar_closure_calendar (calendar_id, first_day),
  CONSTRAINT calendar_closure_calendar_fk FOREIGN KEY (calendar_id) REFERENCES working_calendar (id)
);

-- A feed as it was read last; it stays when the feed can't be read any more.
CREATE TABLE calendar_feed (
  calendar_id   BIGINT        NOT NULL PRIMARY KEY,
  address       VARCHAR(1000) NOT NULL,
  content       MEDIUMTEXT    NULL,
  etag          VARCHAR(250)  NULL,
  last_modified VARCHAR(100)  NULL,
  next_fetch_at DATETIME(3)   NOT NULL,
  fetched_at    DATETIME(3)   NULL,
  failing_since DATETIME(3)   NULL,
  attempts      INT           NOT NULL DEFAULT 0,
  last_error    VARCHAR(500)  NULL,
  KEY calendar_feed_due (next_fetch_at),
  CONSTRAINT calendar_feed_calendar_fk FOREIGN KEY (calendar_id) REFERENCES working_calendar (id)
);
CREATE TABLE calendar_feed_day (
  calendar_id BIGINT       NOT NULL,
  day         DATE         NOT NULL,
  name        VARCHAR(200) NOT NULL,
  PRIMARY KEY (calendar_id, day),
  CONSTRAINT calendar_feed_day_calendar_fk FOREIGN KEY (calendar_id) REFERENCES working_calendar (id)
);
CREATE TABLE calendar_feed_hours (
  calendar_id BIGINT       NOT NULL,
  starts_at   DATETIME(3)  NOT NULL,
  ends_at     DATETIME(3)  NOT NULL,
  name        VARCHAR(200) NOT NULL,
  PRIMARY KEY (calendar_id, starts_at, ends_at),
  CONSTRAINT calendar_feed_hours_calendar_fk FOREIGN KEY (calendar_id) REFERENCES working_calendar (id)
);

CREATE TABLE team (
  name          VARCHAR(60) NOT NULL PRIMARY KEY,
  calendar_id   BIGINT      NULL,
  manager       VARCHAR(64) NULL,
  manager_above VARCHAR(64) NULL,
  KEY team_calendar (calendar_id),
  CONSTRAINT team_calendar_fk FOREIGN KEY (calendar_id) REFERENCES working_calendar (id)
);

-- A team's time has changed, and what runs on its cases is counted anew, case by case: how far that is.
-- A further change begins it again under the next number. due_at is null when it is done.
CREATE TABLE recount (
  team        VARCHAR(60) NOT NULL PRIMARY KEY,
  wanted      INT         NOT NULL,
  wanted_at   DATETIME(3) NOT NULL,
  due_at      DATETIME(3) NULL,
  after_case  BIGINT      NOT NULL,
  total       INT         NULL,
  done        INT         NOT NULL,
  failed      INT         NOT NULL,
  finished_at DATETIME(3) NULL,
  KEY recount_due (due_at)
);

CREATE INDEX support_case_team ON support_case (team, closed_as, id);
