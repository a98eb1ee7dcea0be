-- A PACS is asked by DIMSE, under its AE title, or by DICOMweb, at its address.
alter table priors_rule alter column pacs set default '';
alter table priors_rule add column web_address text not null default '';
alter table priors_rule add column web_login text not null default 'NONE'
    check (web_login in ('NONE', 'BEARER', 'BASIC'));
alter table priors_rule add column web_certificates text[] not null default '{}';
alter table priors_rule add constraint priors_rule_one_way check ((pacs = '') <> (web_address = ''));

-- Whether an order came while priors were being searched, which may tell more about what matters.
alter table priors_search add column again boolean not null default false;
