# ./dayside test: builds everything, runs every test, says what ran. Sourced by the launcher.

reports=$home/target/surefire-reports
vitest_report=$home/target/vitest.json

# Programs that some tests need, each with the Debian package that brings it.
test_tools='chromium:chromium dcmdump:dcmtk storescu:dcmtk dciodvfy:dicom3tools Orthanc:orthanc gdcmconv:libgdcm-tools pdftotext:poppler-utils'

missing_packages() {
    for tool in $test_tools; do
        PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "${tool%%:*}" >/dev/null || echo "${tool##*:}"
    done
    [ -e /usr/share/orthanc/plugins/libOrthancDicomWeb.so ] || echo orthanc-dicomweb
}

install_tools() {
    missing=$(missing_packages | sort -u | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "  Installing what the tests need: $missing"
        # shellcheck disable=SC2086 # several packages
        if apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
            return 0
        fi
    fi
    echo "  Some tests will be skipped. To run them: sudo apt-get install -y $missing"
}

# OHIF's viewer, which a test opens in the browser. npm writes the file that is looked for last.
install_ohif() {
    ohif=$home/target/ohif
    lock=$home/src/test/ohif/package-lock.json
    installed=$ohif/node_modules/.package-lock.json
    if [ -f "$installed" ] && [ -z "$(find "$lock" -newer "$installed")" ]; then
        return 0
    fi
    mkdir -p "$ohif"
    cp "$home/src/test/ohif/package.json" "$home/src/test/ohif/.npmrc" "$lock" "$ohif"
    echo "  Fetching OHIF's viewer for its test"
    if (cd "$ohif" && npm ci --ignore-scripts >npm-ci.log 2>&1); then
        touch "$installed"
    else
        echo "  npm refuses it, and the test with OHIF is skipped: see target/ohif/npm-ci.log"
    fi
}

# Prints for each report file: suite, tests, failed, skipped, separated by tabs.
suite_counts() {
    for report in "$reports"/TEST-*.xml; do
        [ -f "$report" ] || continue
        sed -n '/<testsuite /{
            s/\n/ /g
            p
            q
        }' "$report" | awk '
            function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
            { match($0, / name="[^"]*"/); suite = substr($0, RSTART + 7, RLENGTH - 8)
              printf "%s\t%d\t%d\t%d\n", suite, number("tests"), number("failures") + number("errors"), number("skipped") }'
    done
}

# Prints "mark, suite, test, message" of each test that failed (F) or was skipped (S).
odd_tests() {
    for report in "$reports"/TEST-*.xml; do
        [ -f "$report" ] || continue
        awk '
            function value(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
            /^  <testcase / { test = value("name"); suite = value("classname") }
            /^    <skipped/ {
                why = value("message")
                if (why == "" && match($0, /Assumption failed: .*/)) why = substr($0, RSTART + length("Assumption failed: "))
                print "S\t" suite "\t" test "\t" why }
            /^    <(failure|error)[ >]/ { print "F\t" suite "\t" test "\t" value("message") }' "$report" |
            sed 's/&quot;/"/g; s/&apos;/'"'"'/g; s/&lt;/</g; s/&gt;/>/g; s/\t\(&#10;\)*/\t/g; s/&#10;.*//; s/&amp;/\&/g; s/Assumption failed: //'
    done
}

# Prints "suites tests failed skipped" of the browser code.
vitest_counts() {
    [ -f "$vitest_report" ] && node -e '
        const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        const failed = r.numFailedTests + (r.testResults ?? []).filter(s => s.status === "failed" && s.assertionResults.length === 0).length;
        console.log(r.testResults.length, r.numTotalTests, failed, r.numPendingTests + (r.numTodoTests ?? 0));' "$vitest_report" || echo "0 0 0 0"
}

run_frontend() {
    if [ ! -f "$home/frontend/package.json" ]; then
        return 0
    fi
    (
        cd "$home/frontend"
        npm run spec -- --reporter=default --reporter=json --outputFile.json="$vitest_report" &&
            npm run lint && npm run types
    )
}

summary() {
    counts=$(suite_counts)
    odd=$(odd_tests)
    browser=$(vitest_counts)
    echo
    echo "What ran"
    printf '%s\n' "$counts" | awk -F '\t' '
        NF == 4 { split($1, part, "."); room = part[3] ~ /^[a-z]/ ? part[3] : "application"
                  suites[room]++; tests[room] += $2; failed[room] += $3; skipped[room] += $4 }
        END { for (room in suites) printf "  %-16s %4d suites %6d tests %5d failed %5d skipped\n", room, suites[room], tests[room], failed[room], skipped[room] }' | sort
    printf '%s\n' "$browser" | awk '{ printf "  %-16s %4d suites %6d tests %5d failed %5d skipped\n", "frontend", $1, $2, $3, $4 }'
    printf '%s\n' "$odd" | awk -F '\t' '$1 == "F" { if (!any++) print "Failed"; print "  " $2 " " $3 ": " $4 }'
    printf '%s\n' "$odd" | awk -F '\t' '
        $1 == "S" { key = $2 ": " ($4 == "" ? "no reason given" : $4); number[key]++ }
        END { for (key in number) { if (!any++) print "Skipped"; printf "  %d in %s\n", number[key], key } }'
    [ ! -f "$home/target/dayside-sbom.json" ] || echo "Bill of materials: target/dayside-sbom.json"
    for what in $broken; do
        echo "Not passed: $what, see above"
    done
    totals=$(printf '%s\n' "$counts" | awk -F '\t' -v browser="$browser" -v broken="$(echo "$broken" | wc -w)" '
        { tests += $2; failed += $3; skipped += $4 }
        END { split(browser, b, " "); tests += b[2]; failed += b[3]; skipped += b[4]
              passed = tests - failed - skipped
              if (failed == 0) failed = broken
              printf "%d passed, %d failed, %d skipped", passed, failed, skipped }')
    echo "$totals"
    case $totals in
    "0 passed"* | *" 0 failed"*) ;;
    *) return 1 ;;
    esac
    case $totals in
    "0 passed"*) return 1 ;;
    esac
}

run_all() {
    need_maven
    need_node
    install_tools
    install_ohif
    rm -rf "$reports" "$vitest_report"
    mkdir -p "$home/target"
    broken=
    (cd "$home" && mvn -B -ntp -Dmaven.test.failure.ignore=true verify) || broken="build"
    run_frontend || broken="$broken frontend"
    if summary; then
        exit 0
    fi
    exit 1
}
