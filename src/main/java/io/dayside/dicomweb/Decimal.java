package io.dayside.dicomweb;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Decimal numbers of parameters, as a decimal string of PS3.5 6.2 is written, without spaces. */
final class Decimal {

    private static final Pattern FORM =
            Pattern.compile("[+-]?([0-9]{1,15}(\\.[0-9]{0,15})?|\\.[0-9]{1,15})([eE][+-]?[0-9]{1,2})?");

    private Decimal() {}

    /** A finite number. */
    static double parse(String text, Supplier<? extends RuntimeException> refusal) {
        if (!FORM.matcher(text).matches()) {
            throw refusal.get();
        }
        return Double.parseDouble(text);
    }
}
