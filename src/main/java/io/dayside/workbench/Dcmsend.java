package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** DCMTK's {@code dcmsend}, one process and association a folder, all at once. */
final class Dcmsend {

    private static final long LIMIT_MINUTES = 10;

    private Dcmsend() {}

    /** @return seconds from the first one's start to the last one's end */
    static double send(IngestPeer peer, CtRound.Sent sent) throws IOException, InterruptedException, CommandFailure {
        List<Process> senders = new ArrayList<>();
        long begin = System.nanoTime();
        try {
            for (int i = 0; i < sent.folders().size(); i++) {
                senders.add(Rival.start(List.of(
                        "dcmsend",
                        "--scan-directories",
                        "--no-halt",
                        "--max-send-pdu",
                        "131072",
                        "-aet",
                        IngestStand.sender(i),
                        "-aec",
                        peer.aeTitle(),
                        "127.0.0.1",
                        Integer.toString(peer.port()),
                        sent.folders().get(i).toString())));
            }
            for (Process sender : senders) {
                if (!sender.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || sender.exitValue() != 0) {
                    throw new CommandFailure("dcmsend to " + peer.name() + " failed");
                }
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            senders.forEach(Process::destroyForcibly);
        }
    }
}
