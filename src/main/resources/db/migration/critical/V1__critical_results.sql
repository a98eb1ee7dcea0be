-- A finding that must reach a responsible person at the hospital within a time. Holds clinical words; the trail does not.
create table critical_result (
    tenant_id            text                     not null,
    id                   uuid                     not null,
    case_id              uuid                     not null,
    state                text                     not null
        check (state in ('RAISED', 'NOTIFIED', 'ESCALATED', 'ACKNOWLEDGED', 'CLOSED')),
    finding              text                     not null check (finding <> ''),
    addressee            text                     not null check (addressee <> ''),
    raised_by            text                     not null,
    raised_name          text                     not null,
    raised_at            timestamp with time zone not null,
    target_ms            bigint                   not null check (target_ms > 0),
    due_at               timestamp with time zone not null,
    warned_at            timestamp with time zone,
    acknowledged_at      timestamp with time zone,
    acknowledged_by      text,
    acknowledged_login   text,
    acknowledged_through text check (acknowledged_through in ('HOSPITAL', 'PHONE')),
    read_back            text,
    primary key (tenant_id, id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id),
    check ((acknowledged_at is null) = (acknowledged_by is null)),
    check ((acknowledged_at is null) = (read_back is null)),
    check (state in ('ACKNOWLEDGED', 'CLOSED') or acknowledged_at is null)
);
create index critical_result_open on critical_result (tenant_id, raised_at) where state <> 'CLOSED';
create index critical_result_of_case on critical_result (tenant_id, case_id);
create index critical_result_raised on critical_result (tenant_id, raised_at);
select protect('critical_result');
revoke delete on critical_result from dayside_app;

-- Each time that somebody was told, from 0, which is when it was raised.
create table critical_attempt (
    tenant_id text                     not null,
    result_id uuid                     not null,
    number    integer                  not null check (number >= 0),
    told      text                     not null,
    at        timestamp with time zone not null,
    primary key (tenant_id, result_id, number),
    foreign key (tenant_id, result_id) references critical_result (tenant_id, id)
);
select protect('critical_attempt');
revoke update, delete on critical_attempt from dayside_app;

-- What a hospital's configuration says of its critical results.
create table critical_rule (
    tenant_id text  not null primary key,
    rule      jsonb not null
);
select protect('critical_rule');
