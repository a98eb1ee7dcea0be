package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.json.JsonReader;
import io.dayside.dicom.model.ModelDataset;
import io.dayside.dicom.model.ModelLimits;
import io.dayside.dicom.web.BrokenMultipart;
import io.dayside.dicom.web.MediaRange;
import io.dayside.dicom.web.MultipartReader;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A hospital's PACS asked by QIDO-RS and WADO-RS. Only addresses below the configured one are called: those that answers
 * name, for bulk data or after a redirect, are never followed.
 */
@Component
class WebPacs {

    private static final String DICOM_JSON = "application/dicom+json";
    private static final String DICOM = "application/dicom";
    private static final String OBJECTS = "multipart/related; type=\"%s\"; transfer-syntax=*".formatted(DICOM);

    private static final int MEBI = 1024 * 1024;
    private static final ModelLimits ANSWER = new ModelLimits(16, 10_000, 64 * 1024, 64, 16L * MEBI);
    private static final Duration LONGEST_SEARCH = Duration.ofMinutes(2);

    /** Of a body in parts, whose headers count too. */
    private static final long LARGEST_STUDY_BYTES = FetchLimits.OF_A_PRIOR.bytes() + 256L * MEBI;

    /** Of a body of which no object comes; what comes is bounded before. */
    private static final Duration LONGEST_FETCH = FetchLimits.OF_A_PRIOR.time().plusMinutes(1);

    /** What is not answered anyway, PS3.18 table 10.6.3-3: issuer, region, description, modalities, accession number. */
    private static final List<String> FIELDS = List.of("00100021", "00180015", "00081030", "00080061", "00080050");

    private final WebCalls calls;

    WebPacs(WebCalls calls) {
        this.calls = calls;
    }

    PriorSource at(TenantId hospital, PacsAddress.Web address) {
        return new PriorSource() {

            @Override
            public List<Candidate> studies(String patientId) throws IOException {
                return search(hospital, address, patientId);
            }

            @Override
            public Fetched fetch(StudyRef study, PriorObjects objects) throws IOException {
                return retrieve(hospital, address, study, objects);
            }
        };
    }

    private List<Candidate> search(TenantId hospital, PacsAddress.Web address, String patientId) throws IOException {
        var path = "/studies?PatientID=%s&includefield=%s&limit=%d"
                .formatted(
                        URLEncoder.encode(patientId, StandardCharsets.UTF_8),
                        String.join("&includefield=", FIELDS),
                        PriorSource.MAX_STUDIES);
        var limits = new WebCalls.Limits(ANSWER.maxDocumentBytes(), LONGEST_SEARCH);
        try (var answer = calls.get(hospital, address, path, DICOM_JSON, limits)) {
            if (answer.status() == HttpURLConnection.HTTP_NO_CONTENT) {
                return List.of();
            }
            requireType(answer.type().equals(DICOM_JSON) || answer.type().equals("application/json"));
            return candidates(answer.body(), patientId);
        }
    }

    /** Values that are said to lie elsewhere are left there. */
    private static List<Candidate> candidates(InputStream body, String patientId) throws IOException {
        var found = new ArrayList<Candidate>();
        try {
            JsonReader.readAll(body, ANSWER, null, match -> add(match, patientId, found));
        } catch (MalformedDataset _) {
            throw new PriorsMissed(PriorsObstacle.BROKEN, "the search's answer cannot be read");
        }
        return found;
    }

    private static void add(ModelDataset match, String patientId, List<Candidate> found) {
        if (found.size() < PriorSource.MAX_STUDIES) {
            Candidate.of(match.attributes())
                    .filter(candidate -> candidate.patientId().equals(patientId))
                    .ifPresent(found::add);
        }
    }

    private PriorSource.Fetched retrieve(
            TenantId hospital, PacsAddress.Web address, StudyRef study, PriorObjects objects) throws IOException {
        var limits = new WebCalls.Limits(LARGEST_STUDY_BYTES, LONGEST_FETCH);
        try (var answer = calls.get(hospital, address, "/studies/" + study.studyInstanceUid(), OBJECTS, limits)) {
            var type = MediaRange.of(answer.contentType());
            requireType(type.isMultipart() && type.includes(DICOM));
            takeParts(new MultipartReader(answer.body(), type.parameter("boundary")), objects);
            int more = answer.status() == HttpURLConnection.HTTP_PARTIAL || objects.isFull() ? 1 : 0;
            return new PriorSource.Fetched(objects.kept(), objects.refused() + more);
        } catch (BrokenMultipart _) {
            throw new PriorsMissed(PriorsObstacle.BROKEN, "the objects are not in parts, or break off");
        }
    }

    private static void takeParts(MultipartReader parts, PriorObjects objects) throws IOException {
        while (!objects.isFull()) {
            var part = parts.next();
            if (part.isEmpty()) {
                return;
            }
            objects.takeFile(part.get().content());
        }
    }

    private static void requireType(boolean right) throws PriorsMissed {
        if (!right) {
            throw new PriorsMissed(PriorsObstacle.BROKEN, "what was answered is not DICOMweb");
        }
    }
}
