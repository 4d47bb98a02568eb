-- What engineers are told of their weeks on support is about no case.
ALTER TABLE notice MODIFY case_id BIGINT NULL;
