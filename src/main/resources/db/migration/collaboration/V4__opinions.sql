-- What the holder of a case asked one colleague while they kept it, and what that colleague said.
create table opinion (
    tenant_id text                     not null,
    id        uuid                     not null,
    case_id   uuid                     not null,
    asker     text                     not null,
    asked     text                     not null check (asked <> asker),
    question  text                     not null check (length(question) between 3 and 1000),
    asked_at  timestamp with time zone not null,
    state     text                     not null check (state in ('ASKED', 'ANSWERED', 'DECLINED', 'WITHDRAWN')),
    words     text                     not null default '' check (length(words) <= 2000),
    ended_at  timestamp with time zone,
    version   integer                  not null check (version > 0),
    primary key (tenant_id, id),
    foreign key (tenant_id, case_id) references reading_case (tenant_id, id),
    check ((state = 'ASKED') = (ended_at is null)),
    check ((state = 'ASKED') = (words = ''))
);
create index opinion_of_case on opinion (tenant_id, case_id);
create unique index opinion_one_open on opinion (tenant_id, case_id, asked) where state = 'ASKED';
create index opinion_waiting on opinion (asked) where state = 'ASKED';
select protect('opinion');
revoke delete on opinion from dayside_app;

-- What was said stays as it was said.
create function keep_opinions() returns trigger language plpgsql as $$
begin
    raise exception 'an opinion that was given is not altered';
end
$$;
create trigger opinion_given before update on opinion
    for each row when (old.state <> 'ASKED') execute function keep_opinions();
