-- Which address of ours a mail is from, and its language; none for mail from the main address, and for mail to ourselves. The
-- language that a customer reads best, as far as it is known.
ALTER TABLE outgoing_mail
  ADD sender   VARCHAR(254) NULL,
  ADD language VARCHAR(20)  NULL;
ALTER TABLE customer ADD language VARCHAR(20) NULL;
