package io.dayside.dicom.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Operations and notifications, PS3.7 Annex E.1. */
public enum DimseOperation {
    C_STORE(0x0001),
    C_GET(0x0010),
    C_FIND(0x0020),
    C_MOVE(0x0021),
    C_ECHO(0x0030),
    N_EVENT_REPORT(0x0100),
    N_GET(0x0110),
    N_SET(0x0120),
    N_ACTION(0x0130),
    N_CREATE(0x0140),
    N_DELETE(0x0150);

    final int commandField;

    DimseOperation(int commandField) {
        this.commandField = commandField;
    }

    /** The operation that the field asks for; null for a response, a cancellation or a code that does not exist. */
    static @Nullable DimseOperation of(int commandField) {
        return Arrays.stream(values())
                .filter(operation -> operation.commandField == commandField)
                .findFirst()
                .orElse(null);
    }

    /** Whether a request names its object by the requested, not by the affected SOP class and instance. */
    boolean namesRequestedInstance() {
        return switch (this) {
            case N_GET, N_SET, N_ACTION, N_DELETE -> true;
            default -> false;
        };
    }
}
