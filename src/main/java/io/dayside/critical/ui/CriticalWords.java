package io.dayside.critical.ui;

import io.dayside.critical.CriticalResult;
import io.dayside.critical.CriticalResult.Through;
import io.dayside.ui.PlacedTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How pages say where a critical result stands. */
final class CriticalWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private CriticalWords() {}

    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    /** {@code 10:41 New York}. */
    private static String when(Instant at, ZoneId zone) {
        return PlacedTime.clock(at, zone);
    }

    /** {@code Raised by Dr Okafor at 10:41 New York, for the neurosurgeon on call}. */
    static String raised(CriticalResult result, ZoneId zone) {
        return "Raised by %s at %s, for %s"
                .formatted(result.raisedName(), when(result.raisedAt(), zone), result.addressee());
    }

    /** {@code Doe Jo · P1 · CT head}. */
    static String patient(CriticalResult result) {
        return Stream.of(result.patientName().replace('^', ' ').strip(), result.patientId(), result.study())
                .filter(word -> !word.isBlank())
                .collect(Collectors.joining(" · "));
    }

    static String standing(CriticalResult result, ZoneId zone) {
        var withdrawal = result.withdrawal();
        if (withdrawal != null) {
            return "Raised in error. Withdrawn by %s at %s: “%s”"
                    .formatted(withdrawal.by(), when(withdrawal.at(), zone), withdrawal.reason());
        }
        var acknowledgement = result.acknowledgement();
        if (acknowledgement != null) {
            return "✓ Acknowledged by %s at %s%s: “%s”"
                    .formatted(
                            acknowledgement.by(),
                            when(acknowledgement.at(), zone),
                            acknowledgement.through() == Through.PHONE ? " on the phone" : "",
                            acknowledgement.readBack());
        }
        return result.told() <= 1
                ? "The hospital was told at %s and has not acknowledged it yet".formatted(when(result.toldLast(), zone))
                : "Told %d times, last at %s; nobody has acknowledged it yet"
                        .formatted(result.told(), when(result.toldLast(), zone));
    }
}
