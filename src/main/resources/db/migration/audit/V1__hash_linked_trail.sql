-- One chain per tenant. Each entry's hash covers its own fields, the hash of its details and the hash before it.
create table audit_event (
    tenant_id     text                     not null,
    seq           bigint                   not null check (seq > 0),
    at            timestamp with time zone not null,
    actor_id      text                     not null,
    actor_name    text                     not null,
    action        text                     not null,
    object        text                     not null,
    outcome       text                     not null,
    details_hash  bytea                    not null check (length(details_hash) = 32),
    previous_hash bytea                    not null check (length(previous_hash) = 32),
    hash          bytea                    not null check (length(hash) = 32),
    primary key (tenant_id, seq)
);
create index audit_event_by_object on audit_event (tenant_id, object, seq);
select protect('audit_event');
revoke update, delete on audit_event from dayside_app;

-- Apart, so that a person's details can be erased while the chain stays whole.
create table audit_detail (
    tenant_id text   not null,
    seq       bigint not null,
    salt      bytea  not null,
    details   jsonb  not null,
    primary key (tenant_id, seq),
    foreign key (tenant_id, seq) references audit_event (tenant_id, seq)
);
select protect('audit_detail');
revoke update, delete on audit_detail from dayside_app;

-- Locked as the last statement of each transaction that appends: the order of the chain is the order of commits.
create table audit_head (
    tenant_id text   not null primary key,
    seq       bigint not null,
    hash      bytea  not null check (length(hash) = 32)
);
select protect('audit_head');
revoke delete on audit_head from dayside_app;

-- Whose chains there are: names only, so that the verifier knows what to ask for.
create table audited_tenant (
    code text not null primary key
);
revoke update, delete on audited_tenant from dayside_app;
