package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.net.PresentationContext;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextBatchTests {

    private static final int MAX_CONTEXTS = 128;

    private record Sample(String sopClassUid, List<String> transferSyntaxUids) implements Retrievable {

        @Override
        public String sopInstanceUid() {
            return "1.2.3";
        }

        @Override
        public InputStream open(String transferSyntaxUid) {
            return InputStream.nullInputStream();
        }
    }

    private static List<Sample> classes(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Sample("1.2.3." + number, List.of("1.2.1")))
                .toList();
    }

    private static void assertEveryPairIsProposed(List<ContextBatch> batches) {
        for (ContextBatch batch : batches) {
            assertThat(batch.contexts().size()).isLessThanOrEqualTo(MAX_CONTEXTS);
            for (Retrievable object : batch.objects()) {
                assertThat(batch.contexts().stream()
                                .filter(context -> context.abstractSyntax().equals(object.sopClassUid()))
                                .map(PresentationContext::transferSyntaxes)
                                .flatMap(List::stream))
                        .containsAll(object.transferSyntaxUids());
            }
        }
    }

    @Test
    void newSyntaxOfAKnownClassGoesToTheNextBatchWhereItNoLongerFits() {
        List<Sample> objects = new ArrayList<>(classes(MAX_CONTEXTS));
        objects.add(new Sample("1.2.3.0", List.of("1.2.2")));
        List<ContextBatch> batches = ContextBatch.divide(objects);
        assertThat(batches.size()).isEqualTo(2);
        assertEveryPairIsProposed(batches);
    }

    @Test
    void whatIsProposedAlreadyTakesNoMoreRoom() {
        List<Sample> objects = new ArrayList<>(classes(MAX_CONTEXTS));
        objects.addAll(classes(MAX_CONTEXTS));
        List<ContextBatch> batches = ContextBatch.divide(objects);
        assertThat(batches.size()).isEqualTo(1);
        assertEveryPairIsProposed(batches);
    }

    @Test
    void objectInMoreSyntaxesThanFitIsProposedInTheFirst() {
        List<String> syntaxes = IntStream.range(0, MAX_CONTEXTS + 1)
                .mapToObj(number -> "1.2.4." + number)
                .toList();
        List<ContextBatch> batches = ContextBatch.divide(List.of(new Sample("1.2.3.0", syntaxes)));
        assertThat(batches.size()).isEqualTo(1);
        assertThat(batches.getFirst().contexts().size()).isEqualTo(MAX_CONTEXTS);
    }
}
