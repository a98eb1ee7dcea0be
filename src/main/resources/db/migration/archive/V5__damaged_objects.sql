-- When an object was found to differ from what was received; cleared when it is found whole again.
alter table instance add column damaged_at timestamptz;
alter table quarantined_instance add column damaged_at timestamptz;
