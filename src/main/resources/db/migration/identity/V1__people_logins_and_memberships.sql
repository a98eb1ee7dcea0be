-- People work for the platform or for hospitals; what they may do lies in membership alone.
create table person (
    username     text not null primary key,
    display_name text not null
);

-- Who an identity provider's subject is to us. A subject is never given to another person.
create table login (
    issuer   text not null,
    subject  text not null,
    username text not null references person (username),
    primary key (issuer, subject),
    unique (issuer, username)
);

create table membership (
    tenant_id   text not null, -- 'platform' for who works for Dayside
    username    text not null references person (username),
    role        text not null,
    declared_by text not null, -- kind of the configuration document
    primary key (tenant_id, username, role)
);
select protect('membership');

-- Tries to prove by password who is signing. A row is written before the password is asked about, and taken back when it
-- was right, so that simultaneous tries count too.
create table proof_attempt (
    id           uuid                     not null primary key,
    issuer       text                     not null,
    subject      text                     not null,
    attempted_at timestamp with time zone not null,
    foreign key (issuer, subject) references login (issuer, subject) on delete cascade
);
create index proof_attempt_by_person on proof_attempt (issuer, subject, attempted_at);

-- Asked before the caller's tenants are known, since it is what makes them known. It answers for one login and leaves the
-- transaction's tenants as they were.
create function rights_of(login_issuer text, login_subject text)
    returns table (person_username text, person_name text, granted_role text, granted_at text)
    language plpgsql volatile security definer
    set search_path = pg_catalog, dayside, pg_temp
as $$
declare
    before text := current_setting('dayside.tenants', true);
begin
    perform set_config(
        'dayside.tenants', (select (array_agg(code) || array['platform'])::text from dayside.tenant), true);
    return query
        select p.username, p.display_name, m.role, m.tenant_id
        from dayside.login l
        join dayside.person p on p.username = l.username
        join dayside.membership m on m.username = p.username
        where l.issuer = login_issuer and l.subject = login_subject;
    perform set_config('dayside.tenants', coalesce(before, ''), true);
end
$$;
revoke execute on function rights_of(text, text) from public;
grant execute on function rights_of(text, text) to dayside_app;
