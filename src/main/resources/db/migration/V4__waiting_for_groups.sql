-- What waits for a group is counted whenever somebody looks at Tasklist: without reading its rows.
CREATE INDEX FT_IDX_LINK_GROUP ON ACT_RU_IDENTITYLINK (GROUP_ID_, TYPE_, TASK_ID_);
