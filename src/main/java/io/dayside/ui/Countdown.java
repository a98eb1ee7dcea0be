package io.dayside.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;

/**
 * A promise as a countdown: "12 min left", "1 h 57 min left", "6 min over", and "due now" in the minute between. The browser keeps it current; the exact time is in the tooltip.
 */
public class Countdown extends Span {

    private static final long serialVersionUID = 1L;

    private final long dueMillis;

    /** @param now of the server, for the first text */
    public Countdown(Instant dueAt, Instant now) {
        super(words(Duration.between(now, dueAt)));
        dueMillis = dueAt.toEpochMilli();
        addClassNames("countdown", "figures");
        getElement().setAttribute("title", "due " + dueAt);
        paint(Duration.between(now, dueAt));
    }

    /** What is left, or how much it is over, in the largest unit that is still useful. */
    public static String words(Duration left) {
        var size = left.abs();
        if (size.toMinutes() == 0) {
            return "due now";
        }
        return amount(size) + (left.isNegative() ? " over" : " left");
    }

    /** Minutes count for a working day, hours for two, then days. */
    private static String amount(Duration size) {
        if (size.toHours() >= 48) {
            return size.toDays() + " d";
        }
        if (size.toHours() >= 10) {
            return size.toHours() + " h";
        }
        return size.toHours() == 0
                ? size.toMinutes() + " min"
                : "%d h %02d min".formatted(size.toHours(), size.toMinutesPart());
    }

    private void paint(Duration left) {
        setClassName("over", left.isNegative());
        setClassName("soon", !left.isNegative() && left.toMinutes() < 15);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement().executeJs("""
                const due = $0;
                const show = () => {
                  const left = due - Date.now();
                  const minutes = Math.floor(Math.abs(left) / 60000);
                  const hours = Math.floor(minutes / 60);
                  const text = hours >= 48 ? Math.floor(hours / 24) + ' d'
                    : hours >= 10 ? hours + ' h'
                    : hours === 0 ? minutes + ' min'
                    : hours + ' h ' + String(minutes % 60).padStart(2, '0') + ' min';
                  this.textContent = minutes === 0 ? 'due now' : text + (left < 0 ? ' over' : ' left');
                  this.classList.toggle('over', left < 0);
                  this.classList.toggle('soon', left >= 0 && left < 15 * 60000);
                };
                clearInterval(this.ticking);
                this.ticking = setInterval(() => this.isConnected ? show() : clearInterval(this.ticking), 5000);
                """, (double) dueMillis);
    }
}
