-- Where programs of others are told what happens. types: what it hears, with commas between; '*' for all.
CREATE TABLE webhook_endpoint (
  id            BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  url           VARCHAR(500)  NOT NULL,
  description   VARCHAR(200)  NOT NULL,
  types         VARCHAR(2000) NOT NULL,
  added_at      DATETIME(3)   NOT NULL,
  active        BOOLEAN       NOT NULL DEFAULT TRUE,
  off_because   VARCHAR(300)  NULL,
  succeeded_at  DATETIME(3)   NULL,
  failing_since DATETIME(3)   NULL,
  quiet_until   DATETIME(3)   NULL
);

-- What is signed with. Those that end sign beside the last one until then.
CREATE TABLE webhook_secret (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  endpoint_id BIGINT        NOT NULL,
  secret      VARBINARY(64) NOT NULL,
  made_at     DATETIME(3)   NOT NULL,
  ends_at     DATETIME(3)   NULL,
  KEY webhook_secret_endpoint (endpoint_id, ends_at),
  CONSTRAINT webhook_secret_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint (id) ON DELETE CASCADE
);

-- What happened, as it is told: the same bytes at each try.
CREATE TABLE webhook_event (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  message_id VARCHAR(40)  NOT NULL,
  type       VARCHAR(60)  NOT NULL,
  payload    TEXT         NOT NULL,
  at         DATETIME(3)  NOT NULL,
  UNIQUE KEY webhook_event_message (message_id),
  KEY webhook_event_at (at)
);

-- Each event to each endpoint. due_at: when it is tried next; null when it arrived, or was given up. No key refers to the
-- endpoints: to tell must never make anybody wait who works on a case.
CREATE TABLE webhook_delivery (
  id           BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_id     BIGINT      NOT NULL,
  endpoint_id  BIGINT      NOT NULL,
  attempts     INT         NOT NULL DEFAULT 0,
  due_at       DATETIME(3) NULL,
  delivered_at DATETIME(3) NULL,
  given_up_at  DATETIME(3) NULL,
  UNIQUE KEY webhook_delivery_event (event_id, endpoint_id),
  KEY webhook_delivery_due (endpoint_id, due_at),
  KEY webhook_delivery_given_up (endpoint_id, given_up_at),
  KEY webhook_delivery_newest (endpoint_id, id),
  CONSTRAINT webhook_delivery_event_fk FOREIGN KEY (event_id) REFERENCES webhook_event (id) ON DELETE CASCADE
);

-- How each try went. status: what the endpoint answered; null when it didn't.
CREATE TABLE webhook_attempt (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  delivery_id BIGINT       NOT NULL,
  at          DATETIME(3)  NOT NULL,
  took_ms     INT          NOT NULL,
  status      INT          NULL,
  problem     VARCHAR(300) NULL,
  KEY webhook_attempt_delivery (delivery_id, id),
  CONSTRAINT webhook_attempt_delivery_fk FOREIGN KEY (delivery_id) REFERENCES webhook_delivery (id) ON DELETE CASCADE
);
