-- What a hospital is promised beside its turnaround times, as its configuration says it.
create table service_levels (
    tenant_id text  not null primary key,
    levels    jsonb not null
);
select protect('service_levels');

-- Where only some hours count, a clock is due later than its target after it began. Instants without pauses.
alter table case_clock
    add column level              text not null default '',
    add column due_at             timestamp with time zone,
    add column open_due_at        timestamp with time zone,
    add column preliminary_due_at timestamp with time zone,
    add column preliminary_at     timestamp with time zone;

-- The migration's role is bound to tenants like any other.
do $$
declare
    before text := current_setting('dayside.tenants', true);
begin
    perform set_config('dayside.tenants', (select coalesce(array_agg(code), '{}')::text from tenant), true);
    update case_clock set due_at = started_at + target_ms * interval '1 millisecond';
    perform set_config('dayside.tenants', coalesce(before, ''), true);
end
$$;

alter table case_clock alter column due_at set not null;

-- Why a clock stood still, and how long.
create table clock_pause (
    tenant_id text                     not null,
    case_id   uuid                     not null,
    since     timestamp with time zone not null,
    until     timestamp with time zone,
    reason    text                     not null,
    primary key (tenant_id, case_id, since),
    foreign key (tenant_id, case_id) references case_clock on delete cascade
);
select protect('clock_pause');
