-- What a coordinator brings through the browser. A row outlives its bytes by a week, so that its report can be read.
create table upload (
    tenant_id  text        not null,
    id         uuid        not null,
    owner      text        not null,
    owner_name text        not null,
    facility   text        not null,
    state      text        not null check (state in ('OPEN', 'ENDING', 'ENDED')),
    ending     text        check (ending in ('FINISHED', 'GIVEN_UP', 'EXPIRED')),
    began_at   timestamptz not null,
    touched_at timestamptz not null,
    primary key (tenant_id, id),
    check ((state = 'OPEN') = (ending is null))
);

create index upload_by_owner on upload (tenant_id, owner, began_at desc);
select protect('upload');

-- The name is what the person's browser says. It is shown, and never part of a path.
create table upload_file (
    tenant_id      text   not null,
    upload_id      uuid   not null,
    number         int    not null,
    name           text   not null,
    bytes          bigint not null check (bytes >= 0),
    modified_ms    bigint not null,
    received_bytes bigint not null default 0 check (received_bytes between 0 and bytes),
    state          text   not null check (state in ('ARRIVING', 'WHOLE', 'IMPORTED')),
    stored         int    not null default 0,
    held_before    int    not null default 0,
    kept_aside     int    not null default 0,
    refused        int    not null default 0,
    skipped        int    not null default 0,
    primary key (tenant_id, upload_id, number),
    unique (tenant_id, upload_id, name, bytes, modified_ms),
    foreign key (tenant_id, upload_id) references upload on delete cascade
);

create index upload_file_in_flight on upload_file (tenant_id) where state <> 'IMPORTED';
select protect('upload_file');

-- What was refused or kept aside, by name. Counts are whole; of the names there are at most a thousand.
create table upload_note (
    tenant_id text   not null,
    upload_id uuid   not null,
    id        bigint generated always as identity,
    name      text   not null,
    why       text   not null,
    primary key (tenant_id, upload_id, id),
    foreign key (tenant_id, upload_id) references upload on delete cascade
);

select protect('upload_note');

create table upload_study (
    tenant_id          text not null,
    upload_id          uuid not null,
    study_instance_uid text not null,
    instances          int  not null check (instances > 0),
    primary key (tenant_id, upload_id, study_instance_uid),
    foreign key (tenant_id, upload_id) references upload on delete cascade
);

select protect('upload_study');
