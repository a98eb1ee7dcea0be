package io.dayside.workbench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Our own: log, digest and index durable before it answers. Stays up from round to round, as in a hospital. */
final class DaysidePeer implements IngestPeer {

    /** As {@code ./dayside up} starts itself. */
    static final List<String> JVM = List.of("-XX:+UseG1GC", "-Xms128m", "-Xmx2g");

    private final IngestStand stand;

    DaysidePeer(Path folder) throws Exception {
        this.stand = IngestStand.in(folder, StandServer.DICOMWEB, JVM);
    }

    @Override
    public String name() {
        return IngestTable.OURS;
    }

    @Override
    public void start() throws Exception {
        stand.start();
    }

    @Override
    public int port() {
        return stand.server().port();
    }

    @Override
    public String aeTitle() {
        return IngestStand.AE_TITLE;
    }

    @Override
    public DicomWebAddress dicomweb() {
        return stand.dicomweb();
    }

    /** Rows of the last objects come a moment after their answers. */
    @Override
    public int held(CtRound.Sent sent) throws SQLException, InterruptedException {
        int rows = stand.held(sent.studies());
        for (int looks = 0; rows < sent.files().size() && looks < 100; looks++) {
            Thread.sleep(50);
            rows = stand.held(sent.studies());
        }
        return rows;
    }

    @Override
    public void stop() {
        // What was stored stays: an archive is never empty.
    }

    @Override
    public void close() {
        stand.close();
    }
}
