-- The operator's page asks when each hospital last sent something.
create index instance_by_tenant_and_arrival on instance (tenant_id, received_at desc);
