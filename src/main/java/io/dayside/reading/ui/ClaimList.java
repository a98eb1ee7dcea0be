package io.dayside.reading.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The models' claims as they stand on the page. Keys are about a card and never about a claim by its place. Where other
 * claims take the place of those that stood here, none is selected before the specialist chooses one.
 */
class ClaimList extends Div {

    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    private final transient BiConsumer<Claim, Judgement> decide;
    private final transient Consumer<Claim> show;
    private final Div list = new Div();
    private final Span others = new Span();
    private final List<ClaimCard> cards = new ArrayList<>();
    private transient List<Claim> drawn = List.of();
    private int selected;
    private int sets;

    /**
     * @param decide called with a claim that stands on the page
     * @param show brings a claim's image into view
     */
    ClaimList(BiConsumer<Claim, Judgement> decide, Consumer<Claim> show) {
        this.decide = decide;
        this.show = show;
        list.addClassName("claims");
        list.getElement().setAttribute("role", "list");
        others.setId("other-findings");
        others.addClassName("small");
        others.getElement().setAttribute("role", "status");
        add(others, list);
    }

    /** @param instead where the models claim nothing */
    void draw(List<Claim> claims, Component instead) {
        if (sets == 0) {
            sets = 1;
            selected = firstUndecided(claims);
        } else if (!findings(claims).equals(findings(drawn))) {
            sets++;
            selected = NONE;
            others.setText(
                    claims.isEmpty()
                            ? "The models looked again."
                            : "The models have found something new. Choose a finding with J, then decide.");
        }
        drawn = List.copyOf(claims);
        cards.clear();
        list.removeAll();
        for (Claim claim : drawn) {
            var card = new ClaimCard(claim, judgement -> decide.accept(claim, judgement), () -> show.accept(claim));
            cards.add(card);
            list.add(card);
        }
        if (cards.isEmpty()) {
            list.add(instead);
        }
        mark();
    }

    /** Whether the page shows exactly these. */
    boolean shows(List<Claim> claims) {
        return drawn.equals(claims);
    }

    /** Names the findings that stand on the page; another name where they are others. */
    String scene() {
        return Integer.toString(sets);
    }

    void move(int step) {
        if (!cards.isEmpty()) {
            selected = Math.clamp(selected + step, 0, cards.size() - 1);
            others.setText("");
            mark();
            show.accept(drawn.get(selected));
        }
    }

    Optional<ClaimCard> selectedCard() {
        return selected >= 0 && selected < cards.size() ? Optional.of(cards.get(selected)) : Optional.empty();
    }

    private void mark() {
        for (int card = 0; card < cards.size(); card++) {
            cards.get(card).select(card == selected);
        }
    }

    private static int firstUndecided(List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.finding().flagged() && claim.judgement() instanceof Judgement.Undecided)
                .findFirst()
                .map(claims::indexOf)
                .orElse(0);
    }

    private static List<UUID> findings(List<Claim> claims) {
        return claims.stream().map(claim -> claim.finding().id()).toList();
    }
}
