package io.dayside.archive;

import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.frame.FrameSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Bounds the memory that objects take while they are converted, for all doors together; no hospital has all of it. */
@Component
public class Conversions {

    private static final int MIB = 1024 * 1024;

    /** What objects that are being converted may hold together; one is read into memory, and grows when decoded. */
    private static final int BUDGET_MIB = 1024;

    /** As long as a peer waits for the next object. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** The rest is for other hospitals, whose receivers may be faster. */
    private static final int MOST_OF_A_HOSPITAL_MIB = BUDGET_MIB / 4 * 3;

    private final SharedMemory budget = new SharedMemory(BUDGET_MIB, MOST_OF_A_HOSPITAL_MIB);

    Conversions(MeterRegistry meters) {
        Gauge.builder("dayside.conversions.reserved", budget, memory -> BUDGET_MIB - memory.left())
                .baseUnit("mebibytes")
                .description("Memory of objects that are converted, until they have been sent")
                .register(meters);
    }

    /** Whether the object can be had uncompressed. */
    public static boolean isConvertible(ArchivedInstance instance) {
        var syntax = TransferSyntax.of(instance.transferSyntaxUid());
        return syntax.isRegistered()
                && (instance.frames() == 0 || FrameSource.decodes(syntax))
                && mib(instance) <= MOST_OF_A_HOSPITAL_MIB;
    }

    /** Memory for one conversion, to be closed when its result is no longer held; closing it again has no effect. */
    public interface Memory extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for memory to convert the object in.
     *
     * @throws Busy if others keep it for too long
     */
    public Memory reserve(ArchivedInstance instance) throws Busy {
        int mib = mib(instance);
        var tenant = instance.study().tenant();
        try {
            if (!budget.take(tenant, mib, LONGEST_WAIT)) {
                throw new Busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        var closed = new AtomicBoolean();
        return () -> {
            if (!closed.getAndSet(true)) {
                budget.giveBack(tenant, mib);
            }
        };
    }

    /** Too many objects are being converted; later there may be room. */
    public static final class Busy extends IOException {

        private static final long serialVersionUID = 1L;

        Busy() {
            super("other objects are being converted");
        }
    }

    /** Of the stored object and of what it decodes to, four bytes a pixel at most. */
    private static int mib(ArchivedInstance instance) {
        // What is described may be more than 64 bits count.
        double pixels = (double) instance.frames() * instance.rows() * instance.columns();
        boolean encapsulated = TransferSyntax.of(instance.transferSyntaxUid()).encapsulated();
        double bytes = instance.bytes() * 2.0 + (encapsulated ? pixels * Integer.BYTES : 0);
        return (int) Math.min(Integer.MAX_VALUE, 1 + bytes / MIB);
    }
}
