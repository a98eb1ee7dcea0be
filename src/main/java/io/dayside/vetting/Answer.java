package io.dayside.vetting;

/**
 * What a candidate says of one target.
 *
 * @param slice where they see it, from 1; 0 where they do not say
 */
public record Answer(Confidence confidence, int slice) {

    public String words(String target) {
        var where = confidence.isThere() && slice > 0 ? ", slice " + slice : "";
        return "%s: %s%s".formatted(target, confidence.words().toLowerCase(java.util.Locale.ROOT), where);
    }
}
