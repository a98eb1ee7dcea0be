-- The turnaround clock of each case. Every duration is in milliseconds.
create table case_clock (
    tenant_id    text                     not null,
    case_id      uuid                     not null,
    started_at   timestamp with time zone not null,
    target_ms    bigint                   not null check (target_ms > 0),
    paused_ms    bigint                   not null default 0 check (paused_ms >= 0),
    paused_since timestamp with time zone,
    opened_at    timestamp with time zone,
    stopped_at   timestamp with time zone,
    primary key (tenant_id, case_id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id)
);
create index case_clock_stopped on case_clock (tenant_id, stopped_at) where stopped_at is not null;
select protect('case_clock');
