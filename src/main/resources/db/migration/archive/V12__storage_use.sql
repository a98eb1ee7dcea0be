-- What a hospital had stored when all of it was last counted, which is dear. What came
-- since is found by time; what is deleted is taken away at once.
create table storage_use (
    tenant_id  text        not null,
    bytes      bigint      not null,
    counted_at timestamptz not null,
    primary key (tenant_id)
);

select protect('storage_use');
