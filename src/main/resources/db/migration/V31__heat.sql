-- Where cases wait in the diagrams and which ways they take, counted from the audit; all of it can be made again from there. No
-- key refers to the cases: to count must never make anybody wait who works on one.

-- How far the history of each case was read.
CREATE TABLE heat_read (
  stream VARCHAR(40) NOT NULL PRIMARY KEY,
  seq    INT         NOT NULL
);

-- What waits now, and since when. calls: the process that is run meanwhile.
CREATE TABLE heat_open (
  id      BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  stream  VARCHAR(40)  NOT NULL,
  process VARCHAR(120) NOT NULL,
  element VARCHAR(255) NOT NULL,
  since   DATETIME(3)  NOT NULL,
  calls   VARCHAR(120) NULL,
  KEY heat_open_case (stream, id),
  KEY heat_open_place (process, element)
);

-- Each waiting that has ended, by the day (UTC) on which it did; whose it was doesn't matter any more.
CREATE TABLE heat_wait (
  id       BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  process  VARCHAR(120) NOT NULL,
  ended_on DATE         NOT NULL,
  element  VARCHAR(255) NOT NULL,
  seconds  INT          NOT NULL,
  KEY heat_wait_place (process, ended_on, element, seconds),
  KEY heat_wait_old (ended_on)
);

-- How often each flow was taken on a day (UTC).
CREATE TABLE heat_flow (
  process  VARCHAR(120) NOT NULL,
  taken_on DATE         NOT NULL,
  flow     VARCHAR(255) NOT NULL,
  times    INT          NOT NULL,
  PRIMARY KEY (process, taken_on, flow),
  KEY heat_flow_old (taken_on)
);

-- How far all histories were read; whoever counts locks the row. A sweep, now and then, finds what reading on has missed.
CREATE TABLE heat_progress (
  only_row   BOOLEAN     NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  entry      BIGINT      NOT NULL,
  swept_to   BIGINT      NULL,
  swept_at   DATETIME(3) NULL,
  counted_at DATETIME(3) NULL
);
INSERT INTO heat_progress (entry, swept_to) VALUES (0, NULL);
