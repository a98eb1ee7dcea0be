-- Why a case was given to whom: kept as it was decided. No patient in it, and of other hospitals no more than counts.
create table routing_decision (
    tenant_id   text                     not null,
    id          uuid                     not null,
    case_id     uuid                     not null,
    username    text                     not null,
    decided_at  timestamp with time zone not null,
    given       text                     not null check (given in ('NEXT', 'CHOSEN')),
    policy      text                     not null,
    class       text                     not null check (class in ('FRONT', 'STAT', 'URGENT', 'ROUTINE')),
    cause       text                     not null check (cause in ('ORDER', 'MODEL', 'CLOCK', 'BOUND')),
    factors     jsonb                    not null,
    passed_over jsonb                    not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id)
);
create index routing_decision_of_case on routing_decision (tenant_id, case_id, decided_at);
select protect('routing_decision');
revoke update, delete on routing_decision from dayside_app;

-- Who did not want which case, and why.
create table decline (
    tenant_id   text                     not null,
    id          uuid                     not null,
    case_id     uuid                     not null,
    username    text                     not null,
    declined_at timestamp with time zone not null,
    reason      text                     not null check (reason <> ''),
    primary key (tenant_id, id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id)
);
create index decline_of_case on decline (tenant_id, case_id);
select protect('decline');
revoke update, delete on decline from dayside_app;
