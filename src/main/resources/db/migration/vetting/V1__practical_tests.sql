-- Every version of every practical test that was in use, with the truth of its cases. A test belongs to the library that
-- keeps its studies.
create table practical_test (
    tenant_id  text                     not null,
    id         text                     not null,
    version    text                     not null,
    document   jsonb                    not null,
    in_use     boolean                  not null,
    applied_at timestamp with time zone not null,
    primary key (tenant_id, id, version)
);
select protect('practical_test');
revoke delete on practical_test from dayside_app;

-- One candidate's way through one test.
create table sitting (
    tenant_id    text                     not null,
    id           uuid                     not null,
    test         text                     not null,
    version      text                     not null,
    username     text                     not null,
    invited_by   text                     not null,
    invited_at   timestamp with time zone not null,
    open_until   timestamp with time zone not null,
    begun_at     timestamp with time zone,
    ended_at     timestamp with time zone,
    result       jsonb,
    annulled_at  timestamp with time zone,
    annulled_by  text,
    annulled_why text,
    primary key (tenant_id, id),
    foreign key (tenant_id, test, version) references practical_test (tenant_id, id, version)
);
create index sitting_of on sitting (username, invited_at desc);
select protect('sitting');
revoke delete on sitting from dayside_app;

-- A case of a sitting, in the order in which this candidate meets it.
create table sitting_case (
    tenant_id      text    not null,
    id             uuid    not null,
    sitting_id     uuid    not null,
    position       integer not null check (position >= 1),
    test_case      integer not null check (test_case >= 0),
    opened_at      timestamp with time zone,
    findings       text,
    impression     text,
    saved_at       timestamp with time zone,
    whole_frames   integer not null default 0,
    read_elsewhere boolean not null default false,
    answers        jsonb   not null default '{}',
    signed_at      timestamp with time zone,
    report         jsonb,
    primary key (tenant_id, id),
    unique (tenant_id, sitting_id, position),
    foreign key (tenant_id, sitting_id) references sitting (tenant_id, id)
);
select protect('sitting_case');
revoke delete on sitting_case from dayside_app;

-- Every decision about a claim, the last of which counts.
create table sitting_verdict (
    tenant_id text                     not null,
    case_id   uuid                     not null,
    place     bigint generated always as identity,
    claim     integer                  not null check (claim >= 0),
    verdict   text                     not null,
    reason    text                     not null,
    at        timestamp with time zone not null,
    primary key (tenant_id, case_id, place),
    foreign key (tenant_id, case_id) references sitting_case (tenant_id, id)
);
select protect('sitting_verdict');
revoke update, delete on sitting_verdict from dayside_app;

-- Asked when somebody logs in, before it is known whose rows may be seen.
create function libraries_of(candidate text, now_is timestamp with time zone) returns setof text
    language plpgsql volatile security definer
    set search_path = pg_catalog, dayside, pg_temp
as $$
declare
    before text := current_setting('dayside.tenants', true);
begin
    perform set_config('dayside.tenants', (select coalesce(array_agg(code), '{}')::text from dayside.tenant), true);
    return query
        select distinct s.tenant_id from dayside.sitting s
        where s.username = candidate and s.ended_at is null and s.annulled_at is null
          and s.open_until > now_is;
    perform set_config('dayside.tenants', coalesce(before, ''), true);
end
$$;
revoke execute on function libraries_of(text, timestamp with time zone) from public;
grant execute on function libraries_of(text, timestamp with time zone) to dayside_app;
