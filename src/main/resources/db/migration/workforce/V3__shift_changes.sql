-- What differs from somebody's weekly shifts, for once: more, less, or to be called in. Shifts are the platform's.
create table shift_change (
    id       uuid                     not null primary key,
    username text                     not null references specialist (username) on delete cascade,
    kind     text                     not null check (kind in ('EXTRA', 'OFF', 'ON_CALL')),
    begins   timestamp with time zone not null,
    ends     timestamp with time zone not null check (ends > begins),
    reason   text                     not null,
    source   text                     not null check (source in ('PERSON', 'CALENDAR')),
    noted_by text                     not null
);
create index shift_change_of on shift_change (username, ends);
