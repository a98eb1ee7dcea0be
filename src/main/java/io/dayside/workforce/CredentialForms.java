package io.dayside.workforce;

import io.dayside.cases.BodyRegions;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.AiProficiency;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Credential.Evidence;
import io.dayside.workforce.Credential.Language;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Credentials as people write them: in a form, in a call, in a line of a file. One reader for all three, so that all three
 * refuse the same. Nothing that it lets pass begins with a sign that a spreadsheet takes for a formula.
 */
final class CredentialForms {

    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ./-]{0,63}");
    private static final Pattern ISSUER = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N} .,&()'’/-]{0,99}");
    private static final Pattern MODALITY = Pattern.compile("\\*|[A-Z][A-Z0-9]{1,15}");
    private static final Pattern REGION =
            Pattern.compile("\\*|" + BodyRegions.UNKNOWN + "|" + String.join("|", BodyRegions.all()));
    private static final Pattern SUBSPECIALTY = Pattern.compile("\\*|[A-Z][A-Z_]{2,39}");
    private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9.-]{1,62}");
    private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

    private static final int HOURS_OF_A_WEEK = 168;
    private static final int MOST_AN_HOUR = 200;
    private static final int MOST_A_DAY = 2000;

    private CredentialForms() {}

    /**
     * Reads what was written. Whoever asks looks at {@link CredentialFields#problems} before using the answer.
     *
     * @param hospitals all that are in service
     */
    static Credential read(CredentialKind kind, CredentialFields fields, Set<TenantId> hospitals) {
        fields.onlyOf(kind.columns());
        var credential = switch (kind) {
            case LICENCE -> licence(fields);
            case PRIVILEGE -> privilege(fields, hospitals);
            case COMPETENCY -> competency(fields);
            case EVIDENCE -> evidence(fields);
            case AI_PROFICIENCY -> aiProficiency(fields);
            case LANGUAGE ->
                new Language(fields.text(Column.LANGUAGE, TAG), fields.oneOf(Column.LEVEL, Language.Level.class));
            case CONTRACT -> contract(fields, hospitals);
        };
        fields.inOrder(credential.validFrom(), credential.validTo());
        return credential;
    }

    private static Licence licence(CredentialFields fields) {
        return new Licence(
                fields.text(Column.JURISDICTION, JURISDICTION),
                fields.text(Column.NUMBER, NUMBER),
                standing(fields),
                fields.date(Column.VALID_FROM),
                fields.date(Column.VALID_TO));
    }

    private static Privilege privilege(CredentialFields fields, Set<TenantId> hospitals) {
        return new Privilege(
                fields.hospital(Column.HOSPITAL, hospitals),
                standing(fields),
                fields.date(Column.VALID_FROM),
                fields.date(Column.VALID_TO));
    }

    private static Competency competency(CredentialFields fields) {
        return new Competency(
                fields.text(Column.MODALITY, MODALITY),
                fields.text(Column.BODY_REGION, REGION),
                fields.oneOfOr(Column.AGE_GROUP, Ages.ANY),
                fields.textOr(Column.SUBSPECIALTY, Competency.ANY, SUBSPECIALTY),
                standing(fields),
                fields.dateOr(Column.VALID_FROM, Credential.SINCE_EVER),
                end(fields),
                fields.texts(Column.EVIDENCE, NUMBER));
    }

    private static Evidence evidence(CredentialFields fields) {
        return new Evidence(
                fields.oneOf(Column.EVIDENCE_TYPE, Evidence.Type.class),
                fields.text(Column.ISSUER, ISSUER),
                fields.text(Column.NUMBER, NUMBER),
                fields.date(Column.VALID_FROM),
                end(fields));
    }

    private static AiProficiency aiProficiency(CredentialFields fields) {
        return new AiProficiency(
                fields.text(Column.MODEL, MODEL),
                fields.number(Column.SCORE, 0, 100),
                fields.date(Column.VALID_FROM),
                end(fields));
    }

    private static Contract contract(CredentialFields fields, Set<TenantId> hospitals) {
        return new Contract(
                fields.number(Column.HOURS_PER_WEEK, 1, HOURS_OF_A_WEEK),
                fields.number(Column.CASES_PER_HOUR, 1, MOST_AN_HOUR),
                fields.number(Column.CASES_PER_DAY, 1, MOST_A_DAY),
                fields.hospitals(Column.HOSPITALS, hospitals),
                fields.date(Column.VALID_FROM),
                end(fields));
    }

    private static Standing standing(CredentialFields fields) {
        return fields.oneOfOr(Column.STANDING, Standing.ACTIVE);
    }

    private static LocalDate end(CredentialFields fields) {
        return fields.dateOr(Column.VALID_TO, Credential.WITHOUT_END);
    }

    /** The reverse of {@link #read}: what somebody would have to write. */
    static Map<Column, String> write(Credential credential) {
        var fields = new EnumMap<Column, String>(Column.class);
        switch (credential) {
            case Licence licence -> {
                fields.put(Column.JURISDICTION, licence.jurisdiction());
                fields.put(Column.NUMBER, licence.number());
            }
            case Privilege privilege ->
                fields.put(Column.HOSPITAL, privilege.tenant().code());
            case Competency competency -> {
                fields.put(Column.MODALITY, competency.modality());
                fields.put(Column.BODY_REGION, competency.bodyRegion());
                fields.put(Column.AGE_GROUP, competency.ages().name());
                fields.put(Column.SUBSPECIALTY, competency.subspecialty());
                fields.put(Column.EVIDENCE, String.join(";", competency.evidence()));
            }
            case Evidence evidence -> {
                fields.put(Column.EVIDENCE_TYPE, evidence.type().name());
                fields.put(Column.ISSUER, evidence.issuer());
                fields.put(Column.NUMBER, evidence.number());
            }
            case AiProficiency proficiency -> {
                fields.put(Column.MODEL, proficiency.model());
                fields.put(Column.SCORE, String.valueOf(proficiency.scorePercent()));
            }
            case Language language -> {
                fields.put(Column.LANGUAGE, language.tag());
                fields.put(Column.LEVEL, language.level().name());
            }
            case Contract contract -> {
                fields.put(Column.HOURS_PER_WEEK, String.valueOf(contract.hoursPerWeek()));
                fields.put(Column.CASES_PER_HOUR, String.valueOf(contract.casesPerHour()));
                fields.put(Column.CASES_PER_DAY, String.valueOf(contract.casesPerDay()));
                fields.put(
                        Column.HOSPITALS,
                        contract.hospitals().stream().map(TenantId::code).collect(Collectors.joining(";")));
            }
        }
        var columns = credential.kind().columns();
        if (columns.contains(Column.STANDING)) {
            fields.put(Column.STANDING, credential.standing().name());
        }
        if (columns.contains(Column.VALID_FROM) && credential.validFrom().isAfter(Credential.SINCE_EVER)) {
            fields.put(Column.VALID_FROM, credential.validFrom().toString());
        }
        if (credential.ends()) {
            fields.put(Column.VALID_TO, credential.validTo().toString());
        }
        return fields;
    }
}
