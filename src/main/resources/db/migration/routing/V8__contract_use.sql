-- What counts against contracts: what somebody signed since an instant, and what they hold (without an instant), over all
-- hospitals. A contract is with the person, not with one hospital, so whoever asks must count what they may not see: of it
-- nothing but instants leaves here, and the transaction's tenants stay as they were. A lease that has run out counts until
-- somebody has ended it: its holder may have renewed it on a node whose clock is behind.
create function contract_use(people text[], since timestamp with time zone)
    returns table (username text, signed_at timestamp with time zone)
    language plpgsql volatile security definer
    set search_path = pg_catalog, dayside, pg_temp
as $$
declare
    before text := current_setting('dayside.tenants', true);
begin
    perform set_config('dayside.tenants', (select coalesce(array_agg(code), '{}')::text from dayside.tenant), true);
    return query
        select l.username, l.ended_at from dayside.lease l
            where l.username = any (people) and l.state = 'COMPLETED' and l.ended_at > since
        union all
        select l.username, null::timestamp with time zone from dayside.lease l
            where l.username = any (people) and l.state = 'HELD'
        order by 2;
    perform set_config('dayside.tenants', coalesce(before, ''), true);
end
$$;
revoke execute on function contract_use(text[], timestamp with time zone) from public;
grant execute on function contract_use(text[], timestamp with time zone) to dayside_app;
create index lease_signed_by on lease (username, ended_at) where state = 'COMPLETED';
