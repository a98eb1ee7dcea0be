-- Who is in training: an attending reads after them.
alter table specialist add column resident boolean not null default false;
