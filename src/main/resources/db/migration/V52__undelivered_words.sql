-- Mail that was given up or came back, for somebody to act on: a row for each message that it carried, or one without for mail that
-- carries none. told: who has to act; null where nobody is named, and administrators see to it. outcome: what became of it
-- (TRIED_AGAIN, CORRECTED, REACHED, SEEN, NOBODY, ERASED).
CREATE TABLE undelivered_word (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  mail_id     BIGINT      NOT NULL,
  message_id  BIGINT      NULL,
  case_id     BIGINT      NULL,
  customer_id BIGINT      NULL,
  since       DATETIME(3) NOT NULL,
  told        VARCHAR(64) NULL,
  settled_at  DATETIME(3) NULL,
  settled_by  VARCHAR(64) NULL,
  outcome     VARCHAR(20) NULL,
  KEY undelivered_word_open (settled_at, id),
  KEY undelivered_word_told (settled_at, told, id),
  KEY undelivered_word_case (case_id, id),
  KEY undelivered_word_mail (mail_id),
  KEY undelivered_word_message (message_id),
  KEY undelivered_word_customer (customer_id, settled_at, id)
);

-- What was given up before waits for somebody, too.
INSERT INTO undelivered_word (mail_id, message_id, case_id, customer_id, since, told)
SELECT f.mail_id, f.message_id, c.id, c.customer_id, f.failed_at, c.owner
FROM (SELECT o.id AS mail_id, m.id AS message_id, m.case_id, o.failed_at
      FROM outgoing_mail o JOIN message m ON m.id = o.message_id
      WHERE o.failed_at IS NOT NULL AND m.delivery = 'FAILED'
      UNION ALL
      SELECT o.id, m.id, m.case_id, o.failed_at
      FROM outgoing_mail o JOIN message m ON m.sent_with = o.message_id
      WHERE o.failed_at IS NOT NULL AND m.delivery = 'FAILED') f
JOIN support_case c ON c.id = f.case_id
WHERE c.erased_at IS NULL AND (c.closed_as IS NULL OR c.closed_as <> 'SPAM')
ORDER BY f.failed_at, f.message_id;
INSERT INTO undelivered_word (mail_id, since)
SELECT o.id, o.failed_at FROM outgoing_mail o
WHERE o.failed_at IS NOT NULL AND o.message_id IS NULL AND o.recipient <> '(erased)'
  AND NOT EXISTS (SELECT 1 FROM test_mail t WHERE t.outgoing_id = o.id)
ORDER BY o.failed_at;
