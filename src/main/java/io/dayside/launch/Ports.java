package io.dayside.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** TCP ports of this machine: whether one is free, and which one a child service had last time. */
final class Ports {

    private static final int MAX_PORT = 65_535;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final Path directory;

    /** @param directory where the port of each child service is remembered */
    Ports(Path directory) {
        this.directory = directory;
    }

    /** The remembered port if it is free, else a new one, which is remembered. */
    int claim(String service) {
        int last = remembered(service);
        if (last > 0 && isFree(last, InetAddress.getLoopbackAddress())) {
            return last;
        }
        int fresh = anyFree();
        try {
            Files.createDirectories(directory);
            Files.writeString(file(service), Integer.toString(fresh));
        } catch (IOException e) {
            throw new UncheckedIOException("port of " + service + " cannot be remembered in " + directory, e);
        }
        return fresh;
    }

    /** The port that the service had when it was last started, 0 if there is none. */
    int remembered(String service) {
        try {
            return Files.exists(file(service))
                    ? Integer.parseInt(Files.readString(file(service)).strip())
                    : 0;
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    private Path file(String service) {
        return directory.resolve(service + ".port");
    }

    /** Refuses a port that is no port or that something listens on already. */
    static void requireFree(int port, String option) throws CommandFailure {
        if (port < 1 || port > MAX_PORT) {
            throw new CommandFailure("%s %d is no port: choose one between 1 and %d".formatted(option, port, MAX_PORT));
        }
        if (!isFree(port, null)) {
            throw new CommandFailure(
                    "port %d is in use or not allowed: end what listens there, or choose another with %s"
                            .formatted(port, option));
        }
    }

    static boolean isFree(int port, @org.jspecify.annotations.Nullable InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on this machine", e);
        }
    }
}
