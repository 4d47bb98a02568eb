-- Words that teams avoid when they write to customers. The list without a team is everybody's.
CREATE TABLE jargon_list (
  team    VARCHAR(60) NOT NULL PRIMARY KEY,
  version INT         NOT NULL
);

CREATE TABLE jargon (
  team    VARCHAR(60)  NOT NULL,
  word    VARCHAR(100) NOT NULL,
  instead VARCHAR(200) NULL,
  PRIMARY KEY (team, word),
  CONSTRAINT jargon_list_fk FOREIGN KEY (team) REFERENCES jargon_list (team)
);

INSERT INTO jargon_list (team, version) VALUES ('', 1);
INSERT INTO jargon (team, word, instead) VALUES
  ('', 'edge case', 'a rare situation'),
  ('', 'escalated', 'handed to our engineers'),
  ('', 'hotfix', 'a correction'),
  ('', 'regression', 'a fault that came back'),
  ('', 'repro', 'the steps that show it'),
  ('', 'root cause', 'the reason'),
  ('', 'workaround', 'a way to go on until it is corrected');
