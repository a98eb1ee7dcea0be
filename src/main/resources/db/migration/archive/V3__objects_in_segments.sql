-- Small objects stand side by side in segments, so that a file and an offset name an object, not a file alone.
alter table instance add column object_offset bigint not null default 0;
alter table instance alter column object_offset drop default;
alter table instance drop constraint instance_tenant_id_object_name_key;
alter table instance add unique (tenant_id, object_name, object_offset);

alter table quarantined_instance add column object_offset bigint not null default 0;
alter table quarantined_instance alter column object_offset drop default;
alter table quarantined_instance drop constraint quarantined_instance_tenant_id_object_name_key;
alter table quarantined_instance add unique (tenant_id, object_name, object_offset);

-- How far each segment is known to be indexed for good; what stands behind is indexed again after a crash.
create table segment (
    tenant_id     text    not null,
    name          text    not null,
    indexed_bytes bigint  not null,
    sealed        boolean not null,
    primary key (tenant_id, name)
);

select protect('segment');
