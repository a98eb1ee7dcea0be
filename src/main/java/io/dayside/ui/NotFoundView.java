package io.dayside.ui;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** What somebody sees at an address that does not exist, or not for them: the two are not told apart. */
@Tag("div")
@ParentLayout(Shell.class)
@AnonymousAllowed
class NotFoundView extends Div implements HasErrorParameter<NotFoundException> {

    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        removeAll();
        add(
                new EmptyState(
                        "There is nothing here for you",
                        "The address may be mistyped, or your role does not include it. The operator of Dayside can grant it."));
        return HttpServletResponse.SC_NOT_FOUND;
    }

    /** The same answer for a page that exists but is not this person's. */
    @Tag("div")
    @ParentLayout(Shell.class)
    @AnonymousAllowed
    static class Denied extends Div implements HasErrorParameter<AccessDeniedException> {

        private static final long serialVersionUID = 1L;

        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
            removeAll();
            add(
                    new EmptyState(
                            "There is nothing here for you",
                            "The address may be mistyped, or your role does not include it. The operator of Dayside can grant it."));
            return HttpServletResponse.SC_NOT_FOUND;
        }
    }
}
