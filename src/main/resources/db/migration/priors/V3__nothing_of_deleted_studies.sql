-- Studies that were deleted left their searches, and what the PACS said of them. From now on these go with them.
-- The migration's role is bound to tenants like any other.
do $$
declare
    before text := current_setting('dayside.tenants', true);
begin
    perform set_config('dayside.tenants', (select coalesce(array_agg(code), '{}')::text from tenant), true);
    delete from prior
    where exists (select from deleted_study gone
                  where gone.tenant_id = prior.tenant_id
                        and gone.study_instance_uid in (prior.study_instance_uid, prior.prior_uid)
                        and not exists (select from study
                                        where study.tenant_id = gone.tenant_id
                                              and study.study_instance_uid = gone.study_instance_uid));
    delete from priors_search
    where exists (select from deleted_study gone
                  where gone.tenant_id = priors_search.tenant_id
                        and gone.study_instance_uid = priors_search.study_instance_uid
                        and not exists (select from study
                                        where study.tenant_id = gone.tenant_id
                                              and study.study_instance_uid = gone.study_instance_uid));
    perform set_config('dayside.tenants', coalesce(before, ''), true);
end
$$;
