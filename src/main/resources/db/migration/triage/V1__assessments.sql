-- What became of one complete study. A later round of completion starts the row again.
create table assessment (
    tenant_id   text                     not null,
    study_uid   text                     not null,
    round       integer                  not null,
    status      text                     not null
        check (status in ('QUEUED', 'RUNNING', 'DONE', 'NOT_ASSESSED', 'FAILED')),
    reason      text                     not null default '',
    attempts    integer                  not null default 0,
    queued_at   timestamp with time zone not null,
    started_at  timestamp with time zone,
    finished_at timestamp with time zone,
    primary key (tenant_id, study_uid)
);
select protect('assessment');
revoke delete on assessment from dayside_app;

-- What a model claimed, flagged or not. Findings of earlier rounds stay: a specialist may have judged them.
create table model_finding (
    tenant_id        text             not null,
    id               uuid             not null,
    study_uid        text             not null,
    round            integer          not null,
    model            text             not null,
    model_version    text             not null,
    label            text             not null,
    probability      double precision not null check (probability between 0 and 1),
    flagged          boolean          not null,
    severity         text             not null check (severity in ('CRITICAL', 'SIGNIFICANT', 'INCIDENTAL')),
    sop_instance_uid text             not null,
    frame            integer          not null,
    region_x         integer,
    region_y         integer,
    region_width     integer,
    region_height    integer,
    primary key (tenant_id, id),
    unique (tenant_id, study_uid, round, model),
    foreign key (tenant_id, study_uid) references assessment (tenant_id, study_uid)
);
select protect('model_finding');
revoke update, delete on model_finding from dayside_app;
