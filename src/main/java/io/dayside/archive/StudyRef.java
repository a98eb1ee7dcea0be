package io.dayside.archive;

import io.dayside.tenancy.TenantId;

/** One study of one tenant. The same Study Instance UID at two tenants is two studies. */
public record StudyRef(TenantId tenant, String studyInstanceUid) {}
