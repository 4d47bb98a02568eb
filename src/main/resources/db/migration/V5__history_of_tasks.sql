-- The engine no longer remembers each step of a journey; the audit does. (No row on an empty database.)
UPDATE ACT_GE_PROPERTY SET VALUE_ = '10' WHERE NAME_ = 'historyLevel';
