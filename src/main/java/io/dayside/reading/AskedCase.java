package io.dayside.reading;

import io.dayside.cases.Case;
import io.dayside.collaboration.Opinion;
import io.dayside.priors.PriorsOverview;
import io.dayside.reading.OpenCase.Claim;
import java.util.List;

/**
 * A case as lies before a colleague who is asked about it: what came with it, and nothing that its holder has written or
 * decided.
 *
 * @param claims of models, undecided
 * @param priors other cases of the same patient at the same hospital, newest first, but those that are in {@code earlier}
 * @param earlier studies that the hospital's PACS has of the patient
 */
public record AskedCase(Opinion opinion, Case work, List<Claim> claims, List<Case> priors, PriorsOverview earlier) {}
