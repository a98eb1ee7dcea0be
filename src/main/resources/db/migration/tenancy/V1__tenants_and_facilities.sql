-- Which hospitals there are, as their reviewed files declared them when they were last applied. Belongs to the platform.
create table tenant (
    code       text                     not null primary key,
    config     jsonb                    not null,
    applied_at timestamp with time zone not null
);
revoke delete on tenant from dayside_app;

create table facility (
    tenant_id    text not null references tenant (code),
    code         text not null,
    name         text not null,
    jurisdiction text not null,
    zone         text not null,
    primary key (tenant_id, code)
);
select protect('facility');
