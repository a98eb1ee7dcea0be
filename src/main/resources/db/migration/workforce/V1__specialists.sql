-- Specialists read for many hospitals and belong to the platform; only their privilege at a hospital is that hospital's.
create table specialist (
    username     text    not null primary key,
    display_name text    not null,
    zone         text    not null,
    capacity     integer not null check (capacity > 0)
);

create table licence (
    username     text not null references specialist (username) on delete cascade,
    jurisdiction text not null,
    number       text not null,
    standing     text not null,
    valid_from   date not null,
    valid_to     date not null check (valid_to >= valid_from),
    primary key (username, jurisdiction, number)
);

create table competency (
    username    text not null references specialist (username) on delete cascade,
    modality    text not null,
    body_region text not null,
    primary key (username, modality, body_region)
);

create table shift (
    username text    not null references specialist (username) on delete cascade,
    place    integer not null,
    days     text    not null,
    begins   time    not null,
    ends     time    not null,
    primary key (username, place)
);

create table privilege (
    tenant_id  text not null,
    username   text not null references specialist (username) on delete cascade,
    standing   text not null,
    valid_from date not null,
    valid_to   date not null check (valid_to >= valid_from),
    primary key (tenant_id, username)
);
select protect('privilege');

-- Asked before the caller's tenants are known, since it is what makes them known: at which hospitals may this person work
-- today. It answers for one person and leaves the transaction's tenants as they were.
create function privileged_tenants(person text, today date) returns text[]
    language plpgsql volatile security definer
    set search_path = pg_catalog, dayside, pg_temp
as $$
declare
    before text := current_setting('dayside.tenants', true);
    found  text[];
begin
    perform set_config('dayside.tenants', (select coalesce(array_agg(code), '{}')::text from dayside.tenant), true);
    select coalesce(array_agg(p.tenant_id), '{}') into found from dayside.privilege p
        where p.username = person and p.standing = 'ACTIVE' and today between p.valid_from and p.valid_to;
    perform set_config('dayside.tenants', coalesce(before, ''), true);
    return found;
end
$$;
revoke execute on function privileged_tenants(text, date) from public;
grant execute on function privileged_tenants(text, date) to dayside_app;
