create table reading_case (
    tenant_id          text                     not null,
    id                 uuid                     not null,
    number             text                     not null,
    state              text                     not null,
    state_since        timestamp with time zone not null,
    study_instance_uid text                     not null,
    study_completed_at timestamp with time zone not null,
    study_round        integer                  not null,
    order_id           uuid,
    facility           text                     not null,
    jurisdiction       text                     not null,
    priority           text                     not null check (priority in ('STAT', 'URGENT', 'ROUTINE')),
    accession_number   text                     not null,
    modality           text                     not null,
    body_part          text                     not null,
    procedure          text                     not null,
    clinical_history   text                     not null,
    patient_id         text                     not null,
    patient_name       text                     not null,
    patient_birth_date date,
    patient_sex        text                     not null,
    assessment         text                     not null,
    assessment_reason  text                     not null,
    top_probability    double precision         not null check (top_probability between 0 and 1),
    top_severity       text                     not null,
    top_label          text                     not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    unique (tenant_id, study_instance_uid)
);
create index reading_case_by_state on reading_case (tenant_id, state, study_completed_at);
create index reading_case_by_accession on reading_case (tenant_id, accession_number);
select protect('reading_case');
revoke delete on reading_case from dayside_app;

-- Last number given in a year.
create table case_number (
    tenant_id text    not null,
    year      integer not null,
    last      bigint  not null,
    primary key (tenant_id, year)
);
select protect('case_number');
revoke delete on case_number from dayside_app;
