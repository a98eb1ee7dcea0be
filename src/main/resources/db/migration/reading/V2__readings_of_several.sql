-- A preliminary report waits for an attending; a correction is what somebody found who read it over. What is not released
-- stays among the readers of a case.
alter table report drop constraint report_status_check;
alter table report
    add constraint report_status_check check (status in ('PRELIMINARY', 'FINAL', 'APPENDED', 'CORRECTED')),
    add column released boolean not null default true;
