package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.UID;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StorePipelineTests {

    @Test
    void objectsOfAWholeWindowAreUnderWayBeforeTheFirstIsAnswered() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        StoreHandler waiting = request -> {
            try {
                sent.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            boolean odd = (request.sopInstanceUid().charAt(4) - '0') % 2 == 1;
            return StoreResponse.of(odd ? Status.OutOfResources : Status.Success);
        };
        Map<String, Integer> answers = new LinkedHashMap<>();
        try (DimseServer server = DimseServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        DimseOptions.DEFAULT,
                        _ -> new AssociationPolicy.Accepted(),
                        waiting);
                DimseClient client = DimseClient.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                        "MODALITY",
                        "ARCHIVE",
                        PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
            StorePipeline pipeline = client.pipeline((uid, response) -> answers.put(uid, response.status()));
            assertThat(pipeline.window()).isGreaterThan(1);
            for (int i = 0; i < pipeline.window(); i++) {
                pipeline.store(
                        UID.CTImageStorage,
                        "1.2." + i,
                        UID.ExplicitVRLittleEndian,
                        new ByteArrayInputStream(new byte[1000]));
            }
            assertThat(answers).isEmpty();
            sent.countDown();
            pipeline.finish();
            assertThat(answers).hasSize(pipeline.window()).containsEntry("1.2.0", Status.Success);
            assertThat(answers).containsEntry("1.2.1", Status.OutOfResources);
            client.release();
        }
    }
}
