package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script {@code ./dayside}, copied into a folder of its own with a JDK that only says what it was asked. */
class LauncherScriptTests {

    private static final String BASIC_PATH = "/usr/bin:/bin";

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @BeforeEach
    void copyTheLauncherWithItsBuildDone() throws IOException {
        Files.copy(Path.of("dayside"), folder.resolve("dayside"));
        Files.setPosixFilePermissions(folder.resolve("dayside"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createDirectories(folder.resolve("src/main/java"));
        Files.createDirectories(folder.resolve("src/main/resources"));
        Files.createDirectories(folder.resolve("frontend"));
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/classpath.txt"), "some.jar");
        Files.createFile(folder.resolve("target/dayside.stamp"));
    }

    @Test
    void runsTheCommandWithTheJdkOfJavaHome() throws Exception {
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25.0.1")), "send", "two words");
        assertThat(result.exit()).isZero();
        assertThat(result.output())
                .contains("io.dayside.launch.Main send two words")
                .contains("target/classes:some.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "fuzz"})
    void helpOfWhatItRunsItselfRunsNothing(String name) throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk("jdk", "25.0.1"));
        assertThat(dayside(environment, name, "--help").output()).contains("io.dayside.launch.Main help " + name);
    }

    @Test
    void theTestsTakeNoOptions() throws Exception {
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25.0.1")), "test", "--quick");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("dayside: test takes no options")
                .doesNotContain("\n");
    }

    @Test
    void findsAJdkInTheUsualPlacesWhenJavaHomeIsTooOld() throws Exception {
        jdk("places/21", "21.0.4");
        jdk("places/25", "25");
        Result result = dayside(
                Map.of(
                        "JAVA_HOME",
                        jdk("old", "17.0.15"),
                        "DAYSIDE_JDK_FOLDERS",
                        folder + "/places/21 " + folder + "/places/25"),
                "help");
        assertThat(result.output()).contains(folder.resolve("places/25").toString());
    }

    @Test
    void saysInOneLineThatNoJdkIsThere() throws Exception {
        Result result = dayside(Map.of("JAVA_HOME", jdk("old", "17.0.15"), "DAYSIDE_JDK_FOLDERS", ""), "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("dayside: no JDK 25 found")
                .contains("https://adoptium.net")
                .doesNotContain("\n");
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        String home = jdk("jre", "25");
        Files.delete(Path.of(home, "bin", "javac"));
        assertThat(dayside(Map.of("JAVA_HOME", home, "DAYSIDE_JDK_FOLDERS", ""), "up")
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void saysInOneLineThatMavenIsMissingWhenItHasToBuild() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", pathWithout("mvn")), "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("dayside: Maven is missing")
                .doesNotContain("\n");
    }

    @Test
    void saysInOneLineThatNodeIsTooOld() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Path programs = Path.of(pathWithout("node"));
        program(programs.resolve("mvn"), "exit 0");
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v18.19.0");
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", programs.toString()), "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip()).contains("v18.19.0 is too old").doesNotContain("\n");
    }

    @Test
    void buildsOnceAndAgainOnlyWhenASourceChanges() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Path programs = Path.of(pathWithout("mvn"));
        program(programs.resolve("mvn"), "echo built >>" + folder.resolve("builds"));
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v22.1.0");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", programs.toString());
        assertThat(dayside(environment, "help").output()).contains("Building Dayside");
        assertThat(dayside(environment, "help").output()).doesNotContain("Building Dayside");
        Files.writeString(folder.resolve("src/main/java/New.java"), "");
        Files.setLastModifiedTime(
                folder.resolve("src/main/java/New.java"),
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(2)));
        dayside(environment, "help");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(2);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Path programs = Path.of(pathWithout("mvn"));
        program(programs.resolve("mvn"), "echo '[ERROR] no such symbol'; exit 1");
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v22.1.0");
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", programs.toString()), "help");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("no such symbol").contains("dayside: the build failed");
        assertThat(folder.resolve("target/dayside.stamp")).doesNotExist();
    }

    private record Result(int exit, String output) {}

    private Result dayside(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", folder.resolve("dayside").toString());
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("DAYSIDE"));
        builder.environment().put("PATH", BASIC_PATH);
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** A JDK as far as the launcher looks; its {@code java} prints where it lies and its arguments. */
    private String jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "echo \"$0 $*\"");
        program(home.resolve("bin/javac"), "exit 1");
        return home.toString();
    }

    /** A folder with the basic programs of the system but that one. */
    private String pathWithout(String absent) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : new String[] {
            "sh",
            "sed",
            "dirname",
            "readlink",
            "find",
            "head",
            "cat",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "grep",
            "flock",
            "id"
        }) {
            Path program = ChildProcess.findProgram(name).orElseThrow();
            if (!name.equals(absent) && !Files.exists(programs.resolve(name))) {
                program(programs.resolve(name), "exec " + program + " \"$@\"");
            }
        }
        return programs.toString();
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
