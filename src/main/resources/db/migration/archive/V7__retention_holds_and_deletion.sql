-- How long a hospital wants its studies kept after their last object came; without a row, for ever.
create table retention_rule (
    tenant_id  text not null,
    keep_years int  not null check (keep_years between 1 and 100),
    primary key (tenant_id)
);

select protect('retention_rule');

-- A study that must not be deleted, whatever its age.
create table legal_hold (
    tenant_id          text        not null,
    study_instance_uid text        not null,
    reason             text        not null,
    placed_by          text        not null,
    placed_at          timestamptz not null,
    primary key (tenant_id, study_instance_uid)
);

select protect('legal_hold');

-- The proof of a deletion: what was deleted is named by the digest of its list of digests.
create table deleted_study (
    tenant_id          text        not null,
    id                 uuid        not null,
    study_instance_uid text        not null,
    because            text        not null,
    deleted_at         timestamptz not null,
    instances          int         not null,
    bytes              bigint      not null,
    manifest_sha256    bytea       not null,
    -- When the last of its bytes was overwritten or its file removed.
    erased_at          timestamptz,
    primary key (tenant_id, id)
);

create index deleted_study_by_uid on deleted_study (tenant_id, study_instance_uid);
select protect('deleted_study');

-- Bytes that no row names any more and that are still to be overwritten.
create table erasure (
    tenant_id      text   not null,
    object_name    text   not null,
    object_offset  bigint not null,
    deletion       uuid   not null,
    primary key (tenant_id, object_name, object_offset),
    foreign key (tenant_id, deletion) references deleted_study
);

create index erasure_by_deletion on erasure (tenant_id, deletion);
select protect('erasure');
