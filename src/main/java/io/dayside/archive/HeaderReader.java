package io.dayside.archive;

import io.dayside.archive.SegmentRecord.Envelope;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Reads of a data set what the index takes. */
@Component
class HeaderReader {

    /** Bulk ahead of the pixel data is an encapsulated document; it passes through memory, so it is bounded. */
    static final DicomLimits LIMITS = DicomLimits.DEFAULT.withMaxBulkBytes(64L * 1024 * 1024);

    private final Tenants tenants;

    HeaderReader(Tenants tenants) {
        this.tenants = tenants;
    }

    /** The data set up to the pixel data; not further of the stream. */
    Attributes read(InputStream dataset, TransferSyntax syntax) throws IOException, MalformedDataset {
        return new DicomInput(dataset, syntax, LIMITS).readDatasetUntil(Tag.FloatPixelData);
    }

    /** @throws Unacceptable where the data set lacks what it must have, or contradicts what was announced */
    InstanceHeader describe(Attributes dataset, Envelope announced, TenantId tenant) throws Unacceptable {
        return InstanceHeader.of(dataset, announced, zone(tenant, announced.facility()));
    }

    private ZoneId zone(TenantId tenant, String facility) {
        return tenants.find(tenant)
                .flatMap(hospital -> hospital.facility(facility))
                .map(Facility::zone)
                .orElse(ZoneOffset.UTC);
    }
}
