-- Who read second compares, also after they lost the case; like two who settle it they have until due_at.
drop index case_reading_unsettled;
create index case_reading_unsettled on case_reading (tenant_id, due_at)
    where read_at is null and role in ('CONSENSUS', 'JOINT', 'AGREEMENT');

-- How long the rule gave when the first reader signed: it may be renamed or removed before the last one does.
alter table case_reading add column within_ms bigint not null default 0 check (within_ms >= 0);
alter table case_reading no force row level security;
alter table second_reading_policy no force row level security;
update case_reading reading set within_ms = coalesce((
    select (extract(epoch from (asked.value ->> 'within')::interval) * 1000)::bigint
    from second_reading_policy kept, jsonb_array_elements(kept.policy -> 'rules') asked
    where kept.tenant_id = reading.tenant_id
        and asked.value ->> 'name' = reading.rule and asked.value ->> 'workflow' = 'DOUBLE'
    limit 1), 0)
where read_at is null;
alter table second_reading_policy force row level security;
alter table case_reading force row level security;
