package io.dayside.priors;

/**
 * Where a hospital's priors are, and how many are wanted.
 *
 * @param most priors of one study
 * @param years older ones are left where they are
 */
record PriorsRule(PacsAddress pacs, int most, int years) {

    PriorsRule(String aeTitle, int most, int years) {
        this(new PacsAddress.Dimse(aeTitle), most, years);
    }
}
