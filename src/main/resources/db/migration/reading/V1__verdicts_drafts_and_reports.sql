-- Every change of a specialist's mind about a model's finding. The newest change counts; none is ever altered.
create table finding_verdict (
    tenant_id  text                     not null,
    case_id    uuid                     not null,
    finding_id uuid                     not null,
    change     integer                  not null check (change > 0),
    verdict    text                     not null check (verdict in ('PENDING', 'ACCEPTED', 'REJECTED', 'CORRECTED')),
    reason     text                     not null,
    decided_by text                     not null,
    decided_at timestamp with time zone not null,
    primary key (tenant_id, case_id, finding_id, change),
    check (case verdict
               when 'REJECTED' then reason in ('ARTEFACT', 'NORMAL_ANATOMY', 'KNOWN', 'WRONG_PLACE', 'OTHER')
               when 'CORRECTED' then length(trim(reason)) > 0
               else reason = '' end)
);
select protect('finding_verdict');
revoke update, delete on finding_verdict from dayside_app;

create view current_verdict with (security_invoker = true) as
select distinct on (tenant_id, case_id, finding_id)
       tenant_id, case_id, finding_id, verdict, reason, decided_by, decided_at
from finding_verdict
order by tenant_id, case_id, finding_id, change desc;

-- What is typed and not yet signed. Its row is also the lock under which a case is signed.
create table draft (
    tenant_id  text                     not null,
    case_id    uuid                     not null,
    findings   text                     not null,
    impression text                     not null,
    saved_by   text                     not null,
    saved_at   timestamp with time zone not null,
    primary key (tenant_id, case_id)
);
select protect('draft');

-- How far each specialist has seen a case's images: frames that their viewer held whole, and what they say they read
-- elsewhere because the viewer could not show it.
create table images_read (
    tenant_id      text                     not null,
    case_id        uuid                     not null,
    username       text                     not null,
    whole_frames   integer                  not null check (whole_frames >= 0),
    read_elsewhere boolean                  not null,
    recorded_at    timestamp with time zone not null,
    primary key (tenant_id, case_id, username)
);
select protect('images_read');

-- Signed versions, never altered: a later version adds to an earlier one.
create table report (
    tenant_id          text                     not null,
    id                 uuid                     not null,
    case_id            uuid                     not null,
    version            integer                  not null check (version > 0),
    status             text                     not null check (status in ('FINAL', 'APPENDED')),
    study_instance_uid text                     not null,
    findings           text                     not null check (length(trim(findings)) > 0),
    impression         text                     not null check (length(trim(impression)) > 0),
    read_elsewhere     text[]                   not null,
    signer_subject     text                     not null,
    signer_username    text                     not null,
    signer_name        text                     not null,
    meaning            text                     not null,
    signed_at          timestamp with time zone not null,
    digest             text                     not null check (digest ~ '^[0-9a-f]{64}$'),
    primary key (tenant_id, id),
    unique (tenant_id, case_id, version)
);
create index report_by_signer on report (signer_username, signed_at, tenant_id);
select protect('report');
revoke update, delete on report from dayside_app;

create table report_verdict (
    tenant_id     text             not null,
    report_id     uuid             not null,
    position      integer          not null,
    finding_id    uuid             not null,
    label         text             not null,
    probability   double precision not null,
    model         text             not null,
    model_version text             not null,
    verdict       text             not null check (verdict in ('ACCEPTED', 'REJECTED', 'CORRECTED')),
    reason        text             not null,
    primary key (tenant_id, report_id, position),
    unique (tenant_id, report_id, finding_id),
    foreign key (tenant_id, report_id) references report (tenant_id, id)
);
select protect('report_verdict');
revoke update, delete on report_verdict from dayside_app;
