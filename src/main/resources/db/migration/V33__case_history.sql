-- Who had a case's data before them, once for each reader, case and hour. The entry itself is in the audit; this makes
-- sure that there is one, whichever node the reader comes to.
CREATE TABLE case_reading (
  case_number VARCHAR(20) NOT NULL,
  reader      VARCHAR(64) NOT NULL,
  hour        DATETIME    NOT NULL,
  PRIMARY KEY (case_number, reader, hour),
  KEY case_reading_reader (reader, hour)
);
