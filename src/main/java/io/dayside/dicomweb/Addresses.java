package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TagPath;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.data.ValueElement;
import io.dayside.dicom.model.BulkDataUris;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Absolute addresses of resources, PS3.18 10.4, as the caller of the current request reaches them. */
final class Addresses {

    /** Values above go into bulk data of their own. */
    private static final int MAX_INLINE_BYTES = 1024;

    private Addresses() {}

    private static String base() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    }

    static String study(String tenant, String studyUid) {
        return "%s/dicomweb/%s/studies/%s".formatted(base(), tenant, studyUid);
    }

    static String instance(ArchivedInstance instance) {
        return "%s/series/%s/instances/%s"
                .formatted(
                        study(instance.study().tenant().code(), instance.study().studyInstanceUid()),
                        instance.seriesInstanceUid(),
                        instance.sopInstanceUid());
    }

    static BulkDataUris bulkDataOf(ArchivedInstance instance) {
        var address = instance(instance);
        return (path, element) -> isBulk(path, element) ? address + "/bulkdata/" + path.toUri() : null;
    }

    private static boolean isBulk(TagPath path, Element element) {
        boolean pixelData = path.toUri().length() == 8
                && (element.tag() == Tag.PixelData
                        || element.tag() == Tag.FloatPixelData
                        || element.tag() == Tag.DoubleFloatPixelData);
        return pixelData || (isBinary(element.vr()) && bytes(element) > MAX_INLINE_BYTES);
    }

    private static boolean isBinary(@Nullable VR vr) {
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> true;
            case null, default -> false;
        };
    }

    private static int bytes(Element element) {
        return element instanceof ValueElement value ? value.heldBytes() : Integer.MAX_VALUE;
    }
}
