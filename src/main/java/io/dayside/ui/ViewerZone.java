package io.dayside.ui;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The time zone in which the person sits, as their browser tells. */
public final class ViewerZone {

    private ViewerZone() {}

    /** UTC where the browser does not say or says something unknown. */
    public static ZoneId of(UI ui) {
        var details = ui.getPage().getExtendedClientDetails();
        return details == null ? ZoneOffset.UTC : zone(details.getTimeZoneId());
    }

    static ZoneId zone(@Nullable String id) {
        if (id == null || id.isBlank()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }

    /** {@code Zurich} of {@code Europe/Zurich}. */
    public static String place(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        var id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
