package io.dayside.dicom.net;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do on which event in which state: PS3.8 table 9-10. */
final class ProtocolTable {

    private static final String FORBIDDEN = "-";

    /** A row for each event, a column for each state. */
    private static final String TABLE = """
            Sta1 Sta2 Sta3 Sta4 Sta5 Sta6 Sta7 Sta8 Sta9 Sta10 Sta11 Sta12 Sta13
            AE-1 -    -    -    -    -    -    -    -    -     -     -     -
            -    -    -    AE-2 -    -    -    -    -    -     -     -     -
            -    AA-1 AA-8 -    AE-3 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            -    AA-1 AA-8 -    AE-4 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            AE-5 -    -    -    -    -    -    -    -    -     -     -     -
            -    AE-6 AA-8 -    AA-8 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-7
            -    -    AE-7 -    -    -    -    -    -    -     -     -     -
            -    -    AE-8 -    -    -    -    -    -    -     -     -     -
            -    -    -    -    -    DT-1 -    AR-7 -    -     -     -     -
            -    AA-1 AA-8 -    AA-8 DT-2 AR-6 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            -    -    -    -    -    AR-1 -    -    -    -     -     -     -
            -    AA-1 AA-8 -    AA-8 AR-2 AR-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            -    AA-1 AA-8 -    AA-8 AA-8 AR-3 AA-8 AA-8 AR-10 AR-3  AA-8  AA-6
            -    -    -    -    -    -    -    AR-4 AR-9 -     -     AR-4  -
            -    -    AA-1 AA-2 AA-1 AA-1 AA-1 AA-1 AA-1 AA-1  AA-1  AA-1  -
            -    AA-2 AA-3 -    AA-3 AA-3 AA-3 AA-3 AA-3 AA-3  AA-3  AA-3  AA-2
            -    AA-5 AA-4 AA-4 AA-4 AA-4 AA-4 AA-4 AA-4 AA-4  AA-4  AA-4  AR-5
            -    AA-2 -    -    -    -    -    -    -    -     -     -     AA-2
            -    AA-1 AA-8 -    AA-8 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-7
            """;

    private static final Map<ProtocolEvent, Map<ProtocolState, ProtocolAction>> ACTIONS = parse();

    private ProtocolTable() {}

    private static Map<ProtocolEvent, Map<ProtocolState, ProtocolAction>> parse() {
        Map<ProtocolEvent, Map<ProtocolState, ProtocolAction>> rows = new EnumMap<>(ProtocolEvent.class);
        Iterator<String> lines = TABLE.lines().skip(1).iterator();
        for (ProtocolEvent event : ProtocolEvent.values()) {
            rows.put(event, parseRow(lines.next()));
        }
        return rows;
    }

    private static Map<ProtocolState, ProtocolAction> parseRow(String row) {
        Map<ProtocolState, ProtocolAction> actions = new EnumMap<>(ProtocolState.class);
        Iterator<String> cells = List.of(row.strip().split(" +", -1)).iterator();
        for (ProtocolState state : ProtocolState.values()) {
            String cell = cells.next();
            if (!cell.equals(FORBIDDEN)) {
                actions.put(state, ProtocolAction.valueOf(cell.replace('-', '_')));
            }
        }
        return actions;
    }

    /** The action, or null for a pair that the standard does not allow. */
    static @Nullable ProtocolAction action(ProtocolState state, ProtocolEvent event) {
        return ACTIONS.getOrDefault(event, Map.of()).get(state);
    }
}
