package io.dayside.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.cases.Cases;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.intake.StudyArrivals;
import io.dayside.tenancy.TenantScope;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The address of a study by its Study Instance UID: its case's page, or what is known until it has a case. */
@Route("study/:tenant/:study")
@PageTitle("Study · Dayside")
@RolesAllowed({"COORDINATOR", "VIEWER"})
@StyleSheet("delivery.css")
class StudyView extends Div implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    private final transient Archive archive;
    private final transient Cases cases;
    private final transient StudyArrivals arrivals;
    private final transient StudyWords words;
    private final transient Callers callers;
    private final transient TransactionTemplate reading;

    StudyView(
            Archive archive,
            Cases cases,
            StudyArrivals arrivals,
            StudyWords words,
            Callers callers,
            PlatformTransactionManager transactions) {
        this.archive = archive;
        this.cases = cases;
        this.arrivals = arrivals;
        this.words = words;
        this.callers = callers;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        addClassNames("hospital", "hospital-case");
    }

    static String address(StudyRef study) {
        return "/study/%s/%s".formatted(study.tenant(), study.studyInstanceUid());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var ref = asked(event.getRouteParameters()).orElseThrow(NotFoundException::new);
        var study = TenantScope.call(ref.tenant(), () -> reading.execute(_ -> archive.study(ref)))
                .orElseThrow(NotFoundException::new);
        var work = TenantScope.call(Set.of(ref.tenant()), () -> cases.of(ref));
        if (work.isPresent()) {
            event.forwardTo(
                    HospitalCaseView.class,
                    HospitalCaseView.parameters(work.get().id()));
        } else {
            show(study);
        }
    }

    /** Another hospital's study does not exist. */
    private Optional<StudyRef> asked(RouteParameters parameters) {
        var code = parameters.get("tenant").orElse("");
        var studyUid = parameters.get("study").filter(uid -> UID.matcher(uid).matches());
        return callers.required().employers().stream()
                .filter(own -> own.code().equals(code))
                .findFirst()
                .flatMap(own -> studyUid.map(study -> new StudyRef(own, study)));
    }

    private void show(ArchivedStudy study) {
        var receiving = TenantScope.call(
                study.ref().tenant(), () -> arrivals.receiving(study.ref()).orElse(null));
        var back = new Anchor("/" + HospitalView.ROUTE, "← All studies");
        back.setRouterIgnore(false);
        var still = new Paragraph(words.standing(study, receiving));
        still.setId("study-standing");
        var actions = new Div(allHere(study.ref(), receiving != null), new Button("Look again", _ -> lookAgain()));
        actions.addClassName("study-actions");
        add(
                back,
                new H1(study.studyDescription().isBlank() ? "Study" : study.studyDescription()),
                new Paragraph("%s · %s · %s"
                        .formatted(
                                StudyWords.patient(study.patientName(), study.patientId()),
                                study.modality(),
                                ReceivingWords.images(study.instances()))),
                still,
                actions);
    }

    private Component allHere(StudyRef study, boolean receiving) {
        return new AllImagesHere(
                study, () -> callers.required().is(Role.COORDINATOR, study.tenant()), receiving, () -> {
                    TenantScope.call(study.tenant(), () -> arrivals.complete(study));
                    lookAgain();
                });
    }

    private static void lookAgain() {
        UI.getCurrent().getPage().reload();
    }
}
