package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all structured reports share: the SR document series, general and content modules, PS3.3 C.17. */
final class ReportDocument {

    private final ObjectIdentity identity;
    private final List<InstanceReference> evidence = new ArrayList<>();
    private boolean complete = true;
    private @Nullable Verification verification;

    ReportDocument(ObjectIdentity identity) {
        this.identity = identity;
    }

    void setPartial() {
        this.complete = false;
    }

    void setVerification(Verification by) {
        this.verification = by;
    }

    void addEvidence(InstanceReference reference) {
        evidence.add(reference);
    }

    Attributes build(String sopClassUid, ContentItem root) {
        Attributes report = identity.newDataset(sopClassUid, "SR")
                .setString(Tag.CompletionFlag, VR.CS, complete ? "COMPLETE" : "PARTIAL")
                .setString(Tag.VerificationFlag, VR.CS, "UNVERIFIED");
        if (verification != null) {
            verification.addTo(report);
        }
        identity.addContentTime(report);
        report.newSequence(Tag.ReferencedPerformedProcedureStepSequence);
        report.newSequence(Tag.PerformedProcedureCodeSequence);
        root.addTo(report);
        References references = new References();
        List<InstanceReference> all = new ArrayList<>(evidence);
        root.collectReferences(all);
        references.addAll(all);
        if (!references.isEmpty()) {
            references.setEvidence(report, Tag.CurrentRequestedProcedureEvidenceSequence);
        }
        return report;
    }
}
