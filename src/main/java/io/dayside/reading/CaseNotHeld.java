package io.dayside.reading;

import org.springframework.security.access.AccessDeniedException;

/**
 * The caller does not hold the case. It is the same whether the case does not exist, is barred to them, or is held by
 * another, so that nobody learns which.
 */
public final class CaseNotHeld extends AccessDeniedException {

    private static final long serialVersionUID = 1L;

    public CaseNotHeld() {
        super("the caller does not hold this case");
    }
}
