package io.dayside.tenancy;

import java.time.ZoneId;

/**
 * A site of a tenant. Licences are checked against its jurisdiction.
 *
 * @param code short code, unique within the tenant; HL7 MSH-4
 * @param jurisdiction ISO 3166 code such as {@code US-NY}, {@code GB} or {@code CH}
 */
public record Facility(TenantId tenant, String code, String name, String jurisdiction, ZoneId zone) {}
