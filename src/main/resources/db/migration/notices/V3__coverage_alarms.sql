-- Hours for which somebody was told that nobody would be there. Once a site, modality and beginning.
create table coverage_alarm (
    tenant_id text                     not null,
    facility  text                     not null,
    modality  text                     not null,
    begins    timestamp with time zone not null,
    ends      timestamp with time zone not null check (ends > begins),
    told_at   timestamp with time zone not null,
    primary key (tenant_id, facility, modality, begins)
);
select protect('coverage_alarm');
