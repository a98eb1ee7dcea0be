package io.dayside.collaboration;

import io.dayside.cases.BodyRegions;
import io.dayside.collaboration.SecondReadingRule.Preliminary;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code SecondReading}: which cases are read by more than one. */
@Component
@Order(80)
class SecondReadingPart extends OneDocumentPerHospital<SecondReadingPolicy> {

    private static final Pattern MODALITY = Pattern.compile("[A-Z]{2,6}");
    private static final Pattern SUBSPECIALTY = Pattern.compile("[A-Z][A-Z_]{2,39}");
    private static final Duration SOONEST = Duration.ofMinutes(10);
    private static final Duration LATEST = Duration.ofDays(30);

    private final PolicyRows rows;

    SecondReadingPart(PolicyRows rows, ApplicationEventPublisher events) {
        super(events);
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "SecondReading";
    }

    @Override
    protected SecondReadingPolicy read(Fields fields) {
        var rules = fields.objects("rules", SecondReadingPart::rule);
        if (rules.isEmpty()) {
            fields.problem("rules", "must hold at least one");
        }
        return new SecondReadingPolicy(rules);
    }

    private static SecondReadingRule rule(Fields fields) {
        var workflow = fields.oneOf("workflow", Workflow.class);
        return new SecondReadingRule(
                fields.text("name"),
                modalities(fields),
                regions(fields),
                fields.has("priorities") ? fields.someOf("priorities", Priority.class) : List.of(),
                fields.texts("findings"),
                workflow,
                subspecialty(fields, workflow),
                within(fields, workflow),
                preliminary(fields, workflow));
    }

    private static List<String> modalities(Fields fields) {
        var modalities = fields.texts("modalities");
        if (!modalities.stream().allMatch(one -> MODALITY.matcher(one).matches())) {
            fields.problem("modalities", "must be codes such as CT");
        }
        return modalities;
    }

    private static List<String> regions(Fields fields) {
        var regions = fields.texts("regions");
        if (!BodyRegions.all().containsAll(regions)) {
            fields.problem("regions", "must be among " + String.join(", ", BodyRegions.all()));
        }
        return regions;
    }

    private static String subspecialty(Fields fields, Workflow workflow) {
        return onlyFor(Workflow.OVER_READ, "subspecialty", fields, workflow) && fields.has("subspecialty")
                ? fields.text("subspecialty", SUBSPECIALTY, "a subspecialty such as NEURORADIOLOGY")
                : "";
    }

    /** Who decides where two who read independently differ. */
    private enum SettledBy {
        THIRD,
        THEMSELVES
    }

    private static Duration within(Fields fields, Workflow workflow) {
        boolean settles = onlyFor(Workflow.DOUBLE, "settled-by", fields, workflow)
                && fields.has("settled-by")
                && fields.oneOf("settled-by", SettledBy.class) == SettledBy.THEMSELVES;
        return settles
                ? fields.duration("within", SOONEST, LATEST)
                : onlyFor(Workflow.OVER_READ, "within", fields, workflow)
                        ? fields.duration("within", SOONEST, LATEST)
                        : Duration.ZERO;
    }

    private static Preliminary preliminary(Fields fields, Workflow workflow) {
        return onlyFor(Workflow.SUPERVISED, "preliminary", fields, workflow)
                ? fields.oneOf("preliminary", Preliminary.class)
                : Preliminary.INSIDE;
    }

    /** Whether the workflow knows the field; notes it where it does not. */
    private static boolean onlyFor(Workflow wanted, String name, Fields fields, Workflow workflow) {
        if (workflow != wanted && fields.has(name)) {
            fields.problem(name, "is only for " + wanted);
            fields.json(name);
        }
        return workflow == wanted;
    }

    @Override
    protected void check(SecondReadingPolicy policy, Hospital hospital, Fields fields) {
        var names = new HashSet<String>();
        policy.rules().stream()
                .map(SecondReadingRule::name)
                .filter(name -> !names.add(name))
                .forEach(name -> fields.problem("rules", "names '" + name + "' twice"));
    }

    @Override
    protected Map<String, SecondReadingPolicy> running() {
        return rows.all();
    }

    @Override
    protected String inWords(SecondReadingPolicy policy) {
        return "cases are read: " + policy.inWords();
    }

    @Override
    protected String withoutInWords() {
        return "every case is read by one";
    }

    @Override
    protected void keep(TenantId hospital, SecondReadingPolicy policy) {
        rows.keep(hospital, policy);
    }

    @Override
    protected void remove(TenantId hospital) {
        rows.remove(hospital);
    }
}
