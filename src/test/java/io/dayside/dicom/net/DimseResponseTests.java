package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Tag;
import org.junit.jupiter.api.Test;

class DimseResponseTests {

    private static final SubOperations COUNTS = new SubOperations(4, 3, 2, 1);

    @Test
    void responseIsNotChangedByWhatIsMadeOfIt() {
        DimseResponse plain = DimseResponse.of(Status.Pending);
        assertThat(plain.withComment("text").errorComment()).isEqualTo("text");
        assertThat(plain.withInstance("1.2.3").affectedSopInstanceUid()).isEqualTo("1.2.3");
        assertThat(plain.withErrorId(7).errorId()).isEqualTo(7);
        assertThat(plain.with(COUNTS).subOperations()).isEqualTo(COUNTS);
        assertThat(plain.command().isEmpty()).isTrue();
    }

    /** PS3.7 9.3.3.2 and 9.3.4.2. */
    @Test
    void operationsRemainWhilePendingAndAfterACancellationOnly() {
        assertThat(remaining(Status.Pending)).isEqualTo(4);
        assertThat(remaining(Status.Cancel)).isEqualTo(4);
        for (int end :
                new int[] {Status.Success, Status.SubOperationsWithFailures, Status.UnableToPerformSubOperations}) {
            assertThat(remaining(end)).isEqualTo(-1);
            assertThat(DimseResponse.of(end).with(COUNTS).subOperations().completed())
                    .isEqualTo(3);
        }
    }

    private static int remaining(int status) {
        return DimseResponse.of(status).with(COUNTS).command().getInt(Tag.NumberOfRemainingSuboperations, -1);
    }
}
