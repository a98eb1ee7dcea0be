package io.dayside.priors;

import io.dayside.tenancy.Fields;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.TenantId;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Priors}: which of a hospital's systems is asked. Without one, none is. */
@Component
@Order(40)
class PriorsPart extends OneDocumentPerHospital<PriorsRule> {

    private static final int MOST = 20;
    private static final int MOST_YEARS = 100;
    private static final PacsAddress NOWHERE = new PacsAddress.Dimse("");

    private final PriorsRules rules;

    PriorsPart(PriorsRules rules, ApplicationEventPublisher events) {
        super(events);
        this.rules = rules;
    }

    @Override
    public String kind() {
        return "Priors";
    }

    @Override
    protected PriorsRule read(Fields fields) {
        return new PriorsRule(address(fields), fields.integer("most", 1, MOST), fields.integer("years", 1, MOST_YEARS));
    }

    private static PacsAddress address(Fields fields) {
        var web = fields.object("dicomweb", PriorsPart::web);
        if (!fields.has("dicomweb")) {
            return new PacsAddress.Dimse(fields.text("pacs"));
        }
        if (fields.has("pacs")) {
            fields.problem("dicomweb", "cannot be there beside pacs: one way has to do");
            fields.text("pacs");
        }
        return web.orElse(NOWHERE);
    }

    private static PacsAddress web(Fields fields) {
        var base = base(fields.text("address"));
        if (base.isEmpty()) {
            fields.problem(
                    "address", "must be an https address without user, query and fragment, or http on this machine");
        }
        var login = fields.has("login") ? fields.oneOf("login", PacsAddress.Login.class) : PacsAddress.Login.NONE;
        var certificates = fields.certificates();
        return base.<PacsAddress>map(there -> new PacsAddress.Web(there, login, certificates))
                .orElse(NOWHERE);
    }

    private static Optional<URI> base(String address) {
        try {
            var uri = new URI(address.replaceAll("/+$", ""));
            boolean plain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return plain && isProtected(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isProtected(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isThisMachine(uri.getHost()));
    }

    /** Literal addresses only: a name may mean another machine tomorrow. */
    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    protected void check(PriorsRule rule, Hospital hospital, Fields fields) {
        if (rule.pacs() instanceof PacsAddress.Dimse(var aeTitle)
                && !fields.has("dicomweb")
                && hospital.destination(aeTitle).isEmpty()) {
            fields.problem("pacs", "must be the AE title of one of the hospital's destinations");
        }
    }

    @Override
    protected Map<String, PriorsRule> running() {
        return rules.all();
    }

    @Override
    protected String inWords(PriorsRule rule) {
        var from = rule.pacs() instanceof PacsAddress.Web web
                ? web.base().toString()
                : rule.pacs().name();
        return "priors come from %s, %d at most, of %d years".formatted(from, rule.most(), rule.years());
    }

    @Override
    protected String withoutInWords() {
        return "priors are not asked for";
    }

    @Override
    protected void keep(TenantId hospital, PriorsRule rule) {
        rules.keep(hospital, rule);
    }

    @Override
    protected void remove(TenantId hospital) {
        rules.remove(hospital);
    }
}
