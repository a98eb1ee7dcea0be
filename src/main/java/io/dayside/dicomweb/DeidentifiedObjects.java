package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.deident.CannotDeidentify;
import io.dayside.dicom.deident.Deidentifier;
import io.dayside.dicom.deident.Profile;
import io.dayside.dicom.deident.Pseudonyms;
import io.dayside.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Objects without the patient's identity, by the basic profile of PS3.15 E.2. The pseudonyms of a hospital are the same
 * until this process ends, so that objects retrieved one after the other stay one study; nobody has the secret for more.
 */
@Component
class DeidentifiedObjects {

    private static final int SECRET_BYTES = 32;

    /** Twice the largest that is decoded at once. */
    private static final long MAX_SPOOLED_BYTES = 2L * 1024 * 1024 * 1024;

    private final StoredObjects objects;
    private final SpoolFolder spools;
    private final byte[] secret = new byte[SECRET_BYTES];

    DeidentifiedObjects(StoredObjects objects, SpoolFolder spools) {
        this.objects = objects;
        this.spools = spools;
        new SecureRandom().nextBytes(secret);
    }

    /**
     * Writes nothing where it refuses.
     *
     * @throws ResponseStatusException 406 where the object says that names are burned into its picture, or is of a form
     *     that is not made free of identity
     */
    void write(ArchivedInstance instance, String syntaxUid, OutputStream out) throws IOException {
        requireNothingBurnedIn(instance);
        if (comesOutAs(instance, syntaxUid)) {
            try (var stored = objects.open(instance)) {
                deidentify(instance.study().tenant(), stored, out);
            }
            return;
        }
        try (var spool = spools.open(instance.study().tenant(), MAX_SPOOLED_BYTES)) {
            Spool.Kept converted;
            try (var object = objects.encoded(instance, syntaxUid)) {
                converted = spool.keep(object::writeTo);
            }
            try (var in = converted.open()) {
                deidentify(instance.study().tenant(), in, out);
            }
        }
    }

    private void requireNothingBurnedIn(ArchivedInstance instance) throws IOException {
        boolean burnedIn = objects.withHeader(
                instance,
                object -> object.header()
                        .dataset()
                        .getString(Tag.BurnedInAnnotation, "")
                        .equals("YES"));
        if (burnedIn) {
            throw Refusals.notAcceptable(
                    "The object says that its picture shows who the patient is, and is not given out without identity.");
        }
    }

    /** The de-identifier keeps the encoding, but for deflated data sets. */
    private static boolean comesOutAs(ArchivedInstance instance, String syntaxUid) {
        return TransferSyntax.of(instance.transferSyntaxUid()).deflated()
                ? syntaxUid.equals(UID.ExplicitVRLittleEndian)
                : syntaxUid.equals(instance.transferSyntaxUid());
    }

    private void deidentify(TenantId tenant, InputStream in, OutputStream out) throws IOException {
        try {
            new Deidentifier(Profile.BASIC, pseudonyms(tenant)).deidentify(in, out);
        } catch (MalformedDataset e) {
            throw Refusals.unreadable(e);
        } catch (CannotDeidentify e) {
            throw Refusals.notAcceptable("The object cannot be made free of identity: " + e.getMessage() + ".");
        }
    }

    private Pseudonyms pseudonyms(TenantId tenant) {
        var ofTenant = new ByteArrayOutputStream();
        ofTenant.writeBytes(secret);
        ofTenant.writeBytes(tenant.code().getBytes(StandardCharsets.UTF_8));
        return new Pseudonyms(ofTenant.toByteArray());
    }
}
