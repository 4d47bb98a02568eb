-- Whose mailbox a case's customer wrote to; the case that its subject named, though its sender takes no part in that; the case
-- whose message it was split off from, and which message.
ALTER TABLE support_case
  ADD addressed_team VARCHAR(60) NULL,
  ADD quotes         VARCHAR(20) NULL,
  ADD split_from     VARCHAR(20) NULL,
  ADD split_message  BIGINT      NULL,
  ADD UNIQUE KEY support_case_split_message (split_message),
  ADD KEY support_case_quotes (quotes),
  ADD KEY support_case_split_from (split_from),
  ADD KEY support_case_duplicate_of (duplicate_of);
