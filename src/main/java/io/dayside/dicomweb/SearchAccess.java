package io.dayside.dicomweb;

import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.identity.Caller;
import io.dayside.imaging.StudyAccess;
import io.dayside.tenancy.TenantId;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who may search what: a hospital's own people everything of it, others within the studies that they name and may see.
 * What one may not see does not exist.
 */
@Component
class SearchAccess {

    /** Each study is a question to the rooms that know cases; a specialist has a handful. */
    private static final int MAX_NAMED_STUDIES = 50;

    private final List<StudyAccess> accesses;

    SearchAccess(ObjectProvider<StudyAccess> accesses) {
        this.accesses = accesses.orderedStream().toList();
    }

    /**
     * Leaves of the studies in {@code keys} those that the caller may see.
     *
     * @return whether there is anything that may be searched
     * @throws ResponseStatusException where somebody from elsewhere names no study
     */
    boolean restrict(Caller caller, TenantId tenant, Attributes keys) {
        if (caller.isStaffOf(tenant)) {
            return true;
        }
        var named = keys.getStrings(Tag.StudyInstanceUID);
        if (named.length == 0 || named.length > MAX_NAMED_STUDIES) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Only a hospital's own staff search all of its studies. Name the studies, at most "
                            + MAX_NAMED_STUDIES + ".");
        }
        var visible = Arrays.stream(named)
                .filter(uid -> maySee(caller, new StudyRef(tenant, uid)))
                .toArray(String[]::new);
        keys.setString(Tag.StudyInstanceUID, VR.UI, visible);
        return visible.length > 0;
    }

    /** The hospital's own people, and whoever has the study in hand. */
    boolean maySee(Caller caller, StudyRef study) {
        return caller.isStaffOf(study.tenant()) || accesses.stream().anyMatch(access -> access.mayView(caller, study));
    }
}
