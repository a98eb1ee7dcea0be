package io.dayside.identity;

import java.util.Optional;

/** Who is calling. */
public interface Callers {

    Optional<Caller> current();

    /** @throws org.springframework.security.access.AccessDeniedException when nobody is authenticated */
    Caller required();
}
