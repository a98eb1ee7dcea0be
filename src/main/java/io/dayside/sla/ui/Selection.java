package io.dayside.sla.ui;

import com.vaadin.flow.router.QueryParameters;
import io.dayside.sla.FinishedCase;
import io.dayside.sla.OpenCase;
import io.dayside.tenancy.TenantId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which cases the page shows; it lives in the address.
 *
 * @param hospital code of one, or empty for all
 */
record Selection(String hospital, Show show) {

    enum Show {
        OPEN,
        BREACHED,
        FINISHED,
        LATE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Selection EVERYTHING_OPEN = new Selection("", Show.OPEN);

    /** An address that says something else shows everything open. */
    static Selection of(QueryParameters address) {
        var word = address.getSingleParameter("show").orElse("");
        var show = Stream.of(Show.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(Show.OPEN);
        return new Selection(address.getSingleParameter("hospital").orElse(""), show);
    }

    QueryParameters parameters() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("show", show.word());
        if (!hospital.isEmpty()) {
            parameters.put("hospital", hospital);
        }
        return QueryParameters.simple(parameters);
    }

    boolean ofFinished() {
        return switch (show) {
            case FINISHED, LATE -> true;
            case OPEN, BREACHED -> false;
        };
    }

    boolean takes(OpenCase one) {
        return takes(one.id().tenant()) && (show != Show.BREACHED || one.breached());
    }

    boolean takes(FinishedCase one) {
        return takes(one.id().tenant()) && (show != Show.LATE || !one.onTime());
    }

    private boolean takes(TenantId tenant) {
        return hospital.isEmpty() || tenant.code().equals(hospital);
    }

    /** What the list below is, as its heading. */
    String heading() {
        return switch (show) {
            case OPEN -> "What will breach?";
            case BREACHED -> "Over the promise";
            case FINISHED -> "Signed today";
            case LATE -> "Signed too late today";
        };
    }
}
