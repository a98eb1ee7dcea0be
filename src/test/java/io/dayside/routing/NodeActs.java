package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Turns;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.World;
import io.dayside.workforce.Specialists;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What a reader does at a node, a line of text there and a line back, so that it crosses into another process. */
final class NodeActs {

    static final String NONE = "none";
    static final String HELD = "held ";
    static final String SIGNED = "signed";

    private final World world;
    private final Leases leases;
    private final Cases cases;
    private final Turns turns;
    private final Specialists specialists;
    private final TransactionTemplate transaction;

    NodeActs(BeanFactory rooms) {
        world = rooms.getBean(World.class);
        leases = rooms.getBean(Leases.class);
        cases = rooms.getBean(Cases.class);
        turns = rooms.getBean(Turns.class);
        specialists = rooms.getBean(Specialists.class);
        transaction = rooms.getBean(TransactionTemplate.class);
    }

    /**
     * @param line {@code forward PT1M}, {@code next READER}, {@code take|sign|read|decline|release|heartbeat READER CASE},
     *     or {@code dismiss} and {@code employ READER CAPACITY RESIDENT} for who reads for both hospitals
     */
    String perform(String line) {
        var words = line.split(" ", -1);
        return switch (words[0]) {
            case "forward" -> {
                world.forward(Duration.parse(words[1]));
                yield "";
            }
            case "next" ->
                scoped(() -> leases.takeNext(words[1]))
                        .map(lease -> HELD + lease.id())
                        .orElse(NONE);
            case "take" -> outcome(scoped(() -> leases.take(id(words[2]), words[1])));
            case "sign" -> sign(id(words[2]), words[1]);
            case "read" -> read(id(words[2]), words[1]);
            case "dismiss" -> {
                world.dismissEverybody();
                yield "";
            }
            case "employ" -> employ(words[1], Integer.parseInt(words[2]), Boolean.parseBoolean(words[3]));
            case "decline" -> "" + scoped(() -> leases.decline(id(words[2]), words[1], "knows the patient"));
            case "heartbeat" -> "" + inTransaction(id(words[2]), () -> leases.heartbeat(id(words[2]), words[1]));
            case "release" ->
                inTransaction(id(words[2]), () -> {
                    leases.release(id(words[2]), words[1], "called away");
                    return "";
                });
            default -> throw new IllegalArgumentException(line);
        };
    }

    static CaseId id(String word) {
        var parts = word.split("/", -1);
        return new CaseId(new TenantId(parts[0]), UUID.fromString(parts[1]));
    }

    private static String outcome(LeaseOutcome outcome) {
        return outcome instanceof LeaseOutcome.Held(var lease)
                ? HELD + lease.id()
                : outcome.getClass().getSimpleName();
    }

    /** As signing does it: the heartbeat keeps the lease's row locked until the end. */
    private String sign(CaseId id, String reader) {
        return inTransaction(id, () -> {
            if (!leases.heartbeat(id, reader)) {
                return "lost";
            }
            try {
                cases.advance(id, CaseState.FINAL, "");
            } catch (TransitionRefused e) {
                throw new IllegalStateException("whoever holds a case can sign it", e);
            }
            leases.complete(id, reader);
            return SIGNED;
        });
    }

    private String employ(String reader, int capacity, boolean resident) {
        if (resident) {
            world.employResident(reader, capacity, "GB", "US-NY");
        } else {
            world.employ(reader, capacity, "GB", "US-NY");
        }
        return "";
    }

    /**
     * As signing does it where several read a case. Who reads second loses the case before they have compared; they always differ,
     * and a third decides.
     */
    private String read(CaseId id, String reader) {
        return inTransaction(id, () -> {
            if (!leases.heartbeat(id, reader)) {
                return "lost";
            }
            var work = cases.find(id).orElseThrow();
            var turn = turns.of(work);
            var next = next(turn, reader, specialists.find(reader).orElseThrow().resident());
            boolean isOfSeveral = turn.role() != Role.FIRST || next != null;
            if (isOfSeveral) {
                turns.read(work, reader, null, next);
            }
            leases.complete(id, reader);
            if (turn.role() != Role.OVER_READER) {
                advance(id, next == null || next == Role.OVER_READER ? CaseState.FINAL : CaseState.READY);
            }
            return SIGNED;
        });
    }

    private static @Nullable Role next(Turn turn, String reader, boolean resident) {
        return switch (turn.role()) {
            case FIRST ->
                switch (turn.workflow()) {
                    case SINGLE -> null;
                    case DOUBLE -> Role.SECOND;
                    case SUPERVISED -> resident ? Role.ATTENDING : null;
                    case OVER_READ -> Role.OVER_READER;
                };
            case SECOND -> Role.CONSENSUS;
            case JOINT -> Role.AGREEMENT;
            case CONSENSUS -> turn.readBy().contains(reader) ? Role.CONSENSUS : null;
            case AGREEMENT, ATTENDING, OVER_READER -> null;
        };
    }

    private void advance(CaseId id, CaseState next) {
        try {
            cases.advance(id, next, "");
        } catch (TransitionRefused e) {
            throw new IllegalStateException("whoever holds a case can read it", e);
        }
    }

    private <T> T inTransaction(CaseId id, Supplier<T> work) {
        return TenantScope.call(id.tenant(), () -> transaction.execute(_ -> work.get()));
    }

    private static <T> T scoped(Supplier<T> work) {
        return TenantScope.call(World.BOTH, work::get);
    }
}
