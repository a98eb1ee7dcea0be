-- What a coordinator decided about an object kept aside. What joined a study has left this table; what was rejected, and
-- what another object took the place of, stays with its decision until it is erased.
alter table quarantined_instance
    add column decided_at timestamptz,
    add column decided_by text,
    add column decision   text,
    add check (num_nulls(decided_at, decided_by, decision) in (0, 3));

create index quarantined_instance_undecided on quarantined_instance (tenant_id, received_at desc)
    where decided_at is null;
