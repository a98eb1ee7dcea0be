package io.dayside.identity;

import io.dayside.audit.Actor;
import io.dayside.audit.CallerActor;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts the person who is calling into the trail. */
@Component
class ActingCaller implements CallerActor {

    private final Callers callers;

    ActingCaller(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Optional<Actor> ofCaller() {
        return callers.current().map(caller -> Actor.user(caller.subject(), caller.displayName()));
    }
}
