-- The newest version of the report that whoever compared had before them: nobody signs over one that they have not seen.
alter table case_reading add column compared_version integer not null default 0 check (compared_version >= 0);
