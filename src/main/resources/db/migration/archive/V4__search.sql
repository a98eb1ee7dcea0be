-- What a search at each level answers, in DICOM JSON (PS3.18 F), so that no search opens an object.
alter table study add column attributes jsonb not null default '{}';
alter table study add column study_date date;
alter table study add column study_time time;
alter table study add column study_id text not null default '';
alter table series add column attributes jsonb not null default '{}';
alter table instance add column attributes jsonb not null default '{}';

-- Row-level security lets an index serve only comparisons that leak nothing, which LIKE is not: the beginning of a
-- pattern is looked up as a range in the order of code points.
create index study_by_date
    on study (tenant_id, study_date desc nulls last, study_time desc nulls last, study_instance_uid);
create index study_by_patient_prefix on study (tenant_id, patient_id collate "C");
create index study_by_accession_prefix on study (tenant_id, accession_number collate "C");
create index study_by_study_id on study (tenant_id, study_id collate "C");
create index series_by_uid on series (tenant_id, series_instance_uid);
create index series_by_modality on series (tenant_id, modality, study_instance_uid);

-- Names of a study as they are searched for: whole groups without case and accents, their words, and how words sound.
create table study_name (
    tenant_id          text             not null,
    study_instance_uid text             not null,
    kind               text             not null,
    value              text collate "C" not null,
    primary key (tenant_id, study_instance_uid, kind, value),
    foreign key (tenant_id, study_instance_uid) references study on delete cascade
);

create index study_name_by_value on study_name (tenant_id, kind, value);
select protect('study_name');
