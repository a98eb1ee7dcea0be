package io.dayside.workbench;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.deident.CannotDeidentify;
import io.dayside.dicom.deident.Deidentifier;
import io.dayside.dicom.deident.PixelRegion;
import io.dayside.dicom.deident.Profile;
import io.dayside.dicom.deident.ProfileOption;
import io.dayside.dicom.deident.Pseudonyms;
import io.dayside.launch.CommandFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code ./dayside dicom deidentify}: one file in, another out, or none where it fails. */
record Deidentification(Path in, Path out, Path secret) {

    void run(List<String> options, List<String> regions) throws IOException, CommandFailure {
        try {
            write(options, regions);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(e.getFile() + " is not there, or its folder is not");
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(e.getFile() + " exists already");
        }
    }

    private void write(List<String> options, List<String> regions) throws IOException, CommandFailure {
        Deidentifier deidentifier = new Deidentifier(profileOf(options, regions), pseudonyms());
        try (InputStream from = new BufferedInputStream(Files.newInputStream(in));
                OutputStream to = new BufferedOutputStream(Files.newOutputStream(out, StandardOpenOption.CREATE_NEW))) {
            write(deidentifier, from, to);
        }
    }

    private void write(Deidentifier deidentifier, InputStream from, OutputStream to)
            throws IOException, CommandFailure {
        boolean whole = false;
        try {
            deidentifier.deidentify(from, to);
            to.flush();
            whole = true;
        } catch (MalformedDataset | CannotDeidentify e) {
            throw new CommandFailure(in + ": " + e.getMessage());
        } finally {
            if (!whole) {
                Files.delete(out);
            }
        }
    }

    private Pseudonyms pseudonyms() throws IOException, CommandFailure {
        try {
            return new Pseudonyms(Files.readAllBytes(secret));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(secret + ": " + e.getMessage());
        }
    }

    private static Profile profileOf(List<String> options, List<String> regions) throws CommandFailure {
        try {
            Profile profile = Profile.BASIC.with(
                    options.stream().map(Deidentification::optionOf).toArray(ProfileOption[]::new));
            PixelRegion[] blacked =
                    regions.stream().map(Deidentification::regionOf).toArray(PixelRegion[]::new);
            return blacked.length == 0 ? profile : profile.blackingOut(blacked);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static ProfileOption optionOf(String name) {
        return Arrays.stream(ProfileOption.values())
                .filter(option -> nameOf(option).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no option; there are "
                        + Arrays.stream(ProfileOption.values())
                                .map(Deidentification::nameOf)
                                .collect(Collectors.joining(", "))));
    }

    /** The option as {@code --profile} takes it. */
    static String nameOf(ProfileOption option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static PixelRegion regionOf(String text) {
        if (!text.matches("\\d{1,5}(,\\d{1,5}){3}")) {
            throw new IllegalArgumentException("a region is LEFT,TOP,COLUMNS,ROWS in pixels");
        }
        int[] numbers =
                Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        return new PixelRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
