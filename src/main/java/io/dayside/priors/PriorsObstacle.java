package io.dayside.priors;

/** Why priors could not be had at the last try. */
public enum PriorsObstacle {
    /** The PACS does not answer, or breaks off. */
    UNREACHABLE,
    /** It answers that it will not. */
    REFUSED,
    /** What it answers is not what was asked for. */
    BROKEN,
    /** Its address or our credentials are not configured. */
    NOT_SET_UP,
    /** The hospital's share of the archive is used up. */
    NO_ROOM;

    /** The one of that name; {@link #UNREACHABLE} for others, which former versions wrote. */
    static PriorsObstacle named(String name) {
        for (var obstacle : values()) {
            if (obstacle.name().equals(name)) {
                return obstacle;
            }
        }
        return UNREACHABLE;
    }
}
