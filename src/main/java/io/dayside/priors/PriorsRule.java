package io.dayside.priors;

import io.dayside.tenancy.TenantId;

/**
 * Where a hospital's priors are, and how many are wanted.
 *
 * @param pacs AE title of one of the hospital's destinations
 * @param most priors of one study
 * @param years older ones are left where they are
 */
record PriorsRule(TenantId tenant, String pacs, int most, int years) {}
