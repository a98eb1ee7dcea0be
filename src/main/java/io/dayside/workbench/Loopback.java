package io.dayside.workbench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Waiting for programs of our own to listen. */
final class Loopback {

    private static final int TRIES = 600;
    private static final int PAUSE_MILLIS = 50;

    private Loopback() {}

    static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Waits until the process listens on the port. */
    static void await(int port, Process process) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (accepts(port)) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException(process.info().command().orElse("a program") + " does not listen on port " + port);
    }
}
