package io.dayside.dicomweb;

import io.dayside.archive.ArchiveQuery;
import io.dayside.archive.ArchiveSearch;
import io.dayside.archive.SearchLevel;
import io.dayside.archive.SearchResult;
import io.dayside.archive.UnusableQuery;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.identity.Callers;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Searching over DICOMweb (QIDO-RS): PS3.18 10.6. */
@RestController
@RequestMapping("/dicomweb/{tenant}")
class SearchController {

    /** Who warns, as PS3.18 8.5.3 wants it in a warning of code 299. */
    private static final String WARNING = "299 dayside: \"%s\"";

    private final ArchiveSearch search;
    private final SearchAccess access;
    private final SearchTrail trail;
    private final Callers callers;

    SearchController(ArchiveSearch search, SearchAccess access, SearchTrail trail, Callers callers) {
        this.search = search;
        this.access = access;
        this.trail = trail;
        this.callers = callers;
    }

    @Operation(summary = "Searches studies (QIDO-RS)")
    @GetMapping("/studies")
    ResponseEntity<byte[]> studies(
            @PathVariable Map<String, String> path,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept)
            throws IOException {
        return answer(new Asked(SearchLevel.STUDY, path, parameters, accept));
    }

    @Operation(summary = "Searches series (QIDO-RS)")
    @GetMapping({"/series", "/studies/{study}/series"})
    ResponseEntity<byte[]> series(
            @PathVariable Map<String, String> path,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept)
            throws IOException {
        return answer(new Asked(SearchLevel.SERIES, path, parameters, accept));
    }

    @Operation(summary = "Searches instances (QIDO-RS)")
    @GetMapping({"/instances", "/studies/{study}/instances", "/studies/{study}/series/{series}/instances"})
    ResponseEntity<byte[]> instances(
            @PathVariable Map<String, String> path,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept)
            throws IOException {
        return answer(new Asked(SearchLevel.INSTANCE, path, parameters, accept));
    }

    /** A request as it came. */
    private record Asked(
            SearchLevel level,
            Map<String, String> path,
            MultiValueMap<String, String> parameters,
            @Nullable String accept) {

        SearchMedia media() {
            var override = parameters.getFirst("accept");
            return SearchMedia.accepted(override == null ? accept : override)
                    .orElseThrow(() -> new ResponseStatusException(
                            HttpStatus.NOT_ACCEPTABLE,
                            "application/dicom+json, or multipart/related; type=\"application/dicom+xml\""));
        }

        /** What the path names is a key; the parameters may not contradict it. */
        SearchParameters read() throws BadSearch {
            var read = SearchParameters.of(parameters);
            addUid(read.keys(), Tag.StudyInstanceUID, path.get("study"));
            addUid(read.keys(), Tag.SeriesInstanceUID, path.get("series"));
            return read;
        }

        private static void addUid(Attributes keys, int tag, @Nullable String uid) throws BadSearch {
            if (uid == null) {
                return;
            }
            if (keys.contains(tag)) {
                throw new BadSearch("the path and a parameter name the same attribute");
            }
            keys.setString(tag, VR.UI, uid);
        }

        /** Levels that the path names are known; the others are returned. */
        SearchLevel above() {
            if (path.containsKey("series")) {
                return SearchLevel.INSTANCE;
            }
            return path.containsKey("study") ? SearchLevel.SERIES : SearchLevel.STUDY;
        }
    }

    private ResponseEntity<byte[]> answer(Asked asked) throws IOException {
        var caller = callers.required();
        var tenant = VisibleStudies.tenantOf(caller, asked.path().getOrDefault("tenant", ""));
        var media = asked.media();
        try {
            var parameters = asked.read();
            if (!access.restrict(caller, tenant, parameters.keys())) {
                return respond(asked, tenant, media, parameters, new SearchResult(List.of(), false, List.of()));
            }
            var query = new ArchiveQuery(
                    tenant,
                    asked.level(),
                    parameters.keys(),
                    parameters.fuzzyMatching(),
                    true,
                    parameters.offset(),
                    parameters.limit());
            return respond(asked, tenant, media, parameters, TenantScope.call(tenant, () -> search.search(query)));
        } catch (UnusableQuery e) {
            throw new ResponseStatusException(statusOf(e), e.getMessage(), e);
        } catch (BadSearch e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }

    private static HttpStatus statusOf(UnusableQuery refusal) {
        return switch (refusal.problem()) {
            case TAKES_TOO_LONG -> HttpStatus.SERVICE_UNAVAILABLE;
            case TOO_LONG, TOO_MANY_VALUES -> HttpStatus.CONTENT_TOO_LARGE;
            case NOT_A_DATE, NOT_A_TIME, NOT_A_NUMBER, NOT_A_UID, NOT_TEXT -> HttpStatus.BAD_REQUEST;
        };
    }

    private ResponseEntity<byte[]> respond(
            Asked asked, TenantId tenant, SearchMedia media, SearchParameters parameters, SearchResult found)
            throws IOException {
        trail.record(tenant, asked.level(), parameters, found);
        var returned = new ReturnedAttributes(asked.level(), asked.above(), parameters);
        var base = ServletUriComponentsBuilder.fromCurrentContextPath()
                .pathSegment("dicomweb", tenant.code())
                .toUriString();
        var matches = found.matches().stream()
                .map(match -> withUrl(base, asked.level(), match, returned.of(match)))
                .toList();
        var written = media.write(matches);
        var response = ResponseEntity.ok()
                .contentType(written.type())
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff");
        warnings(found).forEach(warning -> response.header(HttpHeaders.WARNING, WARNING.formatted(warning)));
        return response.body(written.body());
    }

    private static List<String> warnings(SearchResult found) {
        var warnings = new ArrayList<String>();
        if (found.more()) {
            warnings.add("There are additional results that can be requested");
        }
        if (!found.ignoredKeys().isEmpty()) {
            warnings.add(
                    "These attributes are not matched at this level: " + SearchParameters.words(found.ignoredKeys()));
        }
        return warnings;
    }

    private static Attributes withUrl(String base, SearchLevel level, Attributes match, Attributes returned) {
        var url = new StringBuilder(base).append("/studies/").append(match.getString(Tag.StudyInstanceUID));
        if (level.compareTo(SearchLevel.SERIES) >= 0) {
            url.append("/series/").append(match.getString(Tag.SeriesInstanceUID));
        }
        if (level == SearchLevel.INSTANCE) {
            url.append("/instances/").append(match.getString(Tag.SOPInstanceUID));
        }
        return returned.setString(Tag.RetrieveURL, VR.UR, url.toString());
    }
}
