# ./dayside fuzz TARGET --minutes N: Jazzer on one way in for foreign bytes. Sourced by the launcher.

run_fuzz() {
    need_maven
    classpath=$home/target/test-classpath.txt
    (cd "$home" && mvn -q -B -ntp -Pquick test-compile dependency:build-classpath \
        -DincludeScope=test -Dmdep.outputFile="$classpath") || fail "the build failed"
    exec "$JAVA_HOME/bin/java" -Ddayside.home="$home" \
        -cp "$home/target/test-classes:$home/target/classes:$(cat "$classpath")" io.dayside.dicom.fuzz.FuzzRun "$@"
}
