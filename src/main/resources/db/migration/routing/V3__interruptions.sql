-- A case that was taken instead of another, which its holder put aside for it.
alter table routing_decision drop constraint routing_decision_given_check;
alter table routing_decision
    add constraint routing_decision_given_check check (given in ('NEXT', 'CHOSEN', 'INTERRUPTING'));
