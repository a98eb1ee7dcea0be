-- What was told long ago goes; nothing younger than that can be deleted, whatever the configuration says.
grant delete on notice, notice_seen, escalation to dayside_app;
create policy only_what_is_old on notice as restrictive for delete
    using (at < now() - interval '7 days');
create policy only_of_what_is_old on notice_seen as restrictive for delete
    using (exists (
        select from notice n
        where n.tenant_id = notice_seen.tenant_id and n.id = notice_seen.notice_id
          and n.at < now() - interval '7 days'));
create policy only_what_is_old on escalation as restrictive for delete
    using (at < now() - interval '7 days');
create index escalation_oldest on escalation (tenant_id, at);
