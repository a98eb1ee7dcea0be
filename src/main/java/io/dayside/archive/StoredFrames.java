package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Frames as they lie in stored objects, each read by its place. All of an object of up to 4 MiB, and of a larger one with
 * a single frame, is read the first time and must be what was received; later its frames alone are read, and must be what
 * they were then. Of a larger loop, up to 256 MiB, all is read and compared the first time, and nobody checks its frames
 * from then until the next scrub; of one that is larger still, nothing is remembered.
 */
@Component
public class StoredFrames {

    /** Of a tenant, 4 MiB: of nine thousand slices, or of some whole slides. */
    private static final int MOST_REMEMBERED = 256 * 1024;

    /** Of all tenants, 64 MiB. */
    private static final int MOST_REMEMBERED_IN_ALL = 16 * MOST_REMEMBERED;

    private static final long MOST_COMPARED_BYTES = 256L * 1024 * 1024;

    /** Larger ones are not held in memory here. */
    private static final long MOST_FRAME_BYTES = 16L * 1024 * 1024;

    private final HeldInstances instances;
    private final ObjectReader reader;
    private final WholeObjects wholeObjects;
    /** 16 MiB, which some dozens of viewers use in turns. */
    private final PiecePool pieces = new PiecePool(256);

    private final FrameIndexes indexes = new FrameIndexes(MOST_REMEMBERED, MOST_REMEMBERED_IN_ALL);

    StoredFrames(HeldInstances instances, ObjectReader reader, WholeObjects wholeObjects) {
        this.instances = instances;
        this.reader = reader;
        this.wholeObjects = wholeObjects;
    }

    /** What is held now under that identifier. */
    public Optional<HeldInstance> find(TenantId tenant, String sopInstanceUid) {
        return instances.find(tenant, sopInstanceUid);
    }

    /**
     * The frame as stored: native little endian bytes, or the compressed stream.
     *
     * @param number from 1
     * @return to be closed; empty where it cannot be read by its place, but perhaps by the object's stream
     * @throws DamagedObject where the object is not what was received, which is then marked and in the trail
     */
    public Optional<FrameBytes> read(HeldInstance held, int number) throws IOException {
        var tenant = held.instance().study().tenant();
        if (held.damaged()) {
            throw new DamagedObject(tenant, held.instance().sopInstanceUid());
        }
        var opened = reader.openLocally(tenant, held.object());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (var file = opened.get()) {
            return read(file, held, number - 1);
        } catch (EOFException _) {
            throw told(new DamagedObject(tenant, held.object().place()), held);
        } catch (DamagedObject damage) {
            throw told(damage, held);
        }
    }

    private DamagedObject told(DamagedObject damage, HeldInstance held) {
        return wholeObjects.told(
                damage, held.instance().study().tenant(), held.instance().sopInstanceUid());
    }

    private Optional<FrameBytes> read(FileChannel file, HeldInstance held, int frame) throws IOException {
        var tenant = held.instance().study().tenant();
        var object = held.object();
        var known = indexes.find(tenant, object.place());
        if (known != null) {
            if (!isToBeRead(known, frame)) {
                return Optional.empty();
            }
            var bytes = known.read(file, object.place().offset(), frame, pieces);
            if (!known.differs(frame, bytes)) {
                return Optional.of(bytes);
            }
            bytes.close();
            indexes.forget(tenant, object.place());
        }
        boolean isLoop = held.instance().frames() > 1;
        if (object.place().bytes() <= (isLoop ? WholeObjects.MOST_READ_AHEAD_BYTES : MOST_FRAME_BYTES)) {
            return firstOfWhole(file, tenant, object, frame);
        }
        return isLoop ? firstOfLoop(file, tenant, object, frame) : Optional.empty();
    }

    private static boolean isToBeRead(FrameIndex index, int frame) {
        return index.length(frame) > 0 && index.length(frame) <= MOST_FRAME_BYTES;
    }

    private Optional<FrameBytes> firstOfWhole(FileChannel file, TenantId tenant, StoredObject object, int frame)
            throws IOException {
        var place = object.place();
        var whole = FrameBytes.read(file, place.offset(), place.bytes(), new PiecePool(1));
        var digest = Sha256.digest();
        whole.slice(place.datasetOffset(), place.datasetBytes()).forEach(digest::update);
        if (!MessageDigest.isEqual(digest.digest(), object.datasetSha256())) {
            throw new DamagedObject(tenant, place);
        }
        var index = indexes.keep(tenant, place, FrameIndex.of(whole));
        return isToBeRead(index, frame) ? Optional.of(index.read(whole, frame)) : Optional.empty();
    }

    private Optional<FrameBytes> firstOfLoop(FileChannel file, TenantId tenant, StoredObject object, int frame)
            throws IOException {
        var place = object.place();
        var index = FrameIndex.of(new PartOfFile(file, place.offset(), place.bytes()));
        if (place.datasetBytes() <= MOST_COMPARED_BYTES) {
            requireWhole(file, tenant, object);
            index = indexes.keep(tenant, place, index);
        }
        return isToBeRead(index, frame)
                ? Optional.of(index.read(file, place.offset(), frame, pieces))
                : Optional.empty();
    }

    private static void requireWhole(FileChannel file, TenantId tenant, StoredObject object) throws IOException {
        var place = object.place();
        long dataset = place.offset() + place.datasetOffset();
        if (!MessageDigest.isEqual(
                Sha256.of(new PartOfFile(file, dataset, place.datasetBytes())), object.datasetSha256())) {
            throw new DamagedObject(tenant, place);
        }
    }
}
