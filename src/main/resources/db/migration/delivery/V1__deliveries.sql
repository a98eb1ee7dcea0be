-- One signed report version on its way to one address.
create table delivery (
    tenant_id       text                     not null,
    id              uuid                     not null,
    case_id         uuid                     not null,
    report_version  integer                  not null,
    address         text                     not null,
    control_id      text                     not null, -- MSH-10, the same on every try, so that a receiver can tell a repeat
    state           text                     not null check (state in ('QUEUED', 'SENT', 'CONFIRMED', 'RETRYING', 'DEAD')),
    tries           integer                  not null default 0,
    rejections      integer                  not null default 0,
    last_problem    text                     not null default '',
    queued_at       timestamp with time zone not null,
    changed_at      timestamp with time zone not null,
    primary key (tenant_id, id),
    unique (tenant_id, control_id),
    unique (tenant_id, case_id, report_version, address)
);
select protect('delivery');
revoke delete on delivery from dayside_app;
