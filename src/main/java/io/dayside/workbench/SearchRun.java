package io.dayside.workbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Asks a server over HTTP what it finds in a filled index. */
final class SearchRun {

    private static final String JSON = "application/dicom+json";

    /** Each match has an address, (0008,1190). */
    private static final String PER_MATCH = "\"00081190\"";

    private final DicomWebAddress address;
    private final FilledIndex index;
    private final Random random = new Random(1);

    SearchRun(DicomWebAddress address, FilledIndex index) {
        this.address = address;
        this.index = index;
    }

    /** @return milliseconds to the last byte of each answer; of each query so many, all queries in turns */
    Map<SearchQuery, double[]> ask(int times) throws IOException {
        var taken = new LinkedHashMap<SearchQuery, double[]>();
        SearchQuery.ALL.forEach(query -> taken.put(query, new double[times]));
        for (int i = 0; i < times; i++) {
            for (var one : taken.entrySet()) {
                one.getValue()[i] = ask(one.getKey());
            }
        }
        return taken;
    }

    private double ask(SearchQuery query) throws IOException {
        String path = query.path(random.nextInt(index.studies()), random);
        long begin = System.nanoTime();
        String answer;
        try (var body = DicomWebAddress.body(address.open(path, JSON))) {
            answer = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        int matches = answer.split(PER_MATCH, -1).length - 1;
        if (matches != query.matches()) {
            throw new IOException("%d matches instead of %d %s".formatted(matches, query.matches(), query.words()));
        }
        return millis;
    }
}
