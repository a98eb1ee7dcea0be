-- Sittings that nothing rests on any more go; nothing younger than that can be deleted, whatever the configuration says.
grant delete on sitting, sitting_case, sitting_verdict to dayside_app;
create policy only_what_is_old on sitting as restrictive for delete
    using (open_until < now() - interval '1 year');
create policy only_of_what_is_old on sitting_case as restrictive for delete
    using (exists (
        select from sitting s
        where s.tenant_id = sitting_case.tenant_id and s.id = sitting_case.sitting_id
          and s.open_until < now() - interval '1 year'));
create policy only_of_what_is_old on sitting_verdict as restrictive for delete
    using (exists (
        select from sitting_case c
        join sitting s on s.tenant_id = c.tenant_id and s.id = c.sitting_id
        where c.tenant_id = sitting_verdict.tenant_id and c.id = sitting_verdict.case_id
          and s.open_until < now() - interval '1 year'));
