-- Of all studies that ever came, the few that are still being received.
create index study_receiving on study_progress (tenant_id, study_instance_uid) where state = 'RECEIVING';
