package io.dayside.dicom.deident;

import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.deident.ActionTable.Row;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows for attributes that PS3.15 Table E.1-1 does not name though their kind gives them away. */
final class UnlistedAttributes {

    private static final Row NAME = new Row(Set.of("Z"), Map.of());
    private static final Row COMMENT = new Row(Set.of("X"), Map.of(ProfileOption.CLEAN_DESCRIPTORS, Action.CLEAN));
    private static final Row MOMENT = new Row(
            Set.of("Z"),
            Map.of(ProfileOption.RETAIN_FULL_DATES, Action.KEEP, ProfileOption.RETAIN_MODIFIED_DATES, Action.CLEAN));
    private static final Row INSTANCE = new Row(Set.of("U"), Map.of(ProfileOption.RETAIN_UIDS, Action.KEEP));

    /** UIDs of kinds of things, besides those of SOP classes and transfer syntaxes. */
    private static final Set<String> KINDS = Set.of("CodingSchemeUID", "ContextUID", "MappingResourceUID");

    private UnlistedAttributes() {}

    /** Null where the kind is harmless. */
    static @Nullable Row rowOf(int tag) {
        String keyword = ElementDictionary.keywordOf(tag);
        VR vr = ElementDictionary.vrOf(tag);
        return switch (vr) {
            case PN -> NAME;
            case DA, DT, TM -> MOMENT;
            case UI -> isKind(keyword) ? null : INSTANCE;
            case LT, ST, UT -> keyword.contains("Comments") ? COMMENT : null;
            default -> null;
        };
    }

    private static boolean isKind(String keyword) {
        return keyword.contains("SOPClass") || keyword.contains("TransferSyntax") || KINDS.contains(keyword);
    }
}
