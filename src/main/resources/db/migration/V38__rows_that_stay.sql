-- Who may do what with which rows, for the database user that the application works as; another makes the tables and owns
-- them. The comments are read when the rights are given: "add-only", rows are added and read; "rows stay", they are changed,
-- too, but not deleted.
ALTER TABLE audit_entry COMMENT = 'add-only';
ALTER TABLE proof_leaf COMMENT = 'add-only';
ALTER TABLE proof_node COMMENT = 'add-only';
ALTER TABLE proof_checkpoint COMMENT = 'add-only';
ALTER TABLE audit_stream COMMENT = 'rows stay';
ALTER TABLE proof_log COMMENT = 'rows stay';
