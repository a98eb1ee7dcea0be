-- Binds a table to its tenants: whoever reads or writes it sees the tenants of the running transaction and no others.
-- Without a tenant setting a query fails; it never returns an empty list that looks like an answer.
create function protect(tenant_table regclass) returns void
    language plpgsql
    set search_path = pg_catalog
as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
        'create policy tenants_of_the_transaction on %s for all '
        'using (tenant_id = any ((select current_setting(''dayside.tenants'')::text[])::text[])) '
        'with check (tenant_id = any ((select current_setting(''dayside.tenants'')::text[])::text[]))',
        tenant_table);
end
$$;

revoke execute on function protect(regclass) from public;

-- Durable background work, in the form db-scheduler expects. Task data name a tenant and identifiers only.
create table scheduled_tasks (
    task_name            text                     not null,
    task_instance        text                     not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
