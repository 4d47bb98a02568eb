-- What is due is looked for each second, the longest due first: without reading what isn't due.
CREATE INDEX FT_IDX_JOB_DUE ON ACT_RU_JOB (DUEDATE_);
