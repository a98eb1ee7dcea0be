/** The credentialing page. */
@NullMarked
package io.dayside.workforce.ui;

import org.jspecify.annotations.NullMarked;
