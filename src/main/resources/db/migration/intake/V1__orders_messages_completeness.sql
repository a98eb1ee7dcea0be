-- What the hospital asked for. One row for each accession number, revised in place; the trail has its history.
create table imaging_order (
    tenant_id           text        not null,
    id                  uuid        not null,
    version             int         not null,
    accession_number    text        not null,
    state               text        not null check (state in ('ACTIVE', 'CANCELLED')),
    facility            text        not null,
    priority            text        not null check (priority in ('STAT', 'URGENT', 'ROUTINE')),
    requested_procedure text        not null,
    clinical_history    text        not null,
    referrer            text        not null,
    patient_id          text        not null,
    patient_name        text        not null,
    patient_birth_date  date,
    patient_sex         text        not null,
    expected_instances  int         not null check (expected_instances >= 0),
    placed_at           timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, accession_number)
);

select protect('imaging_order');

-- The inbox: what was answered to each message, so that it has one effect however often it comes.
create table hl7_message (
    tenant_id       text        not null,
    sender          text        not null,
    control_id      text        not null,
    content_sha256  bytea       not null,
    acknowledgement text        not null,
    received_at     timestamptz not null,
    primary key (tenant_id, sender, control_id)
);

create index hl7_message_by_arrival on hl7_message (received_at);
select protect('hl7_message');

-- Where each study stands on its way to completeness, and the order it was matched with.
create table study_progress (
    tenant_id          text        not null,
    study_instance_uid text        not null,
    state              text        not null check (state in ('RECEIVING', 'COMPLETE')),
    round              int         not null check (round >= 1),
    completed_at       timestamptz,
    order_id           uuid,
    order_differs      boolean     not null default false,
    primary key (tenant_id, study_instance_uid),
    foreign key (tenant_id, order_id) references imaging_order
);

create index study_progress_by_order on study_progress (tenant_id, order_id) where order_id is not null;
select protect('study_progress');
