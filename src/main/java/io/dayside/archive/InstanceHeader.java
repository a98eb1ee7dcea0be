package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.UIDs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the index takes from a data set.
 *
 * @param frames 0 where there is no pixel matrix
 * @param imagePosition (0020,0032), three millimetre values, or null
 * @param imageOrientation (0020,0037), six direction cosines, or null
 */
record InstanceHeader(
        String studyInstanceUid,
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        Patient patient,
        String accessionNumber,
        String studyDescription,
        @Nullable Instant studyInstant,
        String modality,
        String bodyPartExamined,
        int seriesNumber,
        String seriesDescription,
        int instanceNumber,
        int frames,
        int rows,
        int columns,
        double @Nullable [] imagePosition,
        double @Nullable [] imageOrientation,
        StudySearch studySearch,
        IndexedAttributes attributes) {

    /** What a study is searched for by, beside its identifiers. */
    record StudySearch(@Nullable LocalDate date, @Nullable LocalTime time, String studyId, String referringPhysician) {}

    /** Identity is (issuer, id) within the tenant; the rest is description. */
    record Patient(
            String id, String issuer, String name, @Nullable LocalDate birthDate, String sex) {}

    /** LO allows 64 characters. Whoever sends far more means harm, and cutting an identifier would make another one. */
    private static final int MAX_IDENTIFIER_CHARACTERS = 256;

    /** Texts are cut in the index only; the object keeps them whole. */
    private static final int MAX_TEXT_CHARACTERS = 512;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    /**
     * Checks and reads.
     *
     * @param zone of the facility, for times that do not name theirs
     */
    static InstanceHeader of(Attributes dataset, SegmentRecord.Envelope announced, ZoneId zone) throws Unacceptable {
        var sopClass = uid(dataset, Tag.SOPClassUID);
        var sopInstance = uid(dataset, Tag.SOPInstanceUID);
        agree(sopClass, announced.sopClassUid(), Tag.SOPClassUID);
        agree(sopInstance, announced.sopInstanceUid(), Tag.SOPInstanceUID);
        var image = Picture.of(dataset);
        return new InstanceHeader(
                uid(dataset, Tag.StudyInstanceUID),
                uid(dataset, Tag.SeriesInstanceUID),
                sopInstance,
                sopClass,
                patient(dataset),
                identifier(dataset, Tag.AccessionNumber),
                text(dataset, Tag.StudyDescription),
                studyInstant(dataset, zone),
                text(dataset, Tag.Modality),
                text(dataset, Tag.BodyPartExamined),
                dataset.getInt(Tag.SeriesNumber, 0),
                text(dataset, Tag.SeriesDescription),
                dataset.getInt(Tag.InstanceNumber, 0),
                image.frames(),
                image.rows(),
                image.columns(),
                numbers(dataset, Tag.ImagePositionPatient, 3),
                numbers(dataset, Tag.ImageOrientationPatient, 6),
                studySearch(dataset),
                IndexedAttributes.of(dataset));
    }

    private static StudySearch studySearch(Attributes dataset) {
        return new StudySearch(
                date(dataset.getString(Tag.StudyDate, "")),
                timeOrNull(dataset.getString(Tag.StudyTime, "")),
                cut(text(dataset, Tag.StudyID), MAX_IDENTIFIER_CHARACTERS),
                text(dataset, Tag.ReferringPhysicianName));
    }

    private record Picture(int frames, int rows, int columns) {

        static Picture of(Attributes dataset) {
            int rows = dataset.getInt(Tag.Rows, 0);
            int columns = dataset.getInt(Tag.Columns, 0);
            if (rows <= 0 || columns <= 0) {
                return new Picture(0, 0, 0);
            }
            return new Picture(Math.max(1, dataset.getInt(Tag.NumberOfFrames, 1)), rows, columns);
        }
    }

    private static Patient patient(Attributes dataset) throws Unacceptable {
        return new Patient(
                identifier(dataset, Tag.PatientID),
                identifier(dataset, Tag.IssuerOfPatientID),
                text(dataset, Tag.PatientName),
                date(dataset.getString(Tag.PatientBirthDate, "")),
                text(dataset, Tag.PatientSex));
    }

    private static String uid(Attributes dataset, int tag) throws Unacceptable {
        var uid = dataset.getString(tag);
        if (uid == null) {
            throw new Unacceptable(Reason.MISSING_IDENTIFIER, Tag.toString(tag));
        }
        if (!UIDs.isValid(uid)) {
            throw new Unacceptable(Reason.MALFORMED, Tag.toString(tag));
        }
        return uid;
    }

    private static void agree(String found, String announced, int tag) throws Unacceptable {
        if (!found.equals(announced)) {
            throw new Unacceptable(Reason.DATASET_MISMATCH, Tag.toString(tag));
        }
    }

    private static String identifier(Attributes dataset, int tag) throws Unacceptable {
        var value = clean(dataset.getString(tag, ""));
        if (value.length() > MAX_IDENTIFIER_CHARACTERS) {
            throw new Unacceptable(Reason.MALFORMED, Tag.toString(tag));
        }
        return value;
    }

    private static String text(Attributes dataset, int tag) {
        return cut(clean(dataset.getString(tag, "")), MAX_TEXT_CHARACTERS);
    }

    private static String cut(String value, int characters) {
        if (value.length() <= characters) {
            return value;
        }
        boolean splitsPair = Character.isHighSurrogate(value.charAt(characters - 1));
        return value.substring(0, splitsPair ? characters - 1 : characters);
    }

    private static String clean(String value) {
        return CONTROL.matcher(value).replaceAll(" ").strip();
    }

    private static double @Nullable [] numbers(Attributes dataset, int tag, int count) {
        var values = dataset.getDoubles(tag);
        boolean usable = values.length == count && Arrays.stream(values).allMatch(Double::isFinite);
        return usable ? values : null;
    }

    private static @Nullable LocalDate date(String value) {
        try {
            return LocalDate.parse(value.replace(".", ""), DATE);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static @Nullable LocalTime timeOrNull(String value) {
        try {
            return TemporalValue.time(value);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable Instant studyInstant(Attributes dataset, ZoneId zone) {
        var date = date(dataset.getString(Tag.StudyDate, ""));
        if (date == null) {
            return null;
        }
        var time = time(dataset.getString(Tag.StudyTime, ""));
        return LocalDateTime.of(date, time)
                .atZone(offset(dataset.getString(Tag.TimezoneOffsetFromUTC, ""), zone))
                .toInstant();
    }

    /** HH, HHMM or HHMMSS with or without colons; fractions are left out, and what is no time is midnight. */
    private static LocalTime time(String value) {
        var digits = value.replace(":", "").split("\\.", -1)[0];
        try {
            return LocalTime.of(twoDigits(digits, 0), twoDigits(digits, 2), Math.min(59, twoDigits(digits, 4)));
        } catch (DateTimeException | NumberFormatException _) {
            return LocalTime.MIDNIGHT;
        }
    }

    private static int twoDigits(String digits, int start) {
        return digits.length() < start + 2 ? 0 : Integer.parseInt(digits.substring(start, start + 2));
    }

    private static ZoneId offset(String value, ZoneId otherwise) {
        try {
            return value.isEmpty() ? otherwise : ZoneOffset.of(value);
        } catch (DateTimeException _) {
            return otherwise;
        }
    }
}
