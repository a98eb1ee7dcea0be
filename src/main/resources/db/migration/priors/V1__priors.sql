-- Which of its systems a hospital lets us ask for priors, and for how many.
create table priors_rule (
    tenant_id text not null,
    pacs      text not null,
    most      int  not null check (most between 1 and 20),
    years     int  not null check (years between 1 and 100),
    primary key (tenant_id)
);

select protect('priors_rule');

-- The search for one study's priors: what it found stands in "prior".
create table priors_search (
    tenant_id          text        not null,
    study_instance_uid text        not null,
    state              text        not null check (state in ('SEARCHING', 'FETCHING', 'DONE', 'GIVEN_UP')),
    tries              int         not null default 0,
    last_problem       text        not null default '',
    begun_at           timestamptz not null,
    changed_at         timestamptz not null,
    primary key (tenant_id, study_instance_uid)
);

select protect('priors_search');

-- An earlier study of the same patient that matters for the comparison, most relevant first.
create table prior (
    tenant_id          text not null,
    study_instance_uid text not null,
    prior_uid          text not null,
    place              int  not null,
    study_date         date not null,
    modality           text not null,
    region             text not null,
    description        text not null,
    state              text not null check (state in ('WANTED', 'THERE', 'INCOMPLETE')),
    primary key (tenant_id, study_instance_uid, prior_uid),
    foreign key (tenant_id, study_instance_uid) references priors_search
);

create index prior_by_uid on prior (tenant_id, prior_uid);
select protect('prior');
