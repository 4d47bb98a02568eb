-- Who gave a hand-over to an engineer who did not take it themselves: they can't verify the fix.
CREATE TABLE engineering_assignment (
  id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  escalation_id BIGINT      NOT NULL,
  assignee      VARCHAR(64) NOT NULL,
  assigned_by   VARCHAR(64) NOT NULL,
  assigned_at   DATETIME(3) NOT NULL,
  KEY engineering_assignment_escalation (escalation_id, assignee, assigned_by),
  CONSTRAINT engineering_assignment_escalation_fk FOREIGN KEY (escalation_id) REFERENCES escalation (id)
);

-- Where it was checked, why on another build than the fix's, and why it could not be checked at all.
ALTER TABLE verification
  ADD COLUMN environment   MEDIUMTEXT NULL AFTER build,
  ADD COLUMN other_build   MEDIUMTEXT NULL AFTER environment,
  ADD COLUMN cannot_verify MEDIUMTEXT NULL AFTER evidence;

-- A fix that could not be verified: what a manager, and then a second support engineer, decided about it, and why.
CREATE TABLE unverified_decision (
  id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id         BIGINT      NOT NULL,
  fix_id          BIGINT      NOT NULL,
  verification_id BIGINT      NOT NULL,
  part            VARCHAR(20) NOT NULL,
  decision        VARCHAR(20) NOT NULL,
  reason          MEDIUMTEXT  NOT NULL,
  decided_by      VARCHAR(64) NOT NULL,
  decided_at      DATETIME(3) NOT NULL,
  UNIQUE KEY unverified_decision_part (verification_id, part),
  KEY unverified_decision_fix (fix_id),
  KEY unverified_decision_case (case_id, id),
  CONSTRAINT unverified_decision_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id),
  CONSTRAINT unverified_decision_fix_fk FOREIGN KEY (fix_id) REFERENCES engineering_answer (id),
  CONSTRAINT unverified_decision_verification_fk FOREIGN KEY (verification_id) REFERENCES verification (id)
);

-- Fixes of a case failed again and again, and those concerned talked it over. The note says what will be different.
CREATE TABLE verification_talk (
  id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id         BIGINT      NOT NULL,
  verification_id BIGINT      NOT NULL,
  message_id      BIGINT      NOT NULL,
  held_by         VARCHAR(64) NOT NULL,
  held_at         DATETIME(3) NOT NULL,
  UNIQUE KEY verification_talk_case (case_id, verification_id),
  CONSTRAINT verification_talk_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id),
  CONSTRAINT verification_talk_verification_fk FOREIGN KEY (verification_id) REFERENCES verification (id),
  CONSTRAINT verification_talk_message_fk FOREIGN KEY (message_id) REFERENCES message (id)
);

-- Files that a verifier shows. Those of no check belong to the one that is being made.
CREATE TABLE verification_evidence (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id         BIGINT       NOT NULL,
  verification_id BIGINT       NULL,
  file_id         BIGINT       NOT NULL,
  name            VARCHAR(200) NOT NULL,
  media_type      VARCHAR(127) NOT NULL,
  size            BIGINT       NOT NULL,
  sha256          BINARY(32)   NOT NULL,
  uploaded_by     VARCHAR(64)  NOT NULL,
  uploaded_at     DATETIME(3)  NOT NULL,
  KEY verification_evidence_case (case_id, id),
  CONSTRAINT verification_evidence_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id),
  CONSTRAINT verification_evidence_verification_fk FOREIGN KEY (verification_id) REFERENCES verification (id),
  CONSTRAINT verification_evidence_file_fk FOREIGN KEY (file_id) REFERENCES file_content (id)
);

-- A build that customers have, by its exact name.
CREATE TABLE build_release (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  build       VARCHAR(200) NOT NULL,
  released_at DATETIME(3)  NOT NULL,
  recorded_by VARCHAR(64)  NOT NULL,
  recorded_at DATETIME(3)  NOT NULL,
  UNIQUE KEY build_release_build (build)
);

-- A fix that customers had before it was verified. It is open until a check has judged it.
CREATE TABLE early_release (
  id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fix_id          BIGINT      NOT NULL,
  case_id         BIGINT      NOT NULL,
  release_id      BIGINT      NOT NULL,
  flagged_at      DATETIME(3) NOT NULL,
  verification_id BIGINT      NULL,
  UNIQUE KEY early_release_fix (fix_id),
  KEY early_release_case (case_id, id),
  KEY early_release_open (verification_id, id),
  CONSTRAINT early_release_fix_fk FOREIGN KEY (fix_id) REFERENCES engineering_answer (id),
  CONSTRAINT early_release_case_fk FOREIGN KEY (case_id) REFERENCES support_case (id),
  CONSTRAINT early_release_release_fk FOREIGN KEY (release_id) REFERENCES build_release (id),
  CONSTRAINT early_release_verification_fk FOREIGN KEY (verification_id) REFERENCES verification (id)
);

ALTER TABLE engineering_answer ADD KEY engineering_answer_build (build, id);
