-- A sender's request to answer for objects (PS3.4 Annex J), until it knows what became of it.
create table commitment (
    tenant_id         text        not null,
    id                uuid        not null,
    sender            text        not null,
    transaction_uid   text        not null,
    state             text        not null check (state in ('REQUESTED', 'CHECKED', 'REPORTED', 'GIVEN_UP')),
    -- What is referenced, in the sender's order; emptied when there is nothing left to report.
    sop_class_uids    text[]      not null,
    sop_instance_uids text[]      not null,
    -- For each reference, once checked: PS3.3 C.14.1.1, or 0 for an object that is safe.
    failure_reasons   int[]       not null default '{}',
    tries             int         not null default 0,
    refusals          int         not null default 0,
    last_problem      text        not null default '',
    requested_at      timestamptz not null,
    changed_at        timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, sender, transaction_uid),
    check (cardinality(sop_class_uids) = cardinality(sop_instance_uids)),
    check (cardinality(failure_reasons) in (0, cardinality(sop_instance_uids)))
);

select protect('commitment');
revoke delete on commitment from dayside_app;
