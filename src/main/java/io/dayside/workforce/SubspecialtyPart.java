package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.cases.BodyRegions;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.TenantId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Subspecialties}: which of a hospital's cases ask for a subspecialty of their reader. */
@Component
@Order(65)
class SubspecialtyPart extends OneDocumentPerHospital<List<SubspecialtyRule>> {

    private enum Asked {
        REQUIRED,
        PREFERRED
    }

    private static final int MOST_RULES = 100;
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{2,39}");
    private static final Pattern MODALITY = Pattern.compile("[A-Z]{2}");
    private static final Pattern REGION =
            Pattern.compile(BodyRegions.UNKNOWN + "|" + String.join("|", BodyRegions.all()));
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{2,40}");

    private final SubspecialtyRows rows;

    SubspecialtyPart(SubspecialtyRows rows, ApplicationEventPublisher events) {
        super(events);
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "Subspecialties";
    }

    @Override
    protected List<SubspecialtyRule> read(Fields fields) {
        var rules = fields.objects("rules", SubspecialtyPart::rule);
        if (rules.isEmpty() || rules.size() > MOST_RULES) {
            fields.problem("rules", "must be 1 to %d rules".formatted(MOST_RULES));
        }
        for (int i = 1; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (rules.subList(0, i).stream().anyMatch(before -> isSameKind(before, rule))) {
                fields.problem("rules[%d]".formatted(i), "is for the same cases as one before it");
            }
        }
        return rules;
    }

    private static boolean isSameKind(SubspecialtyRule one, SubspecialtyRule other) {
        return one.modalities().equals(other.modalities())
                && one.bodyRegions().equals(other.bodyRegions())
                && one.ages().equals(other.ages())
                && Set.copyOf(one.words()).equals(Set.copyOf(other.words()));
    }

    private static SubspecialtyRule rule(Fields fields) {
        var name = fields.text("subspecialty", NAME, "3 to 40 of A-Z and _, such as NEURORADIOLOGY");
        var asked = fields.oneOf("asked", Asked.class);
        var modalities = texts(fields, "modalities", MODALITY, "two capital letters, such as CT");
        var regions = texts(fields, "bodyRegions", REGION, "one of " + String.join(", ", BodyRegions.all()));
        Set<AgeGroup> ages = fields.has("ages") ? new HashSet<>(fields.someOf("ages", AgeGroup.class)) : Set.of();
        var words = texts(fields, "procedureWords", WORD, "one word of 2 to 40 letters and digits");
        if (modalities.isEmpty() && regions.isEmpty() && ages.isEmpty() && words.isEmpty()) {
            fields.problem("modalities", "or bodyRegions, ages or procedureWords must be given");
        }
        return new SubspecialtyRule(
                new Subspecialty(name, asked == Asked.REQUIRED),
                modalities.stream().map(Specialist.Competency::readLike).collect(Collectors.toSet()),
                Set.copyOf(regions),
                ages.isEmpty() ? Set.of() : EnumSet.copyOf(ages),
                words);
    }

    private static List<String> texts(Fields fields, String name, Pattern form, String formInWords) {
        var texts = fields.texts(name);
        for (int i = 0; i < texts.size(); i++) {
            if (!form.matcher(texts.get(i)).matches()) {
                fields.problem("%s[%d]".formatted(name, i), "must be " + formInWords);
            }
        }
        return texts.stream().distinct().toList();
    }

    @Override
    protected Map<String, List<SubspecialtyRule>> running() {
        return rows.all();
    }

    @Override
    protected String inWords(List<SubspecialtyRule> rules) {
        return "its cases ask for subspecialties: "
                + rules.stream().map(SubspecialtyPart::words).collect(Collectors.joining("; "));
    }

    private static String words(SubspecialtyRule rule) {
        var kinds = List.of(
                String.join("/", rule.modalities().stream().sorted().toList()),
                String.join("/", rule.bodyRegions().stream().sorted().toList()),
                rule.ages().stream().sorted().map(AgeGroup::name).collect(Collectors.joining("/")),
                String.join("/", rule.words()));
        return "%s %s for %s"
                .formatted(
                        rule.subspecialty().name(),
                        rule.subspecialty().required() ? "required" : "preferred",
                        kinds.stream().filter(kind -> !kind.isEmpty()).collect(Collectors.joining(" ")));
    }

    @Override
    protected String withoutInWords() {
        return "its cases ask for no subspecialty";
    }

    @Override
    protected void keep(TenantId hospital, List<SubspecialtyRule> rules) {
        rows.keep(hospital, rules);
    }

    @Override
    protected void remove(TenantId hospital) {
        rows.remove(hospital);
    }
}
