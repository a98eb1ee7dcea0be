-- What every rule said when a case was given out.
alter table routing_decision add column verdicts jsonb not null default '[]';
