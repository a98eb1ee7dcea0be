-- Where each study stands, with how many instances its order and its performed steps speak of.
create view study_standing with (security_invoker = true) as
select progress.*, coalesce(imaging_order.expected_instances, 0) as expected_instances,
       coalesce(steps.instances, 0) as step_instances
from study_progress progress
left join lateral (
    select case when bool_or(status = 'IN_PROGRESS') then 0
           else sum(cardinality(instances)) filter (where status = 'COMPLETED') end as instances
    from performed_step
    where performed_step.tenant_id = progress.tenant_id
          and performed_step.studies @> array[progress.study_instance_uid]) steps on true
left join imaging_order on imaging_order.tenant_id = progress.tenant_id
          and imaging_order.id = progress.order_id and imaging_order.state = 'ACTIVE';

-- Takes the lock of those who add instances to a study, then says where the study stands. A function's second statement
-- sees what was committed while the first one waited; a single statement would not.
create function shared_study_standing(lock_key text, tenant text, study text) returns setof study_standing
language plpgsql volatile
as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended(lock_key, 0));
    return query select * from study_standing where tenant_id = tenant and study_instance_uid = study;
end
$$;
