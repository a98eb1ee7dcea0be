-- What a hospital's configuration says of the order in which its cases are read: an object whose sections replace the
-- platform's. As text, so that what was said stays as it was said.
create table routing_policy (
    tenant_id text not null primary key,
    sections  text not null
);
select protect('routing_policy');
