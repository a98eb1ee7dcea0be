-- What was raised in error is taken back, and stays with its reason.
alter table critical_result
    add column withdrawn_at     timestamp with time zone,
    add column withdrawn_login  text,
    add column withdrawn_by     text,
    add column withdrawn_reason text;
alter table critical_result drop constraint critical_result_state_check;
alter table critical_result add constraint critical_result_state_check
    check (state in ('RAISED', 'NOTIFIED', 'ESCALATED', 'ACKNOWLEDGED', 'CLOSED', 'WITHDRAWN'));
alter table critical_result drop constraint critical_result_check2;
alter table critical_result add constraint critical_result_acknowledged
    check (state in ('ACKNOWLEDGED', 'CLOSED', 'WITHDRAWN') or acknowledged_at is null);
alter table critical_result add constraint critical_result_withdrawn
    check ((state = 'WITHDRAWN') = (withdrawn_at is not null)
        and (withdrawn_at is null) = (withdrawn_login is null)
        and (withdrawn_at is null) = (withdrawn_by is null)
        and (withdrawn_at is null) = (withdrawn_reason is null));

-- Whom an attempt told. Of earlier ones it is not known; each began with the coordinators.
alter table critical_attempt
    add column roles  text[] not null default '{COORDINATOR}',
    add column people text[] not null default '{}';
alter table critical_attempt alter column roles drop default, alter column people drop default;
