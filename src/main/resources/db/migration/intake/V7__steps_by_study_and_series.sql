-- Steps and the studies and series that they made find each other by keys that an index serves. An array's operators may
-- leak what they see, so that row-level security keeps them from any index: each question read all steps.
create table performed_step_study (
    tenant_id          text not null,
    study_instance_uid text not null,
    step               text not null,
    primary key (tenant_id, study_instance_uid, step),
    foreign key (tenant_id, step) references performed_step on delete cascade
);

create index performed_step_study_by_step on performed_step_study (step, tenant_id);
select protect('performed_step_study');

create table performed_step_series (
    tenant_id           text not null,
    series_instance_uid text not null,
    step                text not null,
    primary key (tenant_id, series_instance_uid, step),
    foreign key (tenant_id, step) references performed_step on delete cascade
);

create index performed_step_series_by_step on performed_step_series (step, tenant_id);
select protect('performed_step_series');

-- The migration's role is bound to tenants like any other.
do $$
declare
    before text := current_setting('dayside.tenants', true);
begin
    perform set_config('dayside.tenants', (select coalesce(array_agg(code), '{}')::text from tenant), true);
    insert into performed_step_study (tenant_id, study_instance_uid, step)
    select distinct tenant_id, study, sop_instance_uid from performed_step, unnest(studies) as study;
    insert into performed_step_series (tenant_id, series_instance_uid, step)
    select distinct tenant_id, made, sop_instance_uid from performed_step, unnest(series) as made;
    perform set_config('dayside.tenants', coalesce(before, ''), true);
end
$$;

create or replace view study_standing with (security_invoker = true) as
select progress.*, coalesce(imaging_order.expected_instances, 0) as expected_instances,
       coalesce(steps.instances, 0) as step_instances
from study_progress progress
left join lateral (
    select case when bool_or(status = 'IN_PROGRESS') then 0
           else sum(cardinality(instances)) filter (where status = 'COMPLETED') end as instances
    from performed_step_study made
    join performed_step on performed_step.tenant_id = made.tenant_id
          and performed_step.sop_instance_uid = made.step
    where made.tenant_id = progress.tenant_id and made.study_instance_uid = progress.study_instance_uid) steps on true
left join imaging_order on imaging_order.tenant_id = progress.tenant_id
          and imaging_order.id = progress.order_id and imaging_order.state = 'ACTIVE';

alter table performed_step drop column studies, drop column series;
