/** Networks, their cards, and the way from pixels to a calibrated probability. Nothing here knows of studies or tenants. */
@NullMarked
package io.dayside.triage.model;

import org.jspecify.annotations.NullMarked;
