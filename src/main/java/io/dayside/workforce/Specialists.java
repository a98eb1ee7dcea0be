package io.dayside.workforce;

import java.util.List;
import java.util.Optional;

/** Everybody who reads for us. */
public interface Specialists {

    List<Specialist> all();

    Optional<Specialist> find(String username);
}
