package io.dayside.workbench;

import java.util.Objects;
import java.util.OptionalDouble;

/** How instances come to a store, and by how much Dayside is to be faster than others there. */
enum Door {
    C_STORE {
        @Override
        boolean isOf(IngestPeer peer) {
            return true;
        }

        @Override
        OptionalDouble ofOrthanc(int senders) {
            return oneOf(senders, 2.0, 2.4);
        }

        @Override
        double send(IngestPeer peer, CtRound.Sent sent) throws Exception {
            return Dcmsend.send(peer, sent);
        }
    },

    STOW_RS {
        @Override
        boolean isOf(IngestPeer peer) {
            return peer.dicomweb() != null;
        }

        @Override
        OptionalDouble ofOrthanc(int senders) {
            return oneOf(senders, 3.0, 2.5);
        }

        @Override
        double send(IngestPeer peer, CtRound.Sent sent) throws Exception {
            return Stow.send(Objects.requireNonNull(peer.dicomweb()), sent);
        }
    };

    /** Of a store that keeps nothing safe. */
    private static final double OF_STORESCP = 0.7;

    abstract boolean isOf(IngestPeer peer);

    /** @return seconds from the first sender's start to the last answer */
    abstract double send(IngestPeer peer, CtRound.Sent sent) throws Exception;

    /** Least factor by which Dayside is to be faster; none where none is set. */
    OptionalDouble goal(String rival, int senders) {
        return switch (rival) {
            case OrthancPeer.NAME -> ofOrthanc(senders);
            case StorescpPeer.NAME -> OptionalDouble.of(OF_STORESCP);
            default -> OptionalDouble.empty();
        };
    }

    abstract OptionalDouble ofOrthanc(int senders);

    static OptionalDouble oneOf(int senders, double alone, double withFour) {
        return switch (senders) {
            case 1 -> OptionalDouble.of(alone);
            case 4 -> OptionalDouble.of(withFour);
            default -> OptionalDouble.empty();
        };
    }

    /** As it is called in DICOM. */
    String title() {
        return name().replace('_', '-');
    }
}
