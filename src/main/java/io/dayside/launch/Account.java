package io.dayside.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs, which refuses to run as root. An ordinary user runs it as themselves; root runs it in a user
 * namespace of its own, where the same files are owned by nobody in particular; and where the kernel or the container
 * forbids that, root gives the files to {@code nobody} and runs it as {@code nobody}.
 */
sealed interface Account {

    /** The command line that runs {@code command} under this account. */
    List<String> command(List<String> command);

    /** Makes sure that the account may use these files. */
    void own(Path... trees) throws CommandFailure;

    /** The user who started us. */
    record Ourselves() implements Account {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path... trees) {}
    }

    /** Root, seen from inside as the kernel's overflow user. */
    record UserNamespace(Path unshare) implements Account {
        private static final int ROOT = 0;

        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of(unshare.toString(), "-U"), command);
        }

        @Override
        public void own(Path... trees) throws CommandFailure {
            give(ROOT, trees);
        }
    }

    /** The user {@code nobody}, to whom the files are given. */
    record Nobody(Path setpriv) implements Account {
        private static final int ID = 65_534;

        @Override
        public List<String> command(List<String> command) {
            return prefixed(
                    List.of(setpriv.toString(), "--reuid=" + ID, "--regid=" + ID, "--clear-groups", "--"), command);
        }

        @Override
        public void own(Path... trees) throws CommandFailure {
            give(ID, trees);
        }
    }

    private static void give(int user, Path... trees) throws CommandFailure {
        for (Path tree : trees) {
            try (Stream<Path> paths = Files.walk(tree)) {
                paths.forEach(path -> giveOne(user, path));
            } catch (IOException | UncheckedIOException e) {
                throw new CommandFailure(
                        "%s cannot be given to user %d, as whom PostgreSQL would run: start as an ordinary user"
                                .formatted(tree, user),
                        e);
            }
        }
    }

    private static void giveOne(int user, Path path) {
        try {
            Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of the three that works here. */
    static Account forPostgres(Path log) throws CommandFailure, InterruptedException {
        if (!isRoot()) {
            return new Ourselves();
        }
        var unshare = ChildProcess.findProgram("unshare");
        if (unshare.isPresent() && works(new UserNamespace(unshare.get()), log)) {
            return new UserNamespace(unshare.get());
        }
        var setpriv = ChildProcess.findProgram("setpriv");
        if (setpriv.isPresent() && works(new Nobody(setpriv.get()), log)) {
            return new Nobody(setpriv.get());
        }
        throw new CommandFailure(
                "PostgreSQL does not run as root and neither unshare nor setpriv works here: start as an ordinary user");
    }

    private static boolean works(Account account, Path log) throws InterruptedException {
        try {
            ChildProcess.run("try-out", account.command(List.of("true")), Map.of(), log);
            return true;
        } catch (CommandFailure _) {
            return false;
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException _) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
