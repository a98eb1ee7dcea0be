package io.dayside.notices;

import io.dayside.notices.NoticeRule.Step;
import io.dayside.notices.NoticeRule.Tell;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Notices}. */
@Component
@Order(70)
class NoticesPart extends OneDocumentPerHospital<NoticeRule> {

    private static final Pattern MAIL = Pattern.compile("[^\\s@<>,;\"]{1,64}@[A-Za-z0-9.-]{1,190}");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_ADDRESSES = 10;

    private final NoticeRuleRows rows;

    NoticesPart(NoticeRuleRows rows, ApplicationEventPublisher events) {
        super(events);
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "Notices";
    }

    @Override
    protected NoticeRule read(Fields fields) {
        var mail = fields.texts("mail");
        if (!mail.stream().allMatch(one -> MAIL.matcher(one).matches()) || mail.size() > MOST_ADDRESSES) {
            fields.problem(
                    "mail", "must be at most %d addresses such as desk@hospital.example".formatted(MOST_ADDRESSES));
        }
        var ladder = fields.has("ladder") ? ladder(fields) : NoticeRule.USUAL.ladder();
        return new NoticeRule(mail, webhooks(fields), ladder);
    }

    private static List<Step> ladder(Fields fields) {
        var ladder = fields.objects(
                "ladder",
                step -> new Step(step.duration("after", Duration.ZERO, LONGEST), step.oneOf("tell", Tell.class)));
        Rungs.check(fields, ladder.stream().map(Step::after).toList());
        return ladder;
    }

    private static List<URI> webhooks(Fields fields) {
        var addresses = new ArrayList<URI>();
        var texts = fields.texts("webhooks");
        texts.forEach(text -> address(text).ifPresent(addresses::add));
        if (addresses.size() < texts.size() || texts.size() > MOST_ADDRESSES) {
            fields.problem(
                    "webhooks",
                    "must be at most %d addresses that begin with https:// and hold no user, such as https://gateway.example/dayside"
                            .formatted(MOST_ADDRESSES));
        }
        return addresses;
    }

    private static Optional<URI> address(String text) {
        try {
            var uri = new URI(text);
            boolean plain = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    @Override
    protected Map<String, NoticeRule> running() {
        return rows.all();
    }

    @Override
    protected String inWords(NoticeRule rule) {
        var to = new ArrayList<String>(List.of("pages"));
        to.addAll(rule.mail());
        rule.webhooks().forEach(one -> to.add(one.getHost()));
        return "notices go to %s; pressing cases %s"
                .formatted(
                        String.join(", ", to),
                        rule.ladder().stream()
                                .map(step ->
                                        "after %d min %s".formatted(step.after().toMinutes(), step.tell()))
                                .collect(Collectors.joining(", ")));
    }

    @Override
    protected String withoutInWords() {
        return "notices go to pages only, pressing cases up the usual ladder";
    }

    @Override
    protected void keep(TenantId hospital, NoticeRule rule) {
        rows.keep(hospital, rule);
    }

    @Override
    protected void remove(TenantId hospital) {
        rows.remove(hospital);
    }
}
