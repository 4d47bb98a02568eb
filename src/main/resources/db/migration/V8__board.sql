-- One mail may carry word on several cases of its customer: the first message stands in the outbox, the others name it.
ALTER TABLE message
  ADD COLUMN sent_with BIGINT NULL,
  ADD KEY message_sent_with (sent_with),
  ADD CONSTRAINT message_sent_with_fk FOREIGN KEY (sent_with) REFERENCES message (id);
