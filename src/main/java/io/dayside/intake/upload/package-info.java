/**
 * What a coordinator brings through the browser: files arrive in pieces by the tus protocol, and go through the
 * archive's door when they are whole.
 */
@NullMarked
package io.dayside.intake.upload;

import org.jspecify.annotations.NullMarked;
