-- What a proposed roster noted is open to the next proposal, unlike what a person noted.
alter table shift_change drop constraint shift_change_source_check;
alter table shift_change add constraint shift_change_source_check check (source in ('PERSON', 'ROSTER', 'CALENDAR'));
