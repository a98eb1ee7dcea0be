-- Which of a hospital's cases ask for a subspecialty: its configuration's rules, in their order.
create table subspecialty_rule (
    tenant_id text  not null primary key,
    rules     jsonb not null
);
select protect('subspecialty_rule');
