package io.dayside.routing;

import io.dayside.routing.engine.Decision;

/** A decision as it is kept with the lease that it led to. */
public record KeptDecision(Given given, Decision decision) {

    public enum Given {
        /** It was the specialist's next case. */
        NEXT,
        /** The specialist opened it past others that stood before it. */
        CHOSEN,
        /** The specialist put another case aside for it. */
        INTERRUPTING,
        /** A manager let the specialist take it past rules that bar them. */
        EXEMPTED
    }
}
