-- The HTML of mails as it came, in parts that stand one below the other. It is made safe each time it is shown.
CREATE TABLE message_html (
  message_id BIGINT     NOT NULL,
  part       INT        NOT NULL,
  html       MEDIUMTEXT NOT NULL,
  PRIMARY KEY (message_id, part),
  CONSTRAINT message_html_message_fk FOREIGN KEY (message_id) REFERENCES message (id)
);

-- By what name the HTML of its mail shows a file.
ALTER TABLE attachment ADD COLUMN content_id VARCHAR(250) NULL;

-- What a file is by its bytes, whatever its sender calls it; none for files that were kept before this was looked at.
ALTER TABLE file_content ADD COLUMN found_type VARCHAR(127) NULL;
