-- What a hospital's configuration says of who reads a case a second time.
create table second_reading_policy (
    tenant_id text  not null primary key,
    policy    jsonb not null
);
select protect('second_reading_policy');

-- Readings of cases that more than one person reads, in their order; the last one may still be due. A case that one person
-- reads has none.
create table case_reading (
    tenant_id      text                     not null,
    case_id        uuid                     not null,
    position       integer                  not null check (position > 0),
    workflow       text                     not null check (workflow in ('DOUBLE', 'SUPERVISED', 'OVER_READ')),
    role           text                     not null
        check (role in ('FIRST', 'SECOND', 'CONSENSUS', 'ATTENDING', 'OVER_READER')),
    rule           text                     not null,
    subspecialty   text                     not null,
    since          timestamp with time zone not null,
    due_at         timestamp with time zone,
    compared_by    text,
    radpeer        text check (radpeer in ('1', '2a', '2b', '3a', '3b')),
    remark         text                     not null default '',
    username       text,
    read_at        timestamp with time zone,
    report_version integer,
    primary key (tenant_id, case_id, position),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id),
    check ((username is null) = (read_at is null)),
    check (compared_by is not null or radpeer is null)
);
create unique index case_reading_one_due on case_reading (tenant_id, case_id) where read_at is null;
create index case_reading_read_over on case_reading (tenant_id) where read_at is null and role = 'OVER_READER';
select protect('case_reading');
revoke delete on case_reading from dayside_app;

-- What was read stays as it was read.
create function keep_readings() returns trigger language plpgsql as $$
begin
    raise exception 'a reading that is done is not altered';
end
$$;
create trigger case_reading_done before update on case_reading
    for each row when (old.read_at is not null) execute function keep_readings();
