package io.dayside.intake.upload;

/** A name from outside as it is kept for people: bounded, and without what neither database nor page can hold. */
final class ShownName {

    private static final int MAX_CHARACTERS = 1000;
    private static final int REPLACEMENT = 0xFFFD;

    private ShownName() {}

    static String of(String name) {
        var kept = new StringBuilder();
        name.codePoints()
                .limit(MAX_CHARACTERS)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
