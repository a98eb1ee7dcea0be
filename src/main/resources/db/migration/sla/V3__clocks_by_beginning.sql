-- What came since some day is asked for when a past is replayed.
create index case_clock_started on case_clock (tenant_id, started_at);
