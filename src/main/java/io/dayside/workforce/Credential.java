package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that a specialist's passport says of them. All of them hold between two days, both included, by UTC: nothing
 * has to happen at midnight for what has ended to hold no longer.
 */
public sealed interface Credential
        permits Specialist.Licence,
                Specialist.Privilege,
                Specialist.Competency,
                Credential.Evidence,
                Credential.AiProficiency,
                Credential.Language,
                Credential.Contract {

    /** First day of what was never begun. */
    LocalDate SINCE_EVER = LocalDate.of(1900, 1, 1);

    /** Last day of what has no end. */
    LocalDate WITHOUT_END = LocalDate.of(9999, 12, 31);

    CredentialKind kind();

    /** Tells it from others of its kind that the same person has: {@code GB 7413025}. */
    String name();

    LocalDate validFrom();

    /** The last day on which it holds. */
    LocalDate validTo();

    /** As somebody decided; what the dates make of it is {@link #standingOn}. */
    default Standing standing() {
        return Standing.ACTIVE;
    }

    /** What it says besides its name and its days; empty where there is nothing else. */
    default String terms() {
        return "";
    }

    /** As the dates make it: what was active expires after its last day. */
    default Standing standingOn(LocalDate day) {
        return standing().on(day, validFrom(), validTo());
    }

    /** Tells it from everything else that the person's passport says: {@code LICENCE GB 7413025}. */
    default String key() {
        return (kind() + " " + name()).strip();
    }

    default boolean ends() {
        return validTo().isBefore(WITHOUT_END);
    }

    /** Everything but the name, for the trail and for people: {@code suspended, 2024-01-01 to 2026-12-31}. */
    default String words() {
        var days = Stream.of(
                        validFrom().isAfter(SINCE_EVER) ? "from " + validFrom() : "", ends() ? "to " + validTo() : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return Stream.of(terms(), standing().name().toLowerCase(Locale.ROOT), days)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /**
     * A certificate.
     *
     * @param number as the issuer gave it; competencies name it
     * @param validFrom when it was issued
     */
    record Evidence(Type type, String issuer, String number, LocalDate validFrom, LocalDate validTo)
            implements Credential {

        public enum Type {
            BOARD_CERTIFICATE,
            FELLOWSHIP,
            AI_CERTIFICATE
        }

        @Override
        public CredentialKind kind() {
            return CredentialKind.EVIDENCE;
        }

        @Override
        public String name() {
            return number;
        }

        @Override
        public String terms() {
            return switch (type) {
                case BOARD_CERTIFICATE -> "board certificate of " + issuer;
                case FELLOWSHIP -> "fellowship at " + issuer;
                case AI_CERTIFICATE -> "certificate for reading with AI of " + issuer;
            };
        }
    }

    /**
     * How well somebody reads with a model.
     *
     * @param model as {@code docs/models.md} names it
     * @param scorePercent 0 to 100
     * @param validFrom when it was measured
     */
    record AiProficiency(String model, int scorePercent, LocalDate validFrom, LocalDate validTo) implements Credential {

        @Override
        public CredentialKind kind() {
            return CredentialKind.AI_PROFICIENCY;
        }

        @Override
        public String name() {
            return model;
        }

        @Override
        public String terms() {
            return scorePercent + " of 100";
        }
    }

    /** @param tag BCP 47, such as {@code de} or {@code pt-BR} */
    record Language(String tag, Level level) implements Credential {

        /** The Common European Framework's, and who grew up with it. */
        public enum Level {
            A1,
            A2,
            B1,
            B2,
            C1,
            C2,
            NATIVE
        }

        @Override
        public CredentialKind kind() {
            return CredentialKind.LANGUAGE;
        }

        @Override
        public String name() {
            return tag;
        }

        @Override
        public LocalDate validFrom() {
            return SINCE_EVER;
        }

        @Override
        public LocalDate validTo() {
            return WITHOUT_END;
        }

        @Override
        public String terms() {
            return level == Level.NATIVE ? "native" : level.name();
        }
    }

    /**
     * What was agreed with the person about how much and for whom they work.
     *
     * @param hospitals that they work for; empty for all
     */
    record Contract(
            int hoursPerWeek,
            int casesPerHour,
            int casesPerDay,
            List<TenantId> hospitals,
            LocalDate validFrom,
            LocalDate validTo)
            implements Credential {

        public Contract {
            hospitals = hospitals.stream().sorted().toList();
        }

        /** Whether it is for that hospital too; on which days it holds says {@link #standingOn}. */
        public boolean isWith(TenantId hospital) {
            return hospitals.isEmpty() || hospitals.contains(hospital);
        }

        @Override
        public CredentialKind kind() {
            return CredentialKind.CONTRACT;
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String terms() {
            var where = hospitals.isEmpty()
                    ? "every hospital"
                    : hospitals.stream().map(TenantId::code).collect(Collectors.joining(" and "));
            return "%d h a week, %d cases an hour, %d a day, for %s"
                    .formatted(hoursPerWeek, casesPerHour, casesPerDay, where);
        }
    }
}
