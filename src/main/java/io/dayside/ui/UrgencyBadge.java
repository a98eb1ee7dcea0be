package io.dayside.ui;

import com.vaadin.flow.component.html.Span;
import io.dayside.tenancy.Priority;
import java.util.Locale;

/** How urgent something is, by colour, shape and word. */
public class UrgencyBadge extends Span {

    private static final long serialVersionUID = 1L;

    /** Colour means urgency and nothing else. */
    public enum Level {
        CRITICAL("●"),
        URGENT("▲"),
        ROUTINE("○"),
        DONE("✓");

        private final String shape;

        Level(String shape) {
            this.shape = shape;
        }

        public static Level of(Priority priority) {
            return switch (priority) {
                case STAT -> CRITICAL;
                case URGENT -> URGENT;
                case ROUTINE -> ROUTINE;
            };
        }
    }

    public UrgencyBadge(Level level, String word) {
        super(level.shape + " " + word);
        addClassNames("urgency", level.name().toLowerCase(Locale.ROOT));
    }
}
