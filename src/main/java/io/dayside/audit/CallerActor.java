package io.dayside.audit;

import java.util.Optional;

/** Finds the person who is calling, where no {@link Actor} is bound. Implemented by {@code identity}. */
public interface CallerActor {

    Optional<Actor> ofCaller();
}
