package io.dayside.intake.upload;

import io.dayside.tenancy.TenantId;

/** A coordinator at the hospital for which they upload. */
record UploadOwner(TenantId hospital, String subject, String name) {}
