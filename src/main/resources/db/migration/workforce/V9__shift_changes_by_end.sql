-- What is over for long is deleted in that order.
create index shift_change_oldest on shift_change (ends);
