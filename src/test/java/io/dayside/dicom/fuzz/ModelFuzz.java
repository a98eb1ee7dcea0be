package io.dayside.dicom.fuzz;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.json.JsonReader;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.model.ModelLimits;
import io.dayside.dicom.xml.XmlReader;
import io.dayside.dicom.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Documents: what is read is written, and reads as the same. */
enum ModelFuzz {
    JSON {
        @Override
        Attributes read(byte[] document) throws IOException, MalformedDataset {
            return JsonReader.read(new ByteArrayInputStream(document), LIMITS, null)
                    .attributes();
        }

        @Override
        void write(OutputStream out, Attributes dataset) throws IOException {
            JsonWriter.write(out, dataset, BulkDataUris.NONE);
        }
    },
    XML {
        @Override
        Attributes read(byte[] document) throws IOException, MalformedDataset {
            return XmlReader.read(new ByteArrayInputStream(document), LIMITS, null)
                    .attributes();
        }

        @Override
        void write(OutputStream out, Attributes dataset) throws IOException {
            XmlWriter.write(out, dataset, BulkDataUris.NONE);
        }
    };

    private static final int MIB = 1024 * 1024;
    private static final ModelLimits LIMITS = new ModelLimits(128, 10_000, MIB, 64, MIB);

    abstract Attributes read(byte[] document) throws IOException, MalformedDataset;

    abstract void write(OutputStream out, Attributes dataset) throws IOException;

    byte[] write(Attributes dataset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, dataset);
        return out.toByteArray();
    }

    void readWriteRead(byte[] input) throws IOException {
        Attributes dataset;
        try {
            dataset = read(input);
        } catch (MalformedDataset _) {
            return;
        }
        byte[] written = write(dataset);
        try {
            if (!Arrays.equals(written, write(read(written)))) {
                throw new AssertionError("what was written reads as something else");
            }
        } catch (MalformedDataset e) {
            throw new AssertionError("what was written is refused", e);
        }
    }
}
