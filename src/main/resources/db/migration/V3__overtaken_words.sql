-- When that was said which a promise rests on: a word that was written before is overtaken and can't keep it.
ALTER TABLE promise ADD COLUMN said_at DATETIME(3) NULL AFTER made_at;
UPDATE promise p
LEFT JOIN promise b ON b.id = (SELECT MAX(x.id) FROM promise x WHERE x.case_id = p.case_id AND x.id < p.id)
LEFT JOIN message m ON m.id = b.message_id
SET p.said_at = COALESCE(m.written_at, p.made_at);
ALTER TABLE promise MODIFY COLUMN said_at DATETIME(3) NOT NULL;
