package io.dayside.workforce;

import java.util.Locale;

/**
 * What a case asks of its reader besides modality, region and age.
 *
 * @param name such as {@code NEURORADIOLOGY}; empty where nothing is asked for
 * @param required whether nobody else may read it; otherwise who has it comes sooner
 */
public record Subspecialty(String name, boolean required) {

    public static final Subspecialty NONE = new Subspecialty("", false);

    public boolean isAsked() {
        return !name.isEmpty();
    }

    /** As people say it: {@code neuroradiology}. */
    public String words() {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
