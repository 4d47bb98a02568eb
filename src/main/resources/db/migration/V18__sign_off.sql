-- The closed case that a case goes on from, where its customer wrote too late to reopen it.
ALTER TABLE support_case
  ADD COLUMN continues VARCHAR(20) NULL,
  ADD KEY support_case_continues (continues, id);

-- Whether the customer sent an explanation back for somebody else to look at, and whether an offer is what they found.
ALTER TABLE sign_off
  ADD COLUMN to_somebody_else BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN afresh BOOLEAN NOT NULL DEFAULT FALSE;

-- How content the customer was, once for each question whether it is solved.
CREATE TABLE rating (
  sign_off_id BIGINT      NOT NULL PRIMARY KEY,
  case_id     BIGINT      NOT NULL,
  points      INT         NOT NULL,
  words       MEDIUMTEXT  NULL,
  given_at    DATETIME(3) NOT NULL,
  KEY rating_case (case_id, sign_off_id),
  CONSTRAINT rating_sign_off_fk FOREIGN KEY (sign_off_id) REFERENCES sign_off (id),
  CONSTRAINT rating_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id)
);
