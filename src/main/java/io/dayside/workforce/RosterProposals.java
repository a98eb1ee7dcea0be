package io.dayside.workforce;

import io.dayside.cases.CaseKinds;
import io.dayside.identity.Callers;
import io.dayside.rostering.Need;
import io.dayside.rostering.RosterFigures;
import io.dayside.rostering.RosterProblem.Roster;
import io.dayside.rostering.RosterSearch;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * Proposes the shifts of a coming week so that least stays without a reader, and writes down what is accepted. Looks at every
 * hospital, so that nobody's coverage is bought with another's, and shows that of the caller's. Proposals live on this node,
 * for who asked for them, until newer ones push them out.
 */
@Service
public class RosterProposals {

    /** A search ends then, or earlier where it finds nothing better. */
    public static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(RosterProposals.class);
    private static final String ROSTERING = "hasAnyRole('MANAGER', 'CREDENTIALING', 'OPERATOR')";
    private static final Duration LOOKED_BACK = Duration.ofDays(90);
    private static final int MOST_WEEKS_AHEAD = 52;
    private static final int MOST_KEPT = 20;
    private static final int MOST_RUNNING = 2;

    private final Office office;
    private final Specialists specialists;
    private final CaseKinds kinds;
    private final Subspecialties subspecialties;
    private final Tenants tenants;
    private final ShiftDesk desk;
    private final Callers callers;
    private final Clock clock;

    /** One search at a time on a node: pages and studies need the processors more. */
    private final Semaphore turn = new Semaphore(1, true);

    private final Map<UUID, Search> searches = new LinkedHashMap<>();

    RosterProposals(
            Office office,
            Specialists specialists,
            CaseKinds kinds,
            Subspecialties subspecialties,
            Tenants tenants,
            ShiftDesk desk,
            Callers callers,
            Clock clock) {
        this.office = office;
        this.specialists = specialists;
        this.kinds = kinds;
        this.subspecialties = subspecialties;
        this.tenants = tenants;
        this.desk = desk;
        this.callers = callers;
        this.clock = clock;
    }

    public enum State {
        RUNNING,
        READY,
        FAILED
    }

    /** One search, on a thread of its own. */
    public static final class Search {

        private final UUID id = Ids.next();
        private final String owner;
        private final RosterDraft draft;
        private final Set<TenantId> visible;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private volatile State state = State.RUNNING;
        private volatile @Nullable RosterSearch running;
        private volatile @Nullable Roster found;

        private Search(String owner, RosterDraft draft, Set<TenantId> visible) {
            this.owner = owner;
            this.draft = draft;
            this.visible = visible;
        }

        public UUID id() {
            return id;
        }

        public State state() {
            return state;
        }

        /** What was found by then is the proposal. */
        public void stop() {
            stopped.set(true);
            var search = running;
            if (search != null) {
                search.stop();
            }
        }

        /** Once it is {@link State#READY}. */
        public Optional<RosterProposal> proposal() {
            return Optional.ofNullable(found).map(roster -> draft.proposal(id, roster, visible));
        }

        private void run(Semaphore turn, Consumer<Integer> better) throws InterruptedException {
            turn.acquire();
            try {
                var start = draft.start();
                var search = new RosterSearch(draft.problem(), start, LONGEST);
                running = search;
                if (stopped.get()) {
                    search.stop();
                }
                better.accept(demandHours(start));
                found = search.run(roster -> better.accept(demandHours(roster)));
                state = State.READY;
            } finally {
                running = null;
                turn.release();
            }
        }

        private int demandHours(Roster roster) {
            return (int) (RosterFigures.of(draft.problem(), roster).uncovered() / Need.READER);
        }
    }

    /**
     * Begins to search; waits for its turn on a thread of its own.
     *
     * @param better hears of each better one, on that thread, how many demand-hours it leaves
     * @param ended told on that thread, however it ended
     * @throws IllegalArgumentException with what cannot be proposed, in words
     */
    @PreAuthorize(ROSTERING)
    public Search propose(RosterWish wish, Consumer<Integer> better, Consumer<Search> ended) {
        check(wish.monday());
        var caller = callers.required();
        var search = new Search(caller.username(), draft(wish), caller.tenants());
        keep(search);
        // It computes and never waits: virtual threads are for what waits.
        Thread.ofPlatform()
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .name("roster")
                .start(() -> run(search, better, ended));
        return search;
    }

    private void run(Search search, Consumer<Integer> better, Consumer<Search> ended) {
        try {
            search.run(turn, better);
        } catch (InterruptedException e) {
            search.state = State.FAILED;
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            search.state = State.FAILED;
            log.error("a roster could not be searched for", e);
        }
        ended.accept(search);
    }

    /** By UTC there is a day on which it is another week elsewhere: a week is open until its Monday is there somewhere. */
    private void check(LocalDate monday) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
        if (!monday.isAfter(today) || monday.isAfter(today.plusWeeks(MOST_WEEKS_AHEAD))) {
            throw new IllegalArgumentException("The week must begin after today and within %d weeks; %s does not."
                    .formatted(MOST_WEEKS_AHEAD, monday));
        }
    }

    private RosterDraft draft(RosterWish wish) {
        Instant since = clock.instant().minus(LOOKED_BACK);
        var rules = subspecialties.current();
        return office.call(() -> {
            var everybody = specialists.all();
            var sent = SentKinds.since(since, kinds, rules);
            var rows = Coverage.rows(
                    everybody, sent, tenants.served().stream().flatMap(hospital -> hospital.facilities().stream()));
            if (everybody.isEmpty() || rows.isEmpty()) {
                throw new IllegalArgumentException(
                        everybody.isEmpty() ? "Nobody reads for us yet." : "There is nothing to be read yet.");
            }
            return new RosterDraft(wish, everybody, rows);
        });
    }

    private void keep(Search search) {
        synchronized (searches) {
            long running = searches.values().stream()
                    .filter(one -> one.owner.equals(search.owner) && one.state() == State.RUNNING)
                    .count();
            if (running >= MOST_RUNNING) {
                throw new IllegalArgumentException(
                        "%d of your searches have not ended yet. Stop them, or wait.".formatted(running));
            }
            searches.put(search.id(), search);
            if (searches.size() > MOST_KEPT) {
                var oldest = searches.values().iterator().next();
                oldest.stop();
                searches.remove(oldest.id());
            }
        }
    }

    /** @throws NoSuchElementException where the caller asked for none of that name on this node, or long ago */
    @PreAuthorize(ROSTERING)
    public Search find(UUID id) {
        synchronized (searches) {
            return Optional.ofNullable(searches.get(id))
                    .filter(search -> search.owner.equals(callers.required().username()))
                    .orElseThrow(() -> new NoSuchElementException("no such proposal"));
        }
    }

    /** The week was changed by somebody since it was looked at. */
    public static final class WeekChanged extends Exception {

        private static final long serialVersionUID = 1L;

        WeekChanged() {
            super("The shifts of that week have changed meanwhile. Propose again.");
        }
    }

    /**
     * Notes the changes, all or none, each as a person would.
     *
     * @return how many
     * @throws IllegalArgumentException where it is not ready
     */
    @PreAuthorize(ROSTERING)
    public int accept(UUID id) throws WeekChanged {
        var search = find(id);
        var roster = search.found;
        if (roster == null) {
            throw new IllegalArgumentException("There is no proposal to accept yet.");
        }
        var changes = search.draft.changes(roster, "roster of the week of " + search.draft.monday());
        return desk.noteAll(changes, search.draft::isOf).orElseThrow(WeekChanged::new);
    }
}
