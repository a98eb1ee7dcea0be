package io.dayside.notices;

import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Something that somebody must know. Names no patient.
 *
 * @param object what it is about, as the trail calls it, for example {@code case:0192…}
 * @param words one or two sentences
 * @param link path of the page where something can be done about it
 * @param roles whoever has one of them at the hospital is told
 * @param people usernames of who is told besides
 */
public record Notice(
        TenantId tenant,
        UUID id,
        Kind kind,
        String object,
        String words,
        String link,
        Set<Role> roles,
        Set<String> people,
        Instant at) {

    public enum Kind {
        /** A promise will probably be broken. */
        BREACH_FORESEEN,
        /** A pressing case waits and nobody has taken it. */
        CASE_WAITS,
        /** In some hours ahead what the hospital sends would find nobody. */
        NOBODY_ON_SHIFT,
        /** A critical result was raised. */
        CRITICAL_RESULT,
        /** Nobody has acknowledged a critical result. */
        CRITICAL_WAITS,
        /** The hospital has acknowledged a critical result. */
        CRITICAL_ACKNOWLEDGED,
        /** A critical result was raised in error. */
        CRITICAL_WITHDRAWN,
        /** Somebody is invited to a practical test. */
        TEST_OPEN,
        /** Somebody has finished a practical test. */
        TEST_ENDED,
        /** Images came after somebody had read a case that others read after them. */
        IMAGES_AFTER_READING(Reach.PAGES),
        /** Two readings of a case differ, and whoever is told settles it with the other reader. */
        READINGS_DIFFER(Reach.PAGES),
        /** A colleague asks for an opinion on a case. */
        OPINION_ASKED(Reach.PAGES),
        /** A colleague has answered, or said why they do not. */
        OPINION_GIVEN(Reach.PAGES),
        /** A colleague needs the opinion no more. */
        OPINION_WITHDRAWN(Reach.PAGES);

        private final Reach reach;

        Kind() {
            this(Reach.HOSPITAL);
        }

        Kind(Reach reach) {
            this.reach = reach;
        }

        /** Whether it goes to the mail addresses and webhooks of the hospital too. */
        boolean leavesTheService() {
            return reach == Reach.HOSPITAL;
        }
    }

    private enum Reach {
        /** Those it is for see it on their pages, and the hospital is sent it. */
        HOSPITAL,
        /** Those it is for see it on their pages: the hospital is not to know it, or not yet. */
        PAGES
    }

    public Notice {
        roles = Set.copyOf(roles);
        people = Set.copyOf(people);
    }

    boolean isFor(Caller caller) {
        return caller.tenants().contains(tenant)
                && (people.contains(caller.username()) || caller.isOneOf(roles, tenant));
    }
}
