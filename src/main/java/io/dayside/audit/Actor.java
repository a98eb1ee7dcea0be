package io.dayside.audit;

import java.util.Optional;

/**
 * Who did it.
 *
 * @param id stable identifier: {@code user:<subject>}, {@code device:<AE title>} or {@code system:<room>}
 * @param name what a person reads in the trail
 */
public record Actor(String id, String name) {

    private static final ScopedValue<Actor> ACTING = ScopedValue.newInstance();

    public static Actor system(String room) {
        return new Actor("system:" + room, "Dayside " + room);
    }

    public static Actor device(String aeTitle) {
        return new Actor("device:" + aeTitle, aeTitle);
    }

    public static Actor user(String subject, String name) {
        return new Actor("user:" + subject, name);
    }

    /** The actor bound by {@link #call} or {@link #run}. */
    public static Optional<Actor> bound() {
        return ACTING.isBound() ? Optional.of(ACTING.get()) : Optional.empty();
    }

    /** Runs {@code work} in the name of {@code actor}. */
    public static <T, X extends Throwable> T call(Actor actor, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(ACTING, actor).call(work);
    }

    /** Runs {@code work} in the name of {@code actor}. */
    public static void run(Actor actor, Runnable work) {
        ScopedValue.where(ACTING, actor).run(work);
    }
}
