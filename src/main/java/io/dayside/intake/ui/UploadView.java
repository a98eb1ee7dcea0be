package io.dayside.intake.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Tenants;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** "How do I get these pictures into Dayside?": files, folders, zips and media, through the browser. */
@Route(UploadView.ROUTE)
@PageTitle("Upload · Dayside")
@RolesAllowed("COORDINATOR")
@StyleSheet("upload.css")
class UploadView extends Div {

    static final String ROUTE = "upload";

    private static final long serialVersionUID = 1L;

    UploadView(Callers callers, Tenants tenants) {
        addClassName("upload");
        var caller = callers.required();
        var places = tenants.all().stream()
                .filter(hospital -> isCoordinator(caller, hospital))
                .map(Choice::of)
                .toList();
        add(
                new H1("Bring pictures into Dayside"),
                new Paragraph("From a CD, a stick or an export. What is lost on the way is sent again, nothing twice."),
                new Files(places));
    }

    private static boolean isCoordinator(Caller caller, Hospital hospital) {
        return caller.is(Role.COORDINATOR, hospital.id());
    }

    /** A hospital with its facilities, as the browser's element reads it. */
    private record Choice(String code, String name, List<Place> facilities) {

        static Choice of(Hospital hospital) {
            return new Choice(
                    hospital.id().code(),
                    hospital.name(),
                    hospital.facilities().stream()
                            .map(facility -> new Place(facility.code(), facility.name()))
                            .toList());
        }
    }

    private record Place(String code, String name) {}

    /** The browser's {@code <dayside-upload>}, which talks to {@code /api/uploads}. */
    @Tag("dayside-upload")
    private static final class Files extends Component {

        private static final long serialVersionUID = 1L;

        Files(List<Choice> hospitals) {
            getElement().setAttribute("hospitals", JsonMapper.shared().writeValueAsString(hospitals));
            // The event needs no answer: that it comes keeps the session, which uploads do not pass through.
            getElement().addEventListener("still-sending", _ -> {});
        }

        @Override
        protected void onAttach(AttachEvent event) {
            event.getUI().getPage().addJsModule("/frontend/dayside-upload.js");
        }
    }
}
