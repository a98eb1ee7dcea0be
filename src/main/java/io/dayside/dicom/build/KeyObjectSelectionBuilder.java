package io.dayside.dicom.build;

import io.dayside.dicom.build.ContentItem.Relationship;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import java.util.ArrayList;
import java.util.List;

/** Objects chosen for a purpose, PS3.3 A.35.4, after template 2010. */
public final class KeyObjectSelectionBuilder {

    public static final Code OF_INTEREST = Code.dcm("113000", "Of Interest");
    public static final Code FOR_REFERRING_PROVIDER = Code.dcm("113002", "For Referring Provider");
    public static final Code REJECTED_FOR_QUALITY = Code.dcm("113001", "Rejected for Quality Reasons");

    private static final Code DESCRIPTION = Code.dcm("113012", "Key Object Description");

    private final ObjectIdentity identity;
    private final ContentItem root;
    private final List<InstanceReference> chosen = new ArrayList<>();

    /** @param purpose of CID 7010 */
    public KeyObjectSelectionBuilder(ObjectIdentity identity, Code purpose) {
        this.identity = identity;
        this.root = ContentItem.container(purpose, "2010");
    }

    /** Why these. */
    public KeyObjectSelectionBuilder description(String text) {
        root.with(Relationship.CONTAINS, ContentItem.text(DESCRIPTION, text));
        return this;
    }

    public KeyObjectSelectionBuilder image(InstanceReference image) {
        chosen.add(image);
        root.with(Relationship.CONTAINS, ContentItem.image(image));
        return this;
    }

    public Attributes build() {
        if (chosen.isEmpty()) {
            throw new IllegalStateException("a selection has an object");
        }
        Attributes selection = identity.newDataset(UID.KeyObjectSelectionDocumentStorage, "KO");
        identity.addContentTime(selection);
        selection.newSequence(Tag.ReferencedPerformedProcedureStepSequence);
        root.addTo(selection);
        References references = new References();
        references.addAll(chosen);
        references.setEvidence(selection, Tag.CurrentRequestedProcedureEvidenceSequence);
        return selection;
    }
}
