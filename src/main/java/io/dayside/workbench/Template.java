package io.dayside.workbench;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** One CT slice, sent as any other, whose rows show how rows look. */
final class Template {

    private Template() {}

    /** @return its Study Instance UID */
    static String store(IngestStand stand, Path folder) throws IOException, InterruptedException, MalformedDataset {
        var sent = new CtRound(1, 1).write(folder, 1);
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), stand.server().port());
        var contexts = PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian);
        try (var client = DimseClient.connect(address, IngestStand.sender(0), IngestStand.AE_TITLE, contexts)) {
            if (!client.store(sent.files().getFirst()).isStored()) {
                throw new IOException("the first object was not stored");
            }
            client.release();
        }
        return sent.studies().getFirst();
    }
}
