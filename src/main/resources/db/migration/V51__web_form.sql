-- How often the public form was used of late, for its limits: signatures of mail address and address of the internet, by which
-- nobody can be found. Rows go after an hour.
CREATE TABLE web_form_use (
  id      BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sender  BINARY(16)  NOT NULL,
  source  BINARY(16)  NOT NULL,
  used_at DATETIME(3) NOT NULL,
  KEY web_form_use_sender (sender, used_at),
  KEY web_form_use_source (source, used_at),
  KEY web_form_use_age (used_at)
);
