-- What the configuration files said of somebody when they were last applied: they change again only what they say anew.
alter table specialist add column declared jsonb;

alter table competency
    add column age_group    text not null default 'ANY',
    add column subspecialty text not null default '*',
    add column standing     text not null default 'ACTIVE',
    add column valid_from   date not null default '1900-01-01',
    add column valid_to     date not null default '9999-12-31',
    -- Numbers of certificates; one of them has to hold.
    add column evidence     text[] not null default '{}',
    add check (valid_to >= valid_from);
alter table competency drop constraint competency_pkey;
alter table competency add primary key (username, modality, body_region, age_group, subspecialty);

create table evidence (
    username   text not null references specialist (username) on delete cascade,
    number     text not null,
    type       text not null,
    issuer     text not null,
    valid_from date not null,
    valid_to   date not null check (valid_to >= valid_from),
    primary key (username, number)
);

create table ai_proficiency (
    username      text    not null references specialist (username) on delete cascade,
    model         text    not null,
    score_percent integer not null check (score_percent between 0 and 100),
    valid_from    date    not null,
    valid_to      date    not null check (valid_to >= valid_from),
    primary key (username, model)
);

create table spoken_language (
    username text not null references specialist (username) on delete cascade,
    tag      text not null,
    level    text not null,
    primary key (username, tag)
);

create table contract_limit (
    username       text    not null primary key references specialist (username) on delete cascade,
    hours_per_week integer not null check (hours_per_week between 1 and 168),
    cases_per_hour integer not null check (cases_per_hour > 0),
    cases_per_day  integer not null check (cases_per_day > 0),
    -- None stands for all.
    hospitals      text[]  not null,
    valid_from     date    not null,
    valid_to       date    not null check (valid_to >= valid_from)
);

-- Personal papers. They belong to the platform and are seen only by transactions that were begun for it, so that no
-- hospital's question finds one, whatever it forgets to ask for.
create table credential_document (
    tenant_id   text                     not null check (tenant_id = 'platform'),
    id          uuid                     not null,
    username    text                     not null references specialist (username) on delete cascade,
    credential  text                     not null,
    name        text                     not null,
    media_type  text                     not null,
    sha256      bytea                    not null check (length(sha256) = 32),
    content     bytea                    not null,
    attached_by text                     not null,
    attached_at timestamp with time zone not null,
    primary key (tenant_id, id),
    unique (tenant_id, username, credential, sha256)
);
select protect('credential_document');
revoke update on credential_document from dayside_app;

-- That somebody was told, once each; days_before is 0 once it has ended.
create table credential_warning (
    tenant_id   text                     not null check (tenant_id = 'platform'),
    username    text                     not null references specialist (username) on delete cascade,
    credential  text                     not null,
    valid_to    date                     not null,
    days_before integer                  not null check (days_before in (90, 30, 7, 0)),
    warned_at   timestamp with time zone not null,
    primary key (tenant_id, username, credential, valid_to, days_before)
);
select protect('credential_warning');
revoke update on credential_warning from dayside_app;
