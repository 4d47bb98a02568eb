-- When what a message offered turned out not to hold: it asks the customer nothing from then on.
ALTER TABLE message ADD COLUMN taken_back_at DATETIME(3) NULL;
