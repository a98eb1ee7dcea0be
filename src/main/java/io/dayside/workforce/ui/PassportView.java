package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.audit.TrailEntry;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.EmptyState;
import io.dayside.workforce.Column;
import io.dayside.workforce.Credential;
import io.dayside.workforce.CredentialDocument;
import io.dayside.workforce.CredentialDocuments;
import io.dayside.workforce.CredentialKind;
import io.dayside.workforce.Passport;
import io.dayside.workforce.Passports;
import io.dayside.workforce.ReadingRights;
import io.dayside.workforce.Specialist;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** "What may this person read, what proves it, and until when?" Officers change it; everybody else sees their own. */
@Route(PassportView.ROUTE)
@PageTitle("Passport · Dayside")
@RolesAllowed({"CREDENTIALING", "SPECIALIST"})
@StyleSheet("workforce.css")
class PassportView extends Div implements HasUrlParameter<String> {

    static final String ROUTE = "passport";

    private static final long serialVersionUID = 1L;
    private static final int MOST_ENTRIES = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final transient Passports passports;
    private final transient CredentialDocuments documents;
    private final transient Tenants tenants;
    private final transient Callers callers;
    private final transient Clock clock;
    private String username = "";

    PassportView(Passports passports, CredentialDocuments documents, Tenants tenants, Callers callers, Clock clock) {
        this.passports = passports;
        this.documents = documents;
        this.tenants = tenants;
        this.callers = callers;
        this.clock = clock;
        addClassNames("credentials", "passport");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String named) {
        username = named == null ? callers.required().username() : named;
        show();
    }

    private void show() {
        removeAll();
        passports.of(username).ifPresentOrElse(this::show, this::nothing);
    }

    private void nothing() {
        add(new EmptyState(
                "There is no such passport for you.",
                "Credentialing officers see everybody's, and specialists their own."));
    }

    private void show(Passport passport) {
        var specialist = passport.specialist();
        var who = new Paragraph("%s · %s · at most %d at once"
                .formatted(specialist.username(), specialist.zone(), specialist.capacity()));
        who.addClassName("quiet");
        add(new H1(specialist.displayName()), who, places(specialist), warnings(passport));
        for (var kind : CredentialKind.values()) {
            add(section(kind, passport));
        }
        if (isOfficer()) {
            if (passports.hasImportedLogin(username)) {
                add(login());
            }
            add(history());
        }
    }

    private Component login() {
        var away = quietly(
                new Button(
                        "Take away",
                        _ -> new TakeAwayDialog("the login", why -> shown(passports.takeLogin(username, why))).open()),
                "Take away the login");
        var line = new Div(new Span("Invited by an import"), away);
        line.addClassName("passport-line");
        return new Section(new H2("Login"), line);
    }

    private Map<Column, String> shown(Map<Column, String> problems) {
        if (problems.isEmpty()) {
            show();
        }
        return problems;
    }

    private boolean isOfficer() {
        return callers.required().is(Role.CREDENTIALING);
    }

    /** What bars them where; what they may read there is below. */
    private Component places(Specialist specialist) {
        var section = new Section(new H2("May read for"));
        section.addClassName("passport-places");
        tenants.served().stream()
                .flatMap(hospital -> hospital.facilities().stream())
                .forEach(facility -> section.add(place(specialist, facility)));
        return section;
    }

    private Component place(Specialist specialist, Facility facility) {
        var obstacles = ReadingRights.obstacles(
                specialist, new ReadingRights.Place(facility.tenant(), facility.jurisdiction()), today());
        var words = new Span(obstacles.isEmpty() ? "✓ yes" : "✗ " + String.join(", ", obstacles));
        if (!obstacles.isEmpty()) {
            words.addClassName("barred");
        }
        var line = new Div(new Span(facility.name()), words);
        line.addClassName("passport-line");
        return line;
    }

    private Component warnings(Passport passport) {
        var lines = new Div();
        passport.warnings().forEach(warning -> {
            var line = new Paragraph("⚠ " + warning.words());
            line.addClassName(warning.daysBefore() == 0 ? "ended" : "expiring");
            lines.add(line);
        });
        return lines;
    }

    private Component section(CredentialKind kind, Passport passport) {
        var section = new Section(new H2(kind.heading()));
        section.getElement().setAttribute("data-kind", kind.name());
        var held = passport.of(kind);
        held.forEach(credential -> section.add(line(credential, passport)));
        if (held.isEmpty()) {
            var none = new Paragraph("Nothing is written here.");
            none.addClassName("quiet");
            section.add(none);
        }
        boolean anotherOne = kind != CredentialKind.CONTRACT || held.isEmpty();
        if (isOfficer() && anotherOne) {
            section.add(quietly(new Button("Add", _ -> write(kind, Map.of())), "Add to " + kind.heading()));
        }
        return section;
    }

    private Component line(Credential credential, Passport passport) {
        var name = new Span(credential.name().isEmpty() ? "Contract" : credential.name());
        name.addClassName("passport-name");
        var style = Standings.of("", credential, today()).style();
        var words = new Span(credential.words());
        var state = new Span(Standings.state(credential, today()));
        if (!style.isEmpty()) {
            state.addClassName(style);
        }
        var line = new Div(name, words, state);
        line.addClassName("passport-line");
        if (isOfficer()) {
            line.add(actions(credential));
        }
        passport.documents().stream()
                .filter(document -> document.credential().equals(credential.key()))
                .forEach(document -> line.add(paper(document)));
        return line;
    }

    private Component actions(Credential credential) {
        var actions = new Div(
                quietly(
                        new Button("Change", _ -> write(credential.kind(), Passports.written(credential))),
                        "Change " + credential.key()),
                quietly(new Button("Attach", _ -> attach(credential)), "Attach a paper to " + credential.key()),
                quietly(new Button("Take away", _ -> remove(credential)), "Take away " + credential.key()));
        actions.addClassName("passport-actions");
        return actions;
    }

    private static Button quietly(Button button, String label) {
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(label);
        return button;
    }

    private Component paper(CredentialDocument document) {
        var link = new Anchor(
                "/api/passports/%s/documents/%s".formatted(document.username(), document.id()),
                "%s, %d kB, attached by %s on %s"
                        .formatted(
                                document.name(),
                                Math.ceilDiv(document.sizeBytes(), 1000),
                                document.attachedBy(),
                                TIME.format(document.attachedAt())));
        link.setRouterIgnore(true);
        link.addClassName("passport-paper");
        return link;
    }

    private void write(CredentialKind kind, Map<Column, String> written) {
        new CredentialDialog(kind, written, (fields, why) -> shown(passports.put(username, kind, fields, why))).open();
    }

    private void remove(Credential credential) {
        new TakeAwayDialog(credential.key(), why -> shown(passports.remove(username, credential.key(), why))).open();
    }

    private void attach(Credential credential) {
        new AttachDialog(
                        credential.key(),
                        (name, content) -> documents.attach(username, credential.key(), name, content),
                        this::show)
                .open();
    }

    private Component history() {
        var section = new Section(new H2("History"));
        var quiet = new Paragraph("From the trail, newest first, UTC. Looking here is itself an entry.");
        quiet.addClassName("quiet");
        section.add(quiet);
        passports.history(username).stream()
                .limit(MOST_ENTRIES)
                .map(PassportView::entry)
                .forEach(section::add);
        return section;
    }

    private static Component entry(TrailEntry entry) {
        var at = new Span(TIME.format(entry.at()));
        at.addClassName("quiet");
        var line = new Div(at, new Span(entry.actorName()), new Span(HistoryWords.of(entry)));
        line.addClassName("passport-entry");
        return line;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
