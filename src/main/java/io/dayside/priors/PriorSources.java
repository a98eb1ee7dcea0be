package io.dayside.priors;

import io.dayside.tenancy.Hospital;
import org.springframework.stereotype.Component;

/** The PACS that a hospital's rule names. */
@Component
class PriorSources {

    private final Pacs dimse;
    private final WebPacs web;

    PriorSources(Pacs dimse, WebPacs web) {
        this.dimse = dimse;
        this.web = web;
    }

    PriorSource of(Hospital hospital, PacsAddress address) throws PriorsMissed {
        return switch (address) {
            case PacsAddress.Dimse(var aeTitle) ->
                dimse.at(
                        hospital,
                        hospital.destination(aeTitle)
                                .orElseThrow(() -> new PriorsMissed(
                                        PriorsObstacle.NOT_SET_UP,
                                        "the configuration names no address for " + aeTitle)));
            case PacsAddress.Web there -> web.at(hospital.id(), there);
        };
    }
}
