-- Real cases that go over a rehearsed draft as they went.
ALTER TABLE rehearsal
  ADD COLUMN replayed_from DATETIME(3) NULL AFTER edges,
  ADD COLUMN cases         INT         NOT NULL DEFAULT 0 AFTER replayed_from,
  ADD COLUMN replayed      INT         NOT NULL DEFAULT 0 AFTER cases,
  ADD COLUMN replay        LONGTEXT    NULL;
