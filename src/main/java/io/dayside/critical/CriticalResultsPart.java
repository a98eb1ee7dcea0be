package io.dayside.critical;

import io.dayside.critical.CriticalRule.Step;
import io.dayside.critical.CriticalRule.Tell;
import io.dayside.notices.Rungs;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code CriticalResults}. */
@Component
@Order(75)
class CriticalResultsPart extends OneDocumentPerHospital<CriticalRule> {

    private static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9.-]{1,62}");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_PEOPLE = 10;

    private final CriticalRuleRows rows;

    CriticalResultsPart(CriticalRuleRows rows, ApplicationEventPublisher events) {
        super(events);
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "CriticalResults";
    }

    @Override
    protected CriticalRule read(Fields fields) {
        var usual = CriticalRule.USUAL;
        return new CriticalRule(
                fields.durationOr("acknowledged", usual.acknowledged(), SHORTEST, LONGEST),
                fields.has("ladder") ? ladder(fields) : usual.ladder(),
                fields.durationOr("again", usual.again(), SHORTEST, LONGEST));
    }

    private static List<Step> ladder(Fields fields) {
        var ladder = fields.objects("ladder", CriticalResultsPart::step);
        Rungs.check(fields, ladder.stream().map(Step::after).toList());
        return ladder;
    }

    private static Step step(Fields fields) {
        var after = fields.duration("after", SHORTEST, LONGEST);
        var tell = fields.oneOf("tell", Tell.class);
        var people = fields.has("people") ? fields.texts("people") : List.<String>of();
        if (!people.stream().allMatch(one -> USERNAME.matcher(one).matches()) || people.size() > MOST_PEOPLE) {
            fields.problem("people", "must be at most %d usernames".formatted(MOST_PEOPLE));
        }
        if ((tell == Tell.PEOPLE) == people.isEmpty()) {
            fields.problem("people", "must name somebody where a step tells PEOPLE, and nobody otherwise");
        }
        return new Step(after, tell, people);
    }

    @Override
    protected Map<String, CriticalRule> running() {
        return rows.all();
    }

    @Override
    protected String inWords(CriticalRule rule) {
        return "critical results are acknowledged within %d min; until then %s"
                .formatted(
                        rule.acknowledged().toMinutes(),
                        rule.ladder().stream()
                                .map(step ->
                                        "after %d min %s".formatted(step.after().toMinutes(), step.tell()))
                                .collect(Collectors.joining(", ")));
    }

    @Override
    protected String withoutInWords() {
        return "critical results are acknowledged as usual";
    }

    @Override
    protected void keep(TenantId hospital, CriticalRule rule) {
        rows.keep(hospital, rule);
    }

    @Override
    protected void remove(TenantId hospital) {
        rows.remove(hospital);
    }
}
