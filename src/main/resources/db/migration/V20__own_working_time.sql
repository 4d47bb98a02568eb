-- Whether a promise counts round the clock, whatever its team's calendar, as its targets said when it was made; and by which
-- of both the figures have counted a case's working time.
ALTER TABLE promise ADD COLUMN round_the_clock BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE case_figure ADD COLUMN round_the_clock BOOLEAN NOT NULL DEFAULT FALSE;
