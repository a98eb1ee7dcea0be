-- What happened at started_at.
alter table case_clock
    add column begun_with text not null default 'STUDY_COMPLETE' check (begun_with in ('ORDER', 'STUDY_COMPLETE'));
