-- A name that begins as many others do finds many studies, of which a list shows the newest few: their order is read from
-- this index alone, not from rows with all their attributes.
create index study_order on study (tenant_id, study_instance_uid) include (study_date, study_time);
