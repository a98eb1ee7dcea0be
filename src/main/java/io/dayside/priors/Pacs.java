package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.intake.HospitalCalls;
import io.dayside.tenancy.Hospital;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A hospital's PACS asked by C-FIND and C-GET of Study Root, PS3.4 C.4.
 */
@Component
class Pacs {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    private static final String[] PLAIN = {UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian};

    private final HospitalCalls calls;

    Pacs(HospitalCalls calls) {
        this.calls = calls;
    }

    PriorSource at(Hospital hospital, Hospital.Destination pacs) {
        return new PriorSource() {

            @Override
            public List<Candidate> studies(String patientId) throws IOException {
                return find(hospital, pacs, patientId);
            }

            @Override
            public Fetched fetch(StudyRef study, PriorObjects objects) throws IOException {
                return get(hospital, pacs, study, objects);
            }
        };
    }

    private List<Candidate> find(Hospital hospital, Hospital.Destination pacs, String patientId) throws IOException {
        var keys = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY")
                .setString(Tag.PatientID, VR.LO, patientId)
                .setNull(Tag.IssuerOfPatientID, VR.LO)
                .setNull(Tag.StudyInstanceUID, VR.UI)
                .setNull(Tag.StudyDate, VR.DA)
                .setNull(Tag.ModalitiesInStudy, VR.CS)
                .setNull(Tag.StudyDescription, VR.LO)
                .setNull(Tag.BodyPartExamined, VR.CS)
                .setNull(Tag.AccessionNumber, VR.SH);
        var found = new ArrayList<Candidate>();
        var options = calls.options(pacs).withMaxResponses(10 * PriorSource.MAX_STUDIES);
        try (var client = DimseClient.connect(
                HospitalCalls.address(pacs),
                hospital.aeTitle(),
                pacs.aeTitle(),
                PresentationContext.single(FIND, PLAIN),
                options)) {
            var end = client.find(FIND, keys, match -> {
                Candidate.of(match)
                        .filter(candidate -> candidate.patientId().equals(patientId))
                        .ifPresent(found::add);
                return found.size() < PriorSource.MAX_STUDIES;
            });
            if (end.status() != Status.Success && end.status() != Status.Cancel) {
                throw new PriorsMissed(PriorsObstacle.REFUSED, "search ended with status %04X".formatted(end.status()));
            }
            client.release();
        }
        return found;
    }

    private PriorSource.Fetched get(Hospital hospital, Hospital.Destination pacs, StudyRef study, PriorObjects objects)
            throws IOException {
        var contexts = new ArrayList<>(PresentationContext.single(GET, PLAIN));
        contexts.addAll(PriorClasses.contexts(contexts.size()));
        var options = calls.options(pacs)
                .asProviderOf(PriorClasses.uids())
                .withMaxResponses(3 * FetchLimits.OF_A_PRIOR.objects());
        try (var client = DimseClient.connect(
                HospitalCalls.address(pacs), hospital.aeTitle(), pacs.aeTitle(), contexts, options)) {
            var keys = new Attributes()
                    .setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY")
                    .setString(Tag.StudyInstanceUID, VR.UI, study.studyInstanceUid());
            var end = client.get(GET, keys, objects, _ -> !objects.isFull());
            client.release();
            var counts = end.subOperations();
            if (objects.kept() == 0 && !(end.status() == Status.Success)) {
                throw new PriorsMissed(
                        PriorsObstacle.REFUSED, "retrieval ended with status %04X".formatted(end.status()));
            }
            // What is refused here has failed there.
            int failed = Math.max(counts.failed(), objects.refused());
            return new PriorSource.Fetched(objects.kept(), failed + counts.remaining());
        }
    }
}
