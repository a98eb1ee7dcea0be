-- Whose term is over is looked for page by page.
create index sitting_by_end on sitting (tenant_id, open_until, id);
