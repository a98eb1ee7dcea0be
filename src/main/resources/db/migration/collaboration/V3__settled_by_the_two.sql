-- Where two who read independently differ, one of them proposes a joint report and the other agrees.
alter table case_reading drop constraint case_reading_role_check;
alter table case_reading add constraint case_reading_role_check
    check (role in ('FIRST', 'SECOND', 'CONSENSUS', 'JOINT', 'AGREEMENT', 'ATTENDING', 'OVER_READER'));
create index case_reading_unsettled on case_reading (tenant_id, due_at)
    where read_at is null and role in ('JOINT', 'AGREEMENT');
