-- What somebody is told, for whom it is, and who has seen it. Names no patient.
create table notice (
    tenant_id text                     not null,
    id        uuid                     not null,
    kind      text                     not null,
    object    text                     not null,
    words     text                     not null check (words <> ''),
    link      text                     not null,
    roles     text[]                   not null,
    people    text[]                   not null,
    at        timestamp with time zone not null,
    primary key (tenant_id, id)
);
create index notice_newest on notice (tenant_id, at desc);
select protect('notice');
revoke update, delete on notice from dayside_app;

create table notice_seen (
    tenant_id text                     not null,
    notice_id uuid                     not null,
    username  text                     not null,
    at        timestamp with time zone not null,
    primary key (tenant_id, notice_id, username),
    foreign key (tenant_id, notice_id) references notice (tenant_id, id)
);
select protect('notice_seen');
revoke update, delete on notice_seen from dayside_app;

-- Steps of the ladder that a case has been taken up.
create table escalation (
    tenant_id text                     not null,
    case_id   uuid                     not null,
    step      integer                  not null check (step >= 0),
    told      text                     not null,
    at        timestamp with time zone not null,
    primary key (tenant_id, case_id, step),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id)
);
select protect('escalation');
revoke update, delete on escalation from dayside_app;

-- What a hospital's configuration says of its notices.
create table notice_rule (
    tenant_id text  not null primary key,
    rule      jsonb not null
);
select protect('notice_rule');
