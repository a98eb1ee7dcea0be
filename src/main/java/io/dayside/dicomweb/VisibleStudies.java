package io.dayside.dicomweb;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.HeldInstance;
import io.dayside.archive.StoredFrames;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.UIDs;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Studies that the caller may see. What one may not see does not exist. */
@Component
class VisibleStudies {

    private final Archive archive;
    private final Studies studies;
    private final Callers callers;
    private final SearchAccess access;
    private final StoredFrames frames;

    VisibleStudies(Archive archive, Studies studies, Callers callers, SearchAccess access, StoredFrames frames) {
        this.archive = archive;
        this.studies = studies;
        this.frames = frames;
        this.callers = callers;
        this.access = access;
    }

    /**
     * Names what is asked for. Absent parts are empty.
     *
     * @param tenant code as in the address
     */
    record Address(String tenant, String study, String series, String instance) {

        /** @param path variables of an address below {@code /dicomweb/{tenant}} */
        static Address of(Map<String, String> path) {
            return new Address(
                    path.getOrDefault("tenant", ""),
                    path.getOrDefault("study", ""),
                    path.getOrDefault("series", ""),
                    path.getOrDefault("instance", ""));
        }

        /** Nothing is kept under what is no UID. */
        private boolean isPossible() {
            return UIDs.isValid(study)
                    && (series.isEmpty() || UIDs.isValid(series))
                    && (instance.isEmpty() || UIDs.isValid(instance));
        }
    }

    /** Objects of the study, series or instance, never none, in the archive's order. */
    List<ArchivedInstance> instances(Address address) {
        var caller = callers.required();
        var study = new StudyRef(tenantOf(caller, address.tenant()), address.study());
        if (!address.isPossible()) {
            throw Refusals.notFound();
        }
        var instances = held(study, address).stream()
                .filter(instance -> instance.study().equals(study))
                .filter(instance ->
                        address.series().isEmpty() || address.series().equals(instance.seriesInstanceUid()))
                .toList();
        if (instances.isEmpty() || !access.maySee(caller, study)) {
            throw Refusals.notFound();
        }
        return instances;
    }

    /** The one instance, with where its frames are. */
    HeldInstance instance(Address address) {
        var caller = callers.required();
        var study = new StudyRef(tenantOf(caller, address.tenant()), address.study());
        if (!address.isPossible()) {
            throw Refusals.notFound();
        }
        return frames.find(study.tenant(), address.instance())
                .filter(held -> held.instance().study().equals(study))
                .filter(held -> held.instance().seriesInstanceUid().equals(address.series()))
                .filter(_ -> access.maySee(caller, study))
                .orElseThrow(Refusals::notFound);
    }

    private List<ArchivedInstance> held(StudyRef study, Address address) {
        return address.instance().isEmpty()
                ? archive.instances(study)
                : studies.instance(study.tenant(), address.instance()).stream().toList();
    }

    static TenantId tenantOf(Caller caller, String code) {
        return caller.tenants().stream()
                .filter(tenant -> tenant.code().equals(code))
                .findFirst()
                .orElseThrow(Refusals::notFound);
    }
}
