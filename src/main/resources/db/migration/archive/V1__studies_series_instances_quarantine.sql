-- The index of what lies in the object store. An object without a row is harmless; a row without an object never is.

-- A study as its first instance describes it.
create table study (
    tenant_id            text        not null,
    study_instance_uid   text        not null,
    facility             text        not null,
    sender               text        not null,
    patient_id           text        not null,
    issuer_of_patient_id text        not null,
    patient_name         text        not null,
    patient_birth_date   date,
    patient_sex          text        not null,
    accession_number     text        not null,
    study_description    text        not null,
    study_instant        timestamptz,
    first_received       timestamptz not null,
    primary key (tenant_id, study_instance_uid)
);

create index study_by_arrival on study (tenant_id, first_received desc, study_instance_uid desc);
create index study_by_accession on study (tenant_id, accession_number) where accession_number <> '';
create index study_by_patient on study (tenant_id, patient_id, issuer_of_patient_id);
select protect('study');

create table series (
    tenant_id           text not null,
    study_instance_uid  text not null,
    series_instance_uid text not null,
    series_number       int  not null,
    modality            text not null,
    series_description  text not null,
    body_part_examined  text not null,
    primary key (tenant_id, study_instance_uid, series_instance_uid),
    foreign key (tenant_id, study_instance_uid) references study
);

select protect('series');

-- "position" lists what a stack is ordered by: (0020,0032) and (0020,0037), six and three millimetre values or null.
create table instance (
    tenant_id           text        not null,
    sop_instance_uid    text        not null,
    study_instance_uid  text        not null,
    series_instance_uid text        not null,
    sop_class_uid       text        not null,
    transfer_syntax_uid text        not null,
    instance_number     int         not null,
    frames              int         not null,
    rows                int         not null,
    columns             int         not null,
    image_position      double precision[],
    image_orientation   double precision[],
    sender              text        not null,
    received_at         timestamptz not null,
    -- Name below the tenant's folder of the object store, and of the data set inside that file.
    object_name         text        not null,
    dataset_offset      bigint      not null,
    dataset_bytes       bigint      not null,
    dataset_sha256      bytea       not null,
    primary key (tenant_id, sop_instance_uid),
    unique (tenant_id, object_name),
    foreign key (tenant_id, study_instance_uid, series_instance_uid) references series
);

create index instance_by_series on instance (tenant_id, study_instance_uid, series_instance_uid);
create index instance_by_arrival on instance (tenant_id, study_instance_uid, received_at desc);
select protect('instance');

-- Objects that contradict what is held. Kept whole, part of no study, one row for each distinct content.
create table quarantined_instance (
    tenant_id            text        not null,
    sop_instance_uid     text        not null,
    dataset_sha256       bytea       not null,
    reason               text        not null,
    study_instance_uid   text        not null,
    patient_id           text        not null,
    issuer_of_patient_id text        not null,
    sop_class_uid        text        not null,
    transfer_syntax_uid  text        not null,
    sender               text        not null,
    received_at          timestamptz not null,
    object_name          text        not null,
    dataset_offset       bigint      not null,
    dataset_bytes        bigint      not null,
    primary key (tenant_id, sop_instance_uid, dataset_sha256),
    unique (tenant_id, object_name)
);

create index quarantined_instance_by_arrival on quarantined_instance (tenant_id, received_at desc);
select protect('quarantined_instance');
