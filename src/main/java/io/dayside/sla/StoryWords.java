package io.dayside.sla;

import io.dayside.audit.AuditEvent;
import io.dayside.audit.TrailEntry;
import io.dayside.cases.CaseState;
import io.dayside.sla.CaseStory.Step;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Entries of a case's trail as steps of its story. */
final class StoryWords {

    private static final Pattern CONSTANT = Pattern.compile("[A-Z]+(_[A-Z]+)*");

    private StoryWords() {}

    /** Empty for entries that tell a manager nothing of the case's way. */
    static Optional<Step> step(TrailEntry entry) {
        var words = switch (entry.action()) {
            case CASE_ADVANCED -> advanced(entry);
            case CASE_OFFERED -> "offered";
            case CASE_LEASED -> "taken to read";
            case CASE_DECLINED -> "declined" + because(entry);
            case LEASE_ENDED -> ended(entry);
            case RULES_OVERRIDDEN -> "let " + detail(entry, "for") + " read it past the rules" + because(entry);
            case BREACH_FORESEEN -> foreseen(entry) + because(entry);
            case CASE_ESCALATED -> "nobody took it: told " + detail(entry, "told");
            case CRITICAL_ADVANCED -> critical(entry);
            case NOTICE_FAILED -> "a notice did not reach " + detail(entry, "to") + because(entry);
            case REPORT_SIGNED -> signed(entry);
            case READING_COMPARED -> "compared with the reading before: class " + detail(entry, "class");
            case IMAGES_AFTER_READING -> "more images came after it was read: told " + detail(entry, "told");
            case THIRD_READER_ASKED -> "the two readers did not settle it in time, a third is asked";
            case OPINION_ADVANCED -> opinion(entry);
            case SIGNATURE_REFUSED -> "signature refused";
            case REPORT_DELIVERED -> delivered(entry);
            case DELIVERY_FAILED -> "the hospital's system did not take the report";
            case ACCESS_REFUSED -> "asked for it and was refused" + because(entry);
            case NOTICE_SENT,
                    TENANT_CONFIGURED,
                    LOGGED_IN,
                    LOGIN_REFUSED,
                    ASSOCIATION_REJECTED,
                    INSTANCE_STORED,
                    INSTANCE_REFUSED,
                    FILES_UPLOADED,
                    STUDY_COMPLETED,
                    STUDY_REOPENED,
                    STEP_REPORTED,
                    ORDER_PLACED,
                    ORDER_MATCHED,
                    STUDY_ASSESSED,
                    ARCHIVE_SEARCHED,
                    COMMITMENT_REQUESTED,
                    COMMITMENT_REPORTED,
                    PRIORS_FETCHED,
                    PRIORS_MISSED,
                    INSTANCES_REQUESTED,
                    INSTANCES_SENT,
                    IMAGES_VIEWED,
                    FINDING_JUDGED,
                    REPORT_DRAFTED,
                    REPORT_VIEWED,
                    SPECIALIST_CHANGED,
                    CREDENTIAL_CHANGED,
                    CREDENTIAL_EXPIRING,
                    CREDENTIAL_DOCUMENT_READ,
                    PRACTICAL_TEST,
                    OBJECT_DAMAGED,
                    STUDY_DELETED,
                    TERM_ENDED,
                    LEGAL_HOLD_CHANGED,
                    QUARANTINE_DECIDED,
                    TRAIL_READ -> "";
        };
        return words.isEmpty() ? Optional.empty() : Optional.of(new Step(entry.at(), entry.actorName(), words));
    }

    private static String advanced(TrailEntry entry) {
        return switch (CaseState.valueOf(detail(entry, "to"))) {
            case AWAITING_IMAGES -> "shown to the models" + because(entry);
            case AWAITING_ORDER -> "waits for the hospital's order";
            case READY -> "ready for a specialist" + because(entry);
            case OFFERED -> "offered";
            case OPEN -> "opened";
            case ON_HOLD -> "put on hold" + because(entry);
            case HANDED_OVER -> "handed over";
            case PRELIMINARY -> "preliminary report";
            case FINAL -> "report is final";
            case ADDENDUM -> "addendum signed";
            case CORRECTED -> "corrected";
            case CANCELLED -> "cancelled" + because(entry);
        };
    }

    private static String foreseen(TrailEntry entry) {
        return detail(entry, "promise").isEmpty()
                ? "foreseen that its promise will be broken (%s)".formatted(detail(entry, "probability"))
                : "foreseen that the promise of its %s will be broken".formatted(detail(entry, "promise"));
    }

    private static String critical(TrailEntry entry) {
        if (entry.outcome() == AuditEvent.Outcome.REFUSED) {
            return "a step of its critical result was refused" + because(entry);
        }
        return switch (detail(entry, "to")) {
            case "RAISED" -> "critical result raised";
            case "NOTIFIED" -> "critical result: told " + detail(entry, "told");
            case "ESCALATED" -> "critical result not acknowledged: told " + detail(entry, "told");
            case "ACKNOWLEDGED" ->
                "critical result acknowledged by %s%s"
                        .formatted(
                                detail(entry, "by"), detail(entry, "through").equals("PHONE") ? " on the phone" : "");
            case "WITHDRAWN" -> "critical result withdrawn by " + detail(entry, "by") + ", raised in error";
            default -> "";
        };
    }

    private static String opinion(TrailEntry entry) {
        return switch (detail(entry, "to")) {
            case "ASKED" -> "asked " + detail(entry, "asked") + " for an opinion";
            case "OPENED" -> "opened it to give an opinion";
            case "ANSWERED" -> "gave an opinion to " + detail(entry, "asker");
            case "DECLINED" -> "declined to give an opinion to " + detail(entry, "asker");
            case "WITHDRAWN" ->
                "%s is no longer asked for an opinion%s".formatted(detail(entry, "asked"), because(entry));
            default -> "";
        };
    }

    private static String signed(TrailEntry entry) {
        return switch (detail(entry, "reading")) {
            case "FIRST" -> "first reading signed";
            case "SECOND" -> "second, independent reading signed";
            case "JOINT", "AGREEMENT" -> "joint report proposed";
            default -> "report signed";
        };
    }

    private static String ended(TrailEntry entry) {
        return detail(entry, "end").equals("COMPLETED") ? "" : "given back" + because(entry);
    }

    private static String delivered(TrailEntry entry) {
        return detail(entry, "state").equals("CONFIRMED") ? "the hospital's system confirmed the report" : "sent again";
    }

    private static String because(TrailEntry entry) {
        var reason = detail(entry, "reason");
        return reason.isEmpty() ? "" : ": " + (CONSTANT.matcher(reason).matches() ? words(reason) : reason);
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String detail(TrailEntry entry, String key) {
        return entry.details().getOrDefault(key, "");
    }
}
