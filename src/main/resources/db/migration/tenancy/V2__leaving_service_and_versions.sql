-- A hospital whose file is gone leaves service; its rows stay as long as its records must.
alter table tenant add column in_service boolean not null default true;

-- Counts applied changes, so that every node notices them.
create table configuration (
    only_row   boolean                  not null primary key default true check (only_row),
    version    bigint                   not null,
    applied_at timestamp with time zone not null
);
revoke delete on configuration from dayside_app;
insert into configuration (version, applied_at) values (0, now());
