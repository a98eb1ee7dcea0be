package io.dayside.dicom.net;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the acceptor makes of a request, PS3.7 D.3 and PS3.8 9.3.3.2. */
record Negotiation(AssociateAccept accept, Map<Integer, Accepted> contexts, int sendLimit) {

    /** Requests that may wait in the connection while one is worked on. */
    private static final int MAX_ASYNC_INVOKED = 64;

    /** A peer that takes less cannot be answered sensibly. */
    private static final int MIN_PEER_PDU_BYTES = 128;

    /**
     * A context in use.
     *
     * @param requestorProvides whether the requestor is a provider of the class, PS3.7 D.3.3.4
     */
    record Accepted(String abstractSyntax, String transferSyntax, boolean requestorProvides) {

        boolean carries(String sopClassUid, @Nullable String transferSyntaxUid) {
            return abstractSyntax.equals(sopClassUid)
                    && (transferSyntaxUid == null || transferSyntax.equals(transferSyntaxUid));
        }
    }

    /**
     * The answer to a request that was let in.
     *
     * @param identityResponse sent where the caller named its user and wants an answer
     */
    static Negotiation of(AssociateRequest request, DimseServices services, int maxPduBytes, byte[] identityResponse)
            throws ProtocolViolation {
        int sendLimit = request.user().sendLimit(maxPduBytes);
        if (sendLimit < MIN_PEER_PDU_BYTES) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "peer takes no PDU of useful length");
        }
        List<AssociateAccept.Answer> answers = request.contexts().stream()
                .map(proposed -> answerTo(proposed, services))
                .toList();
        List<RoleSelection> roles = rolesFor(request, answers, services);
        Map<Integer, Accepted> accepted =
                agreed(request.contexts(), answers, request.user().roles(), roles);
        AsyncWindow async = request.user().async();
        UserIdentity identity = request.user().identity();
        UserInformation user = UserInformation.answer(
                maxPduBytes,
                async == null ? null : async.boundedBy(MAX_ASYNC_INVOKED),
                roles,
                extendedFor(request.user(), accepted, services),
                identity != null && identity.responseRequested() ? identityResponse : null);
        AssociateAccept accept = new AssociateAccept(request.calledAet(), request.callingAet(), answers, user);
        return new Negotiation(accept, accepted, sendLimit);
    }

    /**
     * The contexts that both sides may use, by their ids. A role holds where one side asked for it and the other
     * granted it.
     */
    static Map<Integer, Accepted> agreed(
            List<PresentationContext> proposed,
            List<AssociateAccept.Answer> answers,
            List<RoleSelection> asked,
            List<RoleSelection> granted) {
        Map<Integer, Accepted> accepted = new HashMap<>();
        for (PresentationContext context : proposed) {
            String sopClass = context.abstractSyntax();
            boolean provides = isProvider(asked, sopClass) && isProvider(granted, sopClass);
            for (AssociateAccept.Answer answer : answers) {
                if (answer.contextId() == context.id() && answer.result() == AssociateAccept.ACCEPTED) {
                    accepted.put(context.id(), new Accepted(sopClass, answer.transferSyntax(), provides));
                }
            }
        }
        return Map.copyOf(accepted);
    }

    private static boolean isProvider(List<RoleSelection> roles, String sopClassUid) {
        return roles.stream().anyMatch(role -> role.scp() && role.sopClassUid().equals(sopClassUid));
    }

    /** The caller may use what is provided here, provide what is used here, and take objects that it has retrieved. */
    private static List<RoleSelection> rolesFor(
            AssociateRequest request, List<AssociateAccept.Answer> answers, DimseServices services) {
        Set<String> classes = classesOf(agreed(request.contexts(), answers, List.of(), List.of()));
        return request.user().roles().stream()
                .filter(role -> classes.contains(role.sopClassUid()))
                .map(role -> new RoleSelection(
                        role.sopClassUid(),
                        role.scu() && services.isProvidedHere(role.sopClassUid()),
                        role.scp() && services.mayBeProvidedByRequestor(role.sopClassUid())))
                .toList();
    }

    private static List<ExtendedNegotiation> extendedFor(
            UserInformation peer, Map<Integer, Accepted> accepted, DimseServices services) {
        Set<String> classes = classesOf(accepted);
        List<ExtendedNegotiation> answers = new ArrayList<>();
        for (ExtendedNegotiation asked : peer.extended()) {
            DimseService service = services.find(asked.sopClassUid());
            byte[] answer = service == null || !classes.contains(asked.sopClassUid())
                    ? null
                    : service.extendedNegotiation(asked.sopClassUid(), asked.information());
            if (answer != null) {
                answers.add(new ExtendedNegotiation(asked.sopClassUid(), answer));
            }
        }
        return answers;
    }

    private static Set<String> classesOf(Map<Integer, Accepted> accepted) {
        return accepted.values().stream().map(Accepted::abstractSyntax).collect(Collectors.toSet());
    }

    private static AssociateAccept.Answer answerTo(PresentationContext proposed, DimseServices services) {
        String sopClass = proposed.abstractSyntax();
        if (!services.accepts(sopClass)) {
            return refusal(proposed, AssociateAccept.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        for (String syntax : proposed.transferSyntaxes()) {
            if (services.takes(sopClass, syntax)) {
                return new AssociateAccept.Answer(proposed.id(), AssociateAccept.ACCEPTED, syntax);
            }
        }
        return refusal(proposed, AssociateAccept.TRANSFER_SYNTAXES_NOT_SUPPORTED);
    }

    private static AssociateAccept.Answer refusal(PresentationContext proposed, int result) {
        return new AssociateAccept.Answer(proposed.id(), result, UID.ImplicitVRLittleEndian);
    }
}
