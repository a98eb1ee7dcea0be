package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.dayside.workforce.Column;
import io.dayside.workforce.CredentialImport;
import io.dayside.workforce.CredentialImport.Change;
import io.dayside.workforce.CredentialImport.Login;
import io.dayside.workforce.CredentialImport.Report;
import io.dayside.workforce.CredentialKind;
import io.dayside.workforce.ImportProblem;
import jakarta.annotation.security.RolesAllowed;
import java.util.stream.Collectors;

/** "How do I bring in what I have as a table?": looked at first, with everything that is wrong; then all or nothing. */
@Route(ImportView.ROUTE)
@PageTitle("Import · Dayside")
@RolesAllowed("CREDENTIALING")
@StyleSheet("workforce.css")
class ImportView extends Div {

    static final String ROUTE = "credentials-import";

    private static final long serialVersionUID = 1L;
    private static final int ROWS_WITHOUT_SCROLLING = 20;

    private final transient CredentialImport files;
    private final Paragraph said = new Paragraph();
    private final Div found = new Div();
    private final TextField why = new TextField(Column.WHY.label());
    private final Button apply = new Button("Write all of it", _ -> apply());
    private final Div decision = new Div(why, apply);
    private transient byte[] file = {};

    ImportView(CredentialImport files) {
        this.files = files;
        addClassNames("credentials", "credentials-import");
        said.getElement().setAttribute("role", "status");
        why.setHelperText(Column.WHY.help());
        why.setWidth("24rem");
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        apply.setDisableOnClick(true);
        decision.addClassName("credentials-decision");
        decision.setVisible(false);
        var upload = new Upload(UploadHandler.inMemory((_, content) -> look(content)));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(CredentialImport.MOST_BYTES);
        upload.setAcceptedFileExtensions(".csv");
        upload.addFileRejectedListener(_ -> said.setText("It is no .csv file of at most 5 MB."));
        upload.addAllFinishedListener(_ -> upload.clearFileList());
        var template = new Anchor("/api/credentials/import/template", "An empty table with examples");
        template.setRouterIgnore(true);
        add(
                new H1("Bring in credentials from a table"),
                new Paragraph("CSV in UTF-8. Nothing is written before you have seen what would change."),
                template,
                upload,
                said,
                decision,
                found,
                kinds());
    }

    private void look(byte[] content) {
        file = content;
        show(files.check(file));
    }

    private void apply() {
        try {
            write();
        } finally {
            apply.setEnabled(true);
        }
    }

    private void write() {
        var report = files.apply(file, why.getValue());
        var refused = report.problems().stream()
                .filter(problem -> problem.column().equals(Column.WHY.header()))
                .findFirst();
        why.setInvalid(refused.isPresent());
        refused.ifPresent(problem -> why.setErrorMessage(problem.what()));
        if (refused.isEmpty()) {
            show(report);
        }
    }

    private void show(Report report) {
        said.setText(words(report));
        decision.setVisible(report.problems().isEmpty() && !report.changes().isEmpty() && !report.applied());
        found.removeAll();
        if (!report.logins().isEmpty()) {
            found.add(new H2("Logins"), logins(report));
        }
        if (!report.problems().isEmpty()) {
            found.add(problems(report));
        } else if (!report.changes().isEmpty()) {
            found.add(changes(report));
        }
    }

    private static String words(Report report) {
        int problems = report.problems().size();
        int changes = report.changes().size();
        if (problems > 0) {
            return (problems == 1 ? "1 problem" : problems + " problems") + ". Nothing was written.";
        }
        if (report.applied()) {
            return (changes == 1 ? "1 change was" : changes + " changes were") + " written.";
        }
        return (changes == 1 ? "1 change" : changes + " changes") + ", and " + report.unchanged()
                + " lines that say what is so already. Nothing is written yet.";
    }

    private static Component problems(Report report) {
        var grid = new Grid<ImportProblem>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_WRAP_CELL_CONTENT);
        grid.getElement().setAttribute("aria-label", "Problems");
        grid.addColumn(ImportProblem::line).setHeader("line").setAutoWidth(true).setFlexGrow(0);
        grid.addColumn(ImportProblem::column)
                .setHeader("column")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(ImportProblem::what).setHeader("what is wrong");
        grid.setItems(report.problems());
        grid.setAllRowsVisible(report.problems().size() <= ROWS_WITHOUT_SCROLLING);
        return grid;
    }

    private static Component logins(Report report) {
        var grid = new Grid<Login>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_WRAP_CELL_CONTENT);
        grid.getElement().setAttribute("aria-label", "Logins");
        grid.addColumn(Login::line).setHeader("line").setAutoWidth(true).setFlexGrow(0);
        grid.addColumn(Login::username).setHeader("who").setAutoWidth(true).setFlexGrow(0);
        grid.addColumn(login -> (login.open() ? "✓ " : "✕ no login: ") + login.what())
                .setHeader("login");
        grid.setItems(report.logins());
        grid.setAllRowsVisible(report.logins().size() <= ROWS_WITHOUT_SCROLLING);
        return grid;
    }

    private static Component changes(Report report) {
        var grid = new Grid<Change>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_WRAP_CELL_CONTENT);
        grid.getElement().setAttribute("aria-label", "Changes");
        grid.addColumn(Change::username).setHeader("who").setAutoWidth(true).setFlexGrow(0);
        grid.addColumn(Change::what).setHeader("what").setFlexGrow(1);
        grid.addColumn(change -> change.from().isEmpty() ? "–" : change.from())
                .setHeader("says")
                .setFlexGrow(1);
        grid.addColumn(Change::to).setHeader("will say").setFlexGrow(1);
        grid.setItems(report.changes());
        grid.setAllRowsVisible(report.changes().size() <= ROWS_WITHOUT_SCROLLING);
        return grid;
    }

    /** What belongs into which column. */
    private static Component kinds() {
        var section = new Section(new H2("Kinds and their columns"));
        section.add(line("PERSON", "display_name, zone, capacity, email (for a login, may be empty)"));
        for (var kind : CredentialKind.values()) {
            section.add(line(
                    kind.name(), kind.columns().stream().map(Column::header).collect(Collectors.joining(", "))));
        }
        return section;
    }

    private static Component line(String kind, String columns) {
        var line = new Paragraph(kind + ": username, kind, " + columns);
        line.addClassName("quiet");
        return line;
    }
}
