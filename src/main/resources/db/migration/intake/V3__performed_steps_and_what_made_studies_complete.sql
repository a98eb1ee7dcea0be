-- What ended the running round of a study, with how many instances, and when a late instance began it.
alter table study_progress
    add column completed_because text check (completed_because in (
        'QUIET_TIME', 'EXPECTED_COUNT', 'PERFORMED_STEP', 'STORAGE_COMMITMENT', 'EXPLICIT_CALL')),
    add column reopened_at       timestamptz;

-- Modality performed procedure steps, PS3.4 F.7. "dataset" is the step in explicit little endian; the lists beside it
-- are the UIDs in it by which it and studies find each other.
create table performed_step (
    tenant_id        text        not null,
    sop_instance_uid text        not null,
    sender           text        not null,
    status           text        not null check (status in ('IN_PROGRESS', 'COMPLETED', 'DISCONTINUED')),
    modality         text        not null,
    studies          text[]      not null,
    series           text[]      not null,
    instances        text[]      not null,
    dataset          bytea       not null,
    begun_at         timestamptz not null,
    ended_at         timestamptz,
    primary key (tenant_id, sop_instance_uid)
);

create index performed_step_by_study on performed_step using gin (studies);
create index performed_step_by_series on performed_step using gin (series);
select protect('performed_step');
