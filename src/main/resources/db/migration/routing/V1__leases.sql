-- Who held which case, and how it ended.
create table lease (
    tenant_id  text                     not null,
    id         uuid                     not null,
    case_id    uuid                     not null,
    username   text                     not null,
    state      text                     not null check (state in ('HELD', 'RELEASED', 'EXPIRED', 'COMPLETED')),
    held_since timestamp with time zone not null,
    until      timestamp with time zone not null,
    ended_at   timestamp with time zone,
    end_reason text                     not null default '',
    primary key (tenant_id, id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id),
    check ((state = 'HELD') = (ended_at is null))
);
-- One holder a case at any instant, over all nodes.
create unique index lease_one_held on lease (tenant_id, case_id) where state = 'HELD';
create index lease_held_by on lease (tenant_id, username) where state = 'HELD';
create index lease_lapsing on lease (until) where state = 'HELD';
select protect('lease');
revoke delete on lease from dayside_app;
