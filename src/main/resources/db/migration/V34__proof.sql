-- Values of the chain are hashed as in RFC 6962 from now on, those before it, too: nothing rests on the old ones yet.
SET SESSION max_recursive_iterations = 4294967295;
CREATE TEMPORARY TABLE chained AS
WITH RECURSIVE chain (stream, seq, hash) AS (
  SELECT stream, seq, CAST(UNHEX(SHA2(CONCAT(X'01', REPEAT(X'00', 32),
    UNHEX(SHA2(CONCAT(X'00', CAST(content AS BINARY)), 256))), 256)) AS BINARY(32))
  FROM audit_entry WHERE seq = 1
  UNION ALL
  SELECT e.stream, e.seq, CAST(UNHEX(SHA2(CONCAT(X'01', c.hash,
    UNHEX(SHA2(CONCAT(X'00', CAST(e.content AS BINARY)), 256))), 256)) AS BINARY(32))
  FROM chain c JOIN audit_entry e ON e.stream = c.stream AND e.seq = c.seq + 1
)
SELECT stream, seq, hash FROM chain;
ALTER TABLE chained ADD PRIMARY KEY (stream, seq);
UPDATE audit_entry e JOIN chained c ON c.stream = e.stream AND c.seq = e.seq SET e.hash = c.hash;
UPDATE audit_stream s JOIN chained c ON c.stream = s.stream AND c.seq = s.seq SET s.hash = c.hash;
DROP TEMPORARY TABLE chained;

-- How far a stream is in the log, and which streams have gone on since.
ALTER TABLE audit_stream
  ADD COLUMN logged_seq INT NOT NULL DEFAULT 0,
  ADD COLUMN unlogged BOOLEAN AS (seq > logged_seq) PERSISTENT,
  ADD KEY audit_stream_unlogged (unlogged, stream);

-- The log: a hash tree over the ends of streams as they were at each checkpoint. Only inserted.
CREATE TABLE proof_leaf (
  position BIGINT      NOT NULL PRIMARY KEY,
  stream   VARCHAR(40) NOT NULL,
  seq      INT         NOT NULL,
  hash     BINARY(32)  NOT NULL,
  UNIQUE KEY proof_leaf_of_stream (stream, seq)
);
-- Its complete subtrees: of 2^level leaves, the place-th of its size.
CREATE TABLE proof_node (
  level TINYINT    NOT NULL,
  place BIGINT     NOT NULL,
  hash  BINARY(32) NOT NULL,
  PRIMARY KEY (level, place)
);
CREATE TABLE proof_checkpoint (
  size    BIGINT       NOT NULL PRIMARY KEY,
  root    BINARY(32)   NOT NULL,
  at      DATETIME(3)  NOT NULL,
  signer  VARCHAR(200) NOT NULL,
  note    TEXT         NOT NULL
);
-- One row: who holds it lengthens the log.
CREATE TABLE proof_log (
  id   TINYINT NOT NULL PRIMARY KEY,
  size BIGINT  NOT NULL
);
INSERT INTO proof_log (id, size) VALUES (1, 0);
-- The newest checkpoint that lies outside the database, by where.
CREATE TABLE proof_delivery (
  target       VARCHAR(200) NOT NULL PRIMARY KEY,
  size         BIGINT       NOT NULL,
  delivered_at DATETIME(3)  NULL,
  problem      VARCHAR(500) NULL
);
