package io.dayside.tenancy;

import java.util.List;

/**
 * A hospital's configuration was applied and differs from what ran before. Published inside the transaction.
 *
 * @param changes one readable line a difference, without secrets
 */
public record TenantConfigured(TenantId tenant, List<String> changes) {}
