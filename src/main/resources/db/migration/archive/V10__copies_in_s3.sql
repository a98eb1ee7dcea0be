-- Files of the object store that are, or are to be, in S3 too: sealed segments and files of their own.
create table object_copy (
    tenant_id     text        not null,
    name          text        not null,
    -- Of the copy as it was last read back; it stays while the file waits to be copied again.
    bytes         bigint,
    sha256        bytea,
    -- When the copy was read back and was the file; null while the file waits to be copied. Only then may the file go.
    verified_at   timestamptz,
    waiting_since timestamptz not null default now(),
    tries         int         not null default 0,
    -- When an object in the file was last asked for, as far as was noted.
    read_at       timestamptz not null default now(),
    primary key (tenant_id, name),
    check (num_nulls(bytes, sha256) in (0, 2)),
    check (verified_at is null or sha256 is not null)
);

create index object_copy_waiting on object_copy (tenant_id, tries, waiting_since) where verified_at is null;
select protect('object_copy');

-- Only an object with a file of its own begins where its file begins.
create index instance_in_own_file on instance (tenant_id, object_name) where object_offset = 0;
create index quarantined_instance_in_own_file on quarantined_instance (tenant_id, object_name) where object_offset = 0;
