-- A manager let a specialist read one case past rules that bar them, in an emergency. Ends by itself.
create table exemption (
    tenant_id  text                     not null,
    id         uuid                     not null,
    case_id    uuid                     not null,
    username   text                     not null,
    granted_by text                     not null,
    granted_at timestamp with time zone not null,
    until      timestamp with time zone not null check (until > granted_at),
    reason     text                     not null check (reason <> ''),
    verdicts   jsonb                    not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id)
);
create index exemption_of_specialist on exemption (username, until);
create index exemption_of_case on exemption (tenant_id, case_id);
select protect('exemption');
revoke update, delete on exemption from dayside_app;

alter table routing_decision drop constraint routing_decision_given_check;
alter table routing_decision add constraint routing_decision_given_check
    check (given in ('NEXT', 'CHOSEN', 'INTERRUPTING', 'EXEMPTED'));
