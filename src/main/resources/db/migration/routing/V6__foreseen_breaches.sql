-- Somebody was told that a promise would probably be broken, before it was. Once a case.
create table foreseen_breach (
    tenant_id   text                     not null,
    case_id     uuid                     not null,
    foreseen_at timestamp with time zone not null,
    due_at      timestamp with time zone not null,
    late        double precision         not null check (late between 0 and 1),
    saving      text                     not null,
    primary key (tenant_id, case_id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id)
);
select protect('foreseen_breach');
revoke update, delete on foreseen_breach from dayside_app;
