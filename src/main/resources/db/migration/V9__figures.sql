-- What the figures need of each case, worked out anew whenever the case's history grew. All of it can be made again from
-- the messages, promises and history; nothing else is kept here. Times are whole seconds, on the clock and in the working
-- time of the case's team. No key refers to the cases: to count must never make anybody wait who works on one.
CREATE TABLE case_figure (
  case_id              BIGINT       NOT NULL PRIMARY KEY,
  customer_id          BIGINT       NOT NULL,
  team                 VARCHAR(60)  NOT NULL,
  severity             VARCHAR(20)  NOT NULL,
  opened_at            DATETIME(3)  NOT NULL,
  closed_as            VARCHAR(20)  NULL,
  reopened             INT          NOT NULL,
  acknowledged         INT          NULL,
  acknowledged_working INT          NULL,
  answered             INT          NULL,
  answered_working     INT          NULL,
  -- Each of these is a list of pairs: clock and working time.
  next_answers         MEDIUMTEXT   NOT NULL,
  updates              MEDIUMTEXT   NOT NULL,
  -- What has ended; what goes on since a moment is added when it is shown.
  silence              INT          NOT NULL,
  silence_working      INT          NOT NULL,
  silent_since         DATETIME(3)  NULL,
  waited               INT          NOT NULL,
  waited_working       INT          NOT NULL,
  waiting_since        DATETIME(3)  NULL,
  resolved             INT          NULL,
  resolved_working     INT          NULL,
  -- Lists of [kind, kept, broken], and of [kind, second since 1970 when it is due].
  promises             TEXT         NOT NULL,
  promises_running     TEXT         NOT NULL,
  -- How far the case's history was read, and by which calendar its time was counted.
  seq                  INT          NOT NULL,
  calendar             VARCHAR(100) NOT NULL,
  KEY case_figure_opened (opened_at),
  KEY case_figure_customer (customer_id, opened_at),
  KEY case_figure_silence (silent_since, silence),
  KEY case_figure_place (team, severity),
  KEY case_figure_calendar (team, calendar)
);

-- How far all histories were read; whoever counts locks the row. A sweep, now and then, finds what reading on has missed.
CREATE TABLE figure_progress (
  only_row   BOOLEAN     NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  entry      BIGINT      NOT NULL,
  swept_to   BIGINT      NULL,
  swept_at   DATETIME(3) NULL,
  counted_at DATETIME(3) NULL
);
INSERT INTO figure_progress (entry, swept_to) VALUES (0, 0);
