package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.model.BulkDataReference;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.web.MediaRange;
import io.dayside.dicomweb.BulkParts.Bulk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssembledObjectTests {

    private static final int KIB = 1024;
    private static final int PRIVATE_GROUP = 0x0011_1000;

    private final BulkParts bulk = new BulkParts();
    private final Attributes dataset = new Attributes();

    private void add(String location, long bytes) {
        bulk.add(
                location,
                new Bulk(MediaRange.of("application/octet-stream"), new Spool.Kept(Path.of(location), bytes)));
    }

    private BulkDataReference reference(int number, String uri) {
        return new BulkDataReference(dataset, PRIVATE_GROUP + number, uri);
    }

    @Test
    void everyValueCountsAsOftenAsItIsNamedAndPixelDataDoNot() {
        add("one", 100 * KIB);
        add("two", 30 * KIB);
        add("pixels", 500 * KIB);
        var references = List.of(
                reference(1, "one"),
                new BulkDataReference(dataset, Tag.PixelData, "pixels"),
                reference(2, "two"),
                reference(3, "one"));

        assertThat(AssembledObject.heldBytes(new ModelDataset(dataset, references), bulk))
                .isEqualTo(230 * KIB);
    }

    @Test
    void aHundredValuesTakeMemoryForAHundred() {
        var references = new ArrayList<BulkDataReference>();
        for (int number : IntStream.range(0, 100).toArray()) {
            add("part " + number, 640 * KIB);
            references.add(reference(number, "part " + number));
        }
        long held = AssembledObject.heldBytes(new ModelDataset(dataset, references), bulk);
        assertThat(held).isEqualTo(100L * 640 * KIB);

        var memory = new ValueMemory();
        try (var _ = memory.take(held)) {
            assertThat(ValueMemory.BUDGET_MIB - memory.leftMib())
                    .as("four times 62.5 MiB")
                    .isEqualTo(251);
        }
        assertThat(memory.leftMib()).isEqualTo(ValueMemory.BUDGET_MIB);
    }

    @Test
    void moreThanAnObjectMayHoldIsRefusedAndTakesNoMoreThanThat() {
        add("large", 50L * KIB * KIB);
        var references = List.of(reference(1, "large"), reference(2, "large"));

        assertThat(AssembledObject.heldBytes(new ModelDataset(dataset, references), bulk))
                .isEqualTo(AssembledObject.MAX_HELD_BYTES);
    }
}
