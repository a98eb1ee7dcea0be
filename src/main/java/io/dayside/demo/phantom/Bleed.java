package io.dayside.demo.phantom;

/** Kinds of intracranial haemorrhage that the head phantom knows. */
public enum Bleed {
    NONE,
    INTRAPARENCHYMAL,
    SUBDURAL,
    EPIDURAL,
    SUBARACHNOID,
    INTRAVENTRICULAR;

    /** One of the haemorrhages, the commoner ones more often. */
    static Bleed drawn(java.util.Random random) {
        double draw = random.nextDouble();
        if (draw < 0.38) {
            return INTRAPARENCHYMAL;
        }
        if (draw < 0.66) {
            return SUBDURAL;
        }
        if (draw < 0.82) {
            return EPIDURAL;
        }
        return draw < 0.91 ? SUBARACHNOID : INTRAVENTRICULAR;
    }
}
