-- Whose words are sealed by which secret. Destroyed, the row stays and says when. The secret of a case is made of its person's
-- and of the case's own salt: without either nobody can read what is sealed.
CREATE TABLE person_key (
  person       BIGINT      NOT NULL PRIMARY KEY,
  secret       BINARY(32)  NULL,
  destroyed_at DATETIME(3) NULL
) COMMENT = 'rows stay';

-- Whose case a stream is about, and what its secret is made of; erased_at: when that was destroyed. Streams that began before
-- draw their salt with the next entry; what they hold until then stays as it was written.
ALTER TABLE audit_stream
  ADD COLUMN person    BIGINT      NULL,
  ADD COLUMN salt      BINARY(32)  NULL,
  ADD COLUMN erased_at DATETIME(3) NULL;
UPDATE audit_stream s JOIN support_case c ON c.number = s.stream SET s.person = c.customer_id;
