-- What customers use. A kind of product, such as "mobile app", says by its questions what engineering has to know of
-- it. Names are found whatever their case.
CREATE TABLE product_kind (
  name       VARCHAR(60) NOT NULL PRIMARY KEY,
  spoken     VARCHAR(60) AS (LOWER(name)) PERSISTENT,
  version    INT         NOT NULL,
  changed_at DATETIME(3) NOT NULL,
  UNIQUE KEY product_kind_spoken (spoken)
);

CREATE TABLE product_question (
  kind   VARCHAR(60)  NOT NULL,
  place  INT          NOT NULL,
  text   VARCHAR(200) NOT NULL,
  needed BOOLEAN      NOT NULL,
  PRIMARY KEY (kind, place),
  CONSTRAINT product_question_kind_fk FOREIGN KEY (kind) REFERENCES product_kind (name)
);

-- Asked where the product isn't known.
INSERT INTO product_kind (name, version, changed_at) VALUES ('general', 1, UTC_TIMESTAMP(3));
INSERT INTO product_question (kind, place, text, needed) VALUES
  ('general', 0, 'Since when does it happen, and what changed then?', FALSE),
  ('general', 1, 'How often does it happen?', FALSE);

CREATE TABLE product (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(100) NOT NULL,
  spoken     VARCHAR(100) AS (LOWER(name)) PERSISTENT,
  kind       VARCHAR(60)  NOT NULL,
  version    INT          NOT NULL,
  changed_at DATETIME(3)  NOT NULL,
  UNIQUE KEY product_spoken (spoken),
  KEY product_of_kind (kind),
  CONSTRAINT product_kind_fk FOREIGN KEY (kind) REFERENCES product_kind (name)
);

CREATE TABLE product_component (
  product_id BIGINT       NOT NULL,
  place      INT          NOT NULL,
  name       VARCHAR(100) NOT NULL,
  spoken     VARCHAR(100) AS (LOWER(name)) PERSISTENT,
  kind       VARCHAR(60)  NOT NULL,
  PRIMARY KEY (product_id, place),
  UNIQUE KEY product_component_spoken (product_id, spoken),
  KEY product_component_of_kind (kind),
  CONSTRAINT product_component_product_fk FOREIGN KEY (product_id) REFERENCES product (id),
  CONSTRAINT product_component_kind_fk FOREIGN KEY (kind) REFERENCES product_kind (name)
);

ALTER TABLE support_case ADD COLUMN component VARCHAR(100) NULL AFTER product;

-- What every hand-over says. Those made before it was asked for leave it empty.
UPDATE escalation SET environment = '' WHERE environment IS NULL;
UPDATE escalation SET customer_sees = '' WHERE customer_sees IS NULL;
ALTER TABLE escalation
  MODIFY environment MEDIUMTEXT NOT NULL,
  MODIFY customer_sees MEDIUMTEXT NOT NULL,
  ADD COLUMN product    VARCHAR(100) NULL,
  ADD COLUMN component  VARCHAR(100) NULL,
  ADD COLUMN affected   VARCHAR(20)  NULL,
  ADD COLUMN how_badly  MEDIUMTEXT   NOT NULL,
  ADD COLUMN workaround MEDIUMTEXT   NOT NULL,
  ADD COLUMN tried      MEDIUMTEXT   NOT NULL;

-- The checklist as it was asked then, with its answers; a question that could be left open may have none.
CREATE TABLE escalation_check (
  escalation_id BIGINT       NOT NULL,
  place         INT          NOT NULL,
  question      VARCHAR(200) NOT NULL,
  answer        MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (escalation_id, place),
  CONSTRAINT escalation_check_escalation_fk FOREIGN KEY (escalation_id) REFERENCES escalation (id)
);

-- Logs and screenshots of the case that go along.
CREATE TABLE escalation_file (
  escalation_id BIGINT NOT NULL,
  attachment_id BIGINT NOT NULL,
  PRIMARY KEY (escalation_id, attachment_id),
  CONSTRAINT escalation_file_escalation_fk FOREIGN KEY (escalation_id) REFERENCES escalation (id),
  CONSTRAINT escalation_file_attachment_fk FOREIGN KEY (attachment_id) REFERENCES attachment (id)
);
