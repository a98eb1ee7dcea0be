package io.dayside.workforce.ui;

import io.dayside.audit.TrailEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Entries of a person's trail in words. */
final class HistoryWords {

    private HistoryWords() {}

    static String of(TrailEntry entry) {
        var details = entry.details();
        var credential = details.getOrDefault("credential", "");
        return switch (entry.action()) {
            case CREDENTIAL_CHANGED ->
                credential
                        + changed(details.getOrDefault("from", ""), details.getOrDefault("to", ""))
                        + because(details.getOrDefault("reason", ""));
            case CREDENTIAL_EXPIRING ->
                details.getOrDefault("daysBefore", "").equals("0")
                        ? credential + " has ended"
                        : "warned that " + credential + " ends on " + details.getOrDefault("lastDay", "");
            case CREDENTIAL_DOCUMENT_READ -> "read a paper of " + credential;
            case SPECIALIST_CHANGED -> of(details);
            default -> Standings.inWords(entry.action().name());
        };
    }

    private static String of(Map<String, String> details) {
        if (details.containsKey("login")) {
            return "login " + details.getOrDefault("login", "") + because(details.getOrDefault("reason", ""));
        }
        return details.containsKey("to")
                ? "person: " + details.getOrDefault("to", "") + because(details.getOrDefault("reason", ""))
                : configuration(details);
    }

    private static String configuration(Map<String, String> details) {
        return "configuration: "
                + new TreeMap<>(details)
                        .entrySet().stream()
                                .map(line -> line.getKey() + " " + line.getValue())
                                .collect(Collectors.joining("; "));
    }

    private static String changed(String from, String to) {
        return from.isEmpty() ? ": " + to : ": " + from + " → " + to;
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }
}
