-- A row for each running process. Crash recovery empties an unlogged table, and so does promotion of a standby: who misses
-- its row knows that rows committed without waiting for the disk may be gone.
create unlogged table crash_witness (
    id        uuid        not null primary key,
    called_at timestamptz not null default now()
);
