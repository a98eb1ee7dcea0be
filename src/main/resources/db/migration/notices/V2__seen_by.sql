-- What one person has seen lately.
create index notice_seen_by on notice_seen (username, at);
